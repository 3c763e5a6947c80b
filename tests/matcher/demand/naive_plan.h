// The best plan of a small problem, found by going through all of them.

#ifndef KETNOI_TESTS_MATCHER_DEMAND_NAIVE_PLAN_H_
#define KETNOI_TESTS_MATCHER_DEMAND_NAIVE_PLAN_H_

#include <array>
#include <cstdint>

#include "matcher/demand/plan.h"
#include "matcher/demand/plan_problem.h"

namespace ketnoi::demand {

// The levels of the objective, suppliers negated: the greatest is the best.
using Levels = std::array<int64_t, 4>;

// Written from docs/sourcing.md. O(product over the lines of the sets of their
// candidates).
Levels BestLevels(const PlanProblem& problem);

// Of a plan.
Levels LevelsOf(const Plan& plan);
Levels BoundsOf(const Plan& plan);

}  // namespace ketnoi::demand

#endif  // KETNOI_TESTS_MATCHER_DEMAND_NAIVE_PLAN_H_
