// Which suppliers of a segment were replaced.
//
// A set shares the pages that it has in common with the one it was made from,
// so that a write into a large catalogue copies one page and not a bit for each
// supplier. Immutable; thread-safe.

#ifndef KETNOI_MATCHER_INDEX_REPLACED_SET_H_
#define KETNOI_MATCHER_INDEX_REPLACED_SET_H_

#include <array>
#include <bit>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "matcher/index/bitmap.h"

namespace ketnoi::index {

class ReplacedSet {
 public:
  // Nobody of `suppliers`.
  explicit ReplacedSet(int32_t suppliers);

  // This set and `positions`. O(positions * 4 KiB), less if they are close to
  // each other.
  ReplacedSet With(std::span<const int32_t> positions) const;

  bool Test(int32_t position) const {
    const auto bit = static_cast<size_t>(position);
    return Word(bit / 64) >> (bit % 64) & 1;
  }
  // Bits [64 * number, 64 * number + 64).
  uint64_t Word(size_t number) const {
    const auto& page = pages_[number / kPageWords];
    return page ? (*page)[number % kPageWords] : 0;
  }
  // Takes them out of a set of the segment's suppliers. O(pages with one).
  void RemoveFrom(Bitmap& suppliers) const;

  // Calls `visit(position)`, ascending, for those that `before`, a set that
  // this one was made from, has not. O(pages that differ).
  template <class Visit>
  void ForEachSince(const ReplacedSet& before, Visit visit) const {
    for (size_t p = 0; p < pages_.size(); ++p) {
      if (pages_[p] == before.pages_[p]) continue;
      for (size_t w = p * kPageWords; w < (p + 1) * kPageWords; ++w) {
        for (uint64_t bits = Word(w) & ~before.Word(w); bits != 0;
             bits &= bits - 1) {
          visit(static_cast<int32_t>(w * 64) + std::countr_zero(bits));
        }
      }
    }
  }

 private:
  static constexpr size_t kPageWords = 512;
  using Page = std::array<uint64_t, kPageWords>;

  std::vector<std::shared_ptr<const Page>> pages_;  // null: nobody
};

}  // namespace ketnoi::index

#endif  // KETNOI_MATCHER_INDEX_REPLACED_SET_H_
