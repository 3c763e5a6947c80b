// How much of a pool the meetings of each slot take.

#ifndef KETNOI_MATCHER_SCHEDULE_POOL_USE_H_
#define KETNOI_MATCHER_SCHEDULE_POOL_USE_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "matcher/optimize/at.h"
#include "matcher/schedule/pool.h"

namespace ketnoi::schedule {

// Refers to the pool. Not thread-safe.
class PoolUse {
 public:
  // A wish that holds a unit went from one kind to another of the same slot.
  struct Shift {
    int32_t wish = 0;
    int32_t from = kNone;
    int32_t to = kNone;
  };

  PoolUse(const Pool& pool, int32_t slots);

  // The kind that the wish holds a unit of; kNone: of none.
  int32_t KindOf(int32_t wish) const { return kind_of_[At(wish)]; }
  int32_t Free(int32_t kind, int32_t slot) const {
    return free_[Cell(kind, slot)];
  }
  // Whether some kind that can do has a unit left, as things are.
  bool HasFree(int32_t wish, int32_t slot) const;

  // Takes a unit for the wish, which must need one. If all kinds that can do
  // are taken, moves others of `in_slot`, the wishes held in the slot, to other
  // kinds, and adds these moves to `shifts` in their order; if that does not
  // help, nothing changes and it returns false. O(kinds that can do), or
  // O(in_slot * kinds).
  bool Take(int32_t wish, int32_t slot, const std::vector<int32_t>& in_slot,
            std::vector<Shift>& shifts);
  // The wish must hold a unit in the slot.
  void Give(int32_t wish, int32_t slot);
  // The wish takes or changes to this kind, which must have a unit left.
  void Set(int32_t wish, int32_t slot, int32_t kind);

 private:
  size_t Cell(int32_t kind, int32_t slot) const {
    return At(kind) * slots_ + At(slot);
  }

  const Pool& pool_;
  size_t slots_;
  std::vector<int32_t> free_;        // by kind and slot
  std::vector<int32_t> kinds_left_;  // by slot: those that have a unit left
  std::vector<int32_t> kind_of_;
};

}  // namespace ketnoi::schedule

#endif  // KETNOI_MATCHER_SCHEDULE_POOL_USE_H_
