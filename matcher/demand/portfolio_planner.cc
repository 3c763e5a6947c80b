#include "matcher/demand/portfolio_planner.h"

#include "matcher/demand/portfolio_bound.h"
#include "matcher/demand/portfolio_exact.h"
#include "matcher/demand/portfolio_graph.h"
#include "matcher/demand/portfolio_search.h"
#include "matcher/demand/selection.h"
#include "matcher/optimize/work.h"

namespace ketnoi::demand {

absl::StatusOr<Portfolio> MakePortfolio(
    const PortfolioProblem& problem, const PortfolioEffort& effort,
    const std::function<bool()>& cancelled) {
  absl::Status status = CheckPortfolioProblem(problem);
  if (!status.ok()) return status;
  bool was_cancelled = false;
  const std::function<bool()> asked = [&] {
    was_cancelled = was_cancelled || (cancelled && cancelled());
    return was_cancelled;
  };
  if (asked()) return absl::CancelledError("the caller has cancelled");
  const PortfolioGraph graph(problem);
  optimize::Work search(effort.search_steps, asked);
  Selection selection = SearchPortfolio(graph, search);
  optimize::Work bound(effort.bound_steps, asked);
  Portfolio portfolio;
  portfolio.bound = MostUnlocked(graph, selection.weight(), bound);
  if (portfolio.bound > selection.weight() &&
      ProgramSize(graph) <= effort.exact_size) {
    optimize::Work exact(effort.exact_steps, asked);
    const bool proven = ProvePortfolio(graph, selection, exact);
    DropIdle(graph, selection);
    if (proven) portfolio.bound = selection.weight();
  }
  if (was_cancelled) return absl::CancelledError("the caller has cancelled");
  portfolio.steps = StepsOf(graph, selection);
  portfolio.cost = selection.cost();
  portfolio.weight = selection.weight();
  return portfolio;
}

}  // namespace ketnoi::demand
