#include "benchmarks/plan_workload.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "absl/container/flat_hash_map.h"
#include "benchmarks/generator/requirement_generator.h"
#include "matcher/index/columns.h"
#include "matcher/index/snapshot.h"
#include "matcher/match/compile.h"
#include "matcher/match/matcher.h"
#include "server/normalize.h"
#include "server/translate_requirement.h"

namespace ketnoi::benchmarks {
namespace {

using demand::PlanCandidate;
using demand::PlanLine;
using demand::PlanProblem;

std::optional<model::Quantity> VolumeOf(const model::Requirement& requirement) {
  for (const model::Criterion& criterion : requirement.criteria) {
    const auto* test = std::get_if<model::MonthlyVolumeTest>(&criterion.test);
    if (test != nullptr) return test->quantity;
  }
  return std::nullopt;
}

class ProblemBuilder {
 public:
  ProblemBuilder(const ReferenceSource& source, const ModelSuppliers& suppliers)
      : source_(source),
        suppliers_(suppliers),
        snapshot_(index::Snapshot::Build(source.reference(), suppliers,
                                         /*revision=*/1)) {
    problem_.supplier_count = static_cast<int32_t>(suppliers.size());
    for (size_t i = 0; i < suppliers.size(); ++i) {
      positions_[suppliers[i]->id] = static_cast<int32_t>(i);
    }
  }

  absl::Status Add(v1::Requirement requirement, int32_t candidates) {
    server::Normalize(source_.reference(), requirement);
    const auto translated =
        server::TranslateRequirement(source_.reference(), requirement, nullptr);
    if (!translated.ok()) return translated.status();
    const auto program = match::Compile(*translated, source_.criteria_set(),
                                        source_.reference(), {AsOfDay(), {}});
    if (!program.ok()) return program.status();
    match::RankQuery query;
    query.limit = candidates;
    query.with_criteria = false;
    const auto ranking = match::Rank(*program, *snapshot_, query);
    if (!ranking.ok()) return ranking.status();
    const auto volume = VolumeOf(*translated);
    PlanLine line;
    line.sources = problem_.lines.size() % 3 == 0 ? 2 : 1;
    for (const match::Match& match : ranking->matches) {
      line.candidates.push_back(CandidateOf(match, volume));
    }
    problem_.lines.push_back(std::move(line));
    return absl::OkStatus();
  }

  PlanProblem Take() { return std::move(problem_); }

 private:
  PlanCandidate CandidateOf(const match::Match& match,
                            const std::optional<model::Quantity>& volume) {
    PlanCandidate candidate;
    candidate.supplier = positions_[match.key.id];
    candidate.score = match.key.score;
    const model::Capability& capability =
        suppliers_[static_cast<size_t>(candidate.supplier)]
            ->capabilities[static_cast<size_t>(match.capability)];
    if (!volume || !capability.monthly_capacity) return candidate;
    const model::Quantity& capacity = *capability.monthly_capacity;
    const auto needed = source_.reference().Convert(
        {volume->value_e3, 3}, volume->unit, capacity.unit, 3);
    if (!needed) return candidate;
    candidate.needed = *needed;
    candidate.pool = PoolOf(candidate.supplier, match.capability, capability);
    return candidate;
  }

  int32_t PoolOf(int32_t supplier, int32_t position,
                 const model::Capability& capability) {
    const auto [found, added] =
        pools_.try_emplace(std::pair(supplier, position),
                           static_cast<int32_t>(problem_.pools.size()));
    if (added) {
      const index::Amount amount{capability.monthly_capacity->value_e3,
                                 capability.monthly_capacity->unit,
                                 capability.committed_bp.value_or(-1)};
      problem_.pools.push_back({supplier, amount.free_e3()});
    }
    return found->second;
  }

  const ReferenceSource& source_;
  const ModelSuppliers& suppliers_;
  const std::shared_ptr<const index::Snapshot> snapshot_;
  absl::flat_hash_map<std::string, int32_t> positions_;
  absl::flat_hash_map<std::pair<int32_t, int32_t>, int32_t> pools_;
  PlanProblem problem_;
};

}  // namespace

absl::StatusOr<PlanProblem> MakePlanProblem(const ReferenceSource& source,
                                            const ModelSuppliers& suppliers,
                                            int32_t lines, int32_t candidates) {
  const generator::RequirementGenerator generator(source.files, kSeed);
  ProblemBuilder builder(source, suppliers);
  for (int32_t i = 0; i < lines; ++i) {
    const absl::Status status = builder.Add(generator.Make(i), candidates);
    if (!status.ok()) return status;
  }
  return builder.Take();
}

PlanProblem FirstOf(const PlanProblem& problem, int32_t lines,
                    int32_t candidates) {
  PlanProblem first = problem;
  first.lines.resize(
      std::min(problem.lines.size(), static_cast<size_t>(lines)));
  for (PlanLine& line : first.lines) {
    line.candidates.resize(
        std::min(line.candidates.size(), static_cast<size_t>(candidates)));
  }
  return first;
}

}  // namespace ketnoi::benchmarks
