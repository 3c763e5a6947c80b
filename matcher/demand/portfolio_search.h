// A portfolio by greedy steps and exchanges.

#ifndef KETNOI_MATCHER_DEMAND_PORTFOLIO_SEARCH_H_
#define KETNOI_MATCHER_DEMAND_PORTFOLIO_SEARCH_H_

#include <vector>

#include "matcher/demand/portfolio.h"
#include "matcher/demand/portfolio_graph.h"
#include "matcher/demand/selection.h"
#include "matcher/optimize/work.h"

namespace ketnoi::demand {

// A selection within the budget, the best that is found until `work` is used
// up, in which no support is idle.
Selection SearchPortfolio(const PortfolioGraph& graph, optimize::Work& work);

// Takes out what could be missed: supports without which as much is unlocked,
// the dearest first.
void DropIdle(const PortfolioGraph& graph, Selection& selection);

// The selection as steps, what adds most for its cost (or, if cost is not
// limited, for its number of supports) first. Requires that nothing is idle.
std::vector<PortfolioStep> StepsOf(const PortfolioGraph& graph,
                                   const Selection& selection);

}  // namespace ketnoi::demand

#endif  // KETNOI_MATCHER_DEMAND_PORTFOLIO_SEARCH_H_
