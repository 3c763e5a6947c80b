// Weights, rows and rankings, as docs/scoring.md says: every row of every
// supplier, then a sort.
//
// Pure functions; thread-safe.

#ifndef KETNOI_TESTS_MATCHER_ORACLE_NAIVE_RANK_H_
#define KETNOI_TESTS_MATCHER_ORACLE_NAIVE_RANK_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "matcher/match/result.h"
#include "matcher/model/requirement.h"
#include "matcher/model/supplier.h"
#include "tests/matcher/oracle/naive_judge.h"

namespace ketnoi::oracle {

// A criterion in force and its share of the score; all sum to 10,000.
struct WeighedCriterion {
  model::Criterion criterion;
  int32_t weight_bp = 0;
};

// Everything that a ranking depends on, but the suppliers.
struct Question {
  Basis basis;
  std::vector<WeighedCriterion> criteria;  // the category first
};

struct Ranking {
  std::vector<match::Match> matches;  // all candidates, of every standing
  match::StandingTotals totals;
};

// `weights` scaled to sum to 10,000 by largest remainder. Requires a positive
// sum.
std::vector<int32_t> ScaledWeights(const std::vector<int64_t>& weights);

// FAILED_PRECONDITION: the weights sum to zero. INVALID_ARGUMENT: an override
// names no criterion, or two criteria have one key.
absl::StatusOr<Question> NaiveCompile(
    const model::Reference& reference, const model::CriteriaSet& criteria_set,
    model::Date as_of, const model::Requirement& requirement,
    const std::map<std::string, int32_t>& weight_overrides);

// The supplier's best row; of its candidate rows, if it has any.
match::Match NaiveExplain(const Question& question,
                          const model::Supplier& supplier);

// All candidate rows of the supplier, judged, with every criterion.
std::vector<match::Match> CandidateRows(const Question& question,
                                        const model::Supplier& supplier);

// True if the supplier has a row in the category, below it or above it.
bool IsCandidate(const Question& question, const model::Supplier& supplier);

Ranking NaiveRank(
    const Question& question,
    const std::vector<std::shared_ptr<const model::Supplier>>& suppliers);

}  // namespace ketnoi::oracle

#endif  // KETNOI_TESTS_MATCHER_ORACLE_NAIVE_RANK_H_
