// Which entry of a column each row of a block has, in as few bytes as the
// block's own distinct entries need.
//
// A block numbers the entries that its rows have; the numbers (codes) take
// none, one, two or four bytes a row. Most columns of a category have at most
// 256 distinct entries. Codes are padded, so that reading kPadding bytes past
// the last is allowed.

#ifndef KETNOI_MATCHER_INDEX_PACKED_CODES_H_
#define KETNOI_MATCHER_INDEX_PACKED_CODES_H_

#include <cstddef>
#include <cstdint>
#include <span>

#include "matcher/index/columns.h"

namespace ketnoi::index {

// The position of a row, a site or an entry in an array.
inline size_t Index(int32_t number) { return static_cast<size_t>(number); }

inline constexpr size_t kPadding = 64;
// Rows of a block are scanned in chunks of so many.
inline constexpr int32_t kChunkRows = 4096;

// A column of one block. A view; lives as long as the segment.
struct PackedCodes {
  ColumnId column;
  // Bytes a code: 1, 2 or 4; 0: every row has entries[0].
  uint8_t width = 0;
  const uint8_t* codes = nullptr;
  std::span<const int32_t> entries;  // by code
  std::span<const int32_t> rows;     // by code: how many rows have it

  // `row`: within the block.
  uint32_t CodeAt(int32_t row) const {
    const auto index = static_cast<size_t>(row);
    switch (width) {
      case 1:
        return codes[index];
      case 2:
        return reinterpret_cast<const uint16_t*>(codes)[index];
      case 4:
        return reinterpret_cast<const uint32_t*>(codes)[index];
      default:
        return 0;
    }
  }
  int32_t EntryAt(int32_t row) const { return entries[CodeAt(row)]; }
};

// The rows of one block whose sites hold certificates of one scheme, and which
// of the scheme's holdings (Segment::holding) each has, chunk by chunk: those
// of chunk c are [begin[c], begin[c + 1]). A view; lives as long as the
// segment.
struct HeldCodes {
  int32_t scheme = -1;
  uint8_t width = 2;  // bytes a code: 2 or 4, the lower word first
  const uint32_t* begin = nullptr;
  const uint16_t* positions = nullptr;  // within the chunk, ascending
  const uint16_t* words = nullptr;      // the codes
};

}  // namespace ketnoi::index

#endif  // KETNOI_MATCHER_INDEX_PACKED_CODES_H_
