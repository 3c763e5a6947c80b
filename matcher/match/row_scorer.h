// Judges single rows, for explanations.

#ifndef KETNOI_MATCHER_MATCH_ROW_SCORER_H_
#define KETNOI_MATCHER_MATCH_ROW_SCORER_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "matcher/index/segment.h"
#include "matcher/match/compile.h"
#include "matcher/match/judge.h"
#include "matcher/match/judged.h"

namespace ketnoi::match {

// The judges of one program and segment, and rows judged by them one at a time.
// Immutable; thread-safe.
class RowScorer {
 public:
  // Both must outlive the scorer.
  RowScorer(const Program& program, const index::Segment& segment);

  // The judgements of a row, by step.
  std::vector<Judgement> JudgeRow(int32_t row) const;
  RowKey Score(int32_t row) const;

  const Program& program() const { return program_; }
  const index::Segment& segment() const { return segment_; }
  const Judge& judge(size_t step) const { return *judges_[step]; }

 private:
  const Program& program_;
  const index::Segment& segment_;
  std::vector<std::unique_ptr<Judge>> judges_;  // by step
};

}  // namespace ketnoi::match

#endif  // KETNOI_MATCHER_MATCH_ROW_SCORER_H_
