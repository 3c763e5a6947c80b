// The judges of the tests of a block of requirements for one segment, made when
// first asked for.
//
// Internal to the matcher.

#ifndef KETNOI_MATCHER_DEMAND_BLOCK_TESTS_H_
#define KETNOI_MATCHER_DEMAND_BLOCK_TESTS_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "matcher/demand/requirement_set.h"
#include "matcher/index/segment.h"
#include "matcher/match/compile.h"
#include "matcher/match/judge.h"
#include "matcher/model/date.h"

namespace ketnoi::demand {

// Not thread-safe.
class BlockTests {
 public:
  // All must outlive the judges.
  BlockTests(const RequirementSet& set, const RequirementBlock& block,
             const index::Segment& segment, model::Date as_of);
  BlockTests(const BlockTests&) = delete;
  BlockTests& operator=(const BlockTests&) = delete;

  size_t size() const { return judges_.size(); }
  const match::Judge& judge(uint32_t test) {
    auto& judge = judges_[test];
    if (!judge) {
      judge = match::MakeJudge(program_, *block_.tests()[test], segment_);
    }
    return *judge;
  }

 private:
  const RequirementBlock& block_;
  const index::Segment& segment_;
  match::Program program_;  // of no criteria: what judges need of one
  std::vector<std::unique_ptr<match::Judge>> judges_;  // null: not asked yet
};

}  // namespace ketnoi::demand

#endif  // KETNOI_MATCHER_DEMAND_BLOCK_TESTS_H_
