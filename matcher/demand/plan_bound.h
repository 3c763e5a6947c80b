// How good a plan could be: a bound for each level of the objective.
//
// Each is a Lagrangian bound in integers (docs/adr/0017): prices for what
// couples lines and suppliers make the rest fall apart into problems that are
// solved exactly, and whatever the prices are, no plan is better than what
// these come to. Prices are improved by subgradient steps until the bound is
// `value`, does not get better, or `work` is used up; so any bound that is
// returned holds.

#ifndef KETNOI_MATCHER_DEMAND_PLAN_BOUND_H_
#define KETNOI_MATCHER_DEMAND_PLAN_BOUND_H_

#include <cstdint>

#include "matcher/demand/assignment.h"
#include "matcher/demand/plan_graph.h"
#include "matcher/optimize/work.h"

namespace ketnoi::demand {

// No plan has more complete lines; `value` is what one has.
int64_t MostCompleteLines(const PlanGraph& graph, int64_t value,
                          optimize::Work& work);

// No plan of as many complete lines as `value` has more other sources.
int64_t MostOtherSources(const PlanGraph& graph, const Coverage& value,
                         optimize::Work& work);

// No plan of this coverage uses fewer suppliers; `value` is what one uses.
int64_t FewestSuppliers(const PlanGraph& graph, const Coverage& coverage,
                        int64_t value, optimize::Work& work);

// No plan of this coverage and at most so many suppliers has a greater score;
// `value` is what one has.
int64_t GreatestScore(const PlanGraph& graph, const Coverage& coverage,
                      int64_t suppliers, int64_t value, optimize::Work& work);

}  // namespace ketnoi::demand

#endif  // KETNOI_MATCHER_DEMAND_PLAN_BOUND_H_
