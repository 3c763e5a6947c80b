// What a gate says of each code of a column, two bits a code.

#ifndef KETNOI_MATCHER_MATCH_MARK_TABLE_H_
#define KETNOI_MATCHER_MATCH_MARK_TABLE_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace ketnoi::match {

// A gate says at most four different things, so that what it says of 512 codes
// fits into two of the widest registers, where it is looked up (kernel.h).
// Immutable; thread-safe.
class MarkTable {
 public:
  // How many codes a page of the table has.
  static constexpr size_t kPageCodes = 512;

  // No codes.
  MarkTable() = default;
  // By code; at most four different ones.
  explicit MarkTable(std::span<const uint8_t> marks);

  uint8_t At(uint32_t code) const {
    const uint32_t kind = packed_[code / 4] >> code % 4 * 2 & 3;
    return static_cast<uint8_t>(marks_ >> 8 * kind);
  }
  size_t size() const { return size_; }
  // Whole pages of kPageCodes / 4 bytes: which mark, for each code, the first
  // code in the lowest bits.
  const uint8_t* packed() const { return packed_.data(); }
  // The four marks, the first in the lowest byte.
  uint32_t marks() const { return marks_; }
  size_t Bytes() const { return packed_.capacity(); }

 private:
  size_t size_ = 0;
  uint32_t marks_ = 0;
  std::vector<uint8_t> packed_;
};

}  // namespace ketnoi::match

#endif  // KETNOI_MATCHER_MATCH_MARK_TABLE_H_
