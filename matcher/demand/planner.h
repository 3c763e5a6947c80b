// Makes the sourcing plan of a bill of materials.
//
//   absl::StatusOr<Plan> plan = MakePlan(problem, {}, nullptr);
//
// The objective is lexicographic: complete lines, then other sources, then few
// suppliers, then score (plan.h; docs/sourcing.md). To find the best plan is
// NP-hard; MakePlan makes a good one, says how much better any could be, and
// says where it is proven to be the best.

#ifndef KETNOI_MATCHER_DEMAND_PLANNER_H_
#define KETNOI_MATCHER_DEMAND_PLANNER_H_

#include <cstdint>
#include <functional>

#include "absl/status/statusor.h"
#include "matcher/demand/plan.h"
#include "matcher/demand/plan_problem.h"

namespace ketnoi::demand {

// How much is done at most, in steps of Work: the same on every machine. The
// defaults are for a second of one core at 500 lines of 100 candidates; small
// problems get less.
struct PlanEffort {
  int64_t line_steps = 50'000'000;
  int64_t supplier_steps = 200'000'000;
  int64_t score_steps = 100'000'000;
  int64_t bound_steps = 100'000'000;  // for each level
  // Of the exact search, which is asked where a gap is left, if candidates are
  // at most so many.
  int64_t exact_steps = 15'000'000;
  int32_t exact_entries = 3'000;
};

// The same arguments give the same plan. Of every line the plan says its
// sources, and why they are fewer than wanted; CheckPlan holds. Memory:
// O(candidates). INVALID_ARGUMENT as CheckProblem; CANCELLED soon after
// `cancelled` (null: never), which is asked by the calling thread, is true:
// every few milliseconds, in the exact search some tens of them, but not while
// the problem is read, which takes 0.2 s for each million candidates.
absl::StatusOr<Plan> MakePlan(const PlanProblem& problem,
                              const PlanEffort& effort,
                              const std::function<bool()>& cancelled);

}  // namespace ketnoi::demand

#endif  // KETNOI_MATCHER_DEMAND_PLANNER_H_
