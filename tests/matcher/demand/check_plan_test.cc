// CheckPlan finds every kind of mistake.

#include <functional>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "matcher/demand/plan.h"

namespace ketnoi::demand {
namespace {

using ::testing::HasSubstr;

// Supplier 0 has room for one of the lines of 600; the last wants two sources.
PlanProblem Problem() {
  PlanProblem problem;
  problem.supplier_count = 3;
  problem.most_lines = 2;
  problem.pools = {{0, 1000}};
  problem.lines = {{1, {{0, 90, 0, 600}, {1, 80, -1, 0}}},
                   {1, {{0, 70, 0, 600}}},
                   {2, {{1, 50, -1, 0}, {2, 60, -1, 0}}}};
  return problem;
}

Plan GoodPlan() {
  Plan plan = DescribePlan(Problem(), {{1}, {0}, {0, 1}});
  PlanObjective& objective = plan.objective;
  for (PlanLevel* level : {&objective.complete_lines, &objective.other_sources,
                           &objective.suppliers, &objective.score}) {
    level->bound = level->value;
  }
  return plan;
}

TEST(CheckPlanTest, AcceptsAGoodPlan) {
  const Plan plan = GoodPlan();
  EXPECT_EQ(CheckPlan(Problem(), plan), absl::OkStatus());
  EXPECT_EQ(plan.objective.complete_lines.value, 3);
  EXPECT_EQ(plan.objective.suppliers.value, 3);
  EXPECT_EQ(plan.objective.score.value, 80 + 70 + 50 + 60);
  EXPECT_EQ(plan.lines[2].sources, (std::vector<int32_t>{1, 0}));
  EXPECT_TRUE(plan.objective.optimal());
}

TEST(CheckPlanTest, FindsWhatIsWrong) {
  const struct {
    std::string message;
    std::function<void(Plan&)> spoil;
  } cases[] = {
      {"2 lines planned of 3", [](Plan& p) { p.lines.pop_back(); }},
      {"line 1: no candidate 1", [](Plan& p) { p.lines[1].sources = {1}; }},
      {"line 2: supplier 1 twice",
       [](Plan& p) {
         p.lines[2].sources = {0, 0};
       }},
      {"line 0: too many",
       [](Plan& p) {
         p.lines[0].sources = {0, 1};
       }},
      {"the suppliers' lines", [](Plan& p) { ++p.suppliers[0].lines; }},
      {"the suppliers' lines", [](Plan& p) { p.suppliers.pop_back(); }},
      {"pool 0: 600 used, 601 stated", [](Plan& p) { ++p.pool_used[0]; }},
      {"pools are missing", [](Plan& p) { p.pool_used.clear(); }},
      {"line 0: shortfall 2 and not 0",
       [](Plan& p) { p.lines[0].shortfall = Shortfall::kFewCandidates; }},
      {"complete_lines: 4 stated",
       [](Plan& p) { ++p.objective.complete_lines.value; }},
      {"score: 260 is beyond the bound 259",
       [](Plan& p) { --p.objective.score.bound; }},
      {"suppliers: 3 is beyond the bound 4",
       [](Plan& p) { ++p.objective.suppliers.bound; }},
  };
  for (const auto& spoilt : cases) {
    Plan plan = GoodPlan();
    spoilt.spoil(plan);
    const absl::Status status = CheckPlan(Problem(), plan);
    EXPECT_EQ(status.code(), absl::StatusCode::kInternal);
    EXPECT_THAT(std::string(status.message()), HasSubstr(spoilt.message));
  }
}

TEST(CheckPlanTest, FindsWhatDoesNotFit) {
  // Both lines out of the pool of supplier 0.
  const Plan twice = DescribePlan(Problem(), {{0}, {0}, {0, 1}});
  EXPECT_THAT(std::string(CheckPlan(Problem(), twice).message()),
              HasSubstr("pool 0: 1200 used"));
  PlanProblem narrow = Problem();
  narrow.most_lines = 1;
  const Plan both = DescribePlan(narrow, {{1}, {0}, {0, 1}});
  EXPECT_THAT(std::string(CheckPlan(narrow, both).message()),
              HasSubstr("supplier 1 has 2 lines"));
}

TEST(CheckPlanTest, FindsASourceThatCouldBeAdded) {
  const Plan less = DescribePlan(Problem(), {{1}, {0}, {0}});
  EXPECT_THAT(std::string(CheckPlan(Problem(), less).message()),
              HasSubstr("line 2: a source could be added"));
}

}  // namespace
}  // namespace ketnoi::demand
