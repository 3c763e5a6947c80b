// Finds a place for a wish in a timetable, moving others to other slots.

#ifndef KETNOI_MATCHER_SCHEDULE_PLACEMENT_H_
#define KETNOI_MATCHER_SCHEDULE_PLACEMENT_H_

#include <cstdint>
#include <vector>

#include "matcher/optimize/work.h"
#include "matcher/schedule/random.h"
#include "matcher/schedule/timetable.h"

namespace ketnoi::schedule {

// Refers to the timetable and the work, of which a step is about what it takes
// to look at one meeting. Not thread-safe.
class Placement {
 public:
  Placement(Timetable& timetable, optimize::Work& work);

  // Holds the wish, which is not held, without letting go of any other: where
  // nobody has to move; else by swapping two slots along an alternating path
  // (Kempe chain); else by moving a meeting away from a slot whose tables are
  // taken. False, and nothing changed: none of that helped.
  bool Insert(int32_t wish);
  // The first of these alone.
  bool InsertWhereFree(int32_t wish);
  // The first two.
  bool InsertBySwaps(int32_t wish);

  // Moves all meetings of slot `a` that hang together with the participant's
  // meetings in `a` to slot `b`, and theirs in `b` to `a`. False, and nothing
  // changed: a rule is against it, or they are too many.
  bool SwapSlots(int32_t participant, int32_t a, int32_t b);
  // Likewise; where that needs more tables of a slot than there are, meetings
  // of that slot, taken at random, and what hangs together with them go the
  // other way.
  bool SwapBalanced(int32_t participant, int32_t a, int32_t b, Random& random);

 private:
  // More meetings than that are not swapped.
  static constexpr size_t kMostSwapped = 600;

  void StartSwap();
  bool Collect(int32_t participant, int32_t a, int32_t b);
  bool Visit(int32_t participant);
  int32_t MoreFrom(int32_t a) const;
  bool Swap(int32_t a, int32_t b);
  bool FreeAndPlace(int32_t wish, int32_t slot, int32_t busy);
  bool InsertAtFreedTable(int32_t wish);
  bool MoveAway(int32_t wish, int32_t slot);

  Timetable& timetable_;
  optimize::Work& work_;
  // Of one swap.
  uint32_t stamp_ = 0;
  std::vector<uint32_t> visited_;      // by participant: the stamp
  std::vector<int32_t> participants_;  // in the order of the visit
  std::vector<int32_t> wishes_;
  std::vector<uint32_t> collected_;  // by wish: the stamp
};

}  // namespace ketnoi::schedule

#endif  // KETNOI_MATCHER_SCHEDULE_PLACEMENT_H_
