// Which parts of a snapshot are merged, and when.
//
// What readers pay for a snapshot grows with its parts, and what writers pay
// for merging with how often a supplier is copied. Parts of one snapshot stay
// within a geometric series: once the smaller parts together, or the replaced
// suppliers of a part, come to a share of it, they are merged. So there are
// O(log n) parts, and a supplier is copied O(log n) times.

#ifndef KETNOI_MATCHER_INDEX_FOLDING_H_
#define KETNOI_MATCHER_INDEX_FOLDING_H_

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "matcher/index/part.h"

namespace ketnoi::index {

// A segment of fewer suppliers is merged by the write that adds to it, in well
// below a millisecond; a larger one only beside the writes.
inline constexpr int32_t kSmallSegment = 16;

// The share is one in kFoldRatio for large segments; small ones are merged with
// those of their own size.
inline constexpr int64_t kFoldRatio = 8;
inline constexpr int64_t kSmallFoldRatio = 1;

inline bool IsSmall(const Part& part) {
  return part.segment->supplier_count() < kSmallSegment;
}

// Where the parts to be merged begin, of `parts` in descending order of size:
// at the first one of which `ratio` times the waste, the suppliers of later
// parts or its own replaced ones, comes to its size. parts.size(): nowhere.
size_t FirstToFold(std::span<const Part> parts, int64_t ratio);

// A merge of parts of a snapshot, made while later snapshots are published.
struct Fold {
  std::vector<Part> parts;  // as they were when it began
  std::shared_ptr<const Segment> merged;
};

}  // namespace ketnoi::index

#endif  // KETNOI_MATCHER_INDEX_FOLDING_H_
