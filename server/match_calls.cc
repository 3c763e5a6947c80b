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

// What a request ranks by, as of the revision.
template <class Request>
absl::StatusOr<std::shared_ptr<const CompiledTarget>> CompiledOf(
    const Backend& backend, const Request& request, int64_t revision,
    const model::CriteriaSet& criteria_set, model::Date as_of) {
  switch (request.target_case()) {
    case Request::kRequirement:
      return CompileStored(backend, request.requirement(), revision,
                           criteria_set, request.options(), as_of);
    case Request::kInlineRequirement: {
      const auto target =
          InlineTarget(backend, request.inline_requirement(), revision);
      if (!target.ok()) return target.status();
      return CompileTarget(backend, *target, criteria_set, request.options(),
                           as_of);
    }
    default:
      return InvalidField("requirement",
                          "requirement or inline_requirement is required");
  }
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

absl::Status FillStandings(const v1::RankSuppliersRequest& request,
                           match::RankQuery& query) {
  if (request.standings().empty()) return absl::OkStatus();
  std::fill(std::begin(query.standings), std::end(query.standings), false);
  for (int i = 0; i < request.standings_size(); ++i) {
    const auto standing = StandingFrom(request.standings(i));
    if (!standing) {
      return InvalidField(fmt::format("standings[{}]", i),
                          fmt::format("{} is no standing",
                                      static_cast<int>(request.standings(i))));
    }
    query.standings[static_cast<size_t>(*standing)] = true;
  }
  return absl::OkStatus();
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
  match::RankQuery query;
  absl::Status status = FillStandings(request, query);
  if (!status.ok()) return status;
  const auto page_size =
      PageSize(request.page_size(), kDefaultPage, kLargestPage);
  if (!page_size.ok()) return page_size.status();
  const auto languages = LanguagesFrom(request.options(), {});
  if (!languages.ok()) return languages.status();
  const model::CriteriaSet* criteria_set =
      backend.data.FindCriteriaSet(request.options().criteria_set());
  if (criteria_set == nullptr) {
    return NotFound(request.options().criteria_set());
  }
  const std::string query_hash = HashOf(request, *criteria_set);
  const auto token = ReadPageToken(backend, request.page_token(), query_hash);
  if (!token.ok()) return token.status();
  if (*token && !(*token)->last_rank) return BrokenPageToken();
  const auto as_of =
      AsOfDate(*token ? (*token)->as_of_date : request.options().as_of_date());
  if (!as_of.ok()) return as_of.status();

  status = AwaitFreshness(backend, request.read(), limits);
  if (!status.ok()) return status;
  const auto snapshot = backend.catalogue.snapshot();
  const auto compiled =
      CompiledOf(backend, request, snapshot->revision(), *criteria_set, *as_of);
  if (!compiled.ok()) return compiled.status();
  const CompiledTarget& target = **compiled;

  query.limit = *page_size;
  query.with_criteria = !request.omit_criteria();
  query.cancelled = [&limits] { return !CheckLimits(limits).ok(); };
  if (*token) query.after = (*token)->last_rank;
  auto ranking = match::Rank(target.program, *snapshot, query);
  if (!ranking.ok()) return ranking.status();

  FillResults(target.writer, query.with_criteria, *languages, *ranking,
              response);
  response.set_next_page_token(NextToken(backend, *ranking, *token, query_hash,
                                         *as_of, snapshot->revision()));
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
  if (const std::string problem =
          NameProblem(SupplierKind().pattern, request.supplier());
      !problem.empty()) {
    return InvalidField("supplier", problem);
  }
  const auto languages =
      LanguagesFrom(request.options(), {.vi = true, .en = true});
  if (!languages.ok()) return languages.status();
  const model::CriteriaSet* criteria_set =
      backend.data.FindCriteriaSet(request.options().criteria_set());
  if (criteria_set == nullptr) {
    return NotFound(request.options().criteria_set());
  }
  const auto as_of = AsOfDate(request.options().as_of_date());
  if (!as_of.ok()) return as_of.status();
  absl::Status status = AwaitFreshness(backend, request.read(), limits);
  if (!status.ok()) return status;
  const auto snapshot = backend.catalogue.snapshot();
  const auto compiled =
      CompiledOf(backend, request, snapshot->revision(), *criteria_set, *as_of);
  if (!compiled.ok()) return compiled.status();
  const CompiledTarget& target = **compiled;

  const model::Supplier* supplier = snapshot->Find(LastId(request.supplier()));
  if (supplier == nullptr) return NotFound(request.supplier());
  target.writer.FillResult(match::Explain(target.program, *snapshot, *supplier),
                           Listed(*supplier), 0, true, *languages,
                           *response.mutable_result());
  FillBasis(backend, target, snapshot->revision(), *response.mutable_basis());
  FillReadState(backend, snapshot->revision(), *response.mutable_read_state());
  return absl::OkStatus();
}

}  // namespace ketnoi::server
