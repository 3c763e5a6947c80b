#include "clients/cli/cells.h"

#include <charconv>
#include <cmath>
#include <utility>

namespace ketnoi::cli {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";
constexpr std::string_view kNoBreakSpace = "\xC2\xA0";
constexpr std::string_view kTimes = "\xC3\x97";  // ×

bool RemovePrefix(std::string_view prefix, std::string_view& text) {
  if (text.substr(0, prefix.size()) != prefix) return false;
  text.remove_prefix(prefix.size());
  return true;
}

bool RemoveSuffix(std::string_view suffix, std::string_view& text) {
  if (text.size() < suffix.size() ||
      text.substr(text.size() - suffix.size()) != suffix) {
    return false;
  }
  text.remove_suffix(suffix.size());
  return true;
}

// "a..b", "..b" or "a..".
bool ParseRange(std::string_view cell, v1::Range& range) {
  const size_t dots = cell.find("..");
  if (dots == std::string_view::npos) return false;
  const std::string_view low = Trim(cell.substr(0, dots));
  const std::string_view high = Trim(cell.substr(dots + 2));
  if (low.empty() && high.empty()) return false;
  const auto min = ParseNumber(low);
  const auto max = ParseNumber(high);
  if ((!low.empty() && !min.has_value()) ||
      (!high.empty() && !max.has_value())) {
    return false;
  }
  if (min.has_value()) range.set_min(*min);
  if (max.has_value()) range.set_max(*max);
  return true;
}

// "a x b x c", with x, X or ×; a single number if `one_allowed`.
bool ParseDimensions(std::string_view cell, bool one_allowed,
                     v1::Dimensions& dimensions) {
  std::vector<std::string_view> parts(1);
  size_t begin = 0;
  for (size_t i = 0; i < cell.size(); ++i) {
    const bool times = cell.substr(i, kTimes.size()) == kTimes;
    if (cell[i] != 'x' && cell[i] != 'X' && !times) continue;
    parts.back() = cell.substr(begin, i - begin);
    begin = i + (times ? kTimes.size() : 1);
    parts.emplace_back();
  }
  parts.back() = cell.substr(begin);
  if (parts.size() == 1 && !one_allowed) return false;
  for (const std::string_view part : parts) {
    const auto size = ParseNumber(Trim(part));
    if (!size.has_value()) return false;
    dimensions.add_sizes(*size);
  }
  return true;
}

// "cotton 60%; polyester 40%".
bool ParseComposition(std::string_view cell, v1::Composition& composition) {
  for (const std::string& part : SplitList(cell)) {
    std::string_view text = part;
    if (!RemoveSuffix("%", text)) return false;
    text = Trim(text);
    const size_t blank = text.rfind(' ');
    if (blank == std::string_view::npos) return false;
    const auto percent = ParseNumber(text.substr(blank + 1));
    if (!percent.has_value()) return false;
    auto& component = *composition.add_components();
    component.set_code(std::string(Trim(text.substr(0, blank))));
    component.set_percent(*percent);
  }
  return composition.components_size() > 0;
}

// "1,5" or "1.234,5": what a spreadsheet in Vietnamese writes for a number.
bool HasDecimalComma(std::string_view cell) {
  return cell.find(',') != std::string_view::npos &&
         cell.find_first_not_of("0123456789,.+- ") == std::string_view::npos;
}

// What `cell` is not, if it is no value of `kind`.
std::optional<Word> ParseAs(std::string_view kind, std::string_view cell,
                            v1::AttributeValue& value) {
  const auto unless = [](bool ok, Word wrong) {
    return ok ? std::nullopt : std::optional(wrong);
  };
  if (kind == "number") {
    const auto number = ParseNumber(cell);
    if (number.has_value()) value.set_number(*number);
    return unless(number.has_value(), Word::kCellIsNoNumber);
  }
  if (kind == "range") {
    return unless(ParseRange(cell, *value.mutable_range()),
                  Word::kCellIsNoRange);
  }
  if (kind == "dimensions") {
    return unless(ParseDimensions(cell, true, *value.mutable_dimensions()),
                  Word::kCellIsNoDimensions);
  }
  if (kind == "flag") {
    const auto flag = ParseFlag(cell);
    if (flag.has_value()) value.set_flag(*flag);
    return unless(flag.has_value(), Word::kCellIsNoFlag);
  }
  if (kind == "composition") {
    return unless(ParseComposition(cell, *value.mutable_composition()),
                  Word::kCellIsNoComposition);
  }
  if (kind == "text") {
    value.set_text(std::string(cell));
    return std::nullopt;
  }
  if (kind != "codes") return Word::kCellIsNoKind;
  for (std::string& code : SplitList(cell)) {
    value.mutable_codes()->add_values(std::move(code));
  }
  return std::nullopt;
}

std::string_view KindOf(std::string_view cell) {
  v1::AttributeValue scratch;
  if (ParseFlag(cell).has_value()) return "flag";
  if (ParseNumber(cell).has_value()) return "number";
  if (ParseRange(cell, *scratch.mutable_range())) return "range";
  if (ParseDimensions(cell, false, *scratch.mutable_dimensions())) {
    return "dimensions";
  }
  if (ParseComposition(cell, *scratch.mutable_composition())) {
    return "composition";
  }
  return "codes";
}

}  // namespace

std::string_view Trim(std::string_view text) {
  while (!text.empty() &&
         (kBlanks.find(text.front()) != std::string_view::npos ||
          text.substr(0, 2) == kNoBreakSpace)) {
    if (!RemovePrefix(kNoBreakSpace, text)) text.remove_prefix(1);
  }
  while (!text.empty()) {
    if (kBlanks.find(text.back()) != std::string_view::npos) {
      text.remove_suffix(1);
    } else if (!RemoveSuffix(kNoBreakSpace, text)) {
      break;
    }
  }
  return text;
}

std::vector<std::string> SplitList(std::string_view text, char separator) {
  std::vector<std::string> parts;
  for (;;) {
    const size_t end = text.find(separator);
    const std::string_view part = Trim(text.substr(0, end));
    if (!part.empty()) parts.emplace_back(part);
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::optional<double> ParseNumber(std::string_view text) {
  double number = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || stop != end || !std::isfinite(number)) {
    return std::nullopt;
  }
  return number;
}

std::optional<int64_t> ParseInteger(std::string_view text) {
  int64_t number = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || stop != end) return std::nullopt;
  return number;
}

std::string Lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

std::optional<bool> ParseFlag(std::string_view text) {
  const std::string word = Lower(text);
  if (word == "true" || word == "yes") return true;
  if (word == "false" || word == "no") return false;
  return std::nullopt;
}

absl::Status ParseAttributeValue(std::string_view cell, std::string_view kind,
                                 const Words& words,
                                 v1::AttributeValue& value) {
  const std::optional<Word> wrong =
      kind.empty() && HasDecimalComma(cell)
          ? Word::kCellHasComma
          : ParseAs(kind.empty() ? KindOf(cell) : kind, cell, value);
  if (!wrong.has_value()) return absl::OkStatus();
  return absl::InvalidArgumentError(words(*wrong));
}

}  // namespace ketnoi::cli
