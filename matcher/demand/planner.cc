#include "matcher/demand/planner.h"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "matcher/demand/assignment.h"
#include "matcher/demand/exact_search.h"
#include "matcher/demand/line_search.h"
#include "matcher/demand/plan_bound.h"
#include "matcher/demand/plan_graph.h"
#include "matcher/demand/score_search.h"
#include "matcher/demand/supplier_search.h"
#include "matcher/optimize/work.h"

namespace ketnoi::demand {
namespace {

// After so many steps for each entry a search finds hardly anything better.
constexpr int32_t kStepsPerEntry = 20'000;

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
        cancelled_([this, &cancelled] {
          was_cancelled_ = was_cancelled_ || (cancelled && cancelled());
          return was_cancelled_;
        }),
        graph_(problem),
        supplier_work_(AtMost(effort.supplier_steps), cancelled_),
        score_work_(effort.score_steps, cancelled_),
        exact_work_(graph_.entry_count() <= effort.exact_entries
                        ? effort.exact_steps
                        : 0,
                    cancelled_) {}

  absl::StatusOr<Plan> Run() {
    optimize::Work line_work(effort_.line_steps, cancelled_);
    Assignment assignment = CoverLines(graph_, line_work);
    // Other suppliers may leave room for further sources; then it is another
    // coverage, and everything below it is looked for once more.
    bool settled = false;
    while (!settled && !was_cancelled_) {
      assignment.CloseIdle();
      SettleCoverage(assignment);
      SettleSuppliers(assignment);
      settled = !AddSources(assignment);
      if (!settled) continue;
      SettleScore(assignment);
      settled = !AddSources(assignment);
    }
    if (was_cancelled_) return absl::CancelledError("the caller has cancelled");
    return Describe(assignment);
  }

 private:
  void SettleCoverage(Assignment& assignment) {
    BoundCoverage(assignment);
    if (assignment.coverage() == Coverage{complete_bound_, others_bound_} ||
        exact_work_.exhausted() || !ProveCoverage(assignment, exact_work_)) {
      return;
    }
    complete_bound_ = assignment.coverage().complete_lines;
    others_bound_ = assignment.coverage().other_sources;
  }

  void BoundCoverage(const Assignment& assignment) {
    const Coverage coverage = assignment.coverage();
    optimize::Work lines(effort_.bound_steps, cancelled_);
    complete_bound_ = MostCompleteLines(graph_, coverage.complete_lines, lines);
    optimize::Work others(effort_.bound_steps, cancelled_);
    others_bound_ = MostOtherSources(graph_, coverage, others);
  }

  void SettleSuppliers(Assignment& assignment) {
    optimize::Work work(effort_.bound_steps, cancelled_);
    suppliers_bound_ = FewestSuppliers(graph_, assignment.coverage(),
                                       assignment.open_count(), work);
    assignment =
        UseFewerSuppliers(assignment, suppliers_bound_, supplier_work_);
    if (assignment.open_count() == suppliers_bound_ ||
        exact_work_.exhausted() || !ProveSuppliers(assignment, exact_work_)) {
      return;
    }
    suppliers_bound_ = assignment.open_count();
  }

  void SettleScore(Assignment& assignment) {
    ImproveScore(assignment, score_work_);
    optimize::Work work(effort_.bound_steps, cancelled_);
    score_bound_ =
        GreatestScore(graph_, assignment.coverage(), assignment.open_count(),
                      assignment.score(), work);
    if (assignment.score() == score_bound_ || exact_work_.exhausted() ||
        !ProveScore(assignment, exact_work_)) {
      return;
    }
    score_bound_ = assignment.score();
  }

  // So many steps, but not more than are of use to a problem of this size.
  int64_t AtMost(int64_t steps) const {
    return std::min(steps, int64_t{kStepsPerEntry} * graph_.entry_count());
  }

  Plan Describe(const Assignment& assignment) const {
    std::vector<std::vector<int32_t>> sources(problem_.lines.size());
    for (int32_t e = 0; e < graph_.entry_count(); ++e) {
      if (!assignment.taken(e)) continue;
      const PlanEntry& entry = graph_.entry(e);
      sources[static_cast<size_t>(entry.line)].push_back(entry.candidate);
    }
    Plan plan = DescribePlan(problem_, std::move(sources));
    plan.objective.complete_lines.bound = complete_bound_;
    plan.objective.other_sources.bound = others_bound_;
    plan.objective.suppliers.bound = suppliers_bound_;
    plan.objective.score.bound = score_bound_;
    return plan;
  }

  const PlanProblem& problem_;
  const PlanEffort& effort_;
  bool was_cancelled_ = false;
  const std::function<bool()> cancelled_;
  const PlanGraph graph_;
  optimize::Work supplier_work_, score_work_, exact_work_;
  int64_t complete_bound_ = 0, others_bound_ = 0;
  int64_t suppliers_bound_ = 0, score_bound_ = 0;
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
