// CheckPlan, which shares no code with what makes plans.

#include <cstddef>
#include <map>
#include <set>
#include <string>

#include "fmt/format.h"
#include "matcher/demand/plan.h"

namespace ketnoi::demand {
namespace {

class PlanCheck {
 public:
  PlanCheck(const PlanProblem& problem, const Plan& plan)
      : problem_(problem), plan_(plan) {}

  absl::Status Run() {
    if (plan_.lines.size() != problem_.lines.size()) {
      return absl::InternalError(fmt::format(
          "{} lines planned of {}", plan_.lines.size(), problem_.lines.size()));
    }
    for (size_t l = 0; l < plan_.lines.size(); ++l) AddLine(l);
    if (wrong_.empty()) CheckLoads();
    for (size_t l = 0; l < plan_.lines.size(); ++l) {
      if (wrong_.empty()) CheckShortfall(l);
    }
    if (wrong_.empty()) CheckLevels();
    return wrong_.empty() ? absl::OkStatus() : absl::InternalError(wrong_);
  }

 private:
  void Wrong(std::string what) {
    if (wrong_.empty()) wrong_ = std::move(what);
  }

  void AddLine(size_t l) {
    const PlanLine& line = problem_.lines[l];
    const std::vector<int32_t>& sources = plan_.lines[l].sources;
    std::set<int32_t> suppliers;
    for (const int32_t source : sources) {
      if (source < 0 || size_t(source) >= line.candidates.size()) {
        return Wrong(fmt::format("line {}: no candidate {}", l, source));
      }
      const PlanCandidate& candidate = line.candidates[size_t(source)];
      if (!suppliers.insert(candidate.supplier).second) {
        return Wrong(
            fmt::format("line {}: supplier {} twice", l, candidate.supplier));
      }
      ++lines_[candidate.supplier];
      score_ += candidate.score;
      if (candidate.pool >= 0) {
        used_[candidate.pool] +=
            (candidate.needed + line.sources - 1) / line.sources;
      }
    }
    const auto found = static_cast<int64_t>(sources.size());
    if (found > line.sources) Wrong(fmt::format("line {}: too many", l));
    if (found == line.sources) {
      ++complete_;
    } else {
      others_ += found;
    }
  }

  void CheckLoads() {
    for (const auto& [supplier, lines] : lines_) {
      if (problem_.most_lines > 0 && lines > problem_.most_lines) {
        Wrong(fmt::format("supplier {} has {} lines", supplier, lines));
      }
    }
    std::map<int32_t, int64_t> stated;
    for (const PlannedSupplier& supplier : plan_.suppliers) {
      stated[supplier.supplier] += supplier.lines;
    }
    if (stated != lines_ || plan_.suppliers.size() != lines_.size()) {
      Wrong("the suppliers' lines are not those of the sources");
    }
    if (plan_.pool_used.size() != problem_.pools.size()) {
      return Wrong("pools are missing");
    }
    for (size_t p = 0; p < problem_.pools.size(); ++p) {
      const auto found = used_.find(static_cast<int32_t>(p));
      const int64_t used = found == used_.end() ? 0 : found->second;
      if (used != plan_.pool_used[p] || used > problem_.pools[p].free) {
        Wrong(fmt::format("pool {}: {} used, {} stated, {} free", p, used,
                          plan_.pool_used[p], problem_.pools[p].free));
      }
    }
  }

  // What keeps a candidate from being a source of the line as well.
  Shortfall ObstacleOf(const PlanLine& line,
                       const PlanCandidate& candidate) const {
    if (candidate.pool >= 0) {
      const int64_t share =
          (candidate.needed + line.sources - 1) / line.sources;
      const int64_t free = problem_.pools[size_t(candidate.pool)].free;
      if (share > free) return Shortfall::kCapacityTooSmall;
      const auto used = used_.find(candidate.pool);
      if (used != used_.end() && used->second + share > free) {
        return Shortfall::kCapacityTaken;
      }
    }
    const auto lines = lines_.find(candidate.supplier);
    const bool full = problem_.most_lines > 0 && lines != lines_.end() &&
                      lines->second == problem_.most_lines;
    return full ? Shortfall::kSupplierLimit : Shortfall::kNone;
  }

  void CheckShortfall(size_t l) {
    const PlanLine& line = problem_.lines[l];
    const PlannedLine& planned = plan_.lines[l];
    std::set<Shortfall> obstacles;
    const std::set<int32_t> sources(planned.sources.begin(),
                                    planned.sources.end());
    for (size_t i = 0; i < line.candidates.size(); ++i) {
      if (sources.contains(static_cast<int32_t>(i))) continue;
      obstacles.insert(ObstacleOf(line, line.candidates[i]));
    }
    Shortfall expected = Shortfall::kNone;
    if (planned.sources.size() < size_t(line.sources)) {
      if (obstacles.contains(Shortfall::kNone)) {
        return Wrong(fmt::format("line {}: a source could be added", l));
      }
      expected = line.candidates.empty() ? Shortfall::kNoCandidates
                 : obstacles.empty()     ? Shortfall::kFewCandidates
                                         : *obstacles.begin();
    }
    if (planned.shortfall != expected) {
      Wrong(fmt::format("line {}: shortfall {} and not {}", l,
                        int(planned.shortfall), int(expected)));
    }
  }

  // `better`: 1 if more is, -1 if less is.
  void CheckLevel(const char* name, const PlanLevel& level, int64_t value,
                  int better) {
    if (level.value != value) {
      Wrong(fmt::format("{}: {} stated, {} counted", name, level.value, value));
    }
    if (better * level.value > better * level.bound) {
      Wrong(fmt::format("{}: {} is beyond the bound {}", name, level.value,
                        level.bound));
    }
  }

  void CheckLevels() {
    const PlanObjective& objective = plan_.objective;
    CheckLevel("complete_lines", objective.complete_lines, complete_, 1);
    CheckLevel("other_sources", objective.other_sources, others_, 1);
    CheckLevel("suppliers", objective.suppliers,
               static_cast<int64_t>(lines_.size()), -1);
    CheckLevel("score", objective.score, score_, 1);
  }

  const PlanProblem& problem_;
  const Plan& plan_;
  std::string wrong_;
  std::map<int32_t, int64_t> lines_;  // by supplier
  std::map<int32_t, int64_t> used_;   // by pool
  int64_t complete_ = 0, others_ = 0, score_ = 0;
};

}  // namespace

absl::Status CheckPlan(const PlanProblem& problem, const Plan& plan) {
  return PlanCheck(problem, plan).Run();
}

}  // namespace ketnoi::demand
