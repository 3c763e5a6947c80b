#include "matcher/model/attribute_value.h"

#include <algorithm>
#include <cstddef>

#include "fmt/format.h"

namespace ketnoi::model {
namespace {

constexpr size_t kMostCodes = 200;
constexpr size_t kMostComponents = 10;
constexpr int32_t kWholeBp = 10'000;
constexpr int32_t kSlackBp = 100;  // sums of rounded shares

using Canonical = decltype(AttributeValue::value);

// Turns one stated value into its canonical form; one use per value.
class Canonicalizer {
 public:
  Canonicalizer(const Reference& reference, AttributeId attribute,
                const std::string& unit, std::vector<ValueProblem>& problems)
      : reference_(reference),
        attribute_(attribute),
        definition_(reference.attributes[attribute.index()]),
        problems_(problems) {
    FindStatedUnit(unit);
  }

  Canonical operator()(std::monostate) {
    Refuse("", fmt::format("'{}' has no value", definition_.id));
    return {};
  }

  Canonical operator()(const StatedAttribute::Number& number) {
    if (!IsKind({AttributeKind::kNumber}, "a number or a range")) return {};
    if (!number.min && !number.max) {
      Refuse("range", "neither end of the range is stated");
      return {};
    }
    if (number.min && number.max && *number.min > *number.max) {
      Refuse("range.min",
             fmt::format("{} is above the upper end {}",
                         NumberText(*number.min), NumberText(*number.max)));
      return {};
    }
    const bool single = number.min == number.max;
    if (!converts_) return CheckFinite(number), Incomparable{};
    NumberRange range;
    range.min = ToDefinition(number.min, single ? "number" : "range.min");
    range.max = single ? range.min : ToDefinition(number.max, "range.max");
    if (reference_.Inverts(unit_, definition_.unit)) {
      std::swap(range.min, range.max);
    }
    return range;
  }

  Canonical operator()(const std::vector<double>& stated) {
    if (!IsKind({AttributeKind::kDimensions}, "sizes")) return {};
    constexpr size_t kMostSizes = 3;
    if (stated.empty() || stated.size() > kMostSizes) {
      Refuse("dimensions.sizes", fmt::format("{} sizes; 1 to {} are accepted",
                                             stated.size(), kMostSizes));
      return {};
    }
    Sizes result;
    for (size_t i = 0; i < stated.size(); ++i) {
      const std::string field = fmt::format("dimensions.sizes[{}]", i);
      if (!(stated[i] > 0)) {
        Refuse(field, fmt::format("{} is not above 0", NumberText(stated[i])));
      } else if (!converts_) {
        CheckFinite({stated[i], std::nullopt}, field);
      } else {
        result.sizes.push_back(ToDefinition(stated[i], field).value_or(0));
      }
    }
    if (!converts_) return Incomparable{};
    if (definition_.any_orientation) {
      std::sort(result.sizes.begin(), result.sizes.end());
    }
    return result;
  }

  Canonical operator()(bool flag) {
    if (!IsKind({AttributeKind::kFlag}, "yes or no")) return {};
    return flag;
  }

  Canonical operator()(const StatedAttribute::CodeLists& stated) {
    if (!IsKind({AttributeKind::kCodes, AttributeKind::kClass}, "codes")) {
      return {};
    }
    Codes codes;
    codes.complete = stated.complete;
    codes.held = FindCodes(stated.held, "codes.values");
    codes.not_held = FindCodes(stated.not_held, "codes.not_held");
    if (stated.held.empty() && stated.not_held.empty() && !stated.complete) {
      Refuse("codes", "states no code, and not that there are none");
    }
    for (const std::string& code : codes.held) {
      if (std::binary_search(codes.not_held.begin(), codes.not_held.end(),
                             code)) {
        Refuse("codes.not_held",
               fmt::format("'{}' is held and not held", code));
      }
    }
    return codes;
  }

  Canonical operator()(const std::vector<StatedAttribute::Component>& stated) {
    if (!IsKind({AttributeKind::kComposition}, "a composition")) return {};
    if (stated.empty() || stated.size() > kMostComponents) {
      Refuse("composition.components",
             fmt::format("{} components; 1 to {} are accepted", stated.size(),
                         kMostComponents));
      return {};
    }
    Mixture mixture;
    int32_t sum = 0;
    bool all_shares = true;
    for (size_t i = 0; i < stated.size(); ++i) {
      const std::string field = fmt::format("composition.components[{}]", i);
      const auto code = FindCode(stated[i].code, field + ".code");
      const int32_t share = ShareBp(stated[i].percent, field + ".percent");
      all_shares = all_shares && share > 0;
      sum += share;
      if (code) mixture.parts.emplace_back(*code, share);
    }
    if (all_shares && std::abs(sum - kWholeBp) > kSlackBp) {
      Refuse("composition.components",
             fmt::format("the shares sum to {} %, not to 99 to 101 %",
                         DecimalText(sum, 2)));
    }
    SortComponents(mixture);
    return mixture;
  }

  Canonical operator()(const std::string& text) {
    if (!IsKind({AttributeKind::kText}, "a text")) return {};
    FoldedText folded{FoldName(text)};
    if (folded.text.empty()) Refuse("text", "the text has no letter or digit");
    return folded;
  }

 private:
  void Refuse(std::string_view field, std::string description) {
    problems_.push_back({std::string(field), std::move(description)});
  }

  void FindStatedUnit(const std::string& name) {
    unit_ = definition_.unit;
    if (name.empty()) return;
    if (definition_.kind != AttributeKind::kNumber &&
        definition_.kind != AttributeKind::kDimensions) {
      Refuse("unit", fmt::format("'{}' has no unit, but '{}' is given",
                                 definition_.id, name));
      return;
    }
    unit_ = reference_.FindUnit(name);
    if (!unit_.stated()) {
      Refuse("unit", fmt::format("'{}' is not a known unit", name));
      converts_ = false;
      return;
    }
    converts_ = unit_ == definition_.unit ||
                (definition_.unit.stated() &&
                 reference_.units[unit_.index()].dimension ==
                     reference_.units[definition_.unit.index()].dimension);
  }

  bool IsKind(std::initializer_list<AttributeKind> kinds,
              std::string_view stated) {
    if (std::find(kinds.begin(), kinds.end(), definition_.kind) !=
        kinds.end()) {
      return true;
    }
    Refuse("", fmt::format("'{}' takes {}, not {}", definition_.id,
                           Accepted(definition_.kind), stated));
    return false;
  }

  static std::string_view Accepted(AttributeKind kind) {
    switch (kind) {
      case AttributeKind::kNumber:
        return "a number or a range";
      case AttributeKind::kDimensions:
        return "sizes";
      case AttributeKind::kFlag:
        return "yes or no";
      case AttributeKind::kCodes:
      case AttributeKind::kClass:
        return "codes";
      case AttributeKind::kComposition:
        return "a composition";
      case AttributeKind::kText:
        return "a text";
    }
    return "";
  }

  // Values of other units are kept only as text, but must be numbers.
  void CheckFinite(const StatedAttribute::Number& number,
                   std::string_view field = "range") {
    for (const auto& end : {number.min, number.max}) {
      if (end && !DecimalFromDouble(*end)) {
        Refuse(field, fmt::format("{} is not a usable number", *end));
      }
    }
  }

  std::string UnitText(UnitId unit) const {
    return unit.stated() ? " " + reference_.units[unit.index()].id : "";
  }

  // In the definition's unit and decimals, within the believable limits.
  std::optional<int64_t> ToDefinition(std::optional<double> stated,
                                      std::string_view field) {
    if (!stated) return std::nullopt;
    const std::optional<Decimal> decimal = DecimalFromDouble(*stated);
    if (!decimal) {
      Refuse(field, fmt::format("{} is not a usable number", *stated));
      return std::nullopt;
    }
    const std::optional<int64_t> value = reference_.Convert(
        *decimal, unit_, definition_.unit, definition_.decimals);
    if (!value) {
      Refuse(field, fmt::format("{}{} has no value in{}; it is out of range or "
                                "not listed",
                                NumberText(*stated), UnitText(unit_),
                                UnitText(definition_.unit)));
      return std::nullopt;
    }
    CheckLimits(*stated, *value, field);
    return value;
  }

  void CheckLimits(double stated, int64_t value, std::string_view field) {
    const bool below = definition_.min && value < *definition_.min;
    const bool above = definition_.max && value > *definition_.max;
    if (!below && !above) return;
    Refuse(field, fmt::format(
                      "{}{} is {} the {} believable value, {}{}",
                      NumberText(stated), UnitText(unit_),
                      below ? "below" : "above", below ? "smallest" : "largest",
                      DecimalText(below ? *definition_.min : *definition_.max,
                                  definition_.decimals),
                      UnitText(definition_.unit)));
  }

  std::optional<std::string> FindCode(const std::string& text,
                                      std::string_view field) {
    std::optional<std::string> code = reference_.FindCode(attribute_, text);
    if (!code) {
      Refuse(field, fmt::format("'{}' is not a code of '{}'{}", text,
                                definition_.id, SomeCodes()));
    }
    return code;
  }

  // "; accepted: a, b, c, ..."
  std::string SomeCodes() const {
    constexpr size_t kShown = 5;
    const auto& codes = definition_.codes;
    std::string text;
    for (size_t i = 0; i < std::min(codes.size(), kShown); ++i) {
      text += (i == 0 ? "; accepted: " : ", ") + codes[i].code;
    }
    return codes.size() > kShown ? text + ", ..." : text;
  }

  // Sorted and distinct.
  std::vector<std::string> FindCodes(const std::vector<std::string>& stated,
                                     std::string_view field) {
    std::vector<std::string> codes;
    if (stated.size() > kMostCodes) {
      Refuse(field, fmt::format("{} codes; at most {} are accepted",
                                stated.size(), kMostCodes));
      return codes;
    }
    for (size_t i = 0; i < stated.size(); ++i) {
      const std::string item = fmt::format("{}[{}]", field, i);
      const std::optional<std::string> code = FindCode(stated[i], item);
      if (!code) continue;
      const auto place = std::lower_bound(codes.begin(), codes.end(), *code);
      if (place != codes.end() && *place == *code) {
        Refuse(item, fmt::format("'{}' is there twice", *code));
      } else {
        codes.insert(place, *code);
      }
    }
    return codes;
  }

  // 0 after a problem.
  int32_t ShareBp(double percent, std::string_view field) {
    const std::optional<Decimal> decimal = DecimalFromDouble(percent);
    const auto share =
        decimal ? Rescale(*decimal, 1, 1, {}, 2) : std::optional<int64_t>();
    if (share && *share > 0 && *share <= kWholeBp) {
      return static_cast<int32_t>(*share);
    }
    Refuse(field, fmt::format("{} % is not above 0 and at most 100",
                              NumberText(percent)));
    return 0;
  }

  void SortComponents(Mixture& mixture) {
    auto& parts = mixture.parts;
    std::sort(parts.begin(), parts.end());
    for (size_t i = 1; i < parts.size(); ++i) {
      if (parts[i].first == parts[i - 1].first) {
        Refuse("composition.components",
               fmt::format("'{}' is there twice", parts[i].first));
      }
    }
  }

  const Reference& reference_;
  const AttributeId attribute_;
  const AttributeDefinition& definition_;
  std::vector<ValueProblem>& problems_;
  UnitId unit_;
  bool converts_ = true;  // unit_ to the definition's
};

}  // namespace

AttributeValue Canonicalize(const Reference& reference, AttributeId attribute,
                            const StatedAttribute& stated,
                            std::vector<ValueProblem>& problems) {
  const UnitId unit = reference.attributes[attribute.index()].unit;
  AttributeValue result;
  result.attribute = attribute;
  Canonicalizer canonicalizer(reference, attribute, stated.unit, problems);
  result.value = std::visit(canonicalizer, stated.value);
  result.as_stated =
      StatedText(stated, unit.stated() ? reference.units[unit.index()].id : "");
  return result;
}

}  // namespace ketnoi::model
