#include "tests/matcher/demand/naive_portfolio.h"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace ketnoi::demand {

int64_t MostWeight(const PortfolioProblem& problem) {
  int64_t most = 0;
  for (uint32_t set = 0; set < 1u << problem.supports.size(); ++set) {
    const auto in = [set](int32_t support) {
      return (set >> support & 1) != 0;
    };
    int64_t count = 0, cost = 0, weight = 0;
    for (size_t s = 0; s < problem.supports.size(); ++s) {
      if (!in(static_cast<int32_t>(s))) continue;
      ++count;
      cost += problem.supports[s].cost;
    }
    if (problem.most_supports && count > *problem.most_supports) continue;
    if (problem.most_cost && cost > *problem.most_cost) continue;
    std::vector<bool> unlocked(problem.weights.size());
    for (const Unlock& unlock : problem.unlocks) {
      if (in(unlock.first) && (unlock.second < 0 || in(unlock.second))) {
        unlocked[static_cast<size_t>(unlock.requirement)] = true;
      }
    }
    for (size_t r = 0; r < unlocked.size(); ++r) {
      if (unlocked[r]) weight += problem.weights[r];
    }
    most = std::max(most, weight);
  }
  return most;
}

PortfolioProblem RandomPortfolioProblem(const PortfolioShape& shape,
                                        testing::Dice& dice) {
  PortfolioProblem problem;
  for (int32_t r = 0; r < shape.requirements; ++r) {
    problem.weights.push_back(dice.Below(10));
  }
  std::vector<std::vector<int32_t>> of_supplier;
  for (int32_t s = 0; s < shape.suppliers; ++s) {
    of_supplier.emplace_back();
    const int32_t levers = dice.Between(1, shape.levers);
    for (int32_t l = 0; l < levers; ++l) {
      of_supplier.back().push_back(
          static_cast<int32_t>(problem.supports.size()));
      problem.supports.push_back({s, l, dice.Below(5)});
    }
  }
  for (int32_t u = 0; u < shape.unlocks; ++u) {
    const std::vector<int32_t>& supports = dice.Pick(of_supplier);
    Unlock unlock{dice.Below(shape.requirements), dice.Pick(supports), -1};
    if (dice.Chance(shape.pair_percent)) {
      const int32_t second = dice.Pick(supports);
      if (second != unlock.first) unlock.second = second;
    }
    problem.unlocks.push_back(unlock);
  }
  if (shape.most_supports > 0) problem.most_supports = shape.most_supports;
  if (shape.most_cost > 0) problem.most_cost = shape.most_cost;
  return problem;
}

PortfolioShape SmallPortfolioShape(testing::Dice& dice) {
  PortfolioShape shape;
  shape.suppliers = dice.Between(1, 4);
  shape.levers = dice.Between(1, 3);
  shape.requirements = dice.Between(1, 12);
  shape.unlocks = dice.Between(0, 30);
  shape.pair_percent = dice.Below(3) * 50;
  const int32_t kind = dice.Below(3);
  shape.most_supports = kind != 1 ? dice.Between(1, 6) : 0;
  shape.most_cost = kind != 0 ? dice.Between(1, 12) : 0;
  return shape;
}

}  // namespace ketnoi::demand
