// Makes room for a meeting by letting go of others.

#ifndef KETNOI_MATCHER_SCHEDULE_EVICTION_H_
#define KETNOI_MATCHER_SCHEDULE_EVICTION_H_

#include <cstdint>
#include <limits>
#include <vector>

#include "matcher/optimize/work.h"
#include "matcher/schedule/random.h"
#include "matcher/schedule/timetable.h"

namespace ketnoi::schedule {

// Refers to its arguments. Not thread-safe.
class Eviction {
 public:
  static constexpr int64_t kNever = std::numeric_limits<int64_t>::max() / 8;

  Eviction(Timetable& timetable, Random& random, optimize::Work& work)
      : timetable_(timetable), random_(random), work_(work) {}

  // Holds the wish, which is not held, in the slot, and lets go of what is in
  // its way: for seats, order, rest, maxima and tables, each time of what is
  // worth least. False: somebody in its way cannot go, or more than that is;
  // the caller undoes what was done.
  bool Hold(int32_t wish, int32_t slot);
  // What the latest Hold let go of.
  const std::vector<int32_t>& evicted() const { return evicted_; }

  // What it would cost to give the participant a seat in the slot: 0 if there
  // is one; kNever if nobody can go.
  int64_t CostOfSeat(int32_t participant, int32_t slot) const;

 private:
  int32_t CheapestIn(int32_t participant, int32_t slot) const;
  int32_t CheaperOf(int32_t first, int32_t second) const;
  int64_t LossOfAll(int32_t participant, int32_t slot) const;
  bool LetGo(int32_t wish);
  bool EvictFrom(int32_t participant, int32_t slot);
  bool EvictOutOfOrder(int32_t wish, int32_t slot);
  bool EvictForRest(int32_t participant, int32_t slot);
  bool EvictFull(int32_t participant);
  bool EvictAtTable(int32_t wish, int32_t slot);

  Timetable& timetable_;
  Random& random_;
  optimize::Work& work_;
  std::vector<int32_t> evicted_;
};

}  // namespace ketnoi::schedule

#endif  // KETNOI_MATCHER_SCHEDULE_EVICTION_H_
