#include "matcher/demand/portfolio.h"

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "matcher/demand/portfolio_planner.h"
#include "tests/matcher/demand/naive_portfolio.h"

namespace ketnoi::demand {
namespace {

using testing::Dice;
using ::testing::HasSubstr;

Portfolio PortfolioOf(const PortfolioProblem& problem) {
  absl::StatusOr<Portfolio> portfolio = MakePortfolio(problem, {}, nullptr);
  EXPECT_TRUE(portfolio.ok()) << portfolio.status().ToString();
  EXPECT_EQ(CheckPortfolio(problem, *portfolio), absl::OkStatus());
  return *std::move(portfolio);
}

// Supplier 0 with levers 0 to 2, supplier 1 with lever 0, and 1, which is of no
// use.
PortfolioProblem TwoSuppliers() {
  PortfolioProblem problem;
  problem.weights = {10, 20, 30, 5};
  problem.supports = {{0, 0, 2}, {0, 1, 2}, {0, 2, 2}, {1, 0, 1}, {1, 1, 1}};
  problem.unlocks = {{0, 0, -1}, {1, 0, 1}, {2, 1, 2}, {3, 3, -1}};
  problem.most_supports = 2;
  return problem;
}

TEST(PortfolioTest, TwoSupportsTogetherAreWorthMoreThanGreedySteps) {
  const Portfolio portfolio = PortfolioOf(TwoSuppliers());
  // {0, 1} unlocks 10 + 20, {1, 2} unlocks 30 and costs as much.
  EXPECT_EQ(portfolio.weight, 30);
  EXPECT_EQ(portfolio.gap(), 0);
  EXPECT_EQ(portfolio.cost, 4);
}

TEST(PortfolioTest, ASharedCostCountsOnce) {
  PortfolioProblem problem = TwoSuppliers();
  problem.most_supports.reset();
  problem.most_cost = 6;
  // All three levers of supplier 0: the middle one is in both pairs.
  const Portfolio portfolio = PortfolioOf(problem);
  EXPECT_EQ(portfolio.weight, 60);
  EXPECT_EQ(portfolio.cost, 6);
  ASSERT_EQ(portfolio.steps.size(), 2u);
  EXPECT_EQ(portfolio.steps[0].supports.size(), 2u);
  EXPECT_EQ(portfolio.steps[1].supports.size(), 1u);
  EXPECT_EQ(portfolio.steps[0].weight + portfolio.steps[1].weight, 60);
}

TEST(PortfolioTest, ARequirementCountsOnce) {
  PortfolioProblem problem;
  problem.weights = {10, 1};
  problem.supports = {{0, 0, 1}, {1, 0, 1}, {2, 0, 1}};
  problem.unlocks = {{0, 0, -1}, {0, 1, -1}, {1, 2, -1}};
  problem.most_supports = 3;
  const Portfolio portfolio = PortfolioOf(problem);
  EXPECT_EQ(portfolio.weight, 11);
  // The second supplier for the same requirement adds nothing.
  EXPECT_EQ(portfolio.steps.size(), 2u);
}

TEST(PortfolioTest, NothingToUnlock) {
  PortfolioProblem problem;
  problem.most_cost = 5;
  EXPECT_EQ(PortfolioOf(problem).steps.size(), 0u);
  problem.weights = {0};
  problem.supports = {{0, 0, 1}};
  problem.unlocks = {{0, 0, -1}};
  EXPECT_EQ(PortfolioOf(problem).steps.size(), 0u);
}

TEST(PortfolioTest, NamesWhatIsWrong) {
  const struct {
    std::string message;
    std::function<void(PortfolioProblem&)> spoil;
  } cases[] = {
      {"there is no budget",
       [](PortfolioProblem& p) { p.most_supports.reset(); }},
      {"most_supports is less than 1",
       [](PortfolioProblem& p) { p.most_supports = 0; }},
      {"most_cost is less than 1",
       [](PortfolioProblem& p) { p.most_cost = 0; }},
      {"weights[2] is out of range",
       [](PortfolioProblem& p) { p.weights[2] = -1; }},
      {"weights[1] is out of range",
       [](PortfolioProblem& p) { p.weights[1] = kMostDemandWeight + 1; }},
      {"supports[1].cost is out of range",
       [](PortfolioProblem& p) { p.supports[1].cost = -1; }},
      {"supports[0] is of no supplier or lever",
       [](PortfolioProblem& p) { p.supports[0].lever = -1; }},
      {"supports[1] is listed twice",
       [](PortfolioProblem& p) { p.supports[1].lever = 0; }},
      {"unlocks[0].requirement is no requirement",
       [](PortfolioProblem& p) { p.unlocks[0].requirement = 4; }},
      {"unlocks[0].first is no support",
       [](PortfolioProblem& p) { p.unlocks[0].first = 5; }},
      {"unlocks[1].second is no other support",
       [](PortfolioProblem& p) { p.unlocks[1].second = 0; }},
      {"unlocks[1].second is of another supplier",
       [](PortfolioProblem& p) { p.unlocks[1].second = 3; }},
  };
  for (const auto& spoilt : cases) {
    PortfolioProblem problem = TwoSuppliers();
    spoilt.spoil(problem);
    const absl::Status status = MakePortfolio(problem, {}, nullptr).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
    EXPECT_EQ(std::string(status.message()), spoilt.message);
  }
}

TEST(PortfolioTest, TheCheckFindsWhatIsWrong) {
  const PortfolioProblem problem = TwoSuppliers();
  const Portfolio good{{{{0, 1}, 4, {0, 1}, 30}}, 4, 30, 30};
  EXPECT_EQ(CheckPortfolio(problem, good), absl::OkStatus());
  const struct {
    std::string message;
    std::function<void(Portfolio&)> spoil;
  } cases[] = {
      {"unlocks something else",
       [](Portfolio& p) { p.steps[0].requirements = {0}; }},
      {"unlocks something else",
       [](Portfolio& p) { p.steps[0].supports = {0}; }},
      {": a sum", [](Portfolio& p) { p.steps[0].weight = 31; }},
      {": a sum", [](Portfolio& p) { p.steps[0].cost = 3; }},
      {"the cost is wrong", [](Portfolio& p) { p.cost = 3; }},
      {"the weight is wrong", [](Portfolio& p) { p.weight = 29; }},
      {"beyond the bound", [](Portfolio& p) { p.bound = 29; }},
      {"or twice", [](Portfolio& p) { p.steps.push_back(p.steps[0]); }},
      {"or twice",
       [](Portfolio& p) {
         p.steps[0].supports = {0, 5};
       }},
      {"not one or two",
       [](Portfolio& p) {
         p.steps[0].supports = {0, 1, 2};
       }},
      {"adds nothing",
       [](Portfolio& p) {
         p.steps.push_back({{4}, 1, {}, 0});
       }},
      {"too many supports",
       [](Portfolio& p) {
         p.steps.push_back({{3}, 1, {3}, 5});
         p.cost = 5;
         p.weight = p.bound = 35;
       }},
  };
  for (const auto& spoilt : cases) {
    Portfolio portfolio = good;
    spoilt.spoil(portfolio);
    const absl::Status status = CheckPortfolio(problem, portfolio);
    EXPECT_EQ(status.code(), absl::StatusCode::kInternal);
    EXPECT_THAT(std::string(status.message()), HasSubstr(spoilt.message));
  }
}

TEST(PortfolioTest, FindsAndProvesTheBestOfSmallProblems) {
  Dice dice(1);
  for (int i = 0; i < 2000; ++i) {
    SCOPED_TRACE(fmt::format("case {}", i));
    const PortfolioProblem problem =
        RandomPortfolioProblem(SmallPortfolioShape(dice), dice);
    const Portfolio portfolio = PortfolioOf(problem);
    EXPECT_EQ(portfolio.weight, MostWeight(problem));
    EXPECT_EQ(portfolio.gap(), 0);
  }
}

PortfolioEffort SearchOnly() {
  PortfolioEffort effort;
  effort.search_steps = effort.bound_steps = 3'000'000;
  effort.exact_size = 0;
  return effort;
}

TEST(PortfolioTest, FindsMostlyTheBestWithoutTheExactSearch) {
  Dice dice(2);
  int best_found = 0;
  constexpr int kCases = 2000;
  for (int i = 0; i < kCases; ++i) {
    SCOPED_TRACE(fmt::format("case {}", i));
    const PortfolioProblem problem =
        RandomPortfolioProblem(SmallPortfolioShape(dice), dice);
    const auto portfolio = MakePortfolio(problem, SearchOnly(), nullptr);
    ASSERT_TRUE(portfolio.ok());
    EXPECT_EQ(CheckPortfolio(problem, *portfolio), absl::OkStatus());
    const int64_t most = MostWeight(problem);
    EXPECT_LE(portfolio->weight, most);
    EXPECT_GE(portfolio->bound, most);
    best_found += portfolio->weight == most;
  }
  EXPECT_GE(best_found, kCases * 97 / 100);
}

PortfolioShape MediumPortfolioShape(Dice& dice) {
  PortfolioShape shape;
  shape.suppliers = dice.Between(10, 40);
  shape.levers = dice.Between(2, 8);
  shape.requirements = dice.Between(20, 200);
  shape.unlocks = dice.Between(100, 1500);
  shape.pair_percent = dice.Below(5) * 25;
  const int32_t kind = dice.Below(3);
  shape.most_supports = kind != 1 ? dice.Between(2, 20) : 0;
  shape.most_cost = kind != 0 ? dice.Between(4, 40) : 0;
  return shape;
}

TEST(PortfolioTest, TheSearchComesCloseToTheExactOne) {
  Dice dice(3);
  int compared = 0;
  for (int i = 0; i < 60; ++i) {
    SCOPED_TRACE(fmt::format("case {}", i));
    const PortfolioProblem problem =
        RandomPortfolioProblem(MediumPortfolioShape(dice), dice);
    const Portfolio exact = PortfolioOf(problem);
    const auto portfolio = MakePortfolio(problem, SearchOnly(), nullptr);
    ASSERT_TRUE(portfolio.ok());
    EXPECT_EQ(CheckPortfolio(problem, *portfolio), absl::OkStatus());
    EXPECT_GE(portfolio->bound, exact.weight);
    EXPECT_GE(portfolio->weight * 100, exact.weight * 90);
    compared += exact.gap() == 0;
  }
  EXPECT_GE(compared, 30);
}

TEST(PortfolioTest, MoreBudgetIsNeverWorse) {
  Dice dice(4);
  for (int i = 0; i < 300; ++i) {
    SCOPED_TRACE(fmt::format("case {}", i));
    PortfolioProblem problem =
        RandomPortfolioProblem(SmallPortfolioShape(dice), dice);
    const int64_t before = PortfolioOf(problem).weight;
    if (problem.most_supports) ++*problem.most_supports;
    if (problem.most_cost) ++*problem.most_cost;
    EXPECT_GE(PortfolioOf(problem).weight, before);
  }
}

TEST(PortfolioTest, StopsWhenCancelled) {
  Dice dice(5);
  PortfolioShape shape = MediumPortfolioShape(dice);
  shape.requirements = 2000;
  shape.unlocks = 20'000;
  shape.most_supports = 40;
  shape.most_cost = 0;
  const PortfolioProblem problem = RandomPortfolioProblem(shape, dice);
  for (int after = 0; after < 10; ++after) {
    int asked = 0;
    const std::function<bool()> cancelled = [&] { return ++asked > after; };
    EXPECT_EQ(MakePortfolio(problem, {}, cancelled).status().code(),
              absl::StatusCode::kCancelled);
    EXPECT_EQ(asked, after + 1);
  }
}

}  // namespace
}  // namespace ketnoi::demand
