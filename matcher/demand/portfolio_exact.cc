#include "matcher/demand/portfolio_exact.h"

#include <cstddef>
#include <utility>
#include <vector>

#include "matcher/optimize/at.h"
#include "matcher/optimize/integer_program.h"

namespace ketnoi::demand {
namespace {

// Variables: each support is chosen, each pair is, each requirement is
// unlocked.
optimize::IntegerProgram ProgramOf(const PortfolioGraph& graph) {
  optimize::IntegerProgram program;
  const int32_t pairs = graph.support_count();
  const auto requirements = pairs + static_cast<int32_t>(graph.pairs().size());
  program.costs.assign(At(requirements + graph.requirement_count()), 0);
  std::vector<optimize::ProgramRow> unlocked(At(graph.requirement_count()));
  for (int32_t r = 0; r < graph.requirement_count(); ++r) {
    program.costs[At(requirements + r)] = -graph.weight(r);
    unlocked[At(r)].terms.push_back({requirements + r, 1});
    unlocked[At(r)].high = 0;
  }
  for (const Unlock& unlock : graph.unlocks()) {
    if (unlock.second >= 0) continue;
    unlocked[At(unlock.requirement)].terms.push_back({unlock.first, -1});
  }
  for (size_t p = 0; p < graph.pairs().size(); ++p) {
    const SupportPair& pair = graph.pairs()[p];
    const int32_t variable = pairs + static_cast<int32_t>(p);
    for (const int32_t support : {pair.first, pair.second}) {
      program.rows.push_back(
          {{{variable, 1}, {support, -1}}, -optimize::kNoLimit, 0});
    }
    for (int32_t u = pair.begin; u < pair.end; ++u) {
      unlocked[At(graph.unlocks()[At(u)].requirement)].terms.push_back(
          {variable, -1});
    }
  }
  for (optimize::ProgramRow& row : unlocked)
    program.rows.push_back(std::move(row));
  return program;
}

void AddBudget(const PortfolioGraph& graph, optimize::IntegerProgram& program) {
  optimize::ProgramRow supports, cost;
  for (int32_t s = 0; s < graph.support_count(); ++s) {
    supports.terms.push_back({s, 1});
    cost.terms.push_back({s, graph.cost(s)});
  }
  supports.high = graph.most_supports();
  cost.high = graph.most_cost();
  if (supports.high != optimize::kNoLimit)
    program.rows.push_back(std::move(supports));
  if (cost.high != optimize::kNoLimit) program.rows.push_back(std::move(cost));
}

}  // namespace

int64_t ProgramSize(const PortfolioGraph& graph) {
  return int64_t{graph.support_count()} + graph.requirement_count() +
         static_cast<int64_t>(graph.pairs().size());
}

bool ProvePortfolio(const PortfolioGraph& graph, Selection& selection,
                    optimize::Work& work) {
  static_assert(PortfolioGraph::kNoBudget == optimize::kNoLimit);
  optimize::IntegerProgram program = ProgramOf(graph);
  AddBudget(graph, program);
  const optimize::ProgramAnswer answer =
      optimize::Solve(program, -selection.weight(), work);
  if (answer.outcome == optimize::ProgramOutcome::kNone) return true;
  if (answer.values.empty()) return false;
  Selection better(graph);
  for (int32_t s = 0; s < graph.support_count(); ++s) {
    if (answer.values[At(s)] != 0) better.Add(s);
  }
  selection = std::move(better);
  return answer.outcome == optimize::ProgramOutcome::kSolved;
}

}  // namespace ketnoi::demand
