// Packs which entries the rows of each block have (packed_codes.h).

#ifndef KETNOI_MATCHER_INDEX_BLOCK_PACKER_H_
#define KETNOI_MATCHER_INDEX_BLOCK_PACKER_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "matcher/index/segment.h"

namespace ketnoi::index {

// Appends the blocks of a segment in their order. Used while the segment is
// made; not thread-safe.
class BlockPacker {
 public:
  // `segment` must outlive the packer.
  explicit BlockPacker(Segment& segment) : segment_(segment) {}

  // Begins the block of the rows [end of the last block, end).
  void Begin(model::CategoryId category, int32_t end);
  // Appends a column of the block that was begun last: an entry for each of its
  // rows. Does nothing if no row states the column. Columns come by ascending
  // id, and have the entry count that they have in the end or fewer.
  void Pack(ColumnId column, std::span<const int32_t> entries);
  // After the last block; nothing may be called afterwards.
  void Finish();

 private:
  // A column whose spans are not known yet.
  struct Packed {
    ColumnId column;
    uint8_t width;
    size_t first_line;  // in codes_
    size_t first_entry;
    size_t entries;
  };

  // Numbers the distinct ones of `entries` in the order of their first
  // occurrence and counts the rows of each, at the end of the segment's lists.
  // Returns whether any of them is not 0; if not, nothing is appended.
  bool NumberDistinct(std::span<const int32_t> entries);

  Segment& segment_;
  std::vector<Packed> packed_;
  std::vector<size_t> packed_begin_;  // by block
  std::vector<int32_t> code_of_;      // by entry; -1 outside of Pack
};

}  // namespace ketnoi::index

#endif  // KETNOI_MATCHER_INDEX_BLOCK_PACKER_H_
