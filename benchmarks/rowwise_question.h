// A requirement as the row-wise peers judge it: what a competent programmer
// would write without an index, a loop over the records of the model.
//
// It is written from docs/scoring.md, shares no code with matcher/index and
// matcher/match, and does for speed what is natural in such a loop: gates come
// before wishes and cheap ones before dear ones, a row is left at its first
// unmet gate, and what depends on the requirement alone is worked out once.
// Criteria that no benchmark asks are judged by the naive matcher.

#ifndef KETNOI_BENCHMARKS_ROWWISE_QUESTION_H_
#define KETNOI_BENCHMARKS_ROWWISE_QUESTION_H_

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "benchmarks/rowwise_judge.h"
#include "benchmarks/rowwise_rules.h"
#include "matcher/match/result.h"
#include "matcher/model/criteria_set.h"
#include "matcher/model/date.h"
#include "matcher/model/reference.h"
#include "matcher/model/requirement.h"
#include "matcher/model/supplier.h"
#include "tests/matcher/oracle/naive_rank.h"

namespace ketnoi::benchmarks {

struct RowwiseScore {
  match::Standing standing = match::Standing::kIneligible;
  int32_t score = 0;  // both 0 if a gate is unmet
  int32_t score_high = 0;
};

// Immutable; thread-safe.
class RowwiseQuestion {
 public:
  // `reference` and `criteria_set` must outlive the question. If the category
  // of `requirement` is not stated(), every row of any category is in it.
  // Errors as of oracle::NaiveCompile.
  static absl::StatusOr<RowwiseQuestion> Make(
      const model::Reference& reference, const model::CriteriaSet& criteria_set,
      model::Date as_of, const model::Requirement& requirement);

  // Whether a row that is listed there competes.
  bool IsCandidate(model::CategoryId listed) const {
    return listed.stated() &&
           CategoryVerdict(listed).verdict != match::Verdict::kUnmet;
  }

  // Requires a candidate row.
  RowwiseScore Score(const RowwiseRow& row) const;

  // Adds to `counts`, by position in Verdict, what every criterion says of a
  // candidate row, the category included.
  void CountVerdicts(const RowwiseRow& row, int64_t counts[3]) const;

  // Those in force with the category; how many of them are gates.
  int criteria_count() const { return static_cast<int>(criteria_.size()) + 1; }
  int gate_count() const;

  const model::Requirement& requirement() const { return requirement_; }

 private:
  RowwiseQuestion(const model::Requirement& requirement,
                  oracle::Question question);

  RowwiseVerdict CategoryVerdict(model::CategoryId listed) const {
    return category_verdicts_[listed.index()];
  }

  model::Requirement requirement_;
  oracle::Basis basis_;
  int32_t category_weight_bp_;
  std::vector<RowwiseVerdict> category_verdicts_;  // by where a row is listed
  std::vector<RowwiseCriterion> criteria_;         // in the order of judging
};

}  // namespace ketnoi::benchmarks

#endif  // KETNOI_BENCHMARKS_ROWWISE_QUESTION_H_
