#include "matcher/demand/planner.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "gtest/gtest.h"
#include "tests/matcher/demand/naive_plan.h"
#include "tests/matcher/demand/random_problem.h"

namespace ketnoi::demand {
namespace {

using testing::Dice;

// A checked plan.
Plan PlanOf(const PlanProblem& problem) {
  absl::StatusOr<Plan> plan = MakePlan(problem, {}, nullptr);
  EXPECT_TRUE(plan.ok()) << plan.status().ToString();
  EXPECT_EQ(CheckPlan(problem, *plan), absl::OkStatus());
  return *std::move(plan);
}

std::vector<Shortfall> ShortfallsOf(const Plan& plan) {
  std::vector<Shortfall> shortfalls;
  for (const PlannedLine& line : plan.lines) {
    shortfalls.push_back(line.shortfall);
  }
  return shortfalls;
}

TEST(PlannerTest, PlansNothing) {
  const Plan plan = PlanOf({});
  EXPECT_TRUE(plan.objective.optimal());
  EXPECT_TRUE(plan.suppliers.empty());
}

TEST(PlannerTest, PrefersFewSuppliersToScoreAndScoreThen) {
  PlanProblem problem;
  problem.supplier_count = 4;
  // Supplier 2 and supplier 3 can make both lines, 3 better; others better
  // still, but one line each.
  problem.lines = {
      {1, {{0, 10'000, -1, 0}, {2, 5'000, -1, 0}, {3, 5'001, -1, 0}}},
      {1, {{1, 10'000, -1, 0}, {2, 5'000, -1, 0}, {3, 5'000, -1, 0}}}};
  const Plan plan = PlanOf(problem);
  ASSERT_EQ(plan.suppliers.size(), 1u);
  EXPECT_EQ(plan.suppliers[0].supplier, 3);
  EXPECT_EQ(plan.suppliers[0].lines, 2);
  EXPECT_EQ(plan.objective.score.value, 10'001);
  EXPECT_TRUE(plan.objective.optimal());
}

TEST(PlannerTest, FindsAsManySourcesAsAreWanted) {
  PlanProblem problem;
  problem.supplier_count = 3;
  problem.lines = {{2, {{0, 1, -1, 0}, {1, 3, -1, 0}, {2, 2, -1, 0}}}};
  const Plan plan = PlanOf(problem);
  EXPECT_EQ(plan.lines[0].sources, (std::vector<int32_t>{1, 2}));
  EXPECT_EQ(plan.objective.complete_lines.value, 1);
}

TEST(PlannerTest, CapacityIsNotPromisedTwice) {
  PlanProblem problem;
  problem.supplier_count = 2;
  problem.pools = {{0, 1000}, {0, 500}};
  // The first two lines want 600 of the same pool, the third of another.
  problem.lines = {{1, {{0, 9'000, 0, 600}}},
                   {1, {{0, 9'000, 0, 600}, {1, 10, -1, 0}}},
                   {1, {{0, 9'000, 1, 500}}}};
  const Plan plan = PlanOf(problem);
  EXPECT_EQ(plan.objective.complete_lines.value, 3);
  EXPECT_EQ(plan.pool_used, (std::vector<int64_t>{600, 500}));
  EXPECT_EQ(plan.lines[1].sources, (std::vector<int32_t>{1}));
}

TEST(PlannerTest, ALineIsSplitIntoEqualParts) {
  PlanProblem problem;
  problem.supplier_count = 2;
  problem.pools = {{0, 34}, {1, 33}};
  problem.lines = {{3, {{0, 1, 0, 100}, {1, 1, 1, 100}}}};
  const Plan plan = PlanOf(problem);
  EXPECT_EQ(plan.lines[0].sources, (std::vector<int32_t>{0}));
  EXPECT_EQ(plan.lines[0].shortfall, Shortfall::kCapacityTooSmall);
  EXPECT_EQ(plan.objective.other_sources.value, 1);
}

TEST(PlannerTest, SaysWhyALineIsShort) {
  PlanProblem problem;
  problem.supplier_count = 4;
  problem.most_lines = 2;
  problem.pools = {{2, 100}};
  problem.lines = {{1, {}},                              // nobody
                   {2, {{3, 1, -1, 0}}},                 // one for two
                   {1, {{0, 9, -1, 0}, {2, 1, 0, 80}}},  //
                   {1, {{2, 9, 0, 60}}},                 // taken by one of both
                   {1, {{2, 9, 0, 60}}},                 //
                   {1, {{2, 9, 0, 101}}},                // too small
                   {1, {{1, 9, -1, 0}}},
                   {1, {{1, 9, -1, 0}}},
                   {1, {{1, 9, -1, 0}}}};  // the third line of supplier 1
  const Plan plan = PlanOf(problem);
  std::vector<Shortfall> shortfalls = ShortfallsOf(plan);
  std::sort(shortfalls.begin(), shortfalls.end());
  EXPECT_EQ(shortfalls,
            (std::vector<Shortfall>{
                Shortfall::kNone, Shortfall::kNone, Shortfall::kNone,
                Shortfall::kNone, Shortfall::kNoCandidates,
                Shortfall::kFewCandidates, Shortfall::kCapacityTaken,
                Shortfall::kSupplierLimit, Shortfall::kCapacityTooSmall}));
  EXPECT_EQ(plan.lines[0].shortfall, Shortfall::kNoCandidates);
  EXPECT_EQ(plan.lines[1].shortfall, Shortfall::kFewCandidates);
  EXPECT_EQ(plan.lines[5].shortfall, Shortfall::kCapacityTooSmall);
  EXPECT_EQ(plan.objective.complete_lines, (PlanLevel{4, 4}));
}

TEST(PlannerTest, MovesLinesToMakeRoom) {
  PlanProblem problem;
  problem.supplier_count = 3;
  problem.most_lines = 1;
  // Only one arrangement covers all three.
  problem.lines = {{1, {{0, 9, -1, 0}, {1, 5, -1, 0}}},
                   {1, {{1, 9, -1, 0}, {2, 5, -1, 0}}},
                   {1, {{0, 9, -1, 0}}}};
  const Plan plan = PlanOf(problem);
  EXPECT_EQ(plan.objective.complete_lines.value, 3);
  EXPECT_TRUE(plan.objective.optimal());
}

TEST(PlannerTest, RefusesWhatIsNoProblem) {
  PlanProblem problem;
  problem.most_lines = -1;
  EXPECT_EQ(MakePlan(problem, {}, nullptr).status().code(),
            absl::StatusCode::kInvalidArgument);
}

// A bound holds among plans that are as good in the levels above.
void ExpectBoundsHold(const Plan& plan, const Levels& best) {
  const Levels bounds = BoundsOf(plan), found = LevelsOf(plan);
  EXPECT_LE(found, best);
  for (size_t level = 0; level < best.size(); ++level) {
    EXPECT_GE(bounds[level], best[level]) << level;
    if (found[level] != best[level]) break;
  }
}

TEST(PlannerTest, FindsAndProvesTheBestOfSmallProblems) {
  Dice dice(1);
  for (int i = 0; i < 3000; ++i) {
    SCOPED_TRACE(fmt::format("case {}", i));
    const PlanProblem problem = RandomProblem(SmallShape(dice), dice);
    const Plan plan = PlanOf(problem);
    EXPECT_EQ(LevelsOf(plan), BestLevels(problem));
    EXPECT_TRUE(plan.objective.optimal());
  }
}

// What large problems get.
PlanEffort WithoutExactSearch() {
  PlanEffort effort;
  effort.supplier_steps = effort.score_steps = effort.bound_steps = 2'000'000;
  effort.exact_entries = 0;
  return effort;
}

TEST(PlannerTest, TheBoundSeesThatNoSupplierHasRoomLeft) {
  PlanProblem problem;
  problem.supplier_count = 3;
  problem.most_lines = 2;
  problem.pools = {{0, 100}, {1, 100}, {2, 100}};
  for (int i = 0; i < 20; ++i) {
    problem.lines.push_back({1, {{0, 1, -1, 0}, {1, 1, -1, 0}, {2, 1, -1, 0}}});
  }
  const auto limited = MakePlan(problem, WithoutExactSearch(), nullptr);
  ASSERT_TRUE(limited.ok());
  EXPECT_EQ(limited->objective.complete_lines, (PlanLevel{6, 6}));
  problem.most_lines = 0;
  for (PlanLine& line : problem.lines) {
    for (PlanCandidate& candidate : line.candidates) {
      candidate.pool = candidate.supplier;
      candidate.needed = 50;
    }
  }
  const auto pooled = MakePlan(problem, WithoutExactSearch(), nullptr);
  ASSERT_TRUE(pooled.ok());
  EXPECT_EQ(pooled->objective.complete_lines, (PlanLevel{6, 6}));
}

// One line of 90 out of the pool of 100 is in the way of three of 30.
TEST(PlannerTest, GivesUpALineForOthers) {
  PlanProblem problem;
  problem.supplier_count = 9;
  problem.pools = {{0, 100}};
  problem.lines.push_back({1, {{0, 9'000, 0, 90}}});
  for (int i = 0; i < 3; ++i) {
    problem.lines.push_back({2, {{0, 1, 0, 60}, {1 + i, 1, -1, 0}}});
  }
  const auto plan = MakePlan(problem, WithoutExactSearch(), nullptr);
  ASSERT_TRUE(plan.ok());
  EXPECT_EQ(plan->objective.complete_lines.value, 3);
}

TEST(PlannerTest, FindsMostlyTheBestWithoutTheExactSearch) {
  Dice dice(1);
  int best_found = 0, proven = 0;
  constexpr int kCases = 2000;
  for (int i = 0; i < kCases; ++i) {
    SCOPED_TRACE(fmt::format("case {}", i));
    const PlanProblem problem = RandomProblem(SmallShape(dice), dice);
    const auto plan = MakePlan(problem, WithoutExactSearch(), nullptr);
    ASSERT_TRUE(plan.ok());
    EXPECT_EQ(CheckPlan(problem, *plan), absl::OkStatus());
    const Levels best = BestLevels(problem);
    ExpectBoundsHold(*plan, best);
    best_found += LevelsOf(*plan) == best;
    proven += plan->objective.optimal();
  }
  EXPECT_GE(best_found, kCases * 95 / 100);
  EXPECT_GE(proven, kCases * 80 / 100);
}

// Problems that are too large to enumerate.
ProblemShape MediumShape(Dice& dice) {
  ProblemShape shape;
  shape.lines = dice.Between(20, 60);
  shape.suppliers = dice.Between(20, 80);
  shape.most_candidates = dice.Between(5, 20);
  shape.most_sources = dice.Between(1, 3);
  shape.pooled_percent = dice.Below(3) * 50;
  shape.pool_lines = dice.Between(1, 10);
  shape.most_lines = dice.Chance(50) ? dice.Between(1, 8) : 0;
  return shape;
}

TEST(PlannerTest, TheSearchIsAsGoodAsTheExactOneOrNearly) {
  Dice dice(6);
  int suppliers_found = 0, compared = 0;
  for (int i = 0; i < 60; ++i) {
    SCOPED_TRACE(fmt::format("case {}", i));
    const PlanProblem problem = RandomProblem(MediumShape(dice), dice);
    const Plan exact = PlanOf(problem);
    const auto plan = MakePlan(problem, WithoutExactSearch(), nullptr);
    ASSERT_TRUE(plan.ok());
    if (!exact.objective.optimal()) continue;
    ++compared;
    ExpectBoundsHold(*plan, LevelsOf(exact));
    const PlanObjective& best = exact.objective;
    const PlanObjective& found = plan->objective;
    EXPECT_GE(found.complete_lines.value, best.complete_lines.value - 2);
    if (found.complete_lines != best.complete_lines ||
        found.other_sources != best.other_sources) {
      continue;
    }
    EXPECT_LE(found.suppliers.value, best.suppliers.value + 1);
    suppliers_found += found.suppliers.value == best.suppliers.value;
  }
  EXPECT_GE(compared, 50);
  EXPECT_GE(suppliers_found, compared * 8 / 10);
}

// Whatever can only help does not harm.
TEST(PlannerTest, MoreToChooseFromIsNeverWorse) {
  Dice dice(7);
  for (int i = 0; i < 300; ++i) {
    SCOPED_TRACE(fmt::format("case {}", i));
    PlanProblem problem = RandomProblem(SmallShape(dice), dice);
    const Levels before = LevelsOf(PlanOf(problem));
    switch (dice.Below(3)) {
      case 0:  // no limit on suppliers
        problem.most_lines = 0;
        break;
      case 1:  // more capacity
        for (PlanPool& pool : problem.pools) pool.free += dice.Below(1000);
        break;
      default:  // one more candidate for every line
        for (PlanLine& line : problem.lines) {
          line.candidates.push_back(
              {problem.supplier_count, dice.Below(10'001), -1, 0});
        }
        ++problem.supplier_count;
    }
    EXPECT_GE(LevelsOf(PlanOf(problem)), before);
  }
}

TEST(PlannerTest, PlansOfEveryShapeAreSound) {
  Dice dice(2);
  for (int i = 0; i < 100; ++i) {
    SCOPED_TRACE(fmt::format("case {}", i));
    const PlanProblem problem = RandomProblem(MediumShape(dice), dice);
    const auto plan = MakePlan(problem, WithoutExactSearch(), nullptr);
    ASSERT_TRUE(plan.ok());
    EXPECT_EQ(CheckPlan(problem, *plan), absl::OkStatus());
  }
}

TEST(PlannerTest, ALittleEffortGivesASoundPlanToo) {
  Dice dice(3);
  for (int i = 0; i < 100; ++i) {
    SCOPED_TRACE(fmt::format("case {}", i));
    const PlanProblem problem = RandomProblem(MediumShape(dice), dice);
    const int64_t steps = dice.Below(20'000);
    const auto plan =
        MakePlan(problem, {steps, steps, steps, steps, steps}, nullptr);
    ASSERT_TRUE(plan.ok());
    EXPECT_EQ(CheckPlan(problem, *plan), absl::OkStatus());
  }
}

TEST(PlannerTest, TheSameSuppliersWhateverTheOrderOfCandidates) {
  Dice dice(4);
  for (int i = 0; i < 50; ++i) {
    SCOPED_TRACE(fmt::format("case {}", i));
    PlanProblem problem = RandomProblem(MediumShape(dice), dice);
    const auto plan = MakePlan(problem, WithoutExactSearch(), nullptr);
    for (PlanLine& line : problem.lines) {
      std::reverse(line.candidates.begin(), line.candidates.end());
    }
    const auto reversed = MakePlan(problem, WithoutExactSearch(), nullptr);
    ASSERT_TRUE(plan.ok() && reversed.ok());
    EXPECT_EQ(LevelsOf(*plan), LevelsOf(*reversed));
    EXPECT_EQ(BoundsOf(*plan), BoundsOf(*reversed));
    for (size_t l = 0; l < problem.lines.size(); ++l) {
      std::vector<int32_t> sources = reversed->lines[l].sources;
      const auto last =
          static_cast<int32_t>(problem.lines[l].candidates.size()) - 1;
      for (int32_t& source : sources) source = last - source;
      EXPECT_EQ(sources, plan->lines[l].sources);
    }
  }
}

TEST(PlannerTest, StopsWhenCancelled) {
  Dice dice(5);
  ProblemShape shape = MediumShape(dice);
  shape.lines = 400;
  shape.suppliers = 300;
  shape.most_candidates = 40;
  const PlanProblem problem = RandomProblem(shape, dice);
  for (int after = 0; after < 40; after += 3) {
    int asked = 0;
    const std::function<bool()> cancelled = [&] { return ++asked > after; };
    EXPECT_EQ(MakePlan(problem, {}, cancelled).status().code(),
              absl::StatusCode::kCancelled);
    // Each search asks once more before it ends.
    EXPECT_LE(asked, after + 1);
  }
}

}  // namespace
}  // namespace ketnoi::demand
