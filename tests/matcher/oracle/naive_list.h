// Lists: what one item says, and all or any of several.
//
// Pure functions; thread-safe.

#ifndef KETNOI_TESTS_MATCHER_ORACLE_NAIVE_LIST_H_
#define KETNOI_TESTS_MATCHER_ORACLE_NAIVE_LIST_H_

#include <algorithm>
#include <vector>

#include "matcher/match/result.h"
#include "matcher/model/criteria_set.h"
#include "matcher/model/reference.h"
#include "matcher/model/requirement.h"
#include "matcher/model/supplier.h"
#include "tests/matcher/oracle/naive_value.h"

namespace ketnoi::oracle {

template <class T>
bool Contains(const std::vector<T>& values, const T& wanted) {
  return std::find(values.begin(), values.end(), wanted) != values.end();
}

// `list` is anything with held, not_held and complete.
template <class List>
bool SaysNothing(const List& list) {
  return list.held.empty() && list.not_held.empty() && !list.complete;
}

// What leaving an item out means.
template <class List>
match::Judgement JudgeAbsence(const List& list) {
  if (list.complete) return Unmet(0, match::Reason::kNotOnCompleteList);
  if (SaysNothing(list)) return NotStated();
  return Unknown(0, match::Reason::kNotListed);
}

template <class List, class T>
match::Judgement JudgeItem(const List& list, const T& wanted) {
  if (Contains(list.held, wanted)) return Met(10000, match::Reason::kListed);
  if (Contains(list.not_held, wanted)) {
    return Unmet(0, match::Reason::kExplicitlyNotHeld);
  }
  return JudgeAbsence(list);
}

match::Judgement JudgeMaterial(const model::Reference& reference,
                               const model::CriteriaSet& criteria_set,
                               const model::StatedList<model::MaterialId>& list,
                               model::MaterialId wanted,
                               model::MaterialAcceptance acceptance);

// Requires at least one item.
match::Judgement AllOf(const model::CriteriaSet& criteria_set,
                       const std::vector<match::Judgement>& items);
match::Judgement AnyOf(const std::vector<match::Judgement>& items);
match::Judgement Combine(const model::CriteriaSet& criteria_set,
                         model::ListMatch match,
                         const std::vector<match::Judgement>& items);

template <class List, class T>
match::Judgement JudgeList(const model::CriteriaSet& criteria_set,
                           const List& list, const std::vector<T>& wanted,
                           model::ListMatch match) {
  std::vector<match::Judgement> items;
  for (const T& item : wanted) items.push_back(JudgeItem(list, item));
  return Combine(criteria_set, match, items);
}

}  // namespace ketnoi::oracle

#endif  // KETNOI_TESTS_MATCHER_ORACLE_NAIVE_LIST_H_
