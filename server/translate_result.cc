#include "server/translate_result.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <utility>

#include "fmt/format.h"
#include "matcher/match/offered.h"
#include "matcher/model/requirement.h"
#include "server/required_text.h"

namespace ketnoi::server {
namespace {

v1::Verdict VerdictOf(match::Verdict verdict) {
  switch (verdict) {
    case match::Verdict::kMet:
      return v1::VERDICT_MET;
    case match::Verdict::kUnmet:
      return v1::VERDICT_UNMET;
    case match::Verdict::kUnknown:
      return v1::VERDICT_UNKNOWN;
  }
  return v1::VERDICT_UNSPECIFIED;
}

// The category says what it requires by its name.
std::string RequiredOf(const match::Program& program, const match::Step& step) {
  if (model::KindOf(step.criterion.test) == model::CriterionKind::kCategory) {
    return program.reference->categories.Name(program.category);
  }
  return step.criterion.required_text;
}

bool IsGate(const match::Program& program, size_t step) {
  return (program.gates >> step & 1) != 0;
}

// Absent for UNSPECIFIED and numbers that are none.
std::optional<match::Standing> AskedStanding(int standing) {
  switch (standing) {
    case v1::STANDING_ELIGIBLE:
      return match::Standing::kEligible;
    case v1::STANDING_CONDITIONAL:
      return match::Standing::kConditional;
    case v1::STANDING_INELIGIBLE:
      return match::Standing::kIneligible;
    default:
      return std::nullopt;
  }
}

}  // namespace

ResultWriter::ResultWriter(const ReferenceData& data,
                           const match::Program& program)
    : data_(data), program_(program) {
  words_.reserve(program.steps.size());
  for (const match::Step& step : program.steps) {
    Words& words = words_.emplace_back();
    words.name = CriterionName(data, step.criterion.test);
    words.required = RequiredOf(program, step);
    WireWriter key;
    key.Text(v1::CriterionResult::kKeyFieldNumber, step.criterion.key);
    words.key_field = key.Take();
    WireWriter required;
    required.Text(v1::CriterionResult::kRequiredFieldNumber, words.required);
    words.required_field = required.Take();
  }
}

void ResultWriter::WriteCriteriaSet(WireWriter& basis) const {
  using Basis = v1::RankingBasis;
  const model::CriteriaSet& set = *program_.criteria_set;
  basis.Text(Basis::kCriteriaSetFieldNumber, "criteriaSets/" + set.id);
  basis.Text(Basis::kCriteriaSetVersionFieldNumber, set.version);
  basis.Text(Basis::kCriteriaSetHashFieldNumber, set.hash);
}

void ResultWriter::WriteCriteria(int field, WireWriter& writer) const {
  using Criterion = v1::BasisCriterion;
  for (size_t i = 0; i < program_.steps.size(); ++i) {
    const match::Step& step = program_.steps[i];
    const size_t begin = writer.Begin(field);
    writer.Text(Criterion::kKeyFieldNumber, step.criterion.key);
    writer.Text(Criterion::kKindFieldNumber,
                model::KindName(model::KindOf(step.criterion.test)));
    writer.Number(Criterion::kGateFieldNumber, IsGate(program_, i));
    writer.Number(Criterion::kWeightBasisPointsFieldNumber, step.weight_bp);
    writer.Text(Criterion::kRequiredFieldNumber, words_[i].required);
    writer.Message(Criterion::kDisplayNameFieldNumber, words_[i].name);
    writer.End(begin);
  }
}

void ResultWriter::WriteResult(const match::Match& match, int64_t rank,
                               bool with_criteria, Languages languages,
                               WireWriter& result) const {
  using Result = v1::MatchResult;
  const index::Segment& segment = *match.segment;
  const int32_t supplier = segment.supplier(match.row);
  result.Text(Result::kSupplierFieldNumber, "suppliers/" + match.key.id);
  const auto names = segment.names(supplier);
  if (!names.vi.empty() || !names.en.empty()) {
    const size_t begin = result.Begin(Result::kSupplierNameFieldNumber);
    result.Text(v1::LocalizedText::kViFieldNumber, names.vi);
    result.Text(v1::LocalizedText::kEnFieldNumber, names.en);
    result.End(begin);
  }
  result.Number(Result::kComposedFieldNumber, segment.composed(supplier));
  result.Number(Result::kStandingFieldNumber, StandingFrom(match.key.standing));
  result.Number(Result::kScoreFieldNumber, match.key.score);
  result.Number(Result::kScoreHighFieldNumber, match.key.score_high);
  result.Text(Result::kCapabilityIdFieldNumber,
              segment.capability_id(match.row));
  result.Text(Result::kSiteIdFieldNumber, segment.site_id(match.row));
  result.Number(Result::kRankFieldNumber, rank);
  if (!with_criteria) return;
  for (size_t i = 0; i < match.criteria.size(); ++i) {
    const size_t begin = result.Begin(Result::kCriteriaFieldNumber);
    WriteCriterion(i, match, languages, result);
    result.End(begin);
  }
}

void ResultWriter::WriteCriterion(size_t step, const match::Match& match,
                                  Languages languages,
                                  WireWriter& criterion) const {
  using Criterion = v1::CriterionResult;
  const match::CriterionOutcome& outcome = match.criteria[step];
  criterion.Fields(words_[step].key_field);
  criterion.Number(Criterion::kVerdictFieldNumber,
                   VerdictOf(outcome.judgement.verdict));
  criterion.Number(Criterion::kContributionFieldNumber, outcome.contribution);
  criterion.Number(Criterion::kContributionHighFieldNumber,
                   outcome.contribution_high);
  criterion.Text(Criterion::kReasonFieldNumber,
                 match::ReasonName(outcome.judgement.reason));
  criterion.Fields(words_[step].required_field);
  criterion.Text(Criterion::kOfferedFieldNumber, outcome.offered);
  if (languages.vi || languages.en) {
    criterion.Message(Criterion::kMessageFieldNumber,
                      MessageOf(step, match, languages));
  }
  criterion.Number(Criterion::kGateFieldNumber, IsGate(program_, step));
}

// The sentence of the reason. It names what the reason is about, which may be
// less than all that is required and offered.
v1::LocalizedText ResultWriter::MessageOf(size_t step,
                                          const match::Match& match,
                                          Languages languages) const {
  const Words& words = words_[step];
  const auto& [judgement, contribution, contribution_high, offered] =
      match.criteria[step];
  if (judgement.about == 0) {
    return ReasonMessage(data_, judgement.reason, words.name, words.required,
                         offered, languages);
  }
  const model::Test& test = program_.steps[step].criterion.test;
  return ReasonMessage(data_, judgement.reason, words.name,
                       RequiredText(data_.reference, test, judgement),
                       match::OfferedText(data_.reference, test, *match.segment,
                                          match.row, judgement),
                       languages);
}

void WriteTotals(const match::StandingTotals& totals, WireWriter& result) {
  using Totals = v1::StandingTotals;
  result.Number(Totals::kEligibleFieldNumber, totals.eligible);
  result.Number(Totals::kConditionalFieldNumber, totals.conditional);
  result.Number(Totals::kIneligibleFieldNumber, totals.ineligible);
  result.Number(Totals::kOutsideCategoryFieldNumber, totals.outside_category);
}

v1::Standing StandingFrom(match::Standing standing) {
  switch (standing) {
    case match::Standing::kEligible:
      return v1::STANDING_ELIGIBLE;
    case match::Standing::kConditional:
      return v1::STANDING_CONDITIONAL;
    case match::Standing::kIneligible:
      return v1::STANDING_INELIGIBLE;
  }
  return v1::STANDING_UNSPECIFIED;
}

void ReadStandings(const google::protobuf::RepeatedField<int>& asked,
                   bool (&wanted)[match::kStandings], Violations& violations) {
  if (asked.empty()) return;
  std::fill(std::begin(wanted), std::end(wanted), false);
  for (int i = 0; i < asked.size(); ++i) {
    const auto standing = AskedStanding(asked[i]);
    if (standing) {
      wanted[static_cast<size_t>(*standing)] = true;
    } else {
      violations.Add(fmt::format("standings[{}]", i),
                     fmt::format("{} is no standing", asked[i]));
    }
  }
}

}  // namespace ketnoi::server
