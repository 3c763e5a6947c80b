// A set of small integers, one bit each.

#ifndef KETNOI_MATCHER_INDEX_BITMAP_H_
#define KETNOI_MATCHER_INDEX_BITMAP_H_

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace ketnoi::index {

static_assert(std::endian::native == std::endian::little);

// A plain value; as thread-safe as a vector.
class Bitmap {
 public:
  Bitmap() = default;
  explicit Bitmap(size_t size) : words_((size + 63) / 64) {}

  bool Test(int32_t number) const { return (Word(number) >> Bit(number)) & 1; }
  // Returns whether it was new.
  bool Set(int32_t number) {
    // By bytes, so that sets of close numbers need not wait for each other.
    uint8_t& byte = reinterpret_cast<uint8_t*>(
        words_.data())[static_cast<size_t>(number) / 8];
    const auto bit = static_cast<uint8_t>(1u << number % 8);
    const bool is_new = (byte & bit) == 0;
    byte |= bit;
    return is_new;
  }
  // Empty, for numbers below `size`; keeps its memory.
  void Clear(size_t size) { words_.assign((size + 63) / 64, 0); }
  // Takes out what `words` has, whose first is word number `first`; those
  // beyond the end are left out.
  void ClearWords(size_t first, std::span<const uint64_t> words) {
    const size_t count = std::min(words.size(), words_.size() - first);
    for (size_t i = 0; i < count; ++i) words_[first + i] &= ~words[i];
  }
  const std::vector<uint64_t>& words() const { return words_; }

 private:
  uint64_t Word(int32_t number) const {
    return words_[static_cast<size_t>(number) / 64];
  }
  static size_t Bit(int32_t number) { return static_cast<size_t>(number) % 64; }

  std::vector<uint64_t> words_;
};

}  // namespace ketnoi::index

#endif  // KETNOI_MATCHER_INDEX_BITMAP_H_
