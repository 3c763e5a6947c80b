// Judges the tests of a block of requirements for rows of one segment, each
// test at most once per row.
//
// Internal to the matcher.

#ifndef KETNOI_MATCHER_DEMAND_BLOCK_JUDGE_H_
#define KETNOI_MATCHER_DEMAND_BLOCK_JUDGE_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "matcher/demand/block_tests.h"
#include "matcher/demand/requirement_set.h"
#include "matcher/index/segment.h"
#include "matcher/match/judged.h"
#include "matcher/model/date.h"

namespace ketnoi::demand {

// Not thread-safe.
class BlockJudge {
 public:
  // All must outlive the judge.
  BlockJudge(const RequirementSet& set, const RequirementBlock& block,
             const index::Segment& segment, model::Date as_of);

  // From now on the row is this one.
  void SetRow(int32_t row);
  // The row's standing and scores for a requirement of the block. If it is
  // INELIGIBLE, and `score_all` is not set, without scores.
  match::RowKey Score(size_t requirement, bool score_all);
  // The tests of the requirement's gates that are unknown of the row.
  void FindUnknown(size_t requirement, std::vector<uint32_t>& tests);
  // The tests of its gates that the row does not meet; says how many of them
  // are unmet. The others are unknown.
  int32_t FindOpen(size_t requirement, std::vector<uint32_t>& tests);

 private:
  // What holds of a test, packed as if it were all of the score.
  match::Judged At(uint32_t test) {
    const match::Judged judged = judged_[test];
    return judged != 0 ? judged : JudgeTest(test);
  }
  match::Judged JudgeTest(uint32_t test);

  const RequirementBlock& block_;
  const index::Segment& segment_;
  BlockTests tests_;
  // By test; 0: not judged yet.
  std::vector<match::Judged> judged_;
  int32_t row_ = -1;
  const index::Block* row_block_ = nullptr;
};

}  // namespace ketnoi::demand

#endif  // KETNOI_MATCHER_DEMAND_BLOCK_JUDGE_H_
