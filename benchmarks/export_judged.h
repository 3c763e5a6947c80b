// A criterion as branches of expressions, and what a row's standing and scores
// take from it.

#ifndef KETNOI_BENCHMARKS_EXPORT_JUDGED_H_
#define KETNOI_BENCHMARKS_EXPORT_JUDGED_H_

#include <cstdint>
#include <vector>

#include "benchmarks/export_text.h"
#include "benchmarks/export_values.h"
#include "matcher/match/result.h"

namespace ketnoi::benchmarks {

// The first branch whose condition is true holds; the last has none.
struct Branch {
  Text when;
  match::Verdict verdict;
  Points points;  // certain ones; UNKNOWN adds the whole weight to score_high
};

struct JudgedCriterion {
  std::vector<Branch> branches;
};

// The rows that a query wants: those that may come among the best, or only
// those whose gates are all MET, who come before all others.
enum class Wanted { kNotIneligible, kEligible };

// What a gate asks of wanted rows.
Text Passes(const JudgedCriterion& criterion, Wanted wanted);

// What the criterion adds to score and score_high of a row, as one number:
// points << 32 | points of score_high, and kOpenGate if it is a gate and
// UNKNOWN. The numbers of all criteria are summed. A gate is known to pass, of
// wanted rows.
inline constexpr int64_t kOpenGate = int64_t{1} << 48;
Text PackedPoints(const JudgedCriterion& criterion, int32_t weight_bp,
                  bool gate, Wanted wanted);

}  // namespace ketnoi::benchmarks

#endif  // KETNOI_BENCHMARKS_EXPORT_JUDGED_H_
