// A sourcing plan of a bill of materials, made from the rankings of its lines.

#ifndef KETNOI_SERVER_BOM_PLAN_H_
#define KETNOI_SERVER_BOM_PLAN_H_

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "matcher/demand/plan.h"
#include "matcher/demand/plan_builder.h"
#include "server/bom_run.h"
#include "server/plan_request.h"

namespace ketnoi::server {

// Refers to the run and the choice, which must outlive it.
struct BomPlan {
  BomPlan(const BomRun& a_run, const PlanChoice& a_choice,
          std::vector<int32_t> sources_of_lines)
      : run(a_run),
        choice(a_choice),
        sources(std::move(sources_of_lines)),
        builder(a_run.backend.data.reference) {}

  const BomRun& run;
  const PlanChoice& choice;
  std::vector<int32_t> sources;  // by line, how many it is to have
  demand::PlanBuilder builder;   // with the problem that the plan is of
  // By line, how many of its candidates are eligible: the first so many.
  std::vector<int32_t> eligible;
  std::map<size_t, absl::Status> failed;  // lines that cannot be ranked
  demand::Plan plan;
};

// Ranks all lines, with kBomThreads threads, and makes the plan. `sources`: by
// line. `progress` is told now and then how many lines are ranked; false from
// it ends the call with CANCELLED. Errors of CheckLimits.
absl::StatusOr<std::unique_ptr<const BomPlan>> MakeBomPlan(
    const BomRun& run, const PlanChoice& choice, std::vector<int32_t> sources,
    const CallLimits& limits,
    const std::function<bool(size_t lines)>& progress);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_BOM_PLAN_H_
