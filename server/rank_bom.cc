#include "server/rank_bom.h"

#include <cstddef>
#include <utility>

#include "matcher/match/matcher.h"
#include "server/bom_run.h"
#include "server/match_answer.h"
#include "server/match_program.h"
#include "server/ordered_work.h"
#include "server/resource_lister.h"
#include "server/rpc_status.h"
#include "server/translate_result.h"
#include "server/wire_writer.h"

namespace ketnoi::server {
namespace {

constexpr int32_t kDefaultResults = 5;
constexpr int32_t kMostResults = 100;
// As many as most lines of the default page have, and more.
constexpr size_t kExpectedLineBytes = 8 << 10;

using Response = v1::RankBomResponse;
using Line = v1::RankedBomLine;

// What every line is answered with.
struct LineAnswers {
  const BomRun& run;
  match::RankQuery query;  // without `cancelled`
  bool with_basis = true;
};

// What is wrong with the request.
RankingChoice ReadRequest(const ReferenceData& data,
                          const v1::RankBomRequest& request,
                          match::RankQuery& query, Violations& violations) {
  RankingChoice choice = ReadBomChoice(data, request, violations);
  ReadStandings(request.standings(), query.standings, violations);
  query.limit =
      PageSize(request.page_size(), kDefaultResults, kMostResults, violations);
  query.with_criteria = !request.omit_criteria();
  return choice;
}

std::string StartOf(const BomRun& run) {
  Response response;
  FillStart(run, *response.mutable_start());
  response.set_line_count(static_cast<int32_t>(run.lines.size()));
  return response.SerializeAsString();
}

// Writes the fields of a line, all of them or those before what failed.
absl::Status WriteLine(const LineAnswers& answers, const BomLine& bom_line,
                       const match::RankQuery& query, WireWriter& line) {
  const BomRun& run = answers.run;
  const auto target = WriteLineHead<Line>(run, bom_line, line);
  if (!target.ok()) return target.status();
  const CompiledTarget& compiled = **target;
  const auto workspace = run.backend.workspaces.Take();
  auto ranking = match::Rank(compiled.bound, *run.snapshot, query, *workspace);
  if (!ranking.ok()) return ranking.status();
  WriteResults(compiled.writer, query.with_criteria, run.choice.languages,
               Line::kResultsFieldNumber, *ranking, line);
  const size_t totals = line.Begin(Line::kTotalsFieldNumber);
  WriteTotals(ranking->totals, line);
  line.End(totals);
  if (answers.with_basis) {
    WriteBasis(compiled, run.revision, Line::kBasisFieldNumber, line);
  }
  return absl::OkStatus();
}

// The answer for a line. What is wrong with it stands there; an error ends the
// call.
absl::StatusOr<std::string> AnswerLine(const LineAnswers& answers,
                                       size_t number,
                                       const std::function<bool()>& stopped) {
  const BomRun& run = answers.run;
  match::RankQuery query = answers.query;
  query.cancelled = stopped;
  WireWriter answer(kExpectedLineBytes);
  const size_t line = answer.Begin(Response::kLineFieldNumber);
  const absl::Status status =
      WriteLine(answers, run.lines[number], query, answer);
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

}  // namespace

absl::Status RankBom(const Backend& backend, const CallLimits& limits,
                     const v1::RankBomRequest& request,
                     const std::function<bool(std::string bytes)>& send) {
  Violations violations;
  match::RankQuery query;
  const RankingChoice choice =
      ReadRequest(backend.data, request, query, violations);
  if (!violations.empty()) return InvalidFields(violations);
  const auto run =
      OpenBom(backend, limits, request.bom(), request.read(), choice);
  if (!run.ok()) return run.status();
  if (!send(StartOf(*run))) return NobodyReads(limits);
  const LineAnswers answers{*run, std::move(query), !request.omit_criteria()};
  OrderedWork work(
      kBomThreads, run->lines.size(),
      [&answers](size_t number, const std::function<bool()>& stopped) {
        return AnswerLine(answers, number, stopped);
      });
  for (size_t i = 0; i < run->lines.size(); ++i) {
    auto answer = work.Next(limits);
    if (!answer.ok()) return answer.status();
    if (!send(*std::move(answer))) return NobodyReads(limits);
  }
  return absl::OkStatus();
}

}  // namespace ketnoi::server
