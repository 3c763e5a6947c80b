// Whether arrays of unknown origin are those of a segment.

#ifndef KETNOI_MATCHER_INDEX_SEGMENT_CHECK_H_
#define KETNOI_MATCHER_INDEX_SEGMENT_CHECK_H_

#include "absl/status/status.h"
#include "matcher/index/segment.h"
#include "matcher/model/reference.h"

namespace ketnoi::index {

// Whether all that the segment's numbers lead to is there, and its orders are
// as they should be. Requires that the columns of its blocks lie within its
// arrays. DATA_LOSS names the first array that is not right. O(bytes).
absl::Status CheckSegment(const model::Reference& reference,
                          const Segment& segment);

}  // namespace ketnoi::index

#endif  // KETNOI_MATCHER_INDEX_SEGMENT_CHECK_H_
