// What matching yields: verdicts, reasons, standings, scores.
//
// Plain value types. Scores and contributions are integers in basis points, 0
// to 10,000; docs/scoring.md defines them.

#ifndef KETNOI_MATCHER_MATCH_RESULT_H_
#define KETNOI_MATCHER_MATCH_RESULT_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "matcher/index/segment.h"
#include "matcher/match/reason.h"

namespace ketnoi::match {

enum class Verdict : uint8_t { kMet, kUnmet, kUnknown };

// Ordered from best to worst.
enum class Standing : uint8_t { kEligible, kConditional, kIneligible };
inline constexpr int kStandings = 3;

// What one criterion yields before weighting: values in basis points,
// value <= value_high. For MET and UNMET both are equal.
struct Judgement {
  Verdict verdict = Verdict::kUnknown;
  Reason reason = Reason::kNotStated;
  int32_t value = 0;
  int32_t value_high = 10000;
  // What the reason is about, for words. Of a list: bit i for the i-th required
  // item. Of a certificate: the one that decided, as 1 + its position among
  // those of the row's site. 0: the whole criterion.
  uint32_t about = 0;
};

// Of a list: whether the reason is about this required item.
inline bool IsAboutItem(const Judgement& judgement, size_t item) {
  return judgement.about == 0 || (judgement.about >> item & 1) != 0;
}

// One criterion of one pair, for people.
struct CriterionOutcome {
  Judgement judgement;
  int32_t contribution = 0;
  int32_t contribution_high = 0;
  std::string offered;  // in no language; empty: nothing stated
};

// The place of a supplier among others, or of a requirement among those that a
// supplier is ranked against: standing, score and score_high (both descending),
// id (bytewise). The order is total.
struct RankKey {
  Standing standing = Standing::kIneligible;
  int32_t score = 0;
  int32_t score_high = 0;
  std::string id;  // of the supplier; of a requirement its name

  // True if `a` ranks before `b`.
  friend bool Before(const RankKey& a, const RankKey& b) {
    if (a.standing != b.standing) return a.standing < b.standing;
    if (a.score != b.score) return a.score > b.score;
    if (a.score_high != b.score_high) return a.score_high > b.score_high;
    return a.id < b.id;
  }
  friend bool operator==(const RankKey&, const RankKey&) = default;
};

// A supplier with its best row.
struct Match {
  RankKey key;
  // Where the row is; lives as long as the snapshot.
  const index::Segment* segment = nullptr;
  int32_t row = -1;
  // Positions in the supplier's record; -1: none.
  int32_t capability = -1;
  int32_t site = -1;
  std::vector<CriterionOutcome>
      criteria;  // as compiled; empty if not asked for
};

// Exact counts over all suppliers of a snapshot.
struct StandingTotals {
  int32_t eligible = 0;
  int32_t conditional = 0;
  int32_t ineligible = 0;        // with a candidate row
  int32_t outside_category = 0;  // with no candidate row
  friend bool operator==(const StandingTotals&,
                         const StandingTotals&) = default;
};

}  // namespace ketnoi::match

#endif  // KETNOI_MATCHER_MATCH_RESULT_H_
