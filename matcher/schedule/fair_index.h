// A fair as searches want it: what follows from it, worked out once.

#ifndef KETNOI_MATCHER_SCHEDULE_FAIR_INDEX_H_
#define KETNOI_MATCHER_SCHEDULE_FAIR_INDEX_H_

#include <cstdint>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "matcher/optimize/at.h"
#include "matcher/schedule/fair.h"
#include "matcher/schedule/pool.h"

namespace ketnoi::schedule {

// The first three goals as one number: what a schedule is worth is musts * must
// + value * value - missing * floor. Of two schedules the better one in the
// order of the goals is worth more.
struct Worth {
  int64_t must = 0;
  int64_t value = 0;
  int64_t floor = 0;
};

// Worth of all wishes together, times what flows add to it, is below this.
inline constexpr int64_t kMostWorth = int64_t{1} << 61;

// Refers to the fair, which must be valid and live as long. Immutable.
struct FairIndex {
  const Fair* fair = nullptr;
  int32_t slot_count = 0;
  Worth worth;
  Pool tables;
  Pool interpreters;
  // By wish: the slots in which nothing is against it but other meetings.
  // Empty if it is forbidden.
  std::vector<SlotSet> can;
  // By wish: `worth` of it, without floors.
  std::vector<int64_t> worth_of;
  // By participant: the wishes, rising.
  std::vector<std::vector<int32_t>> wishes_of;
  // By wish: those that come before it if held, and after it.
  std::vector<std::vector<int32_t>> before, after;
  // Whether a wish is in either.
  std::vector<bool> ordered;
  // By participant: meetings at most, as slots and maximum allow.
  std::vector<int32_t> most;
  // By participant: settled meetings for which it would have no seat.
  struct Beyond {
    int32_t slot = 0;
    int32_t meetings = 0;
  };
  std::vector<std::vector<Beyond>> beyond;

  // Whether the wish is of somebody who is late: it gets only what is free.
  bool IsLate(int32_t wish) const {
    const Wish& of = fair->wishes[At(wish)];
    return fair->participants[At(of.a)].late ||
           fair->participants[At(of.b)].late;
  }
};

// INVALID_ARGUMENT if values, musts and floors are so many and large that they
// cannot be told apart in 64 bits. O(wishes * kinds).
absl::StatusOr<FairIndex> IndexFair(const Fair& fair);

}  // namespace ketnoi::schedule

#endif  // KETNOI_MATCHER_SCHEDULE_FAIR_INDEX_H_
