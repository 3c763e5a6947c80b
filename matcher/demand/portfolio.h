// Which supports unlock the most demand: a portfolio within a budget.
//
// A support is help for one supplier with one lever: a certificate, a better
// process, more capacity. It has a cost. A requirement is unlocked by one
// support, or by two together for the same supplier, and counts once, however
// often it is unlocked. Plain value types; docs/portfolio.md defines every
// figure.

#ifndef KETNOI_MATCHER_DEMAND_PORTFOLIO_H_
#define KETNOI_MATCHER_DEMAND_PORTFOLIO_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/status/status.h"

namespace ketnoi::demand {

inline constexpr int32_t kMostDemandWeight = 1'000'000;
inline constexpr int64_t kMostDemandTotal = 10'000'000'000;  // of all weights
inline constexpr int32_t kMostSupportCost = 1'000'000;
inline constexpr int64_t kMostPortfolioParts = 20'000'000;  // of each list

struct Support {
  int32_t supplier = 0;  // at least 0
  int32_t lever = 0;     // at least 0; a pair of both is listed once
  int32_t cost = 0;      // 0 to kMostSupportCost
};

// That supports, as positions in PortfolioProblem::supports, unlock a
// requirement.
struct Unlock {
  int32_t requirement = 0;  // position in PortfolioProblem::weights
  int32_t first = 0;
  int32_t second = -1;  // -1: `first` suffices; otherwise both are needed
};

struct PortfolioProblem {
  std::vector<int32_t> weights;  // of requirements, 0 to kMostDemandWeight
  std::vector<Support> supports;
  std::vector<Unlock> unlocks;  // in any order
  // The budget: so many supports, so much cost in total, or both. Each is at
  // least 1, and at least one is given.
  std::optional<int32_t> most_supports;
  std::optional<int64_t> most_cost;
};

// INVALID_ARGUMENT, naming the first thing that is not as said above:
// "unlocks[3].second is of another supplier".
absl::Status CheckPortfolioProblem(const PortfolioProblem& problem);

// One or two supports, and what they add to the steps before.
struct PortfolioStep {
  std::vector<int32_t> supports;      // ascending
  int64_t cost = 0;                   // of these
  std::vector<int32_t> requirements;  // newly unlocked, ascending; at least one
  int64_t weight = 0;                 // of these, at least 1
};

struct Portfolio {
  // What adds most for its cost first.
  std::vector<PortfolioStep> steps;
  int64_t cost = 0;    // of all supports
  int64_t weight = 0;  // unlocked by all
  int64_t bound = 0;   // no portfolio within the budget unlocks more
  int64_t gap() const { return bound - weight; }
};

// Says from the problem alone whether a portfolio is one of it: INTERNAL,
// naming the first thing that is wrong, if a support is twice in it; the budget
// is not kept; a step has more than two supports, unlocks something else than
// it says, or nothing; a sum is wrong; or more is unlocked than the bound.
absl::Status CheckPortfolio(const PortfolioProblem& problem,
                            const Portfolio& portfolio);

}  // namespace ketnoi::demand

#endif  // KETNOI_MATCHER_DEMAND_PORTFOLIO_H_
