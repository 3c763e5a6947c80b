// The pass over the candidate rows of one segment: standing and score of each
// row, and the best row of each supplier.

#ifndef KETNOI_MATCHER_MATCH_SCAN_H_
#define KETNOI_MATCHER_MATCH_SCAN_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "matcher/index/segment.h"
#include "matcher/index/snapshot.h"
#include "matcher/match/compile.h"
#include "matcher/match/judge.h"
#include "matcher/match/result.h"

namespace ketnoi::match {

// One row, judged.
struct RowScore {
  int32_t row = -1;
  Standing standing = Standing::kIneligible;
  int32_t score = 0;
  int32_t score_high = 0;
  uint64_t unmet = 0;    // bit i: steps[i] is UNMET
  uint64_t unknown = 0;  // bit i: steps[i] is UNKNOWN
};

// Basis points that a value adds under a weight, rounded down.
inline int32_t Contribution(int32_t weight_bp, int32_t value) {
  return static_cast<int32_t>(int64_t{weight_bp} * value / 10000);
}

// Scores rows of one segment. Not thread-safe; one per request and segment.
class RowScorer {
 public:
  RowScorer(const Program& program, const index::Segment& segment);

  RowScore Score(int32_t row) { return ScoreIf(row, Standing::kIneligible); }
  // The same, but without scores and the rest of the masks as soon as the
  // standing is worse than `worst`, and then only known to be worse: for
  // callers who want nothing of such rows but their number.
  RowScore ScoreIf(int32_t row, Standing worst);
  // The judgements that Score adds up, by step.
  std::vector<Judgement> Judge(int32_t row);

  const index::Segment& segment() const { return segment_; }

  // True if `a` is the better row of the same supplier.
  bool Better(const RowScore& a, const RowScore& b) const;

 private:
  // What scoring needs of a step, lying together.
  struct Addend {
    ketnoi::match::Judge* judge;
    uint64_t bit;  // of the step in masks
    int32_t weight_bp;
  };

  Standing StandingOf(const RowScore& score) const;

  const Program& program_;
  const index::Segment& segment_;
  std::vector<std::unique_ptr<ketnoi::match::Judge>> judges_;  // by step
  std::vector<Addend> addends_;  // gates first, the cheapest first
};

// The rows listed in the program's category, below it, or above it.
std::vector<index::RowRange> CandidateRows(const Program& program,
                                           const index::Segment& segment);

// The best row of every supplier that has a candidate row and is not replaced,
// in no particular order. CANCELLED once `cancelled` (may be null) says so; it
// is asked every few thousand rows. Without `score_ineligible` the INELIGIBLE
// ones have no scores, and any of their rows counts as the best.
// `scorer`: of the program and the part's segment.
absl::StatusOr<std::vector<RowScore>> ScanPart(
    const Program& program, const index::Snapshot::Part& part,
    RowScorer& scorer, bool score_ineligible,
    const std::function<bool()>& cancelled);

}  // namespace ketnoi::match

#endif  // KETNOI_MATCHER_MATCH_SCAN_H_
