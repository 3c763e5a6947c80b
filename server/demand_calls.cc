#include "server/demand_calls.h"

#include <optional>
#include <utility>

#include "matcher/demand/reverse.h"
#include "matcher/match/matcher.h"
#include "matcher/model/date.h"
#include "server/demand_target.h"
#include "server/match_program.h"
#include "server/page_token.h"
#include "server/resource_kind.h"
#include "server/resource_lister.h"
#include "server/rpc_status.h"
#include "server/translate_result.h"
#include "server/wire_writer.h"

namespace ketnoi::server {
namespace {

constexpr int32_t kDefaultRequirementPage = 20;
constexpr int32_t kLargestRequirementPage = 1000;
constexpr size_t kExpectedRequirementBytes = 32 << 10;

// Everything that decides the order, but the day of a request that gives none,
// which the token holds.
std::string HashOfRequirements(const v1::RankRequirementsRequest& request,
                               const std::string& prefix,
                               const model::CriteriaSet& criteria_set) {
  v1::RankRequirementsRequest rest;
  rest.set_supplier(request.supplier());
  rest.set_parent(prefix);
  rest.mutable_options()->set_as_of_date(request.options().as_of_date());
  *rest.mutable_standings() = request.standings();
  return QueryHash({"rank requirements", criteria_set.id, criteria_set.hash,
                    DeterministicBytes(rest)});
}

// One call.
class RankRequirementsCall {
 public:
  RankRequirementsCall(const Backend& backend, const CallLimits& limits,
                       const v1::RankRequirementsRequest& request)
      : backend_(backend),
        limits_(limits),
        request_(request),
        choice_(ReadRankingOptions(backend.data, request.options(), {},
                                   violations_)) {}

  absl::Status Run(std::string& answer) {
    absl::Status status = Check();
    if (!status.ok()) return status;
    auto target = FindDemandTarget(backend_, limits_, request_.read(),
                                   request_.supplier(), choice_);
    if (!target.ok()) return target.status();
    target_ = *std::move(target);
    query_.cancelled = [this] { return !CheckLimits(limits_).ok(); };
    auto ranking = demand::RankRequirements(*target_.set->requirements,
                                            target_.supplier, query_);
    if (!ranking.ok()) return ranking.status();
    status = WriteResults(*ranking);
    if (!status.ok()) return status;
    WriteRest(*ranking);
    answer = writer_.Take();
    return absl::OkStatus();
  }

 private:
  using Response = v1::RankRequirementsResponse;

  // Reads the request; what is wrong with it is an error.
  absl::Status Check() {
    CheckName(SupplierKind(), request_.supplier(), "supplier", violations_);
    query_.prefix = RequirementPrefix(request_.parent(), violations_);
    RefuseWeights(request_.options(), violations_);
    ReadStandings(request_.standings(), query_.standings, violations_);
    query_.limit = PageSize(request_.page_size(), kDefaultRequirementPage,
                            kLargestRequirementPage, violations_);
    CheckReadOptions(request_.read(), violations_);
    query_.as_of = choice_.as_of;
    const absl::Status status = ReadToken();
    if (!violations_.empty()) return InvalidFields(violations_);
    return status;
  }

  absl::Status ReadToken() {
    if (request_.page_token().empty()) return absl::OkStatus();
    // It is of another query than one whose criteria set is not there.
    const std::string hash = choice_.criteria_set == nullptr
                                 ? ""
                                 : HashOfRequirements(request_, query_.prefix,
                                                      *choice_.criteria_set);
    auto token =
        ReadPageToken(backend_, request_.page_token(), hash, violations_);
    if (!token.ok()) return token.status();
    token_ = *std::move(token);
    if (!token_) return absl::OkStatus();
    const auto as_of = model::DateFromText(token_->as_of_date);
    if (!token_->last_rank || !as_of) {
      AddBrokenPageToken(violations_);
      return absl::OkStatus();
    }
    choice_.as_of = *as_of;
    query_.as_of = *as_of;
    query_.after = token_->last_rank;
    return absl::OkStatus();
  }

  // Until the page is full in bytes; the matches from then on are dropped.
  absl::Status WriteResults(demand::RequirementRanking& ranking) {
    size_t written = 0;
    int64_t rank = ranking.skipped;
    for (; written < ranking.matches.size(); ++written) {
      absl::Status status = CheckLimits(limits_);
      if (!status.ok()) return status;
      const size_t before = writer_.size();
      status = WriteMatch(ranking.matches[written].key.id, ++rank);
      if (!status.ok()) return status;
      if (writer_.size() <= kMostPageBytes || written == 0) continue;
      writer_.Truncate(before);
      break;
    }
    if (written == ranking.matches.size()) return absl::OkStatus();
    ranking.matches.resize(written);
    ranking.more = true;
    return absl::OkStatus();
  }

  absl::Status WriteMatch(const std::string& name, int64_t rank) {
    const auto sought = ReadSought(backend_, name, target_.revision(), choice_);
    if (!sought.ok()) return sought.status();
    const v1::Requirement& requirement = sought->requirement;
    const CompiledTarget& target = *sought->compiled;
    using Field = v1::RequirementMatch;
    const bool with_criteria = !request_.omit_criteria();
    const size_t begin = writer_.Begin(Response::kResultsFieldNumber);
    writer_.Text(Field::kRequirementFieldNumber, name);
    writer_.Message(Field::kTitleFieldNumber, requirement.title());
    writer_.Text(Field::kPartNumberFieldNumber, requirement.part_number());
    writer_.Text(Field::kCategoryFieldNumber, requirement.category());
    writer_.Number(Field::kComposedFieldNumber, requirement.composed());
    writer_.Number(Field::kVisibilityFieldNumber, requirement.visibility());
    writer_.Text(Field::kValidToFieldNumber, requirement.valid_to());
    const size_t result = writer_.Begin(Field::kResultFieldNumber);
    target.writer.WriteResult(
        match::Explain(target.program(), target_.supplier), rank, with_criteria,
        choice_.languages, writer_);
    writer_.End(result);
    if (with_criteria) {
      target.writer.WriteCriteria(Field::kCriteriaFieldNumber, writer_);
    }
    writer_.End(begin);
    return absl::OkStatus();
  }

  void WriteRest(const demand::RequirementRanking& ranking) {
    writer_.Text(Response::kNextPageTokenFieldNumber, NextToken(ranking));
    using Totals = v1::RequirementTotals;
    const size_t totals = writer_.Begin(Response::kTotalsFieldNumber);
    writer_.Number(Totals::kEligibleFieldNumber, ranking.totals.eligible);
    writer_.Number(Totals::kConditionalFieldNumber, ranking.totals.conditional);
    writer_.Number(Totals::kIneligibleFieldNumber, ranking.totals.ineligible);
    writer_.Number(Totals::kOutsideCategoryFieldNumber,
                   ranking.totals.outside_category);
    writer_.Number(Totals::kUnrankableFieldNumber, target_.set->unrankable);
    writer_.End(totals);
    writer_.Text(Response::kAsOfDateFieldNumber,
                 model::DateText(choice_.as_of));
    const model::CriteriaSet& criteria_set = *choice_.criteria_set;
    writer_.Text(Response::kCriteriaSetFieldNumber,
                 "criteriaSets/" + criteria_set.id);
    writer_.Text(Response::kCriteriaSetVersionFieldNumber,
                 criteria_set.version);
    writer_.Text(Response::kCriteriaSetHashFieldNumber, criteria_set.hash);
    writer_.Number(Response::kCatalogueChangedFieldNumber,
                   token_ && token_->revision != target_.revision());
    v1::ReadState state;
    FillReadState(backend_, target_.revision(), state);
    writer_.Message(Response::kReadStateFieldNumber, state);
  }

  std::string NextToken(const demand::RequirementRanking& ranking) const {
    if (!ranking.more || ranking.matches.empty()) return "";
    PageToken next;
    next.query_hash =
        HashOfRequirements(request_, query_.prefix, *choice_.criteria_set);
    next.epoch = backend_.store.epoch();
    next.revision = token_ ? token_->revision : target_.revision();
    next.as_of_date = model::DateText(choice_.as_of);
    next.last_rank = ranking.matches.back().key;
    return EncodePageToken(next);
  }

  const Backend& backend_;
  const CallLimits& limits_;
  const v1::RankRequirementsRequest& request_;
  Violations violations_;
  RankingChoice choice_;
  demand::RequirementQuery query_;
  std::optional<PageToken> token_;
  DemandTarget target_;
  WireWriter writer_{kExpectedRequirementBytes};
};

}  // namespace

absl::Status RankRequirements(const Backend& backend, const CallLimits& limits,
                              const v1::RankRequirementsRequest& request,
                              std::string& answer) {
  return RankRequirementsCall(backend, limits, request).Run(answer);
}

}  // namespace ketnoi::server
