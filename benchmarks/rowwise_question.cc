#include "benchmarks/rowwise_question.h"

#include <algorithm>
#include <utility>

namespace ketnoi::benchmarks {
namespace {

using match::Standing;
using match::Verdict;
using model::CategoryId;

constexpr int32_t kWhole = 10000;

int32_t Contribution(int32_t weight_bp, int32_t value) {
  return weight_bp * value / kWhole;
}

// Gates first; within each, what compares a number before what searches lists
// and what computes with places.
int JudgingOrder(const model::Criterion& criterion) {
  int cost = 2;
  switch (model::KindOf(criterion.test)) {
    case model::CriterionKind::kMonthlyVolume:
    case model::CriterionKind::kOrderQuantity:
    case model::CriterionKind::kSampleLeadTime:
    case model::CriterionKind::kSeriesLeadTime:
    case model::CriterionKind::kPaymentTerm:
    case model::CriterionKind::kOwnership:
    case model::CriterionKind::kEmployees:
    case model::CriterionKind::kFreshness:
      cost = 0;
      break;
    case model::CriterionKind::kProcesses:
    case model::CriterionKind::kMaterials:
    case model::CriterionKind::kAttribute:
      cost = 1;
      break;
    default:
      break;
  }
  return (criterion.gate ? 0 : 10) + cost;
}

// What a row listed at each category is worth.
std::vector<RowwiseVerdict> CategoryVerdicts(const oracle::Basis& basis) {
  const model::CategoryTree& tree = basis.reference.categories;
  std::vector<RowwiseVerdict> verdicts;
  for (CategoryId listed{0}; listed.value < tree.size(); ++listed.value) {
    RowwiseVerdict verdict = {Verdict::kUnmet, 0};
    if (!basis.category.stated() || tree.Covers(basis.category, listed)) {
      verdict = {Verdict::kMet, kWhole};
    } else if (tree.Covers(listed, basis.category)) {
      verdict = {Verdict::kUnknown, basis.criteria_set.category_proof.At(
                                        tree.Steps(listed, basis.category))};
    }
    verdicts.push_back(verdict);
  }
  return verdicts;
}

}  // namespace

RowwiseQuestion::RowwiseQuestion(const model::Requirement& requirement,
                                 oracle::Question question)
    : requirement_(requirement),
      basis_(question.basis),
      category_weight_bp_(question.criteria.front().weight_bp),
      category_verdicts_(CategoryVerdicts(question.basis)) {
  for (size_t i = 1; i < question.criteria.size(); ++i) {
    criteria_.push_back(
        PrepareCriterion(basis_.reference, std::move(question.criteria[i])));
  }
  std::stable_sort(criteria_.begin(), criteria_.end(),
                   [](const RowwiseCriterion& a, const RowwiseCriterion& b) {
                     return JudgingOrder(a.asked) < JudgingOrder(b.asked);
                   });
}

absl::StatusOr<RowwiseQuestion> RowwiseQuestion::Make(
    const model::Reference& reference, const model::CriteriaSet& criteria_set,
    model::Date as_of, const model::Requirement& requirement) {
  auto question =
      oracle::NaiveCompile(reference, criteria_set, as_of, requirement, {});
  if (!question.ok()) return question.status();
  return RowwiseQuestion(requirement, *std::move(question));
}

RowwiseScore RowwiseQuestion::Score(const RowwiseRow& row) const {
  const CategoryId listed =
      row.supplier->capabilities[static_cast<size_t>(row.capability)].category;
  const RowwiseVerdict category = CategoryVerdict(listed);
  const bool listed_below = category.verdict == Verdict::kMet;
  RowwiseScore score;
  score.standing = listed_below ? Standing::kEligible : Standing::kConditional;
  score.score = Contribution(category_weight_bp_, category.value);
  score.score_high =
      Contribution(category_weight_bp_, listed_below ? category.value : kWhole);
  for (const RowwiseCriterion& criterion : criteria_) {
    const RowwiseVerdict one = JudgeRow(basis_, criterion, row);
    const bool unknown = one.verdict == Verdict::kUnknown;
    if (criterion.asked.gate) {
      if (one.verdict == Verdict::kUnmet) return {};
      if (unknown) score.standing = Standing::kConditional;
    }
    score.score += Contribution(criterion.weight_bp, one.value);
    score.score_high +=
        Contribution(criterion.weight_bp, unknown ? kWhole : one.value);
  }
  return score;
}

void RowwiseQuestion::CountVerdicts(const RowwiseRow& row,
                                    int64_t counts[3]) const {
  const CategoryId listed =
      row.supplier->capabilities[static_cast<size_t>(row.capability)].category;
  ++counts[static_cast<size_t>(CategoryVerdict(listed).verdict)];
  for (const RowwiseCriterion& criterion : criteria_) {
    ++counts[static_cast<size_t>(JudgeRow(basis_, criterion, row).verdict)];
  }
}

int RowwiseQuestion::gate_count() const {
  return 1 + static_cast<int>(std::count_if(
                 criteria_.begin(), criteria_.end(),
                 [](const RowwiseCriterion& one) { return one.asked.gate; }));
}

}  // namespace ketnoi::benchmarks
