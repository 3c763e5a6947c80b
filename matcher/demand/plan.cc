#include "matcher/demand/plan.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "matcher/optimize/at.h"

namespace ketnoi::demand {
namespace {

// What a set of sources takes of the suppliers and the pools.
class Loads {
 public:
  explicit Loads(const PlanProblem& problem)
      : problem_(problem),
        lines_(At(problem.supplier_count)),
        pool_used_(problem.pools.size()) {}

  void Add(const PlanLine& line, const PlanCandidate& candidate) {
    ++lines_[At(candidate.supplier)];
    if (candidate.pool >= 0) {
      pool_used_[At(candidate.pool)] += ShareOf(candidate.needed, line.sources);
    }
  }

  // Why `candidate`, which is no source of `line`, cannot be one as well;
  // kNone: it could.
  Shortfall Obstacle(const PlanLine& line,
                     const PlanCandidate& candidate) const {
    if (candidate.pool >= 0) {
      const int64_t free = problem_.pools[At(candidate.pool)].free;
      const int64_t share = ShareOf(candidate.needed, line.sources);
      if (share > free) return Shortfall::kCapacityTooSmall;
      if (share > free - pool_used_[At(candidate.pool)]) {
        return Shortfall::kCapacityTaken;
      }
    }
    const bool full = problem_.most_lines > 0 &&
                      lines_[At(candidate.supplier)] >= problem_.most_lines;
    return full ? Shortfall::kSupplierLimit : Shortfall::kNone;
  }

  const std::vector<int32_t>& lines() const { return lines_; }
  std::vector<int64_t> TakePoolUsed() { return std::move(pool_used_); }

 private:
  const PlanProblem& problem_;
  std::vector<int32_t> lines_;  // by supplier
  std::vector<int64_t> pool_used_;
};

Shortfall ShortfallOf(const Loads& loads, const PlanLine& line,
                      const std::vector<int32_t>& sources) {
  if (sources.size() >= At(line.sources)) return Shortfall::kNone;
  if (line.candidates.empty()) return Shortfall::kNoCandidates;
  Shortfall first = Shortfall::kFewCandidates;
  for (size_t i = 0; i < line.candidates.size(); ++i) {
    const auto position = static_cast<int32_t>(i);
    if (std::find(sources.begin(), sources.end(), position) != sources.end()) {
      continue;
    }
    const Shortfall obstacle = loads.Obstacle(line, line.candidates[i]);
    if (first == Shortfall::kFewCandidates || obstacle < first) {
      first = obstacle;
    }
  }
  return first;
}

}  // namespace

Plan DescribePlan(const PlanProblem& problem,
                  std::vector<std::vector<int32_t>> sources) {
  Plan plan;
  Loads loads(problem);
  plan.lines.resize(problem.lines.size());
  PlanObjective& objective = plan.objective;
  for (size_t l = 0; l < problem.lines.size(); ++l) {
    const PlanLine& line = problem.lines[l];
    std::vector<int32_t>& chosen = sources[l];
    std::sort(chosen.begin(), chosen.end(), [&](int32_t a, int32_t b) {
      const PlanCandidate& first = line.candidates[At(a)];
      const PlanCandidate& second = line.candidates[At(b)];
      return first.score != second.score ? first.score > second.score
                                         : first.supplier < second.supplier;
    });
    for (const int32_t source : chosen) {
      loads.Add(line, line.candidates[At(source)]);
      objective.score.value += line.candidates[At(source)].score;
    }
    if (chosen.size() == At(line.sources)) {
      ++objective.complete_lines.value;
    } else {
      objective.other_sources.value += static_cast<int64_t>(chosen.size());
    }
  }
  for (size_t l = 0; l < problem.lines.size(); ++l) {
    plan.lines[l].shortfall = ShortfallOf(loads, problem.lines[l], sources[l]);
    plan.lines[l].sources = std::move(sources[l]);
  }
  for (size_t s = 0; s < loads.lines().size(); ++s) {
    if (loads.lines()[s] == 0) continue;
    plan.suppliers.push_back({static_cast<int32_t>(s), loads.lines()[s]});
  }
  objective.suppliers.value = static_cast<int64_t>(plan.suppliers.size());
  plan.pool_used = loads.TakePoolUsed();
  return plan;
}

}  // namespace ketnoi::demand
