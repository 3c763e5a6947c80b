// How required items are looked up on a list that may be incomplete.
//
// Pure functions; thread-safe. docs/scoring.md, "Lists", defines each rule.

#ifndef KETNOI_MATCHER_MATCH_LIST_RULES_H_
#define KETNOI_MATCHER_MATCH_LIST_RULES_H_

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "matcher/index/columns.h"
#include "matcher/match/judge.h"
#include "matcher/match/result.h"
#include "matcher/model/criteria_set.h"
#include "matcher/model/requirement.h"

namespace ketnoi::match {

inline bool Contains(std::span<const int32_t> sorted, int32_t value) {
  return std::binary_search(sorted.begin(), sorted.end(), value);
}

// What the list says of an item that it does not hold.
Judgement JudgeAbsent(const index::ListView& list, int32_t item);

// One required item: held, not held, or unknown.
Judgement JudgeItem(const index::ListView& list, int32_t item);

// The verdict of ListVerdict, for less. `verdict_of`: Verdict of an item.
template <class Items, class VerdictOf>
Verdict CombineVerdicts(model::ListMatch match, const Items& items,
                        VerdictOf verdict_of) {
  const bool all = match == model::ListMatch::kAllOf;
  const Verdict decisive = all ? Verdict::kUnmet : Verdict::kMet;
  bool unknown = false;
  for (const auto& item : items) {
    const Verdict verdict = verdict_of(item);
    if (verdict == decisive) return decisive;
    unknown |= verdict == Verdict::kUnknown;
  }
  if (unknown) return Verdict::kUnknown;
  return all ? Verdict::kMet : Verdict::kUnmet;
}

// Combines the judgements of the required items, in order. At least one.
// `codes_held`: share of the items that are MET -> how much of their mean value
// counts if all are required. The result is about the items that share its
// reason; of more items than fit into the mask it is about the whole.
class ListVerdict {
 public:
  ListVerdict(model::ListMatch match, const model::ValueFunction& codes_held)
      : match_(match), codes_held_(codes_held) {}

  void Add(const Judgement& item);
  Judgement Result() const;

 private:
  static constexpr int32_t kMostToldApart = 32;

  uint32_t ItemsWith(Reason reason) const;
  Judgement AllOf() const;
  Judgement AnyOf() const;

  model::ListMatch match_;
  const model::ValueFunction& codes_held_;
  int32_t count_ = 0;
  int32_t met_count_ = 0;
  int64_t met_value_sum_ = 0;
  // The first of each verdict; for MET the first with the largest value, and
  // apart from it the first whose reason is not kListed.
  bool any_[3] = {false, false, false};
  Judgement first_[3];
  Reason met_reason_ = Reason::kListed;
  Reason reasons_[kMostToldApart] = {};  // by item
};

}  // namespace ketnoi::match

#endif  // KETNOI_MATCHER_MATCH_LIST_RULES_H_
