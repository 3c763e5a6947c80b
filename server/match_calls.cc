#include "server/match_calls.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "matcher/match/matcher.h"
#include "matcher/model/date.h"
#include "server/match_answer.h"
#include "server/match_program.h"
#include "server/match_request.h"
#include "server/page_token.h"
#include "server/resource_lister.h"
#include "server/resource_name.h"
#include "server/rpc_status.h"
#include "server/translate_change.h"
#include "server/translate_result.h"
#include "server/why_not.h"
#include "server/wire_writer.h"

namespace ketnoi::server {
namespace {

constexpr int32_t kDefaultPage = 20;
constexpr int32_t kLargestPage = 1000;
// As many as most answers of the default page have, and more.
constexpr size_t kExpectedBytes = 24 << 10;

// Everything that decides the order, but the day of a request that gives none,
// which the token holds.
std::string HashOf(const v1::RankSuppliersRequest& request,
                   const model::CriteriaSet& criteria_set) {
  WireWriter target;
  if (request.has_inline_requirement()) {
    const size_t begin =
        target.Begin(v1::RankSuppliersRequest::kInlineRequirementFieldNumber);
    target.Fields(DeterministicBytes(request.inline_requirement()));
    target.End(begin);
  } else {
    target.Text(v1::RankSuppliersRequest::kRequirementFieldNumber,
                request.requirement());
  }
  v1::RankSuppliersRequest rest;
  *rest.mutable_options() = request.options();
  rest.mutable_options()->clear_criteria_set();
  rest.mutable_options()->clear_language_codes();
  *rest.mutable_standings() = request.standings();
  return QueryHash({"rank", criteria_set.id, criteria_set.hash,
                    target.Take() + DeterministicBytes(rest)});
}

// The token of a request; absent if there is none or it is wrong. One that has
// no place in a ranking, or no day, is broken.
absl::StatusOr<std::optional<PageToken>> ReadRankToken(
    const Backend& backend, const v1::RankSuppliersRequest& request,
    const model::CriteriaSet* criteria_set, Violations& violations) {
  const std::string& text = request.page_token();
  if (text.empty()) return std::nullopt;
  // It is of another query than one whose criteria set is not there.
  const std::string query_hash =
      criteria_set == nullptr ? "" : HashOf(request, *criteria_set);
  auto token = ReadPageToken(backend, text, query_hash, violations);
  if (token.ok() && *token &&
      (!(*token)->last_rank || !model::DateFromText((*token)->as_of_date))) {
    AddBrokenPageToken(violations);
    token->reset();
  }
  return token;
}

std::string NextToken(const Backend& backend, const match::Ranking& ranking,
                      const std::optional<PageToken>& token,
                      const v1::RankSuppliersRequest& request,
                      const RankingChoice& choice, int64_t revision) {
  if (!ranking.more || ranking.matches.empty()) return "";
  PageToken next;
  next.query_hash =
      token ? token->query_hash : HashOf(request, *choice.criteria_set);
  next.epoch = backend.store.epoch();
  next.revision = token ? token->revision : revision;
  next.as_of_date = model::DateText(choice.as_of);
  next.last_rank = ranking.matches.back().key;
  return EncodePageToken(next);
}

}  // namespace

absl::Status RankSuppliers(const Backend& backend, const CallLimits& limits,
                           const v1::RankSuppliersRequest& request,
                           std::string& answer) {
  Violations violations;
  match::RankQuery query;
  query.limit =
      PageSize(request.page_size(), kDefaultPage, kLargestPage, violations);
  ReadStandings(request.standings(), query.standings, violations);
  RankingChoice choice =
      ReadRankingOptions(backend.data, request.options(), {}, violations);
  CheckReadOptions(request.read(), violations);
  CheckWhyNot(request.why_not(), violations);
  const auto token =
      ReadRankToken(backend, request, choice.criteria_set, violations);
  if (violations.empty() && !token.ok()) return token.status();
  if (token.ok() && *token) {
    choice.as_of = *model::DateFromText((*token)->as_of_date);
    query.after = (*token)->last_rank;
  }

  const auto view = OpenMatch(backend, limits, request, choice, violations);
  if (!view.ok()) return view.status();
  const index::Snapshot& snapshot = *view->snapshot;
  const int64_t revision = view->revision();
  const CompiledTarget& target = view->target();

  query.with_criteria = !request.omit_criteria();
  query.cancelled = [&limits] { return !CheckLimits(limits).ok(); };
  const auto workspace = backend.workspaces.Take();
  auto ranking = match::Rank(target.bound, snapshot, query, *workspace);
  if (!ranking.ok()) return ranking.status();

  using Response = v1::RankSuppliersResponse;
  WireWriter writer(kExpectedBytes);
  WriteResults(target.writer, query.with_criteria, choice.languages,
               Response::kResultsFieldNumber, *ranking, writer);
  writer.Text(Response::kNextPageTokenFieldNumber,
              NextToken(backend, *ranking, *token, request, choice, revision));
  const size_t totals = writer.Begin(Response::kTotalsFieldNumber);
  WriteTotals(ranking->totals, writer);
  writer.End(totals);
  v1::ReadState state;
  FillReadState(backend, revision, state);
  WriteBasis(target, state.revision(), Response::kBasisFieldNumber, writer);
  writer.Number(Response::kCatalogueChangedFieldNumber,
                *token && (*token)->revision != revision);
  writer.Message(Response::kReadStateFieldNumber, state);
  if (!*token && AsksForAny(request.why_not())) {
    const WhyNotCall call{backend,           limits,
                          snapshot,          target,
                          request.why_not(), query.with_criteria,
                          choice.languages};
    const absl::Status why_not =
        WriteWhyNot(call, Response::kWhyNotFieldNumber, writer);
    if (!why_not.ok()) return why_not;
  }
  answer = writer.Take();
  return absl::OkStatus();
}

absl::Status ExplainMatch(const Backend& backend, const CallLimits& limits,
                          const v1::ExplainMatchRequest& request,
                          std::string& answer) {
  Violations violations;
  CheckName(SupplierKind(), request.supplier(), "supplier", violations);
  const RankingChoice choice = ReadRankingOptions(
      backend.data, request.options(), {.vi = true, .en = true}, violations);
  CheckReadOptions(request.read(), violations);
  const auto view = OpenMatch(backend, limits, request, choice, violations);
  if (!view.ok()) return view.status();
  const index::Snapshot& snapshot = *view->snapshot;
  const int64_t revision = view->revision();
  const CompiledTarget& target = view->target();

  const auto supplier = snapshot.Find(LastId(request.supplier()));
  if (!supplier) return NotFound(request.supplier());
  using Response = v1::ExplainMatchResponse;
  WireWriter writer;
  const size_t result = writer.Begin(Response::kResultFieldNumber);
  target.writer.WriteResult(match::Explain(target.program(), *supplier), 0,
                            true, choice.languages, writer);
  writer.End(result);
  v1::ReadState state;
  FillReadState(backend, revision, state);
  WriteBasis(target, state.revision(), Response::kBasisFieldNumber, writer);
  writer.Message(Response::kReadStateFieldNumber, state);
  if (request.include_change()) {
    const auto record =
        SupplierRecord(backend, LastId(request.supplier()), revision);
    if (!record.ok()) return record.status();
    const auto change =
        match::SmallestChange(target.program(), **record,
                              [&limits] { return !CheckLimits(limits).ok(); });
    if (!change.ok()) return change.status();
    if (change->standing != match::Standing::kEligible) {
      writer.Message(Response::kChangeFieldNumber,
                     ChangeFrom(backend.data, target.program(), **record,
                                *change, choice.languages));
    }
  }
  answer = writer.Take();
  return absl::OkStatus();
}

}  // namespace ketnoi::server
