#include "tests/matcher/demand/naive_plan.h"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace ketnoi::demand {
namespace {

class Enumeration {
 public:
  explicit Enumeration(const PlanProblem& problem)
      : problem_(problem),
        lines_(static_cast<size_t>(problem.supplier_count)),
        used_(problem.pools.size()) {}

  Levels Run() {
    Line(0);
    return best_;
  }

 private:
  void Line(size_t l) {
    if (l == problem_.lines.size()) {
      best_ = std::max(best_, now_);
      return;
    }
    Candidate(l, 0, 0);
  }

  // Decides on the candidates of line `l` from `c` on; `found` were chosen.
  void Candidate(size_t l, size_t c, int32_t found) {
    const PlanLine& line = problem_.lines[l];
    if (c == line.candidates.size()) {
      const Levels before = now_;
      if (found == line.sources) {
        ++now_[0];
      } else {
        now_[1] += found;
      }
      Line(l + 1);
      now_ = before;
      return;
    }
    Candidate(l, c + 1, found);
    const PlanCandidate& candidate = line.candidates[c];
    int32_t& lines = lines_[static_cast<size_t>(candidate.supplier)];
    if (found == line.sources) return;
    if (problem_.most_lines > 0 && lines == problem_.most_lines) return;
    int64_t none = 0;
    const auto pool = static_cast<size_t>(candidate.pool);
    int64_t& used = candidate.pool < 0 ? none : used_[pool];
    const int64_t share = (candidate.needed + line.sources - 1) / line.sources;
    if (candidate.pool >= 0 && used + share > problem_.pools[pool].free) return;
    const Levels before = now_;
    used += share;
    if (lines++ == 0) --now_[2];
    now_[3] += candidate.score;
    Candidate(l, c + 1, found + 1);
    now_ = before;
    --lines;
    used -= share;
  }

  const PlanProblem& problem_;
  std::vector<int32_t> lines_;
  std::vector<int64_t> used_;
  Levels now_ = {};
  Levels best_ = {};
};

}  // namespace

Levels BestLevels(const PlanProblem& problem) {
  return Enumeration(problem).Run();
}

Levels LevelsOf(const Plan& plan) {
  const PlanObjective& objective = plan.objective;
  return {objective.complete_lines.value, objective.other_sources.value,
          -objective.suppliers.value, objective.score.value};
}

Levels BoundsOf(const Plan& plan) {
  const PlanObjective& objective = plan.objective;
  return {objective.complete_lines.bound, objective.other_sources.bound,
          -objective.suppliers.bound, objective.score.bound};
}

}  // namespace ketnoi::demand
