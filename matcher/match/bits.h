// Rows of a chunk as bits.

#ifndef KETNOI_MATCHER_MATCH_BITS_H_
#define KETNOI_MATCHER_MATCH_BITS_H_

#include <bit>
#include <cstddef>
#include <cstdint>

namespace ketnoi::match {

// Calls `use(number)` for each bit that is set, ascending.
template <class Use>
void ForEachBit(const uint64_t* words, size_t count, Use use) {
  for (size_t w = 0; w < count; ++w) {
    for (uint64_t bits = words[w]; bits != 0; bits &= bits - 1) {
      use(w * 64 + static_cast<size_t>(std::countr_zero(bits)));
    }
  }
}

}  // namespace ketnoi::match

#endif  // KETNOI_MATCHER_MATCH_BITS_H_
