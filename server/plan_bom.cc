#include "server/plan_bom.h"

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "matcher/demand/plan.h"
#include "server/bom_plan.h"
#include "server/bom_run.h"
#include "server/ordered_work.h"
#include "server/plan_answers.h"
#include "server/plan_request.h"

namespace ketnoi::server {
namespace {

// Sends what is known of the plan.
absl::Status SendPlan(const PlanAnswers& answers, size_t lines,
                      const CallLimits& limits,
                      const std::function<bool(std::string bytes)>& send) {
  if (!send(answers.Plan())) return NobodyReads(limits);
  OrderedWork work(
      kBomThreads, lines,
      [&answers](size_t number, const std::function<bool()>& stopped) {
        return answers.Line(number, stopped);
      });
  for (size_t i = 0; i < lines; ++i) {
    auto answer = work.Next(limits);
    if (!answer.ok()) return answer.status();
    if (!send(*std::move(answer))) return NobodyReads(limits);
  }
  for (const demand::PlannedSupplier& supplier : answers.Suppliers()) {
    if (!send(answers.Supplier(supplier))) return NobodyReads(limits);
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status PlanBom(const Backend& backend, const CallLimits& limits,
                     const v1::PlanBomRequest& request,
                     const std::function<bool(std::string bytes)>& send) {
  Violations violations;
  const PlanChoice choice = ReadPlanRequest(backend.data, request, violations);
  if (!violations.empty()) return InvalidFields(violations);
  const auto run =
      OpenBom(backend, limits, request.bom(), request.read(), choice.ranking);
  if (!run.ok()) return run.status();
  std::vector<int32_t> sources = SourcesOf(*run, choice, violations);
  if (!violations.empty()) return InvalidFields(violations);
  const size_t lines = run->lines.size();
  v1::PlanBomResponse start;
  FillStart(*run, *start.mutable_start());
  start.set_line_count(static_cast<int32_t>(lines));
  if (!send(start.SerializeAsString())) return NobodyReads(limits);
  const auto progress = [&](size_t done) {
    v1::PlanBomResponse answer;
    answer.set_lines_done(static_cast<int32_t>(done));
    answer.set_line_count(static_cast<int32_t>(lines));
    return send(answer.SerializeAsString());
  };
  const auto plan =
      MakeBomPlan(*run, choice, std::move(sources), limits, progress);
  if (!plan.ok()) return plan.status();
  return SendPlan(PlanAnswers(**plan), lines, limits, send);
}

}  // namespace ketnoi::server
