#include "server/field_checks.h"

#include <algorithm>
#include <cmath>

#include "fmt/format.h"
#include "matcher/model/date.h"
#include "matcher/model/decimal.h"
#include "server/resource_name.h"
#include "server/tax_code.h"

namespace ketnoi::server {

bool FieldChecks::Refuse(const Path& path, std::string_view description) {
  violations_.Add(path.Text(), description);
  return false;
}

bool FieldChecks::TextFits(const Path& path, std::string_view text,
                           size_t limit) {
  if (text.size() > limit) {
    return Refuse(path, fmt::format("{} bytes; at most {} are accepted",
                                    text.size(), limit));
  }
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte < 0x20 && c != '\n' && c != '\t') || byte == 0x7f) {
      return Refuse(path, fmt::format("holds the control character U+{:04X}",
                                      static_cast<int>(byte)));
    }
  }
  return true;
}

bool FieldChecks::TextFits(const Path& path, const v1::LocalizedText& text,
                           size_t limit) {
  const bool vi = TextFits(Path(path, "vi"), text.vi(), limit);
  return TextFits(Path(path, "en"), text.en(), limit) && vi;
}

bool FieldChecks::IsNamed(const Path& path, const v1::LocalizedText& text) {
  const auto blank = [](const std::string& name) {
    return name.find_first_not_of(" \t\r\n") == std::string::npos;
  };
  if (blank(text.vi()) && blank(text.en())) {
    return Refuse(path, "at least one language is required");
  }
  return TextFits(path, text, kText);
}

bool FieldChecks::DateIsRight(const Path& path, std::string_view text) {
  if (text.empty() || model::DateFromText(text)) return true;
  return Refuse(path, fmt::format("'{}' is not a day of the years 1900 to 2199 "
                                  "as YYYY-MM-DD",
                                  text));
}

bool FieldChecks::InRange(const Path& path, int64_t value, int64_t least,
                          int64_t most) {
  if (value >= least && value <= most) return true;
  return Refuse(path, fmt::format("{} is not {} to {}", value, least, most));
}

bool FieldChecks::InRange(const Path& path, double value, double least,
                          double most) {
  if (std::isfinite(value) && value >= least && value <= most) return true;
  return Refuse(path, fmt::format("{} is not {} to {}", value, least, most));
}

bool FieldChecks::EnumIsKnown(const Path& path, int value, int most) {
  if (value >= 0 && value <= most) return true;
  return Refuse(path, fmt::format("{} is not one of its values", value));
}

bool FieldChecks::AtMost(const Path& path, int count, int most) {
  if (count <= most) return true;
  return Refuse(
      path, fmt::format("{} elements; at most {} are accepted", count, most));
}

bool FieldChecks::TaxCodeIsRight(const Path& path, std::string_view code) {
  if (code.empty()) return true;
  const std::string problem = TaxCodeProblem(code);
  return problem.empty() || Refuse(path, problem);
}

bool FieldChecks::ProvinceIsRight(const Path& path, std::string_view code) {
  if (code.empty() || reference_.FindProvince(code).stated()) return true;
  return Refuse(path,
                fmt::format("'{}' is not a code or name of a province", code));
}

bool FieldChecks::PlaceIsRight(const Path& path, const v1::Coordinates& place) {
  const bool north = InRange(Path(path, "latitude"), place.latitude(), -90, 90);
  return InRange(Path(path, "longitude"), place.longitude(), -180, 180) &&
         north;
}

bool FieldChecks::QuantityIsRight(const Path& path,
                                  const v1::Quantity& quantity,
                                  bool above_zero) {
  constexpr double kLargest = 1e12;
  bool right = InRange(Path(path, "value"), quantity.value(), 0, kLargest);
  if (right && above_zero && quantity.value() <= 0) {
    right = Refuse(Path(path, "value"), "0 is not above 0");
  }
  if (!quantity.unit().empty() &&
      !reference_.FindUnit(quantity.unit()).stated()) {
    right = Refuse(Path(path, "unit"),
                   fmt::format("'{}' is not a known unit", quantity.unit()));
  }
  return right;
}

bool FieldChecks::EvidenceIsRight(const Path& path,
                                  const v1::Evidence& evidence) {
  bool right = EnumIsKnown(Path(path, "level"), evidence.level(),
                           v1::EVIDENCE_LEVEL_VERIFIED);
  right &= DateIsRight(Path(path, "date"), evidence.date());
  right &= TextFits(Path(path, "source"), evidence.source(), kText);
  return right;
}

bool FieldChecks::SourcesFit(const Path& parent, const Strings& sources) {
  constexpr int kMost = 20;
  return TextsFit(parent, "sources", sources, kMost, kText);
}

bool FieldChecks::TextsFit(const Path& parent, std::string_view field,
                           const Strings& values, int most, size_t limit) {
  if (!AtMost(Path(parent, field), values.size(), most)) return false;
  bool right = true;
  for (int i = 0; i < values.size(); ++i) {
    const Path path(parent, field, i);
    right &= values[i].empty() ? Refuse(path, "an empty text")
                               : TextFits(path, values[i], limit);
  }
  return right;
}

bool FieldChecks::Distinct(const Path& parent, std::string_view field,
                           const Strings& values) {
  bool right = true;
  for (int i = 1; i < values.size(); ++i) {
    const auto end = values.begin() + i;
    if (std::find(values.begin(), end, values[i]) == end) continue;
    right = Refuse(Path(parent, field, i),
                   fmt::format("'{}' is there twice", values[i]));
  }
  return right;
}

void FieldChecks::CheckId(const Path& path, std::string_view id) {
  if (IsId(id)) return;
  Refuse(path, fmt::format("'{}' is not an id: {}", id, kIdGrammar));
}

void FieldChecks::CheckContradictions(const Path& path,
                                      const v1::StatedList& list) {
  for (int i = 0; i < list.not_held_size(); ++i) {
    const auto& values = list.values();
    if (std::find(values.begin(), values.end(), list.not_held(i)) ==
        values.end()) {
      continue;
    }
    Refuse(Path(path, "not_held", i),
           fmt::format("'{}' stands in values too", list.not_held(i)));
  }
}

}  // namespace ketnoi::server
