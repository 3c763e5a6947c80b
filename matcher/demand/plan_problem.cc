#include "matcher/demand/plan_problem.h"

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "fmt/format.h"

namespace ketnoi::demand {
namespace {

absl::Status Wrong(std::string_view what, int64_t value) {
  return absl::InvalidArgumentError(fmt::format("{} is {}", what, value));
}

// The field of a candidate that is wrong; empty: none.
std::string_view WrongField(const PlanProblem& problem,
                            const PlanCandidate& candidate) {
  if (candidate.supplier < 0 || candidate.supplier >= problem.supplier_count) {
    return "supplier";
  }
  if (candidate.score < 0 || candidate.score > kMostPlanScore) return "score";
  if (candidate.needed < 0 || candidate.needed > kMostPlanAmount) {
    return "needed";
  }
  if (candidate.pool == -1) return "";
  if (candidate.pool < -1 ||
      candidate.pool >= static_cast<int64_t>(problem.pools.size()) ||
      problem.pools[static_cast<size_t>(candidate.pool)].supplier !=
          candidate.supplier) {
    return "pool";
  }
  return "";
}

int64_t ValueOf(const PlanCandidate& candidate, std::string_view field) {
  return field == "supplier" ? candidate.supplier
         : field == "score"  ? candidate.score
         : field == "needed" ? candidate.needed
                             : candidate.pool;
}

// `seen` is by supplier: 1 + the last line that it is a candidate of.
absl::Status CheckLine(const PlanProblem& problem, size_t index,
                       std::vector<int32_t>& seen) {
  const PlanLine& line = problem.lines[index];
  if (line.sources < 1 || line.sources > kMostSources) {
    return Wrong(fmt::format("lines[{}].sources", index), line.sources);
  }
  const int32_t mark = static_cast<int32_t>(index) + 1;
  for (size_t i = 0; i < line.candidates.size(); ++i) {
    const PlanCandidate& candidate = line.candidates[i];
    const std::string_view field = WrongField(problem, candidate);
    if (!field.empty()) {
      return Wrong(fmt::format("lines[{}].candidates[{}].{}", index, i, field),
                   ValueOf(candidate, field));
    }
    int32_t& last = seen[static_cast<size_t>(candidate.supplier)];
    if (last == mark) {
      return absl::InvalidArgumentError(
          fmt::format("lines[{}].candidates[{}].supplier is {} again", index, i,
                      candidate.supplier));
    }
    last = mark;
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
  std::vector<int32_t> seen(static_cast<size_t>(problem.supplier_count));
  for (size_t i = 0; i < problem.lines.size(); ++i) {
    absl::Status status = CheckLine(problem, i, seen);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

}  // namespace ketnoi::demand
