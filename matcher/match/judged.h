// What a scan adds up: the judgement of one criterion in 32 bits.

#ifndef KETNOI_MATCHER_MATCH_JUDGED_H_
#define KETNOI_MATCHER_MATCH_JUDGED_H_

#include <cstdint>

#include "matcher/match/result.h"

namespace ketnoi::match {

// Basis points that a value adds under a weight, rounded down.
inline int32_t Contribution(int32_t weight_bp, int32_t value) {
  return static_cast<int32_t>(int64_t{weight_bp} * value / 10000);
}

// contribution_high in bits 0-13, contribution in bits 14-27, then the verdict.
// Contributions of one row can be added as they are: neither sum passes 10,000.
using Judged = uint32_t;
inline constexpr Judged kUnmetBit = Judged{1} << 28;
inline constexpr Judged kUnknownBit = Judged{1} << 29;
// No judgement, but: it depends on the site.
inline constexpr Judged kAskSite = Judged{1} << 30;
// Of a table: judged already.
inline constexpr Judged kJudged = Judged{1} << 31;
inline constexpr Judged kScoresMask = kUnmetBit - 1;

inline Judged VerdictBit(Verdict verdict) {
  if (verdict == Verdict::kMet) return 0;
  return verdict == Verdict::kUnmet ? kUnmetBit : kUnknownBit;
}

inline Judged Pack(int32_t weight_bp, const Judgement& judgement) {
  const auto low =
      static_cast<Judged>(Contribution(weight_bp, judgement.value));
  const auto high =
      static_cast<Judged>(Contribution(weight_bp, judgement.value_high));
  return low << 14 | high | VerdictBit(judgement.verdict);
}

// A row by what decides its place: standing, score, score_high. The larger, the
// better.
using RowKey = uint32_t;

// `scores`: a sum of Judged.
inline RowKey MakeRowKey(Standing standing, Judged scores) {
  const auto rank = static_cast<RowKey>(Standing::kIneligible) -
                    static_cast<RowKey>(standing);
  return rank << 28 | (scores & kScoresMask);
}
inline Standing StandingOf(RowKey key) {
  return static_cast<Standing>(static_cast<RowKey>(Standing::kIneligible) -
                               (key >> 28));
}
inline int32_t ScoreOf(RowKey key) {
  return static_cast<int32_t>(key >> 14 & 0x3FFF);
}
inline int32_t ScoreHighOf(RowKey key) {
  return static_cast<int32_t>(key & 0x3FFF);
}

}  // namespace ketnoi::match

#endif  // KETNOI_MATCHER_MATCH_JUDGED_H_
