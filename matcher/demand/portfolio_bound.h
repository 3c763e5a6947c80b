// How much a portfolio could unlock.

#ifndef KETNOI_MATCHER_DEMAND_PORTFOLIO_BOUND_H_
#define KETNOI_MATCHER_DEMAND_PORTFOLIO_BOUND_H_

#include <cstdint>

#include "matcher/demand/portfolio_graph.h"
#include "matcher/optimize/work.h"

namespace ketnoi::demand {

// No portfolio within the budget unlocks more weight; `value` is what one does.
// A Lagrangian bound in integers, as those of plan_bound.h: the dual of the
// linear relaxation, improved until it is `value`, does not get better, or
// `work` is used up.
int64_t MostUnlocked(const PortfolioGraph& graph, int64_t value,
                     optimize::Work& work);

}  // namespace ketnoi::demand

#endif  // KETNOI_MATCHER_DEMAND_PORTFOLIO_BOUND_H_
