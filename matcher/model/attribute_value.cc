#include "matcher/model/attribute_value.h"

#include "fmt/format.h"
#include "matcher/model/canonical_codes.h"
#include "matcher/model/canonical_numbers.h"

namespace ketnoi::model {
namespace {

using Canonical = decltype(AttributeValue::value);

std::string_view Accepted(AttributeKind kind) {
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

// Turns one stated value into its canonical form, if it is of the right kind.
struct Canonicalizer {
  const Reference& reference;
  AttributeId attribute;
  const AttributeDefinition& definition;
  const std::string& unit;
  std::vector<ValueProblem>& problems;

  Canonical operator()(std::monostate) const {
    Refuse("", fmt::format("'{}' has no value", definition.id));
    return {};
  }

  Canonical operator()(const StatedAttribute::Number& number) const {
    if (definition.kind != AttributeKind::kNumber) {
      return RefuseKind("a number or a range");
    }
    return CanonicalNumbers(reference, definition, unit, problems)
        .Range(number);
  }

  Canonical operator()(const std::vector<double>& sizes) const {
    if (definition.kind != AttributeKind::kDimensions) {
      return RefuseKind("sizes");
    }
    return CanonicalNumbers(reference, definition, unit, problems).Box(sizes);
  }

  Canonical operator()(bool flag) const {
    if (definition.kind != AttributeKind::kFlag) return RefuseKind("yes or no");
    RefuseUnit();
    return flag;
  }

  Canonical operator()(const StatedAttribute::CodeLists& codes) const {
    if (definition.kind != AttributeKind::kCodes &&
        definition.kind != AttributeKind::kClass) {
      return RefuseKind("codes");
    }
    RefuseUnit();
    return CanonicalCodes(reference, attribute, problems).Lists(codes);
  }

  Canonical operator()(
      const std::vector<StatedAttribute::Component>& components) const {
    if (definition.kind != AttributeKind::kComposition) {
      return RefuseKind("a composition");
    }
    RefuseUnit();
    return CanonicalCodes(reference, attribute, problems)
        .Composition(components);
  }

  Canonical operator()(const std::string& text) const {
    if (definition.kind != AttributeKind::kText) return RefuseKind("a text");
    RefuseUnit();
    FoldedText folded{FoldValue(text)};
    if (folded.text.empty()) Refuse("text", "the text has no letter or digit");
    return folded;
  }

  void Refuse(std::string_view field, std::string description) const {
    problems.push_back({std::string(field), std::move(description)});
  }

  Canonical RefuseKind(std::string_view stated) const {
    Refuse("", fmt::format("'{}' takes {}, not {}", definition.id,
                           Accepted(definition.kind), stated));
    return {};
  }

  void RefuseUnit() const {
    if (unit.empty()) return;
    Refuse("unit", fmt::format("'{}' has no unit, but '{}' is given",
                               definition.id, unit));
  }
};

}  // namespace

AttributeValue Canonicalize(const Reference& reference, AttributeId attribute,
                            const StatedAttribute& stated,
                            std::vector<ValueProblem>& problems) {
  const AttributeDefinition& definition =
      reference.attributes[attribute.index()];
  AttributeValue result;
  result.attribute = attribute;
  result.value = std::visit(
      Canonicalizer{reference, attribute, definition, stated.unit, problems},
      stated.value);
  const UnitId unit = definition.unit;
  result.as_stated =
      StatedText(stated, unit.stated() ? reference.units[unit.index()].id : "");
  return result;
}

}  // namespace ketnoi::model
