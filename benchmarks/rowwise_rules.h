// Ratios, lists and attributes as the row-wise peers judge them.
//
// Pure functions; thread-safe.

#ifndef KETNOI_BENCHMARKS_ROWWISE_RULES_H_
#define KETNOI_BENCHMARKS_ROWWISE_RULES_H_

#include <algorithm>
#include <cstdint>
#include <vector>

#include "matcher/match/result.h"
#include "matcher/model/attribute_value.h"
#include "matcher/model/criteria_set.h"
#include "matcher/model/reference.h"
#include "matcher/model/requirement.h"

namespace ketnoi::benchmarks {

// What one criterion says of one row; in score_high an UNKNOWN one is worth
// 10,000, any other one `value`.
struct RowwiseVerdict {
  match::Verdict verdict = match::Verdict::kUnknown;
  int32_t value = 0;
};

inline RowwiseVerdict MetIf(bool holds, int32_t value) {
  return {holds ? match::Verdict::kMet : match::Verdict::kUnmet, value};
}

// offered / required in basis points, rounded down and up, as docs/scoring.md
// limits them.
int64_t RatioOfMore(int64_t offered, int64_t required);
int64_t RatioOfLess(int64_t offered, int64_t required);

// MET if offered <= required, MET if offered >= required; the value is
// `function` of the ratio.
RowwiseVerdict AtMost(int64_t offered, int64_t required,
                      const model::ValueFunction& function);
RowwiseVerdict AtLeast(int64_t offered, int64_t required,
                       const model::ValueFunction& function);

// The required items of a list, one after another.
class ListSum {
 public:
  void Add(RowwiseVerdict item) {
    ++count_;
    unmet_ |= item.verdict == match::Verdict::kUnmet;
    unknown_ |= item.verdict == match::Verdict::kUnknown;
    if (item.verdict != match::Verdict::kMet) return;
    ++met_;
    sum_ += item.value;
    largest_ = std::max(largest_, item.value);
  }
  // Requires an item.
  RowwiseVerdict Result(model::ListMatch match,
                        const model::ValueFunction& codes_held) const;

 private:
  int32_t count_ = 0;
  int32_t met_ = 0;
  int64_t sum_ = 0;
  int32_t largest_ = 0;
  bool unmet_ = false;
  bool unknown_ = false;
};

// `list` is anything with held, not_held (both sorted) and complete.
template <class List, class T>
RowwiseVerdict JudgeItem(const List& list, const T& item) {
  if (std::binary_search(list.held.begin(), list.held.end(), item)) {
    return {match::Verdict::kMet, 10000};
  }
  if (list.complete ||
      std::binary_search(list.not_held.begin(), list.not_held.end(), item)) {
    return {match::Verdict::kUnmet, 0};
  }
  return {match::Verdict::kUnknown, 0};
}

template <class List, class T>
RowwiseVerdict JudgeList(const List& list, const std::vector<T>& items,
                         model::ListMatch match,
                         const model::ValueFunction& codes_held) {
  ListSum sum;
  for (const T& item : items) sum.Add(JudgeItem(list, item));
  return sum.Result(match, codes_held);
}

// `offered` is of the same definition as `required`, or null: not stated.
RowwiseVerdict JudgeAttribute(const model::Reference& reference,
                              const model::CriteriaSet& criteria_set,
                              const model::AttributeValue& required,
                              const model::AttributeValue* offered);

}  // namespace ketnoi::benchmarks

#endif  // KETNOI_BENCHMARKS_ROWWISE_RULES_H_
