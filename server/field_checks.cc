#include "server/field_checks.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <vector>

#include "fmt/format.h"
#include "matcher/model/attribute_value.h"
#include "matcher/model/date.h"
#include "matcher/model/name_index.h"
#include "server/resource_name.h"
#include "server/stated_attribute.h"
#include "server/tax_code.h"
#include "server/translate_common.h"
#include "unicode/uloc.h"

namespace ketnoi::server {
namespace {

// The first control character of UTF-8 text that is none of `allowed`: C0, DEL
// or C1 (U+0080 to U+009F). -1: none.
int ControlIn(std::string_view text, std::string_view allowed) {
  for (size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const bool c0 = byte < 0x20 || byte == 0x7f;
    if (c0 && allowed.find(text[i]) == std::string_view::npos) return byte;
    if (byte != 0xc2 || i + 1 == text.size()) continue;
    const auto next = static_cast<unsigned char>(text[i + 1]);
    if (next < 0xa0) return next;
  }
  return -1;
}

// Codes of countries that are taken for those of languages. ISO 639 has "kr",
// too, but for Kanuri, which nobody here means.
struct Slip {
  std::string_view country;
  std::string_view language;
};
constexpr Slip kSlips[] = {
    {"jp", "ja"}, {"cn", "zh"}, {"kr", "ko"}, {"vn", "vi"}};

std::string_view LanguageOfCountry(std::string_view tag) {
  for (const Slip& slip : kSlips) {
    if (slip.country == tag) return slip.language;
  }
  return "";
}

bool IsLanguage(const std::string& tag) {
  const bool is_tag = (tag.size() == 2 || tag.size() == 3) &&
                      std::all_of(tag.begin(), tag.end(),
                                  [](char c) { return c >= 'a' && c <= 'z'; });
  return is_tag && LanguageOfCountry(tag).empty() &&
         *uloc_getISO3Language(tag.c_str()) != '\0';
}

// For the country in place of the language, and for a tag with more than the
// primary one ("en-us").
std::string LanguageHint(const std::string& tag) {
  std::string primary = tag.substr(0, tag.find_first_of("-_"));
  const std::string_view meant = LanguageOfCountry(primary);
  if (!meant.empty()) primary = meant;
  if (primary == tag || !IsLanguage(primary)) return "";
  return fmt::format("; write '{}'", primary);
}

constexpr size_t kMostCandidates = 3;

// `list` names the table in calls and commands.
template <class IdOf>
std::string NameHint(const model::NameList& names, std::string_view name,
                     IdOf id_of, std::string_view list) {
  const auto quoted = [&](const std::vector<int32_t>& entries) {
    std::string text;
    for (const int32_t entry : entries) {
      text += fmt::format("{}'{}'", text.empty() ? "" : ", ", id_of(entry));
    }
    return text;
  };
  std::string hint;
  if (const auto named = names.Named(name, kMostCandidates); named.size() > 1) {
    hint = fmt::format("; the name is that of several: {}", quoted(named));
  } else if (const auto near = names.BeginningWith(name, kMostCandidates);
             !near.empty()) {
    hint = fmt::format("; perhaps {}", quoted(near));
  }
  return hint + fmt::format("; see {}", list);
}

std::string Folded(const EntryRule& rule, const std::string& entry) {
  return rule.fold == nullptr ? entry : rule.fold(entry);
}

}  // namespace

bool IsCountryCode(std::string_view code) {
  return code.size() == 2 && std::all_of(code.begin(), code.end(), [](char c) {
           return c >= 'A' && c <= 'Z';
         });
}

std::string CategoryHint(const model::Reference& reference,
                         std::string_view name) {
  return NameHint(
      reference.category_list(), name,
      [&](int32_t entry) {
        return reference.categories.Name(model::CategoryId{entry});
      },
      "ListCategories; ketnoi reference categories");
}

std::string ProcessHint(const model::Reference& reference,
                        std::string_view name) {
  return NameHint(
      reference.process_list(), name,
      [&](int32_t entry) {
        return reference.processes[static_cast<size_t>(entry)].id;
      },
      "ListProcesses; ketnoi reference processes");
}

bool FieldChecks::Refuse(const Path& path, std::string_view description) {
  violations_.Add(path.Text(), description);
  return false;
}

bool FieldChecks::Fits(const Path& path, std::string_view text, size_t limit,
                       std::string_view controls) {
  if (text.size() > limit) {
    return Refuse(path, fmt::format("{} bytes; at most {} are accepted",
                                    text.size(), limit));
  }
  const int control = ControlIn(text, controls);
  return control < 0 ||
         Refuse(path,
                fmt::format("holds the control character U+{:04X}", control));
}

bool FieldChecks::NameFits(const Path& path, std::string_view name) {
  return Fits(path, name, kShortText, "");
}

bool FieldChecks::NamesFit(const Path& parent, std::string_view field,
                           const Strings& names) {
  bool right = true;
  for (int i = 0; i < names.size(); ++i) {
    right &= NameFits(Path(parent, field, i), names[i]);
  }
  return right;
}

bool FieldChecks::TextFits(const Path& path, std::string_view text,
                           size_t limit) {
  return Fits(path, text, limit, "\n\t");
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

bool FieldChecks::CategoryIsRight(const Path& path,
                                  const std::string& category) {
  if (reference_.categories.Find(category).stated()) return true;
  if (!NameFits(path, category)) return false;
  return Refuse(path, fmt::format("'{}' is not a category{}", category,
                                  CategoryHint(reference_, category)));
}

bool FieldChecks::ProvinceIsRight(const Path& path, std::string_view code) {
  if (code.empty() || reference_.FindProvince(code).stated()) return true;
  return Refuse(path,
                fmt::format("'{}' is not a code or name of a province", code));
}

bool FieldChecks::PlaceIsRight(const Path& path, const v1::Coordinates& place) {
  const Path latitude(path, "latitude");
  const Path longitude(path, "longitude");
  bool right = place.has_latitude()
                   ? InRange(latitude, place.latitude(), -90, 90)
                   : Refuse(latitude, kRequired);
  right &= place.has_longitude()
               ? InRange(longitude, place.longitude(), -180, 180)
               : Refuse(longitude, kRequired);
  return right;
}

bool FieldChecks::QuantityIsRight(const Path& path,
                                  const v1::Quantity& quantity,
                                  bool above_zero) {
  constexpr double kLargest = 1e12;
  const Path value(path, "value");
  bool right = quantity.has_value()
                   ? InRange(value, quantity.value(), 0, kLargest)
                   : Refuse(value, kRequired);
  if (right && above_zero && ScaledFrom(quantity.value(), 3) == 0) {
    right = Refuse(value, fmt::format("{} is not above 0, with 3 decimals",
                                      quantity.value()));
  }
  return UnitIsKnown(Path(path, "unit"), quantity.unit()) && right;
}

bool FieldChecks::UnitIsKnown(const Path& path, const std::string& unit) {
  if (unit.empty()) return true;
  if (!NameFits(path, unit)) return false;
  return reference_.FindUnit(unit).stated() ||
         Refuse(path, fmt::format("'{}' is not a known unit", unit));
}

bool FieldChecks::ValueIsRight(const Path& path, model::AttributeId attribute,
                               const v1::AttributeValue& value) {
  const Path codes(path, "codes");
  bool right = NameFits(Path(path, "unit"), value.unit());
  right &= NamesFit(codes, "values", value.codes().values());
  right &= NamesFit(codes, "not_held", value.codes().not_held());
  right &= DateIsRight(Path(codes, "complete_as_of"),
                       value.codes().complete_as_of());
  const Path composition(path, "composition");
  for (int i = 0; i < value.composition().components_size(); ++i) {
    const Path component(composition, "components", i);
    right &= NameFits(Path(component, "code"),
                      value.composition().components(i).code());
  }
  right &= TextFits(Path(path, "text"), value.text(), kText);
  if (!right) return false;
  std::vector<model::ValueProblem> problems;
  model::Canonicalize(reference_, attribute, StatedFrom(value), problems);
  for (const model::ValueProblem& problem : problems) {
    Refuse(Path(path, problem.field), problem.description);
  }
  return problems.empty();
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

EntryRule FieldChecks::Process() const {
  return {"a process",
          [this](const std::string& id) {
            return reference_.FindProcess(id).stated();
          },
          nullptr,
          [this](const std::string& name) {
            return ProcessHint(reference_, name);
          }};
}

EntryRule FieldChecks::Material() const {
  return {"a material", [this](const std::string& id) {
            return reference_.FindMaterial(id).stated();
          }};
}

EntryRule FieldChecks::Industry() const {
  return {"an industry", [this](const std::string& id) {
            return reference_.FindIndustry(id).stated();
          }};
}

EntryRule FieldChecks::Province() const {
  return {"a code or name of a province", [this](const std::string& code) {
            return reference_.FindProvince(code).stated();
          }};
}

EntryRule FieldChecks::Scheme() const {
  return {"a certificate scheme", [this](const std::string& id) {
            return reference_.FindScheme(id).stated();
          }};
}

EntryRule FieldChecks::Language() {
  return {"a language of ISO 639, such as 'vi'", IsLanguage, nullptr,
          LanguageHint};
}

EntryRule FieldChecks::Customer() {
  return {
      "a name with a letter or digit",
      [](const std::string& name) { return !model::FoldName(name).empty(); },
      model::FoldName};
}

void FieldChecks::CheckId(const Path& path, std::string_view id) {
  if (IsId(id)) return;
  Refuse(path, fmt::format("'{}' is not an id: {}", id, kIdGrammar));
}

void FieldChecks::CheckEntries(const Path& parent, std::string_view field,
                               const Strings& entries, int most,
                               const EntryRule& rule) {
  if (!AtMost(Path(parent, field), entries.size(), most)) return;
  std::set<std::string> seen;
  for (int i = 0; i < entries.size(); ++i) {
    const Path path(parent, field, i);
    if (!NameFits(path, entries[i])) continue;
    if (!rule.known(entries[i])) {
      Refuse(path, fmt::format("'{}' is not {}{}", entries[i], rule.what,
                               rule.hint ? rule.hint(entries[i]) : ""));
    }
    if (!seen.insert(Folded(rule, entries[i])).second) {
      Refuse(path, fmt::format("'{}' is there twice", entries[i]));
    }
  }
}

void FieldChecks::CheckStatedList(const Path& path, const v1::StatedList& list,
                                  const EntryRule& rule) {
  constexpr int kMost = 200;
  CheckEntries(path, "values", list.values(), kMost, rule);
  CheckEntries(path, "not_held", list.not_held(), kMost, rule);
  if (list.values_size() <= kMost && list.not_held_size() <= kMost) {
    CheckContradictions(path, list, rule);
  }
  DateIsRight(Path(path, "complete_as_of"), list.complete_as_of());
}

void FieldChecks::CheckContradictions(const Path& path,
                                      const v1::StatedList& list,
                                      const EntryRule& rule) {
  std::set<std::string> held;
  for (const std::string& entry : list.values()) {
    held.insert(Folded(rule, entry));
  }
  for (int i = 0; i < list.not_held_size(); ++i) {
    if (!held.contains(Folded(rule, list.not_held(i)))) continue;
    Refuse(Path(path, "not_held", i),
           fmt::format("'{}' stands in values too", list.not_held(i)));
  }
}

}  // namespace ketnoi::server
