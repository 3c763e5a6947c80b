// Blocks of many rows and many distinct values, which random worlds do not
// have: codes of one, two and four bytes, several chunks.

#include <memory>
#include <string>
#include <utility>

#include "fmt/format.h"
#include "tests/matcher/match/agreement.h"
#include "tests/matcher/oracle/naive_rank.h"

namespace ketnoi::match {
namespace {

// `count` suppliers of one row each, in one category, whose capacity is one of
// `distinct` amounts and whose lead time is drawn; one in eight states neither.
void AddSuppliers(int32_t count, int32_t distinct, testing::Dice& dice,
                  testing::RandomWorld& world) {
  for (int32_t s = 0; s < count; ++s) {
    auto supplier = std::make_shared<model::Supplier>();
    supplier->id = fmt::format("s{}", s);
    model::Capability capability;
    capability.category = {0};
    if (!dice.Chance(12)) {
      capability.monthly_capacity =
          model::Quantity{1000 * (1 + int64_t{s} * 7919 % distinct), {0}};
      capability.series_lead_days = dice.Between(1, 60);
    }
    if (dice.Chance(30)) supplier->employee_count = dice.Below(distinct);
    supplier->capabilities.push_back(std::move(capability));
    world.suppliers.push_back(std::move(supplier));
  }
}

model::Criterion MakeCriterion(std::string key, bool gate, model::Test test) {
  model::Criterion criterion;
  criterion.key = std::move(key);
  criterion.gate = gate;
  criterion.weight = 10;
  criterion.test = std::move(test);
  return criterion;
}

// Volume as a gate or a wish, a lead time, a number of employees.
model::Requirement MakeRequirement(bool gate, int32_t distinct) {
  model::Requirement requirement;
  requirement.category = {0};
  requirement.criteria.push_back(
      MakeCriterion("volume", gate,
                    model::MonthlyVolumeTest{{500 * int64_t{distinct}, {0}}}));
  requirement.criteria.push_back(
      MakeCriterion("lead", true, model::SeriesLeadTimeTest{40}));
  model::EmployeesTest employees;
  employees.min_count = distinct / 2;
  requirement.criteria.push_back(MakeCriterion("employees", false, employees));
  return requirement;
}

class WideColumnsTest : public ::testing::TestWithParam<int32_t> {};

TEST_P(WideColumnsTest, AgreeWithTheNaiveMatcher) {
  const int32_t distinct = GetParam();
  testing::Dice dice(3);
  testing::RandomWorld world = testing::MakeRandomWorld(4, 0);
  AddSuppliers(distinct + 1500, distinct, dice, world);
  const auto snapshot =
      index::Snapshot::Build(*world.reference, world.suppliers, 1);
  for (const bool gate : {true, false}) {
    const model::Requirement requirement = MakeRequirement(gate, distinct);
    const auto program = Compile(requirement, world.criteria_set,
                                 *world.reference, {world.as_of, {}});
    const auto question = oracle::NaiveCompile(
        *world.reference, world.criteria_set, world.as_of, requirement, {});
    ASSERT_TRUE(program.ok() && question.ok());
    oracle::Ranking expected = oracle::NaiveRank(*question, world.suppliers);
    RankQuery query;
    for (const bool ineligible : {false, true}) {
      query.standings[2] = ineligible;
      oracle::Ranking asked = OnlyStandings(expected, query);
      if (asked.matches.size() > 500) asked.matches.resize(500);
      query.limit = 500;
      const auto ranking = Rank(*program, *snapshot, query);
      ASSERT_TRUE(ranking.ok());
      EXPECT_TRUE(SameRanking(*ranking, asked));
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Distinct, WideColumnsTest,
                         ::testing::Values(200, 256, 257, 4000, 66000));

}  // namespace
}  // namespace ketnoi::match
