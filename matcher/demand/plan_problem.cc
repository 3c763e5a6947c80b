#include "matcher/demand/plan_problem.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

#include "fmt/format.h"

namespace ketnoi::demand {
namespace {

absl::Status Wrong(std::string_view what, int64_t value) {
  return absl::InvalidArgumentError(fmt::format("{} is {}", what, value));
}

absl::Status CheckCandidate(const PlanProblem& problem, const std::string& name,
                            const PlanCandidate& candidate) {
  if (candidate.supplier < 0 || candidate.supplier >= problem.supplier_count) {
    return Wrong(name + ".supplier", candidate.supplier);
  }
  if (candidate.score < 0 || candidate.score > kMostPlanScore) {
    return Wrong(name + ".score", candidate.score);
  }
  if (candidate.needed < 0 || candidate.needed > kMostPlanAmount) {
    return Wrong(name + ".needed", candidate.needed);
  }
  if (candidate.pool == -1) return absl::OkStatus();
  if (candidate.pool < -1 ||
      candidate.pool >= static_cast<int64_t>(problem.pools.size()) ||
      problem.pools[static_cast<size_t>(candidate.pool)].supplier !=
          candidate.supplier) {
    return Wrong(name + ".pool", candidate.pool);
  }
  return absl::OkStatus();
}

absl::Status CheckLine(const PlanProblem& problem, size_t index,
                       std::vector<int64_t>& seen) {
  const PlanLine& line = problem.lines[index];
  if (line.sources < 1 || line.sources > kMostSources) {
    return Wrong(fmt::format("lines[{}].sources", index), line.sources);
  }
  const int64_t mark = static_cast<int64_t>(index) + 1;
  for (size_t i = 0; i < line.candidates.size(); ++i) {
    const std::string name = fmt::format("lines[{}].candidates[{}]", index, i);
    absl::Status status = CheckCandidate(problem, name, line.candidates[i]);
    if (!status.ok()) return status;
    const int32_t supplier = line.candidates[i].supplier;
    if (seen[static_cast<size_t>(supplier)] == mark) {
      return absl::InvalidArgumentError(
          fmt::format("{}.supplier is {} again", name, supplier));
    }
    seen[static_cast<size_t>(supplier)] = mark;
  }
  return absl::OkStatus();
}

}  // namespace

int64_t ShareOf(int64_t needed, int32_t sources) {
  return needed / sources + (needed % sources != 0 ? 1 : 0);
}

int64_t PossibleSources(const PlanProblem& problem) {
  int64_t possible = 0;
  for (const PlanLine& line : problem.lines) {
    possible += std::min(static_cast<int64_t>(line.candidates.size()),
                         static_cast<int64_t>(line.sources));
  }
  return possible;
}

int32_t LinesForShare(const PlanProblem& problem, int32_t share_bp) {
  const int64_t lines = PossibleSources(problem) * share_bp / 10'000;
  return static_cast<int32_t>(
      std::clamp<int64_t>(lines, 1, int64_t{kMostPlanLines}));
}

absl::Status CheckProblem(const PlanProblem& problem) {
  if (problem.supplier_count < 0 ||
      problem.supplier_count > kMostPlanSuppliers) {
    return Wrong("supplier_count", problem.supplier_count);
  }
  if (problem.most_lines < 0) return Wrong("most_lines", problem.most_lines);
  if (problem.lines.size() > size_t{kMostPlanLines}) {
    return Wrong("the number of lines",
                 static_cast<int64_t>(problem.lines.size()));
  }
  size_t candidates = 0;
  for (const PlanLine& line : problem.lines) {
    candidates += line.candidates.size();
  }
  if (candidates > size_t{kMostPlanCandidates} ||
      problem.pools.size() > size_t{kMostPlanCandidates}) {
    return Wrong(
        "the number of candidates or pools",
        static_cast<int64_t>(std::max(candidates, problem.pools.size())));
  }
  for (size_t i = 0; i < problem.pools.size(); ++i) {
    const PlanPool& pool = problem.pools[i];
    if (pool.supplier < 0 || pool.supplier >= problem.supplier_count) {
      return Wrong(fmt::format("pools[{}].supplier", i), pool.supplier);
    }
    if (pool.free < 0 || pool.free > kMostPlanAmount) {
      return Wrong(fmt::format("pools[{}].free", i), pool.free);
    }
  }
  std::vector<int64_t> seen(static_cast<size_t>(problem.supplier_count));
  for (size_t i = 0; i < problem.lines.size(); ++i) {
    absl::Status status = CheckLine(problem, i, seen);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

}  // namespace ketnoi::demand
