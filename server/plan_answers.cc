#include "server/plan_answers.h"

#include <algorithm>
#include <cstdint>

#include "matcher/match/funnel.h"
#include "matcher/match/matcher.h"
#include "server/match_program.h"
#include "server/translate_result.h"
#include "server/why_not.h"

namespace ketnoi::server {
namespace {

using demand::Shortfall;
using PlanResponse = v1::PlanBomResponse;

v1::SourceShortfall ShortfallFrom(Shortfall shortfall) {
  switch (shortfall) {
    case Shortfall::kNone:
      return v1::SOURCE_SHORTFALL_UNSPECIFIED;
    case Shortfall::kNoCandidates:
      return v1::SOURCE_SHORTFALL_NO_CANDIDATES;
    case Shortfall::kFewCandidates:
      return v1::SOURCE_SHORTFALL_FEW_CANDIDATES;
    case Shortfall::kCapacityTaken:
      return v1::SOURCE_SHORTFALL_CAPACITY_TAKEN;
    case Shortfall::kSupplierLimit:
      return v1::SOURCE_SHORTFALL_SUPPLIER_LIMIT;
    case Shortfall::kCapacityTooSmall:
      return v1::SOURCE_SHORTFALL_CAPACITY_TOO_SMALL;
  }
  return v1::SOURCE_SHORTFALL_UNSPECIFIED;
}

void FillLevel(const demand::PlanLevel& from, v1::PlanLevel& level) {
  level.set_value(from.value);
  level.set_bound(from.bound);
}

}  // namespace

PlanAnswers::PlanAnswers(const BomPlan& plan) : plan_(plan) {
  const demand::PlanProblem& problem = plan.builder.problem();
  pools_of_.resize(static_cast<size_t>(problem.supplier_count));
  for (size_t i = 0; i < problem.pools.size(); ++i) {
    pools_of_[static_cast<size_t>(problem.pools[i].supplier)].push_back(
        static_cast<int32_t>(i));
  }
}

std::string PlanAnswers::Finish(PlanResponse& answer) const {
  answer.set_lines_done(static_cast<int32_t>(plan_.run.lines.size()));
  answer.set_line_count(static_cast<int32_t>(plan_.run.lines.size()));
  return answer.SerializeAsString();
}

std::string PlanAnswers::Plan() const {
  PlanResponse answer;
  v1::SourcingPlan& plan = *answer.mutable_plan();
  const demand::PlanObjective& objective = plan_.plan.objective;
  FillLevel(objective.complete_lines, *plan.mutable_complete_lines());
  FillLevel(objective.other_sources, *plan.mutable_other_sources());
  FillLevel(objective.suppliers, *plan.mutable_suppliers());
  FillLevel(objective.score, *plan.mutable_score());
  plan.set_optimal(objective.optimal());
  int32_t uncovered = 0;
  int32_t sources = 0;
  int32_t conditional = 0;
  for (size_t i = 0; i < plan_.plan.lines.size(); ++i) {
    const std::vector<int32_t>& of_line = plan_.plan.lines[i].sources;
    uncovered += of_line.empty() ? 1 : 0;
    sources += static_cast<int32_t>(of_line.size());
    conditional += static_cast<int32_t>(std::count_if(
        of_line.begin(), of_line.end(),
        [&](int32_t source) { return source >= plan_.eligible[i]; }));
  }
  plan.set_uncovered_lines(uncovered);
  plan.set_failed_lines(static_cast<int32_t>(plan_.failed.size()));
  plan.set_source_count(sources);
  plan.set_conditional_sources(conditional);
  plan.set_most_lines(plan_.builder.problem().most_lines);
  return Finish(answer);
}

v1::Quantity PlanAnswers::QuantityOf(int64_t value_e3,
                                     model::UnitId unit) const {
  v1::Quantity quantity;
  // Exact up to 2^53 thousandths, and beyond that to the nearest double.
  quantity.set_value(static_cast<double>(value_e3) / 1000);
  quantity.set_unit(plan_.run.backend.data.reference.units[unit.index()].id);
  return quantity;
}

absl::Status PlanAnswers::WriteSources(size_t number,
                                       const CompiledTarget& target,
                                       WireWriter& line) const {
  const BomRun& run = plan_.run;
  const demand::PlanLine& asked = plan_.builder.problem().lines[number];
  const auto volume = demand::MonthlyVolumeOf(target.program());
  for (const int32_t source : plan_.plan.lines[number].sources) {
    const demand::PlanCandidate& candidate =
        asked.candidates[static_cast<size_t>(source)];
    const auto supplier =
        run.snapshot->Find(plan_.builder.supplier_id(candidate.supplier));
    if (!supplier) return absl::InternalError("a source is not there");
    const size_t begin = line.Begin(v1::PlannedLine::kSourcesFieldNumber);
    const size_t result = line.Begin(v1::PlannedSource::kResultFieldNumber);
    target.writer.WriteResult(match::Explain(target.program(), *supplier),
                              /*rank=*/0, !plan_.choice.request.omit_criteria(),
                              run.choice.languages, line);
    line.End(result);
    if (volume) {
      line.Message(v1::PlannedSource::kMonthlyVolumeFieldNumber,
                   QuantityOf(demand::ShareOf(volume->value_e3, asked.sources),
                              volume->unit));
    }
    line.Number(v1::PlannedSource::kCapacityReservedFieldNumber,
                candidate.pool >= 0);
    line.End(begin);
  }
  return absl::OkStatus();
}

absl::Status PlanAnswers::WriteWhyFew(const CompiledTarget& target,
                                      const std::function<bool()>& stopped,
                                      WireWriter& line) const {
  match::FunnelQuery query;
  query.limit = 0;
  query.most_missed = 0;
  query.cancelled = stopped;
  const auto workspace = plan_.run.backend.funnel_workspaces.Take();
  const auto funnel =
      match::MakeFunnel(target.bound, *plan_.run.snapshot, query, *workspace);
  if (!funnel.ok()) return funnel.status();
  const size_t begin = line.Begin(v1::PlannedLine::kFunnelFieldNumber);
  WriteFunnel(target.program(), *funnel, line);
  line.End(begin);
  return absl::OkStatus();
}

absl::StatusOr<std::string> PlanAnswers::Line(
    size_t number, const std::function<bool()>& stopped) const {
  using Line = v1::PlannedLine;
  const BomRun& run = plan_.run;
  WireWriter answer;
  const size_t line = answer.Begin(PlanResponse::kLineFieldNumber);
  const auto target = WriteLineHead<Line>(run, run.lines[number], answer);
  answer.Number(Line::kWantedSourcesFieldNumber, plan_.sources[number]);
  if (!target.ok()) {
    answer.Message(Line::kErrorFieldNumber, ToRpcStatus(target.status()));
  } else {
    absl::Status status = WriteSources(number, **target, answer);
    if (!status.ok()) return status;
    answer.Number(Line::kCandidatesFieldNumber,
                  static_cast<int64_t>(
                      plan_.builder.problem().lines[number].candidates.size()));
    const Shortfall shortfall = plan_.plan.lines[number].shortfall;
    answer.Number(Line::kShortfallFieldNumber, ShortfallFrom(shortfall));
    if (shortfall == Shortfall::kNoCandidates ||
        shortfall == Shortfall::kFewCandidates) {
      status = WriteWhyFew(**target, stopped, answer);
      if (!status.ok()) return status;
    }
  }
  answer.End(line);
  const auto lines = static_cast<int64_t>(run.lines.size());
  answer.Number(PlanResponse::kLinesDoneFieldNumber, lines);
  answer.Number(PlanResponse::kLineCountFieldNumber, lines);
  return answer.Take();
}

std::vector<demand::PlannedSupplier> PlanAnswers::Suppliers() const {
  std::vector<demand::PlannedSupplier> suppliers = plan_.plan.suppliers;
  std::sort(suppliers.begin(), suppliers.end(),
            [this](const demand::PlannedSupplier& a,
                   const demand::PlannedSupplier& b) {
              if (a.lines != b.lines) return a.lines > b.lines;
              return plan_.builder.supplier_id(a.supplier) <
                     plan_.builder.supplier_id(b.supplier);
            });
  return suppliers;
}

std::string PlanAnswers::Supplier(
    const demand::PlannedSupplier& supplier) const {
  PlanResponse answer;
  v1::PlannedSupplier& planned = *answer.mutable_supplier();
  const std::string& id = plan_.builder.supplier_id(supplier.supplier);
  planned.set_supplier("suppliers/" + id);
  if (const auto at = plan_.run.snapshot->Find(id)) {
    const auto names = at->segment->names(at->position);
    planned.mutable_supplier_name()->set_vi(std::string(names.vi));
    planned.mutable_supplier_name()->set_en(std::string(names.en));
    planned.set_composed(at->segment->composed(at->position));
  }
  planned.set_line_count(supplier.lines);
  for (const int32_t pool : pools_of_[static_cast<size_t>(supplier.supplier)]) {
    const size_t position = static_cast<size_t>(pool);
    if (plan_.plan.pool_used[position] == 0) continue;
    const demand::PlanBuilder::Pool& from = plan_.builder.pool(pool);
    v1::CapacityLoad& load = *planned.add_loads();
    load.set_capability_id(from.capability_id);
    *load.mutable_used() =
        QuantityOf(plan_.plan.pool_used[position], from.unit);
    *load.mutable_free() =
        QuantityOf(plan_.builder.problem().pools[position].free, from.unit);
  }
  return Finish(answer);
}

}  // namespace ketnoi::server
