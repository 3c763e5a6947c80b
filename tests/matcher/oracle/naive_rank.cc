#include "tests/matcher/oracle/naive_rank.h"

#include <algorithm>
#include <set>
#include <utility>

#include "tests/matcher/oracle/naive_list.h"
#include "tests/matcher/oracle/naive_value.h"

namespace ketnoi::oracle {
namespace {

using match::CriterionOutcome;
using match::Match;
using match::Standing;
using match::Verdict;
using model::CriterionKind;
using model::Supplier;

// The criterion of `kind` that nobody named.
model::Criterion Unnamed(CriterionKind kind) {
  model::Criterion criterion;
  criterion.key = model::KindName(kind);
  if (kind == CriterionKind::kFreshness) {
    criterion.test = model::FreshnessTest{};
  }
  return criterion;
}

bool Names(const model::Requirement& requirement, CriterionKind kind) {
  for (const model::Criterion& criterion : requirement.criteria) {
    if (model::KindOf(criterion.test) == kind) return true;
  }
  return false;
}

// The category first, then as the requirement has them, then what always
// counts.
std::vector<model::Criterion> InForce(const model::CriteriaSet& criteria_set,
                                      const model::Requirement& requirement) {
  std::vector<model::Criterion> result = {Unnamed(CriterionKind::kCategory)};
  for (const model::Criterion& criterion : requirement.criteria) {
    if (model::KindOf(criterion.test) == CriterionKind::kCategory) {
      result.front() = criterion;
    } else {
      result.push_back(criterion);
    }
  }
  result.front().gate = true;
  const bool freshness_always =
      criteria_set.weights[size_t(CriterionKind::kFreshness)].always;
  if (freshness_always && !Names(requirement, CriterionKind::kFreshness)) {
    result.push_back(Unnamed(CriterionKind::kFreshness));
  }
  return result;
}

std::vector<Row> RowsOf(const Supplier& supplier) {
  std::vector<Row> rows;
  const auto add = [&](int32_t capability, const std::vector<int32_t>& listed) {
    if (supplier.sites.empty()) rows.push_back({supplier, capability, -1});
    for (int32_t site = 0; site < int32_t(supplier.sites.size()); ++site) {
      if (listed.empty() || Contains(listed, site)) {
        rows.push_back({supplier, capability, site});
      }
    }
  };
  for (size_t i = 0; i < supplier.capabilities.size(); ++i) {
    add(int32_t(i), supplier.capabilities[i].sites);
  }
  if (supplier.capabilities.empty()) add(-1, {});
  return rows;
}

Match JudgeRow(const Question& question, const Row& row) {
  Match match;
  match.capability = row.capability;
  match.site = row.site;
  match.key.id = row.supplier.id;
  match.key.standing = Standing::kEligible;
  for (const WeighedCriterion& weighed : question.criteria) {
    CriterionOutcome outcome;
    outcome.judgement = NaiveJudge(question.basis, weighed.criterion, row);
    outcome.contribution = weighed.weight_bp * outcome.judgement.value / 10000;
    outcome.contribution_high =
        weighed.weight_bp * outcome.judgement.value_high / 10000;
    match.key.score += outcome.contribution;
    match.key.score_high += outcome.contribution_high;
    if (weighed.criterion.gate) {
      if (outcome.judgement.verdict == Verdict::kUnmet) {
        match.key.standing = Standing::kIneligible;
      } else if (outcome.judgement.verdict == Verdict::kUnknown &&
                 match.key.standing == Standing::kEligible) {
        match.key.standing = Standing::kConditional;
      }
    }
    match.criteria.push_back(std::move(outcome));
  }
  return match;
}

bool CandidateRow(const Match& row) {
  return row.criteria.front().judgement.verdict != Verdict::kUnmet;
}

}  // namespace

std::vector<int32_t> ScaledWeights(const std::vector<int64_t>& weights) {
  int64_t sum = 0;
  for (const int64_t weight : weights) sum += weight;
  std::vector<int32_t> scaled;
  std::vector<std::pair<int64_t, size_t>> remainders;  // negative, so that
                                                       // the largest is first
  int32_t given = 0;
  for (size_t i = 0; i < weights.size(); ++i) {
    scaled.push_back(static_cast<int32_t>(weights[i] * kWhole / sum));
    remainders.emplace_back(-(weights[i] * kWhole % sum), i);
    given += scaled.back();
  }
  std::sort(remainders.begin(), remainders.end());
  for (size_t i = 0; given < kWhole; ++i, ++given) {
    ++scaled[remainders[i].second];
  }
  return scaled;
}

absl::StatusOr<Question> NaiveCompile(
    const model::Reference& reference, const model::CriteriaSet& criteria_set,
    model::Date as_of, const model::Requirement& requirement,
    const std::map<std::string, int32_t>& weight_overrides) {
  Question question{{reference, criteria_set, as_of, requirement.category}, {}};
  std::set<std::string> keys;
  std::vector<int64_t> weights;
  int64_t sum = 0;
  for (model::Criterion& criterion : InForce(criteria_set, requirement)) {
    if (!keys.insert(criterion.key).second) {
      return absl::InvalidArgumentError("two criteria " + criterion.key);
    }
    const auto kind = size_t(model::KindOf(criterion.test));
    int64_t weight =
        criterion.weight.value_or(criteria_set.weights[kind].weight);
    const auto overridden = weight_overrides.find(criterion.key);
    if (overridden != weight_overrides.end()) weight = overridden->second;
    weights.push_back(weight);
    sum += weight;
    question.criteria.push_back({std::move(criterion), 0});
  }
  for (const auto& [key, weight] : weight_overrides) {
    if (!keys.contains(key)) {
      return absl::InvalidArgumentError("no criterion " + key);
    }
  }
  if (sum == 0) return absl::FailedPreconditionError("the weights sum to zero");
  const std::vector<int32_t> scaled = ScaledWeights(weights);
  for (size_t i = 0; i < scaled.size(); ++i) {
    question.criteria[i].weight_bp = scaled[i];
  }
  return question;
}

Match NaiveExplain(const Question& question, const Supplier& supplier) {
  std::vector<Match> rows;
  bool candidate = false;
  for (const Row& row : RowsOf(supplier)) {
    rows.push_back(JudgeRow(question, row));
    candidate |= CandidateRow(rows.back());
  }
  const Match* best = nullptr;
  for (const Match& row : rows) {
    if (candidate && !CandidateRow(row)) continue;
    if (best == nullptr || Before(row.key, best->key)) best = &row;
  }
  return *best;  // every supplier has a row
}

std::vector<Match> CandidateRows(const Question& question,
                                 const Supplier& supplier) {
  std::vector<Match> rows;
  for (const Row& row : RowsOf(supplier)) {
    Match match = JudgeRow(question, row);
    if (CandidateRow(match)) rows.push_back(std::move(match));
  }
  return rows;
}

bool IsCandidate(const Question& question, const Supplier& supplier) {
  return CandidateRow(NaiveExplain(question, supplier));
}

Ranking NaiveRank(
    const Question& question,
    const std::vector<std::shared_ptr<const Supplier>>& suppliers) {
  Ranking ranking;
  for (const auto& supplier : suppliers) {
    Match match = NaiveExplain(question, *supplier);
    if (!CandidateRow(match)) {
      ++ranking.totals.outside_category;
      continue;
    }
    switch (match.key.standing) {
      case Standing::kEligible:
        ++ranking.totals.eligible;
        break;
      case Standing::kConditional:
        ++ranking.totals.conditional;
        break;
      case Standing::kIneligible:
        ++ranking.totals.ineligible;
        break;
    }
    ranking.matches.push_back(std::move(match));
  }
  std::sort(
      ranking.matches.begin(), ranking.matches.end(),
      [](const Match& a, const Match& b) { return Before(a.key, b.key); });
  return ranking;
}

}  // namespace ketnoi::oracle
