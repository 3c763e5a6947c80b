// A sourcing plan: which suppliers make which lines, what that is worth, and
// how much better any plan could be.

#ifndef KETNOI_MATCHER_DEMAND_PLAN_H_
#define KETNOI_MATCHER_DEMAND_PLAN_H_

#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "matcher/demand/plan_problem.h"

namespace ketnoi::demand {

// Why a line has fewer sources than it wants: the first here that holds of one
// of the candidates that are not its sources. Of a candidate the capacity
// counts before the limit, which alone would not help it.
enum class Shortfall : uint8_t {
  kNone,             // it has all
  kNoCandidates,     // there is nobody to choose from
  kFewCandidates,    // every candidate is a source
  kCapacityTaken,    // other lines have taken the capacity
  kSupplierLimit,    // the supplier is a source of most_lines others
  kCapacityTooSmall  // not even the line alone could be made
};

struct PlannedLine {
  // Positions in PlanLine::candidates, the highest scores first, equal ones by
  // supplier.
  std::vector<int32_t> sources;
  Shortfall shortfall = Shortfall::kNone;
};

struct PlannedSupplier {
  int32_t supplier = 0;
  int32_t lines = 0;  // that it is a source of, at least 1
};

// One level of the objective. Of plans that are like this one in all levels
// above, none is better than `bound`.
struct PlanLevel {
  int64_t value = 0;
  int64_t bound = 0;
  int64_t gap() const { return value < bound ? bound - value : value - bound; }
  friend bool operator==(const PlanLevel&, const PlanLevel&) = default;
};

// The objective, level by level: of two plans the one is better that is better
// in the first level in which they differ.
struct PlanObjective {
  PlanLevel complete_lines;  // lines with all sources that they want; more
  PlanLevel other_sources;   // sources of the other lines; more
  PlanLevel suppliers;       // that are used; fewer
  PlanLevel score;           // sum over all sources; more

  // No plan is better.
  bool optimal() const {
    return complete_lines.gap() == 0 && other_sources.gap() == 0 &&
           suppliers.gap() == 0 && score.gap() == 0;
  }
};

struct Plan {
  std::vector<PlannedLine> lines;          // one for each of the problem
  std::vector<PlannedSupplier> suppliers;  // by supplier
  std::vector<int64_t> pool_used;          // by pool
  PlanObjective objective;
};

// Everything of a plan but its bounds, given the sources of each line, as
// positions of candidates in any order. Requires what CheckPlan does of them.
Plan DescribePlan(const PlanProblem& problem,
                  std::vector<std::vector<int32_t>> sources);

// Says from the problem alone whether a plan is one of it: INTERNAL, naming the
// first thing that is wrong, if a line is missing or has too many sources, or
// the same twice; a pool or a supplier is given more than it can take; a source
// could be added; a load, a shortfall or a level is not what the sources come
// to; or a level is better than its bound. O(candidates).
absl::Status CheckPlan(const PlanProblem& problem, const Plan& plan);

}  // namespace ketnoi::demand

#endif  // KETNOI_MATCHER_DEMAND_PLAN_H_
