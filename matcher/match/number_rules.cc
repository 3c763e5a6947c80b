#include "matcher/match/number_rules.h"

#include <algorithm>

#include "matcher/match/judge.h"

namespace ketnoi::match {
namespace {

using index::kOpen;
using model::MatchRule;

constexpr int64_t kMaxRatio = 1'000'000;

int64_t Ratio(int64_t offered, int64_t required, bool up) {
  if (required <= 0 || offered < 0) {
    if (offered == required) return 10000;
    return offered < required ? 0 : kMaxRatio;
  }
  // In 64 bits, which are divided much faster, as long as the product fits.
  constexpr int64_t kNarrow = int64_t{1} << 49;
  if (offered < kNarrow) {
    const auto scaled = static_cast<uint64_t>(offered) * 10000;
    const auto divisor = static_cast<uint64_t>(required);
    const uint64_t ratio = (scaled + (up ? divisor - 1 : 0)) / divisor;
    return static_cast<int64_t>(std::min<uint64_t>(ratio, kMaxRatio));
  }
  const __int128 scaled = static_cast<__int128>(offered) * 10000;
  const __int128 ratio = (scaled + (up ? required - 1 : 0)) / required;
  return static_cast<int64_t>(std::min<__int128>(ratio, kMaxRatio));
}

// Three-valued: whether a comparison holds.
enum class Truth : uint8_t { kYes, kNo, kOpenQuestion };

Truth Of(bool yes) { return yes ? Truth::kYes : Truth::kNo; }

// Whether the smallest offered value is at most `x`, where the largest may say
// so as well.
Truth SmallestAtMost(Ends offered, int64_t x) {
  if (offered.min != kOpen) return Of(offered.min <= x);
  return offered.max <= x ? Truth::kYes : Truth::kOpenQuestion;
}

Truth LargestAtLeast(Ends offered, int64_t x) {
  if (offered.max != kOpen) return Of(offered.max >= x);
  return offered.min >= x ? Truth::kYes : Truth::kOpenQuestion;
}

Truth SmallestAtLeast(Ends offered, int64_t x) {
  if (offered.min != kOpen) return Of(offered.min >= x);
  return offered.max < x ? Truth::kNo : Truth::kOpenQuestion;
}

Truth LargestAtMost(Ends offered, int64_t x) {
  if (offered.max != kOpen) return Of(offered.max <= x);
  return offered.min > x ? Truth::kNo : Truth::kOpenQuestion;
}

// Covering needs both ends: one end alone can only refute.
Truth CoversBelow(Ends offered, int64_t x) {
  if (offered.min != kOpen) return Of(offered.min <= x);
  return offered.max < x ? Truth::kNo : Truth::kOpenQuestion;
}

Truth CoversAbove(Ends offered, int64_t x) {
  if (offered.max != kOpen) return Of(offered.max >= x);
  return offered.min > x ? Truth::kNo : Truth::kOpenQuestion;
}

Judgement Both(Truth a, Truth b) {
  if (a == Truth::kNo || b == Truth::kNo) return Unmet(0);
  if (a == Truth::kOpenQuestion || b == Truth::kOpenQuestion) {
    return Unknown(Reason::kPartlyStated);
  }
  return Met(10000);
}

Judgement Covers(Ends required, Ends offered) {
  const int64_t low = required.min != kOpen ? required.min : required.max;
  const int64_t high = required.max != kOpen ? required.max : required.min;
  return Both(CoversBelow(offered, low), CoversAbove(offered, high));
}

Judgement Inside(Ends required, Ends offered) {
  return Both(required.min == kOpen ? Truth::kYes
                                    : SmallestAtLeast(offered, required.min),
              required.max == kOpen ? Truth::kYes
                                    : LargestAtMost(offered, required.max));
}

Judgement Overlaps(Ends required, Ends offered) {
  return Both(required.max == kOpen ? Truth::kYes
                                    : SmallestAtMost(offered, required.max),
              required.min == kOpen ? Truth::kYes
                                    : LargestAtLeast(offered, required.min));
}

Judgement AtMost(Ends required, Ends offered,
                 const model::ValueFunction& function) {
  const int64_t limit = required.max != kOpen ? required.max : required.min;
  if (offered.min != kOpen) return JudgeAtMost(offered.min, limit, function);
  if (offered.max <= limit) return JudgeAtMost(offered.max, limit, function);
  return Unknown(Reason::kPartlyStated);
}

Judgement AtLeast(Ends required, Ends offered,
                  const model::ValueFunction& function) {
  const int64_t limit = required.min != kOpen ? required.min : required.max;
  if (offered.max != kOpen) return JudgeAtLeast(offered.max, limit, function);
  if (offered.min >= limit) return JudgeAtLeast(offered.min, limit, function);
  return Unknown(Reason::kPartlyStated);
}

}  // namespace

int64_t RatioDown(int64_t offered, int64_t required) {
  return Ratio(offered, required, false);
}

int64_t RatioUp(int64_t offered, int64_t required) {
  return Ratio(offered, required, true);
}

Judgement JudgeAtMost(int64_t offered, int64_t required,
                      const model::ValueFunction& function) {
  const int32_t value = function.At(RatioUp(offered, required));
  return offered <= required ? Met(value) : Unmet(value);
}

Judgement JudgeAtLeast(int64_t offered, int64_t required,
                       const model::ValueFunction& function) {
  const int32_t value = function.At(RatioDown(offered, required));
  return offered >= required ? Met(value) : Unmet(value);
}

Judgement JudgeNumber(MatchRule rule, Ends required, Ends offered,
                      int64_t tolerance, const model::CriteriaSet& functions) {
  switch (rule) {
    case MatchRule::kAtMost:
      return AtMost(required, offered, functions.smaller_is_better);
    case MatchRule::kAtLeast:
      return AtLeast(required, offered, functions.larger_is_better);
    case MatchRule::kCovers:
      return Covers(required, offered);
    case MatchRule::kInside:
      return Inside(required, offered);
    case MatchRule::kOverlaps:
      return Overlaps(required, offered);
    default:  // kEqualWithin; the definitions' check leaves no other
      if (required.min != kOpen) required.min -= tolerance;
      if (required.max != kOpen) required.max += tolerance;
      return Inside(required, offered);
  }
}

Judgement JudgeFits(const std::array<int64_t, 3>& required,
                    const std::array<int64_t, 3>& offered,
                    bool any_orientation) {
  std::array<int64_t, 3> need = required;
  std::array<int64_t, 3> room = offered;
  bool open = false;
  if (any_orientation) {  // largest first; kOpen is the smallest integer
    std::sort(need.rbegin(), need.rend());
    std::sort(room.rbegin(), room.rend());
    // A size that is not stated may be the largest: as many of the largest
    // required ones may lie along such sizes.
    const auto missing = std::count(room.begin(), room.end(), kOpen) -
                         std::count(need.begin(), need.end(), kOpen);
    if (missing > 0) {
      open = true;
      std::shift_left(need.begin(), need.end(), missing);
      std::fill(need.end() - missing, need.end(), kOpen);
    }
  }
  for (size_t i = 0; i < need.size(); ++i) {
    if (need[i] == kOpen) continue;
    if (room[i] == kOpen) {
      open = true;
    } else if (need[i] > room[i]) {
      return Unmet(0);
    }
  }
  return open ? Unknown(Reason::kPartlyStated) : Met(10000);
}

}  // namespace ketnoi::match
