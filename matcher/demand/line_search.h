// The first two levels of the objective: which lines are covered.

#ifndef KETNOI_MATCHER_DEMAND_LINE_SEARCH_H_
#define KETNOI_MATCHER_DEMAND_LINE_SEARCH_H_

#include "matcher/demand/assignment.h"
#include "matcher/demand/plan_graph.h"
#include "matcher/optimize/work.h"

namespace ketnoi::demand {

// As many complete lines, and then other sources, as are found, with all
// suppliers open; how many are used is no concern. No source could be added,
// unless `work` was used up.
Assignment CoverLines(const PlanGraph& graph, optimize::Work& work);

}  // namespace ketnoi::demand

#endif  // KETNOI_MATCHER_DEMAND_LINE_SEARCH_H_
