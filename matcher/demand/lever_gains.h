// What levers are worth: the figures behind flips, and the portfolio that
// unlocks the most of them. docs/gaps.md defines every figure.

#ifndef KETNOI_MATCHER_DEMAND_LEVER_GAINS_H_
#define KETNOI_MATCHER_DEMAND_LEVER_GAINS_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "matcher/demand/gap_supply.h"
#include "matcher/demand/lever.h"
#include "matcher/demand/lever_trial.h"
#include "matcher/demand/portfolio_planner.h"

namespace ketnoi::demand {

// Of some flips.
struct Gain {
  int64_t pairs = 0;  // of supplier and requirement
  // Requirements in them, each once, and their weight.
  int32_t requirements = 0;
  int64_t weight = 0;
  // Those of them that have no eligible supplier as things are.
  int32_t first_sources = 0;
  int64_t first_source_weight = 0;
};

struct LeverGain {
  LeverChoice levers;
  int32_t suppliers = 0;  // that it makes eligible for something
  Gain gain;
};

struct SupplierGain {
  LeverChoice levers;
  int32_t supplier = 0;
  Gain gain;
};

struct LeverGains {
  // Of each choice with a flip. By choice.
  std::vector<LeverGain> totals;
  // By choice; the supplier whose gain is largest first: by first sources,
  // then requirements, both by weight, then number.
  std::vector<SupplierGain> suppliers;
};

// `weights`: of the requirements of the scope, at least 0. O(flips * log).
// CANCELLED once `cancelled` (null: never) says so.
absl::StatusOr<LeverGains> CountGains(const LeverFlips& flips,
                                      const Supply& supply,
                                      std::span<const int32_t> weights,
                                      const std::function<bool()>& cancelled);

// What unlocks a requirement.
enum class UnlockGoal {
  kFirstSource,  // an eligible supplier, if it has none
  kAnySource,    // one more
};

struct GapBudget {
  std::optional<int32_t> most_supports;  // at least 1
  std::optional<int64_t> most_cost;      // at least 1; of Lever::cost
};

struct GapSupport {
  int32_t supplier = 0;
  int32_t lever = 0;
};

struct GapStep {
  std::vector<GapSupport> supports;  // one or two, of one supplier
  int64_t cost = 0;
  std::vector<int32_t> requirements;  // newly unlocked, ascending
  int64_t weight = 0;
};

struct GapPortfolio {
  std::vector<GapStep> steps;  // as Portfolio::steps
  int64_t cost = 0;
  int64_t weight = 0;
  int64_t bound = 0;       // no portfolio within the budget unlocks more
  int64_t unlockable = 0;  // what all supports together unlock
};

// `weights` as PortfolioProblem::weights. Errors as MakePortfolio.
absl::StatusOr<GapPortfolio> MakeGapPortfolio(
    std::span<const Lever> levers, const LeverFlips& flips,
    const Supply& supply, std::span<const int32_t> weights, UnlockGoal goal,
    const GapBudget& budget, const PortfolioEffort& effort,
    const std::function<bool()>& cancelled);

}  // namespace ketnoi::demand

#endif  // KETNOI_MATCHER_DEMAND_LEVER_GAINS_H_
