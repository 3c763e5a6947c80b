#include "server/translate_result.h"

#include <string>
#include <utility>

#include "matcher/match/offered.h"
#include "matcher/model/requirement.h"
#include "server/required_text.h"

namespace ketnoi::server {
namespace {

v1::Standing StandingOf(match::Standing standing) {
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

// The sentence of the reason. It names what the reason is about, which may be
// less than all that is required and offered.
v1::LocalizedText MessageOf(const ReferenceData& data, const match::Step& step,
                            const match::Match& match,
                            const match::Judgement& judgement,
                            const v1::LocalizedText& name,
                            const v1::CriterionResult& whole,
                            Languages languages) {
  if (judgement.about == 0) {
    return ReasonMessage(data, judgement.reason, name, whole.required(),
                         whole.offered(), languages);
  }
  const model::Test& test = step.criterion.test;
  return ReasonMessage(
      data, judgement.reason, name,
      RequiredText(data.reference, test, judgement),
      match::OfferedText(data.reference, test, *match.supplier,
                         match.capability, match.site, judgement),
      languages);
}

bool IsGate(const match::Program& program, size_t step) {
  return (program.gates >> step & 1) != 0;
}

}  // namespace

ResultWriter::ResultWriter(const ReferenceData& data,
                           const match::Program& program)
    : data_(data), program_(program) {
  names_.reserve(program.steps.size());
  for (const match::Step& step : program.steps) {
    names_.push_back(CriterionName(data, step.criterion.test));
  }
}

void ResultWriter::FillBasis(v1::RankingBasis& basis) const {
  basis.set_criteria_set("criteriaSets/" + program_.criteria_set->id);
  basis.set_criteria_set_version(program_.criteria_set->version);
  basis.set_criteria_set_hash(program_.criteria_set->hash);
  for (size_t i = 0; i < program_.steps.size(); ++i) {
    const match::Step& step = program_.steps[i];
    v1::BasisCriterion& criterion = *basis.add_criteria();
    criterion.set_key(step.criterion.key);
    criterion.set_kind(model::KindName(model::KindOf(step.criterion.test)));
    criterion.set_gate(IsGate(program_, i));
    criterion.set_weight_basis_points(step.weight_bp);
    criterion.set_required(RequiredOf(program_, step));
    *criterion.mutable_display_name() = names_[i];
  }
}

void ResultWriter::FillResult(match::Match&& match,
                              const ListedSupplier& supplier, int64_t rank,
                              bool with_criteria, Languages languages,
                              v1::MatchResult& result) const {
  result.set_supplier("suppliers/" + supplier.id);
  if (!supplier.name_vi.empty()) {
    result.mutable_supplier_name()->set_vi(supplier.name_vi);
  }
  if (!supplier.name_en.empty()) {
    result.mutable_supplier_name()->set_en(supplier.name_en);
  }
  result.set_composed(supplier.composed);
  result.set_standing(StandingOf(match.key.standing));
  result.set_score(match.key.score);
  result.set_score_high(match.key.score_high);
  result.set_rank(static_cast<int32_t>(rank));
  if (match.capability >= 0) {
    result.set_capability_id(
        supplier.capabilities[static_cast<size_t>(match.capability)].id);
  }
  if (match.site >= 0) {
    result.set_site_id(supplier.sites[static_cast<size_t>(match.site)].id);
  }
  if (!with_criteria) return;
  result.mutable_criteria()->Reserve(static_cast<int>(match.criteria.size()));
  for (size_t i = 0; i < match.criteria.size(); ++i) {
    match::CriterionOutcome& outcome = match.criteria[i];
    const match::Step& step = program_.steps[i];
    v1::CriterionResult& criterion = *result.add_criteria();
    criterion.set_key(step.criterion.key);
    criterion.set_verdict(VerdictOf(outcome.judgement.verdict));
    criterion.set_contribution(outcome.contribution);
    criterion.set_contribution_high(outcome.contribution_high);
    // As a string that can be moved from: a char* would be copied twice.
    criterion.set_reason(
        std::string(match::ReasonName(outcome.judgement.reason)));
    criterion.set_required(RequiredOf(program_, step));
    criterion.set_offered(std::move(outcome.offered));
    criterion.set_gate(IsGate(program_, i));
    if (languages.vi || languages.en) {
      *criterion.mutable_message() =
          MessageOf(data_, step, match, outcome.judgement, names_[i], criterion,
                    languages);
    }
  }
}

void FillTotals(const match::StandingTotals& totals,
                v1::StandingTotals& result) {
  result.set_eligible(totals.eligible);
  result.set_conditional(totals.conditional);
  result.set_ineligible(totals.ineligible);
  result.set_outside_category(totals.outside_category);
}

std::optional<match::Standing> StandingFrom(int standing) {
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

}  // namespace ketnoi::server
