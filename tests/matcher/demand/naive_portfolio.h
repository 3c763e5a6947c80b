// The best portfolio of a small problem, found by going through all of them;
// and problems, made up.

#ifndef KETNOI_TESTS_MATCHER_DEMAND_NAIVE_PORTFOLIO_H_
#define KETNOI_TESTS_MATCHER_DEMAND_NAIVE_PORTFOLIO_H_

#include <cstdint>

#include "matcher/demand/portfolio.h"
#include "tests/testing/dice.h"

namespace ketnoi::demand {

// The most weight that any set of supports within the budget unlocks. Written
// from docs/portfolio.md. O(2^supports * unlocks).
int64_t MostWeight(const PortfolioProblem& problem);

struct PortfolioShape {
  int32_t suppliers = 3;
  int32_t levers = 3;  // of each supplier, at most
  int32_t requirements = 8;
  int32_t unlocks = 15;
  int32_t pair_percent = 50;  // of unlocks that need two supports
  int32_t most_supports = 3;  // 0: no such budget
  int32_t most_cost = 0;      // 0: no such budget
};

PortfolioProblem RandomPortfolioProblem(const PortfolioShape& shape,
                                        testing::Dice& dice);
PortfolioShape SmallPortfolioShape(testing::Dice& dice);

}  // namespace ketnoi::demand

#endif  // KETNOI_TESTS_MATCHER_DEMAND_NAIVE_PORTFOLIO_H_
