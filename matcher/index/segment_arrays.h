// A segment as plain arrays, to write it down and to read it again.
//
// The arrays are those of memory, so reading is copying. What is read is
// checked before it is used: that every number which leads to something (an
// entry, a row, a place in another array, an id of the reference data) leads to
// something that is there, and that orders which searches rely on hold. So
// arrays of whatever origin give a segment that can be ranked and explained
// without harm, or an error; whether they are the right ones is for the caller
// to know.

#ifndef KETNOI_MATCHER_INDEX_SEGMENT_ARRAYS_H_
#define KETNOI_MATCHER_INDEX_SEGMENT_ARRAYS_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "matcher/index/segment.h"
#include "matcher/model/reference.h"

namespace ketnoi::index {

// The arrays of a segment, in the order in which ReadSegment takes them.
// Immutable.
class SegmentArrays {
 public:
  explicit SegmentArrays(std::shared_ptr<const Segment> segment);

  // They live as long as this.
  const std::vector<std::span<const std::byte>>& arrays() const {
    return arrays_;
  }

  // What pointers of a segment refer to, as numbers.
  struct FlatBlock {
    int32_t category;
    int32_t end;  // its rows; they begin where those before it end
    // How many are its own.
    int32_t columns;
    int32_t held;
  };
  struct FlatColumn {
    int32_t column;
    int32_t width;
    uint64_t first_line;   // in codes_; 0 if the width is 0
    uint64_t first_entry;  // in entries_ and rows_of_codes_
    uint64_t entries;
  };
  struct FlatHeld {
    int32_t scheme;
    int32_t width;
    uint64_t first_chunk;     // in held_chunks_
    uint64_t first_position;  // in held_positions_
    uint64_t first_word;      // in held_words_
  };

 private:
  const std::shared_ptr<const Segment> segment_;
  std::vector<FlatBlock> blocks_;
  std::vector<FlatColumn> columns_;
  std::vector<FlatHeld> held_;
  std::vector<uint8_t> attributes_;  // by attribute: 1 if there is a column
  std::vector<std::span<const std::byte>> arrays_;
};

// Where ReadSegment gets arrays from, one after another.
class ArraySource {
 public:
  virtual ~ArraySource() = default;
  // The size of the next array; OUT_OF_RANGE: there is none.
  virtual absl::StatusOr<size_t> NextBytes() = 0;
  // Fills `to`, of that size, and goes on to the next.
  virtual absl::Status Read(std::span<std::byte> to) = 0;
};

// DATA_LOSS: the arrays are not those of a segment with this reference data;
// errors of the source. O(bytes).
absl::StatusOr<std::shared_ptr<const Segment>> ReadSegment(
    const model::Reference& reference, ArraySource& source);

}  // namespace ketnoi::index

#endif  // KETNOI_MATCHER_INDEX_SEGMENT_ARRAYS_H_
