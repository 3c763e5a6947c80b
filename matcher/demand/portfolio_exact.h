// The best portfolio of a small problem, by an integer program.

#ifndef KETNOI_MATCHER_DEMAND_PORTFOLIO_EXACT_H_
#define KETNOI_MATCHER_DEMAND_PORTFOLIO_EXACT_H_

#include <cstdint>

#include "matcher/demand/portfolio_graph.h"
#include "matcher/demand/selection.h"
#include "matcher/optimize/work.h"

namespace ketnoi::demand {

// Variables of the program.
int64_t ProgramSize(const PortfolioGraph& graph);

// Puts a portfolio that unlocks more into `selection`, if the budget allows
// one. True: it unlocks the most now. False: `work` was used up before.
bool ProvePortfolio(const PortfolioGraph& graph, Selection& selection,
                    optimize::Work& work);

}  // namespace ketnoi::demand

#endif  // KETNOI_MATCHER_DEMAND_PORTFOLIO_EXACT_H_
