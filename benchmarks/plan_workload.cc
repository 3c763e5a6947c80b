#include "benchmarks/plan_workload.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include "benchmarks/generator/requirement_generator.h"
#include "matcher/demand/plan_builder.h"
#include "matcher/index/snapshot.h"
#include "matcher/match/compile.h"
#include "matcher/match/matcher.h"
#include "server/normalize.h"
#include "server/translate_requirement.h"

namespace ketnoi::benchmarks {
namespace {

using demand::PlanLine;
using demand::PlanProblem;

absl::Status AddLine(const ReferenceSource& source,
                     const index::Snapshot& snapshot,
                     v1::Requirement requirement, int32_t candidates,
                     demand::PlanBuilder& builder) {
  server::Normalize(source.reference(), requirement);
  const auto translated =
      server::TranslateRequirement(source.reference(), requirement, nullptr);
  if (!translated.ok()) return translated.status();
  const auto program = match::Compile(*translated, source.criteria_set(),
                                      source.reference(), {AsOfDay(), {}});
  if (!program.ok()) return program.status();
  match::RankQuery query;
  query.limit = candidates;
  query.with_criteria = false;
  const auto ranking = match::Rank(*program, snapshot, query);
  if (!ranking.ok()) return ranking.status();
  const int32_t sources = builder.problem().lines.size() % 3 == 0 ? 2 : 1;
  builder.AddLine(demand::MonthlyVolumeOf(*program), sources, ranking->matches);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<PlanProblem> MakePlanProblem(const ReferenceSource& source,
                                            const ModelSuppliers& suppliers,
                                            int32_t lines, int32_t candidates) {
  const generator::RequirementGenerator generator(source.files, kSeed);
  const auto snapshot =
      index::Snapshot::Build(source.reference(), suppliers, /*revision=*/1);
  demand::PlanBuilder builder(source.reference());
  for (int32_t i = 0; i < lines; ++i) {
    const absl::Status status =
        AddLine(source, *snapshot, generator.Make(i), candidates, builder);
    if (!status.ok()) return status;
  }
  return builder.problem();
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
