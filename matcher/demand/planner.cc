#include "matcher/demand/planner.h"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "matcher/demand/assignment.h"
#include "matcher/demand/line_search.h"
#include "matcher/demand/plan_bound.h"
#include "matcher/demand/plan_graph.h"
#include "matcher/demand/score_search.h"
#include "matcher/demand/supplier_search.h"
#include "matcher/demand/work.h"

namespace ketnoi::demand {
namespace {

// After so many steps for each entry a search finds hardly anything better.
constexpr int32_t kStepsPerEntry = 20'000;

Coverage CoverageOf(const Assignment& assignment) {
  Coverage coverage;
  for (int32_t line = 0; line < assignment.graph().line_count(); ++line) {
    if (assignment.IsFull(line)) {
      ++coverage.complete_lines;
    } else {
      coverage.other_sources += assignment.sources(line);
    }
  }
  return coverage;
}

// Sources that became possible when suppliers were exchanged. Returns whether
// there were any.
bool AddSources(Assignment& assignment) {
  const PlanGraph& graph = assignment.graph();
  for (int32_t s = 0; s < graph.supplier_count(); ++s) assignment.Open(s);
  bool added = false;
  for (int32_t line = 0; line < graph.line_count(); ++line) {
    while (!assignment.IsFull(line) && assignment.spare(line) > 0) {
      assignment.Take(assignment.FirstReady(line));
      added = true;
    }
  }
  assignment.CloseIdle();
  return added;
}

class Planner {
 public:
  Planner(const PlanProblem& problem, const PlanEffort& effort,
          const std::function<bool()>& cancelled)
      : problem_(problem),
        effort_(effort),
        cancelled_(cancelled),
        graph_(problem) {}

  absl::StatusOr<Plan> Run() {
    Work line_work(effort_.line_steps, cancelled_);
    Assignment assignment = CoverLines(graph_, line_work);
    assignment.CloseIdle();
    Work supplier_work(AtMost(effort_.supplier_steps), cancelled_);
    Work score_work(effort_.score_steps, cancelled_);
    PlanObjective bounds;
    bool settled = false;
    while (!settled) {
      bounds.suppliers.bound = BoundSuppliers(assignment);
      assignment =
          UseFewerSuppliers(assignment, bounds.suppliers.bound, supplier_work);
      settled = !AddSources(assignment);
      if (!settled) continue;
      ImproveScore(assignment, score_work);
      settled = !AddSources(assignment);
    }
    BoundOtherLevels(assignment, bounds);
    if (was_cancelled_ || line_work.was_cancelled() ||
        supplier_work.was_cancelled() || score_work.was_cancelled()) {
      return absl::CancelledError("the caller has cancelled");
    }
    return Describe(assignment, bounds);
  }

 private:
  int64_t BoundSuppliers(const Assignment& assignment) {
    Work work(effort_.bound_steps, cancelled_);
    const int64_t bound = FewestSuppliers(graph_, CoverageOf(assignment),
                                          assignment.open_count(), work);
    was_cancelled_ = was_cancelled_ || work.was_cancelled();
    return bound;
  }

  void BoundOtherLevels(const Assignment& assignment, PlanObjective& bounds) {
    const Coverage coverage = CoverageOf(assignment);
    Work lines(effort_.bound_steps, cancelled_);
    bounds.complete_lines.bound =
        MostCompleteLines(graph_, coverage.complete_lines, lines);
    Work others(effort_.bound_steps, cancelled_);
    bounds.other_sources.bound = MostOtherSources(graph_, coverage, others);
    Work score(effort_.bound_steps, cancelled_);
    bounds.score.bound = GreatestScore(
        graph_, coverage, assignment.open_count(), assignment.score(), score);
    was_cancelled_ = was_cancelled_ || lines.was_cancelled() ||
                     others.was_cancelled() || score.was_cancelled();
  }

  // So many steps, but not more than are of use to a problem of this size.
  int64_t AtMost(int64_t steps) const {
    return std::min(steps, int64_t{kStepsPerEntry} * graph_.entry_count());
  }

  Plan Describe(const Assignment& assignment, const PlanObjective& bounds) {
    std::vector<std::vector<int32_t>> sources(problem_.lines.size());
    for (int32_t e = 0; e < graph_.entry_count(); ++e) {
      if (!assignment.taken(e)) continue;
      const PlanEntry& entry = graph_.entry(e);
      sources[static_cast<size_t>(entry.line)].push_back(entry.candidate);
    }
    Plan plan = DescribePlan(problem_, std::move(sources));
    PlanObjective& objective = plan.objective;
    objective.complete_lines.bound = bounds.complete_lines.bound;
    objective.other_sources.bound = bounds.other_sources.bound;
    objective.suppliers.bound = bounds.suppliers.bound;
    objective.score.bound = bounds.score.bound;
    return plan;
  }

  const PlanProblem& problem_;
  const PlanEffort& effort_;
  const std::function<bool()>& cancelled_;
  const PlanGraph graph_;
  bool was_cancelled_ = false;
};

}  // namespace

absl::StatusOr<Plan> MakePlan(const PlanProblem& problem,
                              const PlanEffort& effort,
                              const std::function<bool()>& cancelled) {
  absl::Status status = CheckProblem(problem);
  if (!status.ok()) return status;
  return Planner(problem, effort, cancelled).Run();
}

}  // namespace ketnoi::demand
