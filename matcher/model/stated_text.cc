// StatedText: attribute values for people, in no language.

#include <string_view>

#include "fmt/format.h"
#include "matcher/model/attribute_value.h"

namespace ketnoi::model {
namespace {

std::string Joined(const std::vector<std::string>& parts,
                   std::string_view separator) {
  return fmt::format("{}", fmt::join(parts, separator));
}

struct TextOfValue {
  std::string unit;  // with a blank before it; may be empty

  std::string operator()(std::monostate) const { return ""; }

  std::string operator()(const StatedAttribute::Number& number) const {
    if (!number.min && !number.max) return "";
    if (!number.min) return "≤ " + NumberText(*number.max) + unit;
    if (!number.max) return "≥ " + NumberText(*number.min) + unit;
    if (*number.min == *number.max) return NumberText(*number.min) + unit;
    return NumberText(*number.min) + "–" + NumberText(*number.max) + unit;
  }

  std::string operator()(const std::vector<double>& sizes) const {
    std::vector<std::string> texts;
    for (const double size : sizes) texts.push_back(NumberText(size));
    return Joined(texts, " × ") + unit;
  }

  std::string operator()(bool flag) const { return flag ? "✓" : "✗"; }

  // "a, b; ✗ c"; "–" where nothing is held.
  std::string operator()(const StatedAttribute::CodeLists& codes) const {
    std::string text =
        codes.held.empty() && codes.complete ? "–" : Joined(codes.held, ", ");
    if (codes.not_held.empty()) return text;
    if (!text.empty()) text += "; ";
    return text + "✗ " + Joined(codes.not_held, ", ");
  }

  std::string operator()(
      const std::vector<StatedAttribute::Component>& components) const {
    std::vector<std::string> texts;
    for (const StatedAttribute::Component& c : components) {
      texts.push_back(NumberText(c.percent) + " % " + c.code);
    }
    return Joined(texts, ", ");
  }

  std::string operator()(const std::string& text) const { return text; }
};

}  // namespace

std::string StatedText(const StatedAttribute& stated,
                       const std::string& default_unit) {
  const std::string& unit = stated.unit.empty() ? default_unit : stated.unit;
  return std::visit(TextOfValue{unit.empty() ? "" : " " + unit}, stated.value);
}

}  // namespace ketnoi::model
