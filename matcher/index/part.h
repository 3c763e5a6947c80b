// A segment and which of its suppliers are still current.

#ifndef KETNOI_MATCHER_INDEX_PART_H_
#define KETNOI_MATCHER_INDEX_PART_H_

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "matcher/index/replaced_set.h"
#include "matcher/index/segment.h"
#include "matcher/model/reference.h"

namespace ketnoi::index {

// Immutable, as far as it is shared: what changes is copied.
struct Part {
  std::shared_ptr<const Segment> segment;
  std::shared_ptr<const ReplacedSet> replaced;  // by supplier position
  int32_t live = 0;                             // not replaced
  // By category: replaced suppliers that Segment::candidate_count counts.
  std::shared_ptr<const std::vector<int32_t>> replaced_candidates;

  // Current suppliers with a row at the category, below it or above it.
  int32_t CandidateCount(model::CategoryId category) const {
    return segment->candidate_count(category) -
           (*replaced_candidates)[category.index()];
  }
};

// A part of which nobody is replaced.
Part WholePart(const model::CategoryTree& tree,
               std::shared_ptr<const Segment> segment);

// Marks suppliers as replaced: distinct positions, current before.
void Replace(const model::CategoryTree& tree,
             std::span<const int32_t> positions, Part& part);

}  // namespace ketnoi::index

#endif  // KETNOI_MATCHER_INDEX_PART_H_
