// Makes one segment of the current suppliers of several.
//
// Works on columns, not on records: every distinct value is looked up once, and
// the rows of a block are copied as numbers.

#ifndef KETNOI_MATCHER_INDEX_SEGMENT_MERGER_H_
#define KETNOI_MATCHER_INDEX_SEGMENT_MERGER_H_

#include <functional>
#include <memory>
#include <span>

#include "matcher/index/part.h"
#include "matcher/model/reference.h"

namespace ketnoi::index {

// Returns what Segment::Build would of the current suppliers of `parts`, but
// for the numbers of entries and of their codes; a value that only replaced
// suppliers state is not kept. A supplier is current in one part at most.
//
// O(rows * columns), some 0.5 us a row; beside the result it takes the memory
// of the supplier and site numbers of `parts` and of one block. `cancelled` is
// asked once per block; if it says so, the result is null.
std::shared_ptr<const Segment> MergeSegments(
    const model::Reference& reference, std::span<const Part> parts,
    const std::function<bool()>& cancelled);

}  // namespace ketnoi::index

#endif  // KETNOI_MATCHER_INDEX_SEGMENT_MERGER_H_
