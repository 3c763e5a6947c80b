// A segment and which of its suppliers are still current.

#ifndef KETNOI_MATCHER_INDEX_PART_H_
#define KETNOI_MATCHER_INDEX_PART_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "matcher/index/bitmap.h"
#include "matcher/index/segment.h"
#include "matcher/model/ids.h"

namespace ketnoi::index {

// Immutable, as far as it is shared: what changes is copied.
struct Part {
  std::shared_ptr<const Segment> segment;
  std::shared_ptr<const Bitmap> replaced;  // by supplier position
  int32_t live = 0;                        // not replaced
  // By category: replaced suppliers that Segment::candidate_count counts.
  std::shared_ptr<const std::vector<int32_t>> replaced_candidates;

  // Current suppliers with a row at the category, below it or above it.
  int32_t CandidateCount(model::CategoryId category) const {
    return segment->candidate_count(category) -
           (*replaced_candidates)[category.index()];
  }
};

}  // namespace ketnoi::index

#endif  // KETNOI_MATCHER_INDEX_PART_H_
