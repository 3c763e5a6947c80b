#include "matcher/match/list_rules.h"

namespace ketnoi::match {

Judgement JudgeAbsent(const index::ListView& list, int32_t item) {
  if (Contains(list.not_held, item)) {
    return Unmet(0, Reason::kExplicitlyNotHeld);
  }
  if (list.complete) return Unmet(0, Reason::kNotOnCompleteList);
  return Unknown(list.silent() ? Reason::kNotStated : Reason::kNotListed);
}

Judgement JudgeItem(const index::ListView& list, int32_t item) {
  if (Contains(list.held, item)) return Met(10000, Reason::kListed);
  return JudgeAbsent(list, item);
}

void ListVerdict::Add(const Judgement& item) {
  if (count_ < kMostToldApart) reasons_[count_] = item.reason;
  ++count_;
  const auto verdict = static_cast<size_t>(item.verdict);
  if (item.verdict == Verdict::kMet) {
    ++met_count_;
    met_value_sum_ += item.value;
    if (met_reason_ == Reason::kListed) met_reason_ = item.reason;
    if (!any_[verdict] || item.value > first_[verdict].value) {
      first_[verdict] = item;
    }
  } else if (!any_[verdict]) {
    first_[verdict] = item;
  }
  any_[verdict] = true;
}

Judgement ListVerdict::Result() const {
  Judgement result = match_ == model::ListMatch::kAllOf ? AllOf() : AnyOf();
  result.about = ItemsWith(result.reason);
  return result;
}

// A reason of an item goes with one verdict, so that it tells both.
uint32_t ListVerdict::ItemsWith(Reason reason) const {
  if (count_ > kMostToldApart) return 0;
  uint32_t items = 0;
  for (int32_t i = 0; i < count_; ++i) {
    items |= static_cast<uint32_t>(reasons_[i] == reason) << i;
  }
  return items;
}

Judgement ListVerdict::AllOf() const {
  const int64_t mean = met_value_sum_ / count_;
  const int64_t met_share = int64_t{met_count_} * 10000 / count_;
  const auto value =
      static_cast<int32_t>(mean * codes_held_.At(met_share) / 10000);
  if (any_[static_cast<size_t>(Verdict::kUnmet)]) {
    return Unmet(value, first_[static_cast<size_t>(Verdict::kUnmet)].reason);
  }
  if (any_[static_cast<size_t>(Verdict::kUnknown)]) {
    return Unknown(first_[static_cast<size_t>(Verdict::kUnknown)].reason,
                   value);
  }
  return Met(value, met_reason_);
}

Judgement ListVerdict::AnyOf() const {
  if (any_[static_cast<size_t>(Verdict::kMet)]) {
    return first_[static_cast<size_t>(Verdict::kMet)];
  }
  if (any_[static_cast<size_t>(Verdict::kUnknown)]) {
    return Unknown(first_[static_cast<size_t>(Verdict::kUnknown)].reason);
  }
  return Unmet(0, reasons_[0]);
}

}  // namespace ketnoi::match
