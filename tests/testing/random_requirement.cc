// The requirements of random worlds.

#include <optional>
#include <utility>

#include "fmt/format.h"
#include "tests/testing/random_values.h"
#include "tests/testing/random_world.h"

namespace ketnoi::testing {
namespace {

using model::Reference;

model::ListMatch RandomMatch(Dice& dice) {
  return dice.Chance(60) ? model::ListMatch::kAllOf : model::ListMatch::kAnyOf;
}

model::CertificateTest RandomCertificateTest(const Reference& reference,
                                             model::Date as_of, Dice& dice) {
  model::CertificateTest test;
  test.scheme = {dice.Below(int32_t(reference.schemes.size()))};
  if (dice.Chance(60)) test.level = dice.Below(3);
  test.minimum_evidence = model::EvidenceLevel(dice.Below(3));
  if (dice.Chance(40)) test.valid_until = {as_of.days + dice.Between(0, 3)};
  return test;
}

model::Test RandomPlace(const Reference& reference, Dice& dice) {
  if (dice.Chance(50)) {
    return model::ProvincesTest{
        dice.SomeOf(IdsOf<model::ProvinceId>(reference.provinces), 40)};
  }
  model::DistanceTest test;
  test.origin = dice.Pick(reference.provinces).extent;
  if (dice.Chance(60)) test.origin.radius_m = 0;
  test.max_m = dice.Pick(std::vector<int32_t>{0, 5000, 10000, 20000, 40000});
  return test;
}

model::EmployeesTest RandomEmployees(Dice& dice) {
  model::EmployeesTest test;
  if (dice.Chance(70)) test.min_count = RandomCount(dice);
  if (dice.Chance(50)) {
    test.max_count = test.min_count.value_or(0) + dice.Below(3);
  }
  return test;
}

model::AssessmentTest RandomAssessmentTest(const Reference& reference,
                                           Dice& dice) {
  model::AssessmentTest test;
  test.scheme = {dice.Below(int32_t(reference.assessment_schemes.size()))};
  if (dice.Chance(60)) test.level = dice.Below(3);
  if (dice.Chance(60)) test.min_score_e2 = dice.Between(0, 4) * 100;
  return test;
}

model::Test RandomSupplierTest(const Reference& reference, Dice& dice) {
  switch (dice.Below(8)) {
    case 0:
      return model::OwnershipTest{dice.SomeOf(
          std::vector<model::Ownership>{model::Ownership::kState,
                                        model::Ownership::kForeign,
                                        model::Ownership::kDomesticPrivate},
          50)};
    case 1:
      return model::IndustriesServedTest{
          dice.SomeOf(IdsOf<model::IndustryId>(reference.industries), 50),
          RandomMatch(dice)};
    case 2:
      return model::CustomersServedTest{dice.SomeOf(Customers(), 50),
                                        RandomMatch(dice)};
    case 3:
      return model::ExportShareTest{dice.Between(0, 5)};
    case 4:
      return RandomEmployees(dice);
    case 5:
      return RandomAssessmentTest(reference, dice);
    case 6:
      return model::LanguagesTest{dice.SomeOf(Languages(), 50),
                                  RandomMatch(dice)};
    default:
      return model::FreshnessTest{
          dice.Chance(50) ? std::optional<int32_t>(dice.Between(0, 3) * 100)
                          : std::nullopt};
  }
}

model::Test RandomRowTest(const Reference& reference,
                          model::CategoryId category, model::Date as_of,
                          Dice& dice) {
  switch (dice.Below(12)) {
    case 0:
      return model::ProcessTest{
          dice.SomeOf(IdsOf<model::ProcessId>(reference.processes), 40),
          RandomMatch(dice)};
    case 1:
    case 2:
      return model::MaterialTest{
          dice.SomeOf(IdsOf<model::MaterialId>(reference.materials), 20),
          RandomMatch(dice), model::MaterialAcceptance(dice.Below(3))};
    case 3:
      return model::MonthlyVolumeTest{RandomQuantity(1, dice)};
    case 4:
      return model::OrderQuantityTest{RandomQuantity(1, dice)};
    case 5:
      return model::SampleLeadTimeTest{RandomCount(dice)};
    case 6:
      return model::SeriesLeadTimeTest{RandomCount(dice)};
    case 7:
      return model::PaymentTermTest{RandomCount(dice)};
    case 8:
      return RandomPlace(reference, dice);
    default:
      break;
  }
  if (dice.Chance(30)) return RandomCertificateTest(reference, as_of, dice);
  const auto all = IdsOf<model::AttributeId>(reference.attributes);
  for (;;) {
    const model::AttributeId attribute = dice.Pick(all);
    if (!Applies(reference, attribute, category)) continue;
    return model::AttributeTest{
        RandomRequiredValue(reference, attribute, dice)};
  }
}

}  // namespace

model::Requirement RandomRequirement(const Reference& reference,
                                     model::Date as_of, Dice& dice) {
  model::Requirement requirement;
  requirement.category = {dice.Below(reference.categories.size())};
  for (int n = dice.Between(1, 8); n > 0; --n) {
    model::Criterion criterion;
    criterion.key = fmt::format("c{}", n);
    // Now and then a key of what may be there without being named.
    if (dice.Chance(1))
      criterion.key = dice.Chance(50) ? "category" : "freshness";
    criterion.test =
        dice.Chance(65)
            ? RandomRowTest(reference, requirement.category, as_of, dice)
            : RandomSupplierTest(reference, dice);
    criterion.gate = dice.Chance(25);
    if (dice.Chance(70)) criterion.weight = dice.Below(6);
    requirement.criteria.push_back(std::move(criterion));
  }
  if (dice.Chance(20)) {
    model::Criterion category;
    category.key = "category";
    category.weight = dice.Below(4);
    category.test = model::CategoryTest{};
    requirement.criteria.insert(
        requirement.criteria.begin() +
            dice.Below(int32_t(requirement.criteria.size()) + 1),
        std::move(category));
  }
  return requirement;
}

std::map<std::string, int32_t> RandomOverrides(
    const model::Requirement& requirement, Dice& dice) {
  std::map<std::string, int32_t> overrides;
  if (dice.Chance(70)) return overrides;
  if (dice.Chance(50)) overrides["category"] = dice.Below(4);
  for (const model::Criterion& criterion : requirement.criteria) {
    if (dice.Chance(30)) overrides[criterion.key] = dice.Below(1000);
  }
  return overrides;
}

}  // namespace ketnoi::testing
