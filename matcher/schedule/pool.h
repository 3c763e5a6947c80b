// What a meeting takes one unit of in its slot: a table, or an interpreter.

#ifndef KETNOI_MATCHER_SCHEDULE_POOL_H_
#define KETNOI_MATCHER_SCHEDULE_POOL_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "matcher/optimize/at.h"
#include "matcher/schedule/fair.h"

namespace ketnoi::schedule {

// Tables that no rule tells apart are of one kind, and so are interpreters: a
// search chooses kinds, and who in particular is settled at the end.
struct Pool {
  struct Kind {
    std::vector<int32_t> members;   // positions in the fair, rising
    int32_t area = 0;               // of tables
    std::vector<int32_t> capacity;  // by slot
  };

  std::vector<Kind> kinds;
  // The kinds from here on are for settled meetings alone: what these take, in
  // their slots. It is not in the other kinds of the same members.
  size_t settled_kinds = 0;
  // Kinds that can do, by set; a wish takes one of its set's, or needs nothing.
  std::vector<std::vector<int32_t>> sets;
  // By set: where one of its kinds has members, whatever is settled.
  std::vector<SlotSet> slots_of;
  std::vector<int32_t> set_of;  // by wish; kNone: needs nothing

  bool Needs(int32_t wish) const { return set_of[At(wish)] != kNone; }
  // The kinds for a wish that needs one.
  const std::vector<int32_t>& KindsFor(int32_t wish) const {
    return sets[At(set_of[At(wish)])];
  }
  // The slots in which one of those has members.
  const SlotSet& SlotsFor(int32_t wish) const {
    return slots_of[At(set_of[At(wish)])];
  }
};

// The kinds of the fair's tables, and which each wish could be held at.
// O(wishes + tables log tables), and O(tables) for each different demand of
// wishes.
Pool TablePool(const Fair& fair);

// The kinds of interpreters; wishes between two who understand each other need
// none.
Pool InterpreterPool(const Fair& fair);

}  // namespace ketnoi::schedule

#endif  // KETNOI_MATCHER_SCHEDULE_POOL_H_
