// One pair, as it is and with levers.

#include <memory>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "matcher/match/matcher.h"
#include "matcher/model/edit.h"
#include "server/demand_target.h"
#include "server/gap_pairs.h"
#include "server/gap_scope.h"
#include "server/match_answer.h"
#include "server/match_request.h"
#include "server/resource_kind.h"
#include "server/resource_name.h"
#include "server/rpc_status.h"
#include "server/translate_result.h"
#include "server/wire_writer.h"

namespace ketnoi::server {
namespace {

// Which levers; what is wrong with them are violations, but one that is not
// there is NOT_FOUND.
absl::StatusOr<demand::LeverChoice> ReadTriedLevers(
    const LeverTable& table, const v1::TryLeversRequest& request,
    Violations& violations) {
  demand::LeverChoice choice;
  const int count = request.levers_size();
  if (count < 1 || count > 2) {
    violations.Add("levers",
                   fmt::format("{} levers are not one or two", count));
    return choice;
  }
  for (const std::string& name : request.levers()) {
    if (name.starts_with("levers/") && table.Find(name) < 0) {
      return NotFound(name);
    }
  }
  const auto positions =
      ReadLevers(table, request.levers(), "levers", violations);
  if (positions.empty()) return choice;
  choice.first = positions.front();
  if (positions.size() > 1) choice.second = positions.back();
  return choice;
}

}  // namespace

absl::Status TryLevers(const Backend& backend, const LeverTable& levers,
                       const CallLimits& limits,
                       const v1::TryLeversRequest& request,
                       std::string& answer) {
  Violations violations;
  CheckName(SupplierKind(), request.supplier(), "supplier", violations);
  CheckName(RequirementKind(), request.requirement(), "requirement",
            violations);
  const RankingChoice choice = ReadRankingOptions(
      backend.data, request.options(), {.vi = true, .en = true}, violations);
  RefuseWeights(request.options(), violations);
  CheckReadOptions(request.read(), violations);
  const auto tried = ReadTriedLevers(levers, request, violations);
  if (!violations.empty()) return InvalidFields(violations);
  if (!tried.ok()) return tried.status();
  const absl::Status status = AwaitFreshness(backend, request.read(), limits);
  if (!status.ok()) return status;

  const auto snapshot = backend.catalogue.snapshot();
  const int64_t revision = snapshot->revision();
  const auto compiled = CompileStored(backend, request.requirement(), revision,
                                      choice, violations);
  if (!violations.empty()) return InvalidFields(violations);
  if (!compiled.ok()) return compiled.status();
  const std::string_view id = LastId(request.supplier());
  const auto found = snapshot->Find(id);
  if (!found) return NotFound(request.supplier());
  const auto record = SupplierRecord(backend, id, revision);
  if (!record.ok()) return record.status();

  const match::Program& program = (*compiled)->program();
  const std::vector<model::Edit> edits = demand::EditsOf(
      levers.measures, *tried, **record, backend.data.reference, choice.as_of);
  const auto helped =
      std::make_shared<model::Supplier>(model::Apply(**record, edits));
  const auto alone =
      index::Snapshot::Build(backend.data.reference, {helped}, revision);
  const match::Match before = match::Explain(program, *found);
  const match::Match after = match::Explain(program, *alone->Find(id));

  using Response = v1::TryLeversResponse;
  WireWriter writer;
  const auto write = [&](int field, const match::Match& match) {
    const size_t begin = writer.Begin(field);
    (*compiled)->writer.WriteResult(match, 0, true, choice.languages, writer);
    writer.End(begin);
  };
  write(Response::kBeforeFieldNumber, before);
  write(Response::kAfterFieldNumber, after);
  writer.Number(Response::kFlipsFieldNumber,
                before.key.standing != match::Standing::kEligible &&
                    after.key.standing == match::Standing::kEligible);
  writer.Number(Response::kEditsFieldNumber,
                static_cast<int64_t>(edits.size()));
  v1::ReadState state;
  FillReadState(backend, revision, state);
  WriteBasis(**compiled, state.revision(), Response::kBasisFieldNumber, writer);
  writer.Message(Response::kReadStateFieldNumber, state);
  answer = writer.Take();
  return absl::OkStatus();
}

}  // namespace ketnoi::server
