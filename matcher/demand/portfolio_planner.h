// Makes the portfolio of a problem.
//
//   absl::StatusOr<Portfolio> portfolio = MakePortfolio(problem, {}, nullptr);
//
// What unlocks the most within a budget is NP-hard to find, and as two supports
// may be worth more together than each alone, greedy steps have no guarantee.
// So MakePortfolio makes a good portfolio, and says how much more any could
// unlock.

#ifndef KETNOI_MATCHER_DEMAND_PORTFOLIO_PLANNER_H_
#define KETNOI_MATCHER_DEMAND_PORTFOLIO_PLANNER_H_

#include <cstdint>
#include <functional>

#include "absl/status/statusor.h"
#include "matcher/demand/portfolio.h"

namespace ketnoi::demand {

// How much is done at most, in steps of Work: the same on every machine.
struct PortfolioEffort {
  int64_t search_steps = 300'000'000;
  int64_t bound_steps = 200'000'000;
  // Of the exact search, which is asked where a gap is left, if supports, pairs
  // of them and requirements are together at most so many.
  int64_t exact_steps = 15'000'000;
  int64_t exact_size = 3'000;
};

// The same arguments give the same portfolio. Of portfolios that unlock as much
// the one that is found costs little, but perhaps not the least. CheckPortfolio
// holds. Memory: O(unlocks). INVALID_ARGUMENT as CheckPortfolioProblem;
// CANCELLED soon after `cancelled` (null: never), which is asked by the calling
// thread, is true: every few milliseconds, but not while the unlocks are
// sorted, which takes some 0.15 s for each million.
absl::StatusOr<Portfolio> MakePortfolio(const PortfolioProblem& problem,
                                        const PortfolioEffort& effort,
                                        const std::function<bool()>& cancelled);

}  // namespace ketnoi::demand

#endif  // KETNOI_MATCHER_DEMAND_PORTFOLIO_PLANNER_H_
