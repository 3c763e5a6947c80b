#include "tests/testing/attribute_fixture.h"

#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace ketnoi::testing {
namespace {

using model::AttributeDefinition;
using model::AttributeKind;
using model::MatchRule;
using model::Reference;
using model::UnitId;

// Builds attribute definitions against the categories and units above.
class Attributes {
 public:
  explicit Attributes(const Reference& reference) : reference_(reference) {}

  AttributeDefinition& Add(std::string_view category, std::string id,
                           AttributeKind kind, MatchRule rule) {
    AttributeDefinition& definition = list.emplace_back();
    definition.category = reference_.categories.Find(category);
    definition.id = std::move(id);
    definition.kind = kind;
    definition.rule = rule;
    return definition;
  }

  AttributeDefinition& AddNumber(std::string_view category, std::string id,
                                 MatchRule rule, std::string_view unit,
                                 int decimals, std::optional<int64_t> min,
                                 std::optional<int64_t> max) {
    AttributeDefinition& definition =
        Add(category, std::move(id), AttributeKind::kNumber, rule);
    definition.unit = FindUnit(unit);
    definition.decimals = decimals;
    definition.min = min;
    definition.max = max;
    return definition;
  }

  UnitId FindUnit(std::string_view id) const {
    for (size_t i = 0; i < reference_.units.size(); ++i) {
      if (reference_.units[i].id == id) return {static_cast<int32_t>(i)};
    }
    std::abort();
  }

  std::vector<AttributeDefinition> list;

 private:
  const Reference& reference_;
};

void AddMetal(Attributes& a) {
  a.AddNumber("metal", "tolerance_mm", MatchRule::kAtMost, "mm", 3, 1, 10000);
  AttributeDefinition& grade = a.Add("metal", "grade", AttributeKind::kCodes,
                                     MatchRule::kSameOrEquivalent);
  grade.codes = {{"ADC12", {"A383"}, {"AC46000"}},
                 {"AC46000", {"EN AC-46000"}, {}},
                 {"A356", {}, {}}};
  grade.open_vocabulary = true;
  a.AddNumber("stamping", "tolerance_mm", MatchRule::kAtMost, "mm", 3, 1, 5000);
  a.AddNumber("stamping", "press_force", MatchRule::kAtLeast, "kN", 0, 1,
              100000);
  a.AddNumber("stamping", "thickness_mm", MatchRule::kCovers, "mm", 2, 1,
              10000);
  AttributeDefinition& size = a.Add(
      "stamping", "part_size", AttributeKind::kDimensions, MatchRule::kFits);
  size.unit = a.FindUnit("mm");
  size.decimals = 1;
  size.min = 1;
  size.max = 100000;
  size.any_orientation = true;
  a.Add("stamping", "die_types", AttributeKind::kCodes, MatchRule::kAllOf)
      .codes = {{"progressive", {"khuôn dập liên hoàn"}, {}},
                {"transfer", {}, {}},
                {"compound", {}, {}}};
  AttributeDefinition& plate =
      a.Add("die_casting", "plate_size", AttributeKind::kDimensions,
            MatchRule::kFits);
  plate.unit = a.FindUnit("mm");
}

void AddElectronics(Attributes& a) {
  a.AddNumber("pcb", "surface_resistance", MatchRule::kInside, "ohm", 0, 1,
              1'000'000'000'000'000);
  a.AddNumber("pcb", "working_temperature", MatchRule::kOverlaps, "degC", 1,
              -2732, 20000);
  a.AddNumber("pcb", "impedance", MatchRule::kEqualWithin, "ohm", 1, 1, 10000)
      .tolerance = 50;
  a.AddNumber("pcb", "wire_section", MatchRule::kCovers, "mm2", 4, 1,
              std::nullopt);
  a.Add("pcb", "flammability", AttributeKind::kClass, MatchRule::kClassAtLeast)
      .codes = {
      {"V-0", {}, {}}, {"V-1", {}, {}}, {"V-2", {}, {}}, {"HB", {}, {}}};
  a.Add("pcb", "finishes", AttributeKind::kCodes, MatchRule::kAnyOf).codes = {
      {"ENIG", {"immersion gold"}, {}}, {"HASL", {}, {}}, {"OSP", {}, {}}};
  a.Add("pcb", "tap", AttributeKind::kCodes, MatchRule::kAnyOf).codes = {
      {"+1", {}, {}}, {"-1", {}, {}}};
}

void AddTextile(Attributes& a) {
  AttributeDefinition& composition =
      a.Add("fabrics", "composition", AttributeKind::kComposition,
            MatchRule::kEqualWithin);
  composition.codes = {{"cotton", {"bông"}, {}},
                       {"polyester", {"PES"}, {}},
                       {"elastane", {"spandex"}, {}}};
  composition.tolerance = 300;
  a.AddNumber("fabrics", "yarn_count", MatchRule::kCovers, "tex", 3, 1,
              5'000'000);
  a.AddNumber("fabrics", "weight", MatchRule::kCovers, "g/m2", 1, 50, 20000);
}

}  // namespace

std::vector<AttributeDefinition> TestAttributes(const Reference& reference) {
  Attributes attributes(reference);
  attributes.Add("", "has_lab", AttributeKind::kFlag, MatchRule::kHas);
  attributes.Add("", "remarks", AttributeKind::kText, MatchRule::kAsk);
  AddMetal(attributes);
  AddElectronics(attributes);
  AddTextile(attributes);
  return std::move(attributes.list);
}

}  // namespace ketnoi::testing
