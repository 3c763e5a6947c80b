// The reference data and the criteria sets of random worlds.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include "fmt/format.h"
#include "tests/testing/random_world.h"

namespace ketnoi::testing {
namespace {

using model::AttributeDefinition;
using model::AttributeKind;
using model::CertificateRelation;
using model::CriterionKind;
using model::MatchRule;
using model::Reference;
using model::ValueFunction;

constexpr int kSchemes = 6;

model::CategoryTree Tree() {
  auto tree = model::CategoryTree::Build({{"s1", ""},
                                          {"s1g1", "s1"},
                                          {"s1g1f1", "s1g1"},
                                          {"s1g1f2", "s1g1"},
                                          {"s1g2", "s1"},
                                          {"s1g2f1", "s1g2"},
                                          {"s2", ""},
                                          {"s2g1", "s2"},
                                          {"s2g1f1", "s2g1"}});
  if (!tree.ok()) std::abort();
  return *std::move(tree);
}

AttributeDefinition Definition(std::string id, AttributeKind kind,
                               MatchRule rule) {
  AttributeDefinition definition;
  definition.id = std::move(id);
  definition.kind = kind;
  definition.rule = rule;
  return definition;
}

void AddNumbers(Reference& reference) {
  const std::pair<const char*, MatchRule> rules[] = {
      {"at_most", MatchRule::kAtMost},
      {"at_least", MatchRule::kAtLeast},
      {"covers", MatchRule::kCovers},
      {"inside", MatchRule::kInside},
      {"overlaps", MatchRule::kOverlaps}};
  for (const auto& [id, rule] : rules) {
    reference.attributes.push_back(
        Definition(id, AttributeKind::kNumber, rule));
    reference.attributes.back().decimals = 2;
  }
  auto within =
      Definition("within", AttributeKind::kNumber, MatchRule::kEqualWithin);
  within.tolerance = 1;
  reference.attributes.push_back(within);
  // The same name means another thing in one group.
  auto special =
      Definition("at_most", AttributeKind::kNumber, MatchRule::kAtMost);
  special.category = reference.categories.Find("s1g1");
  reference.attributes.push_back(special);
  auto placed =
      Definition("placed", AttributeKind::kDimensions, MatchRule::kFits);
  placed.category = reference.categories.Find("s1");
  reference.attributes.push_back(placed);
  auto turned =
      Definition("turned", AttributeKind::kDimensions, MatchRule::kFits);
  turned.any_orientation = true;
  reference.attributes.push_back(turned);
}

void AddCodes(Reference& reference, Dice& dice) {
  const auto add = [&](const char* id, AttributeKind kind, MatchRule rule) {
    auto definition = Definition(id, kind, rule);
    for (const char* code : {"A", "B", "C", "D"}) {
      definition.codes.push_back({code, {}, {}});
    }
    if (rule == MatchRule::kSameOrEquivalent) {
      for (size_t i = 1; i < definition.codes.size(); ++i) {
        if (dice.Chance(60)) definition.codes[i].equivalents = {"A"};
      }
    }
    if (rule == MatchRule::kEqualWithin) definition.tolerance = 500;
    reference.attributes.push_back(std::move(definition));
  };
  reference.attributes.push_back(
      Definition("has", AttributeKind::kFlag, MatchRule::kHas));
  add("all_of", AttributeKind::kCodes, MatchRule::kAllOf);
  add("any_of", AttributeKind::kCodes, MatchRule::kAnyOf);
  reference.attributes.back().open_vocabulary = true;
  add("same", AttributeKind::kCodes, MatchRule::kSameOrEquivalent);
  add("class", AttributeKind::kClass, MatchRule::kClassAtLeast);
  add("mixture", AttributeKind::kComposition, MatchRule::kEqualWithin);
  reference.attributes.push_back(
      Definition("ask", AttributeKind::kText, MatchRule::kAsk));
}

void AddMaterials(Reference& reference, Dice& dice) {
  // Two classes, each with three grades.
  for (int c = 0; c < 2; ++c) {
    const model::MaterialId in_class{int32_t(reference.materials.size())};
    const std::string name = fmt::format("m{}", c);
    reference.materials.push_back({name, {}, {}, {}});
    for (int g = 0; g < 3; ++g) {
      reference.materials.push_back(
          {fmt::format("{}g{}", name, g), in_class, {}, {}});
    }
  }
  for (const int grade : {1, 2, 3, 5}) {
    if (!dice.Chance(50)) continue;
    const int other = dice.Pick(std::vector<int>{2, 6, 7});
    if (other == grade) continue;
    reference.materials[size_t(grade)].equivalents = {{other}};
  }
}

CertificateRelation RandomRelation(Dice& dice) {
  CertificateRelation relation;
  using Kind = CertificateRelation::Kind;
  relation.kind = dice.Pick(std::vector<Kind>{
      Kind::kSatisfies, Kind::kSatisfies, Kind::kCredit, Kind::kSupersededBy});
  relation.credit_bp =
      relation.kind == Kind::kCredit ? dice.Between(0, 10) * 1000 : 0;
  if (dice.Chance(40)) relation.from_level = dice.Below(3);
  if (dice.Chance(60)) relation.to_level = dice.Below(3);
  return relation;
}

void AddCertificates(Reference& reference, Dice& dice) {
  for (int i = 0; i < kSchemes; ++i) {
    model::CertificateScheme scheme;
    scheme.id = fmt::format("c{}", i);
    scheme.levels = {"gold", "silver", "bronze"};
    scheme.expires = dice.Chance(70);
    scheme.withdrawn = dice.Chance(20);
    for (int n = dice.Below(4); n > 0; --n) {
      CertificateRelation relation = RandomRelation(dice);
      relation.to_scheme = {(i + dice.Between(1, kSchemes - 1)) % kSchemes};
      scheme.relations.push_back(relation);
    }
    reference.schemes.push_back(std::move(scheme));
  }
}

void AddUnits(Reference& reference) {
  const auto add = [&](const char* id, const char* dimension,
                       int64_t numerator) {
    model::Unit unit;
    unit.id = id;
    unit.dimension = dimension;
    unit.numerator = numerator;
    reference.units.push_back(std::move(unit));
  };
  add("piece", "count", 1);
  add("dozen", "count", 12);
  add("kg", "mass", 1);
}

// Ascending anchors near the whole, and values that never fall (or rise).
ValueFunction RandomFunction(Dice& dice, int direction, int64_t first,
                             int32_t largest_step) {
  std::vector<ValueFunction::Anchor> anchors;
  int64_t x = first;
  int32_t value = dice.Between(0, 3) * 1000;
  for (int n = dice.Between(1, 4); n > 0; --n) {
    anchors.push_back({x, direction > 0 ? value : 10000 - value});
    x += dice.Between(1, largest_step);
    value = std::min(10000, value + dice.Below(4) * 1111);
  }
  return ValueFunction(std::move(anchors));
}

}  // namespace

std::unique_ptr<const Reference> RandomReference(Dice& dice) {
  auto reference = std::make_unique<Reference>();
  reference->categories = Tree();
  AddUnits(*reference);
  AddNumbers(*reference);
  AddCodes(*reference, dice);
  reference->processes = {{"p0"}, {"p1"}, {"p2"}, {"p3"}};
  AddMaterials(*reference, dice);
  AddCertificates(*reference, dice);
  reference->assessment_schemes = {{"a0", {"A", "B", "C"}, 10000},
                                   {"a1", {"1", "2", "3"}, 500}};
  reference->industries = {{"i0", {}}, {"i1", {}}, {"i2", {}}};
  for (int i = 0; i < 4; ++i) {
    model::Province province;
    province.code = fmt::format("v{}", i);
    province.names = {fmt::format("Province {}", i)};
    province.extent = {model::PointFromDegrees(21000000, 105000000 + i * 90000),
                       10000};
    reference->provinces.push_back(std::move(province));
  }
  const absl::Status status = reference->Finish();
  if (!status.ok()) {
    std::fprintf(stderr, "%s\n", status.ToString().c_str());
    std::abort();
  }
  return reference;
}

model::CriteriaSet RandomCriteriaSet(Dice& dice) {
  model::CriteriaSet set;
  set.id = "random";
  set.version = "2026.1";
  for (auto& weight : set.weights) weight.weight = dice.Below(4);
  set.weights[size_t(CriterionKind::kCategory)].always = true;
  set.weights[size_t(CriterionKind::kFreshness)].always = dice.Chance(50);
  set.category_proof = RandomFunction(dice, -1, 1, 1);
  set.class_steps = RandomFunction(dice, 1, -2, 2);
  set.codes_held = RandomFunction(dice, 1, 0, 4000);
  set.material_match = RandomFunction(dice, 1, 0, 2);
  set.certificate_evidence = RandomFunction(dice, 1, 0, 1);
  set.assessment_steps = RandomFunction(dice, 1, -2, 2);
  set.record_age = RandomFunction(dice, -1, 0, 200);
  for (ValueFunction* falls : {&set.smaller_is_better, &set.order_fit,
                               &set.lead_time, &set.distance}) {
    *falls = RandomFunction(dice, -1, dice.Between(0, 10000), 8000);
  }
  for (ValueFunction* rises :
       {&set.larger_is_better, &set.capacity_cover, &set.payment_term,
        &set.export_share, &set.employees, &set.assessment_score}) {
    *rises = RandomFunction(dice, 1, dice.Between(0, 10000), 8000);
  }
  return set;
}

}  // namespace ketnoi::testing
