#include "server/rank_bom.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "matcher/match/matcher.h"
#include "matcher/model/date.h"
#include "server/bom_lines.h"
#include "server/match_answer.h"
#include "server/match_program.h"
#include "server/ordered_work.h"
#include "server/resource_lister.h"
#include "server/rpc_status.h"
#include "server/translate_result.h"
#include "server/validate.h"
#include "server/wire_writer.h"

namespace ketnoi::server {
namespace {

constexpr int32_t kDefaultResults = 5;
constexpr int32_t kMostResults = 100;
constexpr size_t kThreads = 2;
// As many as most lines of the default page have, and more.
constexpr size_t kExpectedLineBytes = 8 << 10;

using Response = v1::RankBomResponse;
using Line = v1::RankedBomLine;

// What all lines of a call are ranked with.
struct BomRun {
  const Backend& backend;
  const RankingChoice& choice;
  match::RankQuery query;  // without `cancelled`
  bool with_basis = true;
  std::shared_ptr<const index::Snapshot> snapshot;
  v1::Revision revision;  // of the snapshot, and of all that is read
  v1::Bom bom;
  std::vector<BomLine> lines;
};

// What is wrong with the request.
RankingChoice ReadRequest(const ReferenceData& data,
                          const v1::RankBomRequest& request,
                          match::RankQuery& query, Violations& violations) {
  CheckName(BomKind(), request.bom(), "bom", violations);
  RankingChoice choice =
      ReadRankingOptions(data, request.options(), {}, violations);
  if (!request.options().weight_overrides().empty()) {
    violations.Add("options.weight_overrides",
                   "must be empty: each line has criteria of its own; a "
                   "criteria set weighs kinds for all of them");
  }
  ReadStandings(request.standings(), query.standings, violations);
  query.limit =
      PageSize(request.page_size(), kDefaultResults, kMostResults, violations);
  query.with_criteria = !request.omit_criteria();
  CheckReadOptions(request.read(), violations);
  return choice;
}

// Reads the bill and its lines as of the snapshot.
absl::Status ReadBom(const std::string& name, const CallLimits& limits,
                     BomRun& run) {
  const storage::Store& store = run.backend.store;
  run.snapshot = run.backend.catalogue.snapshot();
  const int64_t revision = run.snapshot->revision();
  run.revision.set_epoch(store.epoch());
  run.revision.set_number(revision);
  const auto record =
      RecordAt(store, storage::Collection::kBoms, name, revision);
  if (absl::IsNotFound(record.status())) return NotFound(name);
  if (!record.ok()) return record.status();
  const absl::Status status = ReadRecord(*record, store.epoch(), run.bom);
  if (!status.ok()) return status;
  auto lines = LinesOf(store, name, revision, limits);
  if (!lines.ok()) return lines.status();
  run.lines = *std::move(lines);
  if (run.lines.size() <= size_t{kMostBomLines}) return absl::OkStatus();
  return Error(
      absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_TOO_MANY_LINES,
      fmt::format("'{}' has {} lines; at most {} are ranked in one call", name,
                  run.lines.size(), kMostBomLines),
      {{"name", name}, {"limit", std::to_string(kMostBomLines)}});
}

std::string StartOf(const BomRun& run) {
  const model::CriteriaSet& set = *run.choice.criteria_set;
  Response response;
  v1::BomRankingStart& start = *response.mutable_start();
  *start.mutable_bom() = run.bom;
  v1::RankingBasis& basis = *start.mutable_basis();
  basis.set_as_of_date(model::DateText(run.choice.as_of));
  basis.set_criteria_set("criteriaSets/" + set.id);
  basis.set_criteria_set_version(set.version);
  basis.set_criteria_set_hash(set.hash);
  *basis.mutable_revision() = run.revision;
  FillReadState(run.backend, run.revision.number(),
                *start.mutable_read_state());
  response.set_line_count(static_cast<int32_t>(run.lines.size()));
  return response.SerializeAsString();
}

// Writes the fields of a line, all of them or those before what failed.
absl::Status WriteLine(const BomRun& run, const std::string& requirement,
                       const match::RankQuery& query, WireWriter& line) {
  const auto records =
      RecordsOf(run.backend, requirement, run.revision.number());
  if (!records.ok()) return records.status();
  const auto target = ReadTarget(run.backend, *records);
  if (!target.ok()) return target.status();
  line.Text(Line::kPartNumberFieldNumber, target->requirement.part_number());
  line.Message(Line::kTitleFieldNumber, target->requirement.title());
  line.Number(Line::kComposedFieldNumber, target->requirement.composed());

  Violations violations;
  const auto compiled =
      CompileRecords(run.backend, *records, run.choice, violations);
  if (!violations.empty()) return InvalidFields(violations);
  if (!compiled.ok()) return compiled.status();
  const auto workspace = run.backend.workspaces.Take();
  auto ranking =
      match::Rank((*compiled)->bound, *run.snapshot, query, *workspace);
  if (!ranking.ok()) return ranking.status();

  WriteResults((*compiled)->writer, query.with_criteria, run.choice.languages,
               Line::kResultsFieldNumber, *ranking, line);
  const size_t totals = line.Begin(Line::kTotalsFieldNumber);
  WriteTotals(ranking->totals, line);
  line.End(totals);
  if (run.with_basis) {
    WriteBasis(**compiled, run.revision, Line::kBasisFieldNumber, line);
  }
  return absl::OkStatus();
}

// The answer for a line. What is wrong with it stands there; an error ends the
// call.
absl::StatusOr<std::string> AnswerLine(const BomRun& run, size_t number,
                                       const std::function<bool()>& stopped) {
  match::RankQuery query = run.query;
  query.cancelled = stopped;
  WireWriter answer(kExpectedLineBytes);
  const size_t line = answer.Begin(Response::kLineFieldNumber);
  answer.Text(Line::kRequirementFieldNumber, run.lines[number].requirement);
  answer.Number(Line::kBomLineFieldNumber, run.lines[number].place);
  const absl::Status status =
      WriteLine(run, run.lines[number].requirement, query, answer);
  if (absl::IsCancelled(status)) return status;
  if (!status.ok()) {
    answer.Message(Line::kErrorFieldNumber, ToRpcStatus(status));
  }
  answer.End(line);
  answer.Number(Response::kLinesDoneFieldNumber,
                static_cast<int64_t>(number) + 1);
  answer.Number(Response::kLineCountFieldNumber,
                static_cast<int64_t>(run.lines.size()));
  return answer.Take();
}

absl::Status NobodyReads(const CallLimits& limits) {
  const absl::Status status = CheckLimits(limits);
  return status.ok() ? absl::CancelledError("the call was cancelled") : status;
}

}  // namespace

absl::Status RankBom(const Backend& backend, const CallLimits& limits,
                     const v1::RankBomRequest& request,
                     const std::function<bool(std::string bytes)>& send) {
  Violations violations;
  match::RankQuery query;
  const RankingChoice choice =
      ReadRequest(backend.data, request, query, violations);
  if (!violations.empty()) return InvalidFields(violations);
  if (choice.criteria_set == nullptr) {
    return NotFound(request.options().criteria_set());
  }
  absl::Status status = AwaitFreshness(backend, request.read(), limits);
  if (!status.ok()) return status;
  BomRun run{.backend = backend,
             .choice = choice,
             .query = std::move(query),
             .with_basis = !request.omit_criteria(),
             .snapshot = nullptr,
             .revision = {},
             .bom = {},
             .lines = {}};
  status = ReadBom(request.bom(), limits, run);
  if (!status.ok()) return status;
  if (!send(StartOf(run))) return NobodyReads(limits);
  OrderedWork work(kThreads, run.lines.size(),
                   [&run](size_t number, const std::function<bool()>& stopped) {
                     return AnswerLine(run, number, stopped);
                   });
  for (size_t i = 0; i < run.lines.size(); ++i) {
    auto answer = work.Next(limits);
    if (!answer.ok()) return answer.status();
    if (!send(*std::move(answer))) return NobodyReads(limits);
  }
  return absl::OkStatus();
}

}  // namespace ketnoi::server
