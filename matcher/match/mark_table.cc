#include "matcher/match/mark_table.h"

#include <algorithm>
#include <array>

namespace ketnoi::match {

MarkTable::MarkTable(std::span<const uint8_t> marks) : size_(marks.size()) {
  const size_t pages = (size_ + kPageCodes - 1) / kPageCodes;
  packed_.resize(pages * kPageCodes / 4 + 3);  // may be read as four bytes
  std::array<int8_t, 256> kinds;
  kinds.fill(-1);
  int8_t next = 0;
  for (size_t code = 0; code < size_; ++code) {
    int8_t& kind = kinds[marks[code]];
    if (kind < 0) {
      kind = next++;
      marks_ |= uint32_t{marks[code]} << 8 * kind;
    }
    packed_[code / 4] =
        static_cast<uint8_t>(packed_[code / 4] | kind << code % 4 * 2);
  }
}

}  // namespace ketnoi::match
