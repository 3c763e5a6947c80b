#include "server/compare_matches.h"

#include <cstdlib>
#include <optional>
#include <string>
#include <utility>

#include "fmt/format.h"
#include "matcher/match/matcher.h"
#include "matcher/model/decimal.h"
#include "server/match_answer.h"
#include "server/match_request.h"
#include "server/resource_kind.h"
#include "server/resource_name.h"
#include "server/rpc_status.h"

namespace ketnoi::server {
namespace {

using match::Match;
using match::RankKey;
using match::Standing;
using match::Verdict;

v1::OrderRule RuleOf(const RankKey& first, const RankKey& second) {
  if (first.standing != second.standing) return v1::ORDER_RULE_STANDING;
  if (first.score != second.score) return v1::ORDER_RULE_SCORE;
  if (first.score_high != second.score_high) {
    return v1::ORDER_RULE_SCORE_HIGH;
  }
  return v1::ORDER_RULE_SUPPLIER_ID;
}

v1::LocalizedText ShownName(const Match& match) {
  const auto names = match.segment->names(match.segment->supplier(match.row));
  v1::LocalizedText text;
  text.set_vi(names.vi);
  text.set_en(names.en);
  if (names.vi.empty() && names.en.empty()) text.set_en(match.key.id);
  return text;
}

std::string PointsText(int32_t basis_points) {
  return model::DecimalText(std::abs(basis_points), 2);
}

class Comparison {
 public:
  // `first` ranks before `second`.
  Comparison(const ReferenceData& data, const match::Program& program,
             const Match& first, const Match& second, Languages languages)
      : data_(data),
        program_(program),
        first_(first),
        second_(second),
        languages_(languages),
        rule_(RuleOf(first.key, second.key)),
        first_name_(ShownName(first)),
        second_name_(ShownName(second)) {}

  v1::OrderRule rule() const { return rule_; }

  v1::CriterionComparison Criterion(size_t step) const {
    const match::CriterionOutcome& first = first_.criteria[step];
    const match::CriterionOutcome& second = second_.criteria[step];
    v1::CriterionComparison result;
    result.set_key(program_.steps[step].criterion.key);
    result.set_contribution_difference(first.contribution -
                                       second.contribution);
    result.set_contribution_high_difference(first.contribution_high -
                                            second.contribution_high);
    result.set_decides(Decides(step, result));
    if (languages_.vi || languages_.en) {
      *result.mutable_message() =
          CriterionMessage(step, result.contribution_difference());
    }
    return result;
  }

  v1::LocalizedText Message() const {
    const int32_t points = rule_ == v1::ORDER_RULE_SCORE
                               ? first_.key.score - second_.key.score
                               : first_.key.score_high - second_.key.score_high;
    const std::string points_text = PointsText(points);
    const PlaceText places[] = {
        InBothLanguages("{first}", first_name_),
        InBothLanguages("{second}", second_name_),
        InBothLanguages("{first_standing}", StandingText(first_)),
        InBothLanguages("{second_standing}", StandingText(second_)),
        InNoLanguage("{points}", points_text)};
    return Sentence(data_, Code(), places, languages_);
  }

 private:
  bool IsGate(size_t step) const { return (program_.gates >> step & 1) != 0; }

  // That a gate has if it gives the second supplier its standing.
  Verdict Deciding() const {
    return second_.key.standing == Standing::kIneligible ? Verdict::kUnmet
                                                         : Verdict::kUnknown;
  }

  bool Decides(size_t step, const v1::CriterionComparison& result) const {
    switch (rule_) {
      case v1::ORDER_RULE_STANDING:
        return IsGate(step) &&
               second_.criteria[step].judgement.verdict == Deciding();
      case v1::ORDER_RULE_SCORE:
        return result.contribution_difference() > 0;
      case v1::ORDER_RULE_SCORE_HIGH:
        return result.contribution_high_difference() > 0;
      default:
        return false;
    }
  }

  const char* Code() const {
    switch (rule_) {
      case v1::ORDER_RULE_STANDING:
        return "COMPARE_STANDING";
      case v1::ORDER_RULE_SCORE:
        return "COMPARE_SCORE";
      case v1::ORDER_RULE_SCORE_HIGH:
        return "COMPARE_SCORE_HIGH";
      default:
        return "COMPARE_SUPPLIER_ID";
    }
  }

  const v1::LocalizedText& StandingText(const Match& match) const {
    static constexpr const char* kCodes[match::kStandings] = {
        "STANDING_ELIGIBLE", "STANDING_CONDITIONAL", "STANDING_INELIGIBLE"};
    // The loader has seen that it is there.
    return data_.texts.find(kCodes[static_cast<size_t>(match.key.standing)])
        ->second;
  }

  const char* CriterionCode(size_t step, int32_t difference) const {
    const Verdict verdict = second_.criteria[step].judgement.verdict;
    if (rule_ == v1::ORDER_RULE_STANDING && IsGate(step) &&
        verdict == Deciding()) {
      return verdict == Verdict::kUnmet ? "COMPARE_GATE_MISSED"
                                        : "COMPARE_GATE_OPEN";
    }
    if (difference == 0) return "COMPARE_SAME";
    return difference > 0 ? "COMPARE_MORE" : "COMPARE_LESS";
  }

  v1::LocalizedText CriterionMessage(size_t step, int32_t difference) const {
    const v1::LocalizedText name =
        CriterionName(data_, program_.steps[step].criterion.test);
    const std::string points_text = PointsText(difference);
    const PlaceText places[] = {
        InBothLanguages("{criterion}", name),
        InBothLanguages("{first}", first_name_),
        InBothLanguages("{second}", second_name_),
        InNoLanguage("{first_offers}", first_.criteria[step].offered),
        InNoLanguage("{second_offers}", second_.criteria[step].offered),
        InNoLanguage("{points}", points_text)};
    return Sentence(data_, CriterionCode(step, difference), places, languages_);
  }

  const ReferenceData& data_;
  const match::Program& program_;
  const Match& first_;
  const Match& second_;
  const Languages languages_;
  const v1::OrderRule rule_;
  const v1::LocalizedText first_name_;
  const v1::LocalizedText second_name_;
};

void CheckSuppliers(const v1::CompareMatchesRequest& request,
                    Violations& violations) {
  if (request.suppliers_size() != 2) {
    violations.Add("suppliers",
                   fmt::format("{} are given, and exactly 2 are required",
                               request.suppliers_size()));
    return;
  }
  for (int i = 0; i < 2; ++i) {
    CheckName(SupplierKind(), request.suppliers(i),
              fmt::format("suppliers[{}]", i), violations);
  }
  if (request.suppliers(0) == request.suppliers(1)) {
    violations.Add("suppliers[1]",
                   fmt::format("'{}' is the first one, and another one is "
                               "required",
                               request.suppliers(1)));
  }
}

void Write(const CompiledTarget& target, const ReferenceData& data,
           const Match& first, const Match& second, Languages languages,
           WireWriter& writer) {
  using Response = v1::CompareMatchesResponse;
  for (const Match* match : {&first, &second}) {
    const size_t begin = writer.Begin(Response::kResultsFieldNumber);
    target.writer.WriteResult(*match, 0, true, languages, writer);
    writer.End(begin);
  }
  const Comparison comparison(data, target.program(), first, second, languages);
  writer.Number(Response::kDecidedByFieldNumber, comparison.rule());
  for (size_t i = 0; i < target.program().steps.size(); ++i) {
    writer.Message(Response::kCriteriaFieldNumber, comparison.Criterion(i));
  }
  writer.Message(Response::kMessageFieldNumber, comparison.Message());
}

}  // namespace

absl::Status CompareMatches(const Backend& backend, const CallLimits& limits,
                            const v1::CompareMatchesRequest& request,
                            std::string& answer) {
  Violations violations;
  CheckSuppliers(request, violations);
  const RankingChoice choice = ReadRankingOptions(
      backend.data, request.options(), {.vi = true, .en = true}, violations);
  CheckReadOptions(request.read(), violations);
  const auto view = OpenMatch(backend, limits, request, choice, violations);
  if (!view.ok()) return view.status();
  const index::Snapshot& snapshot = *view->snapshot;
  const int64_t revision = view->revision();
  const CompiledTarget& target = view->target();

  std::optional<Match> matches[2];
  for (int i = 0; i < 2; ++i) {
    const auto supplier = snapshot.Find(LastId(request.suppliers(i)));
    if (!supplier) return NotFound(request.suppliers(i));
    matches[i] = match::Explain(target.program(), *supplier);
  }
  if (Before(matches[1]->key, matches[0]->key)) {
    std::swap(matches[0], matches[1]);
  }
  using Response = v1::CompareMatchesResponse;
  WireWriter writer;
  Write(target, backend.data, *matches[0], *matches[1], choice.languages,
        writer);
  v1::ReadState state;
  FillReadState(backend, revision, state);
  WriteBasis(target, state.revision(), Response::kBasisFieldNumber, writer);
  writer.Message(Response::kReadStateFieldNumber, state);
  answer = writer.Take();
  return absl::OkStatus();
}

}  // namespace ketnoi::server
