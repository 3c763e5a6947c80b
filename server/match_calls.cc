#include "server/match_calls.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "fmt/format.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "matcher/match/matcher.h"
#include "matcher/model/date.h"
#include "server/match_program.h"
#include "server/page_token.h"
#include "server/resource_lister.h"
#include "server/resource_name.h"
#include "server/rpc_status.h"
#include "server/translate_result.h"

namespace ketnoi::server {
namespace {

constexpr int32_t kDefaultPage = 20;
constexpr int32_t kLargestPage = 1000;

// What a request ranks by, as of the revision. Null if something is wrong with
// it, which are violations; they go before errors.
template <class Request>
absl::StatusOr<CompiledPointer> CompiledOf(const Backend& backend,
                                           const Request& request,
                                           int64_t revision,
                                           const RankingChoice& choice,
                                           Violations& violations) {
  switch (request.target_case()) {
    case Request::kRequirement:
      return CompileStored(backend, request.requirement(), revision, choice,
                           violations);
    case Request::kInlineRequirement: {
      const auto target = InlineTarget(backend, request.inline_requirement(),
                                       revision, violations);
      if (!target.ok()) return target.status();
      if (!*target) return CompiledPointer();
      return CompileTarget(backend, **target, choice, violations);
    }
    default:
      violations.Add("requirement",
                     "requirement or inline_requirement is required");
      return CompiledPointer();
  }
}

// A request that is refused whatever it reads waits for no revision of its own.
absl::Status AwaitUnlessRefused(const Backend& backend,
                                const v1::ReadOptions& read,
                                const CallLimits& limits,
                                const Violations& violations) {
  return AwaitFreshness(backend, violations.empty() ? read : v1::ReadOptions(),
                        limits);
}

// Bytes that are equal for equal messages, also if they hold maps.
std::string BytesOf(const google::protobuf::Message& message) {
  std::string bytes;
  {
    google::protobuf::io::StringOutputStream stream(&bytes);
    google::protobuf::io::CodedOutputStream coded(&stream);
    coded.SetSerializationDeterministic(true);
    message.SerializeToCodedStream(&coded);
  }
  return bytes;
}

// Everything that decides the order, but the day of a request that gives none,
// which the token holds.
std::string HashOf(const v1::RankSuppliersRequest& request,
                   const model::CriteriaSet& criteria_set) {
  v1::RankSuppliersRequest asked = request;
  asked.clear_page_size();
  asked.clear_page_token();
  asked.clear_omit_criteria();
  asked.clear_read();
  asked.mutable_options()->clear_criteria_set();
  asked.mutable_options()->clear_language_codes();
  return QueryHash(
      {"rank", criteria_set.id, criteria_set.hash, BytesOf(asked)});
}

void FillStandings(const v1::RankSuppliersRequest& request,
                   match::RankQuery& query, Violations& violations) {
  if (request.standings().empty()) return;
  std::fill(std::begin(query.standings), std::end(query.standings), false);
  for (int i = 0; i < request.standings_size(); ++i) {
    const auto standing = StandingFrom(request.standings(i));
    if (standing) {
      query.standings[static_cast<size_t>(*standing)] = true;
    } else {
      violations.Add(fmt::format("standings[{}]", i),
                     fmt::format("{} is no standing",
                                 static_cast<int>(request.standings(i))));
    }
  }
}

// The token of a request; absent if there is none or it is wrong. One that has
// no place in a ranking, or no day, is broken.
absl::StatusOr<std::optional<PageToken>> ReadRankToken(
    const Backend& backend, const std::string& text,
    const std::string& query_hash, Violations& violations) {
  auto token = ReadPageToken(backend, text, query_hash, violations);
  if (token.ok() && *token &&
      (!(*token)->last_rank || !model::DateFromText((*token)->as_of_date))) {
    AddBrokenPageToken(violations);
    token->reset();
  }
  return token;
}

void FillBasis(const Backend& backend, const CompiledTarget& target,
               int64_t revision, v1::RankingBasis& basis) {
  basis = target.basis;
  basis.mutable_revision()->set_epoch(backend.store.epoch());
  basis.mutable_revision()->set_number(revision);
}

// Every supplier of a snapshot is one.
const ListedSupplier& Listed(const model::Supplier& supplier) {
  return static_cast<const ListedSupplier&>(supplier);
}

// Fills results until the page is full in bytes; the matches from then on, if
// any, are dropped.
void FillResults(const ResultWriter& writer, bool with_criteria,
                 Languages languages, match::Ranking& ranking,
                 v1::RankSuppliersResponse& response) {
  response.mutable_results()->Reserve(static_cast<int>(ranking.matches.size()));
  size_t bytes = 0;
  size_t filled = 0;
  for (; filled < ranking.matches.size(); ++filled) {
    match::Match& match = ranking.matches[filled];
    const ListedSupplier& supplier = Listed(*match.supplier);
    v1::MatchResult& result = *response.add_results();
    writer.FillResult(std::move(match), supplier,
                      ranking.skipped + static_cast<int64_t>(filled) + 1,
                      with_criteria, languages, result);
    bytes += result.ByteSizeLong();
    if (bytes <= kMostPageBytes || filled == 0) continue;
    response.mutable_results()->RemoveLast();
    break;
  }
  if (filled == ranking.matches.size()) return;
  ranking.matches.resize(filled);
  ranking.more = true;
}

std::string NextToken(const Backend& backend, const match::Ranking& ranking,
                      const std::optional<PageToken>& token,
                      const std::string& query_hash, model::Date as_of,
                      int64_t revision) {
  if (!ranking.more || ranking.matches.empty()) return "";
  PageToken next;
  next.query_hash = query_hash;
  next.epoch = backend.store.epoch();
  next.revision = token ? token->revision : revision;
  next.as_of_date = model::DateText(as_of);
  next.last_rank = ranking.matches.back().key;
  return EncodePageToken(next);
}

}  // namespace

absl::Status RankSuppliers(const Backend& backend, const CallLimits& limits,
                           const v1::RankSuppliersRequest& request,
                           v1::RankSuppliersResponse& response) {
  Violations violations;
  match::RankQuery query;
  query.limit =
      PageSize(request.page_size(), kDefaultPage, kLargestPage, violations);
  FillStandings(request, query, violations);
  RankingChoice choice =
      ReadRankingOptions(backend.data, request.options(), {}, violations);
  CheckReadOptions(request.read(), violations);
  // A token is of another query than one whose criteria set is not there.
  const std::string query_hash = choice.criteria_set == nullptr
                                     ? ""
                                     : HashOf(request, *choice.criteria_set);
  const auto token =
      ReadRankToken(backend, request.page_token(), query_hash, violations);
  if (violations.empty() && !token.ok()) return token.status();
  if (token.ok() && *token) {
    choice.as_of = *model::DateFromText((*token)->as_of_date);
    query.after = (*token)->last_rank;
  }

  const absl::Status status =
      AwaitUnlessRefused(backend, request.read(), limits, violations);
  if (!status.ok()) return status;
  const auto snapshot = backend.catalogue.snapshot();
  const auto compiled =
      CompiledOf(backend, request, snapshot->revision(), choice, violations);
  if (!violations.empty()) return InvalidFields(violations);
  if (!compiled.ok()) return compiled.status();
  const CompiledTarget& target = **compiled;

  query.with_criteria = !request.omit_criteria();
  query.cancelled = [&limits] { return !CheckLimits(limits).ok(); };
  auto ranking = match::Rank(target.program, *snapshot, query);
  if (!ranking.ok()) return ranking.status();

  FillResults(target.writer, query.with_criteria, choice.languages, *ranking,
              response);
  response.set_next_page_token(NextToken(backend, *ranking, *token, query_hash,
                                         choice.as_of, snapshot->revision()));
  FillTotals(ranking->totals, *response.mutable_totals());
  FillBasis(backend, target, snapshot->revision(), *response.mutable_basis());
  response.set_catalogue_changed(*token &&
                                 (*token)->revision != snapshot->revision());
  FillReadState(backend, snapshot->revision(), *response.mutable_read_state());
  return absl::OkStatus();
}

absl::Status ExplainMatch(const Backend& backend, const CallLimits& limits,
                          const v1::ExplainMatchRequest& request,
                          v1::ExplainMatchResponse& response) {
  Violations violations;
  CheckName(SupplierKind(), request.supplier(), "supplier", violations);
  const RankingChoice choice = ReadRankingOptions(
      backend.data, request.options(), {.vi = true, .en = true}, violations);
  CheckReadOptions(request.read(), violations);
  const absl::Status status =
      AwaitUnlessRefused(backend, request.read(), limits, violations);
  if (!status.ok()) return status;
  const auto snapshot = backend.catalogue.snapshot();
  const auto compiled =
      CompiledOf(backend, request, snapshot->revision(), choice, violations);
  if (!violations.empty()) return InvalidFields(violations);
  if (!compiled.ok()) return compiled.status();
  const CompiledTarget& target = **compiled;

  const model::Supplier* supplier = snapshot->Find(LastId(request.supplier()));
  if (supplier == nullptr) return NotFound(request.supplier());
  target.writer.FillResult(match::Explain(target.program, *snapshot, *supplier),
                           Listed(*supplier), 0, true, choice.languages,
                           *response.mutable_result());
  FillBasis(backend, target, snapshot->revision(), *response.mutable_basis());
  FillReadState(backend, snapshot->revision(), *response.mutable_read_state());
  return absl::OkStatus();
}

}  // namespace ketnoi::server
