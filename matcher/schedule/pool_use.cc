#include "matcher/schedule/pool_use.h"

namespace ketnoi::schedule {

PoolUse::PoolUse(const Pool& pool, int32_t slots)
    : pool_(pool),
      slots_(At(slots)),
      kinds_left_(slots_),
      kind_of_(pool.set_of.size(), kNone) {
  for (const Pool::Kind& kind : pool.kinds) {
    free_.insert(free_.end(), kind.capacity.begin(), kind.capacity.end());
    for (size_t s = 0; s < slots_; ++s) {
      kinds_left_[s] += kind.capacity[s] > 0 ? 1 : 0;
    }
  }
}

bool PoolUse::HasFree(int32_t wish, int32_t slot) const {
  if (kinds_left_[At(slot)] == 0) return false;
  for (const int32_t kind : pool_.KindsFor(wish)) {
    if (Free(kind, slot) > 0) return true;
  }
  return false;
}

void PoolUse::Set(int32_t wish, int32_t slot, int32_t kind) {
  if (kind_of_[At(wish)] != kNone) Give(wish, slot);
  kind_of_[At(wish)] = kind;
  if (--free_[Cell(kind, slot)] == 0) --kinds_left_[At(slot)];
}

void PoolUse::Give(int32_t wish, int32_t slot) {
  if (++free_[Cell(kind_of_[At(wish)], slot)] == 1) ++kinds_left_[At(slot)];
  kind_of_[At(wish)] = kNone;
}

bool PoolUse::Take(int32_t wish, int32_t slot,
                   const std::vector<int32_t>& in_slot,
                   std::vector<Shift>& shifts) {
  if (kinds_left_[At(slot)] == 0) return false;
  const std::vector<int32_t>& kinds = pool_.KindsFor(wish);
  for (const int32_t kind : kinds) {
    if (Free(kind, slot) > 0) {
      Set(wish, slot, kind);
      return true;
    }
  }
  if (pool_.settled_kinds == 1) return false;
  // Breadth first over kinds, from those that can do: who holds a unit of a
  // kind that was reached, and could hold one of another, reaches that.
  std::vector<Shift> by(pool_.kinds.size());  // how a kind was reached
  std::vector<bool> reached(pool_.kinds.size());
  std::vector<int32_t> queue = kinds;
  for (const int32_t kind : kinds) reached[At(kind)] = true;
  for (size_t next = 0; next < queue.size(); ++next) {
    const int32_t kind = queue[next];
    if (Free(kind, slot) > 0) {
      int32_t at = kind;
      while (by[At(at)].from != kNone) {
        const Shift& shift = by[At(at)];
        Set(shift.wish, slot, at);
        shifts.push_back(shift);
        at = shift.from;
      }
      Set(wish, slot, at);
      return true;
    }
    for (const int32_t other : in_slot) {
      if (kind_of_[At(other)] != kind) continue;
      for (const int32_t to : pool_.KindsFor(other)) {
        if (reached[At(to)]) continue;
        reached[At(to)] = true;
        by[At(to)] = {other, kind, to};
        queue.push_back(to);
      }
    }
  }
  return false;
}

}  // namespace ketnoi::schedule
