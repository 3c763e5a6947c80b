#include "tests/matcher/oracle/naive_value.h"

#include <algorithm>

namespace ketnoi::oracle {
namespace {

using match::Judgement;
using match::Reason;
using match::Verdict;

constexpr int64_t kLargestRatio = 1000000;

__int128 Ceiling(__int128 numerator, __int128 denominator) {
  return (numerator + denominator - 1) / denominator;
}

// The ratio where dividing makes no sense: a required value that is not
// positive, or a negative offer.
int64_t RatioBySign(int64_t offered, int64_t required) {
  if (offered == required) return kWhole;
  return offered < required ? 0 : kLargestRatio;
}

}  // namespace

int32_t FunctionValue(const model::ValueFunction& function, int64_t x) {
  const auto& anchors = function.anchors();
  if (x <= anchors.front().x) return anchors.front().value;
  for (size_t i = 1; i < anchors.size(); ++i) {
    const auto& left = anchors[i - 1];
    const auto& right = anchors[i];
    if (x > right.x) continue;
    // A weighted mean of two values that are not negative, so that division
    // rounds down.
    const __int128 sum = static_cast<__int128>(left.value) * (right.x - x) +
                         static_cast<__int128>(right.value) * (x - left.x);
    return static_cast<int32_t>(sum / (right.x - left.x));
  }
  return anchors.back().value;
}

int64_t RatioOfMore(int64_t offered, int64_t required) {
  if (required <= 0 || offered < 0) return RatioBySign(offered, required);
  const __int128 ratio = static_cast<__int128>(offered) * kWhole / required;
  return static_cast<int64_t>(std::min<__int128>(ratio, kLargestRatio));
}

int64_t RatioOfLess(int64_t offered, int64_t required) {
  if (required <= 0 || offered < 0) return RatioBySign(offered, required);
  const __int128 ratio =
      Ceiling(static_cast<__int128>(offered) * kWhole, required);
  return static_cast<int64_t>(std::min<__int128>(ratio, kLargestRatio));
}

Judgement Met(int32_t value, Reason reason) {
  return {Verdict::kMet, reason, value, value};
}

Judgement Unmet(int32_t value, Reason reason) {
  return {Verdict::kUnmet, reason, value, value};
}

Judgement Unknown(int32_t value, Reason reason) {
  return {Verdict::kUnknown, reason, value, static_cast<int32_t>(kWhole)};
}

Judgement NotStated() { return Unknown(0, Reason::kNotStated); }

Judgement MetIf(bool holds, int32_t value) {
  return holds ? Met(value, Reason::kMet) : Unmet(value, Reason::kNotMet);
}

}  // namespace ketnoi::oracle
