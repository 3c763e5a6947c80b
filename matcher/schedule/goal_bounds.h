// What no schedule exceeds, goal by goal.

#ifndef KETNOI_MATCHER_SCHEDULE_GOAL_BOUNDS_H_
#define KETNOI_MATCHER_SCHEDULE_GOAL_BOUNDS_H_

#include <array>
#include <cstdint>

#include "matcher/schedule/choice_measures.h"
#include "matcher/schedule/fair_index.h"
#include "matcher/schedule/schedule.h"

namespace ketnoi::schedule {

// In the order of the fair's goals, each so that more is better: no schedule
// that is at least as good as `reached` in the goals before exceeds it. `best`:
// no choice is worth more, in the fair's worth. Where a goal before is not at
// its bound, a goal is bounded as if it were the only one: the value by another
// flow, others by counting.
std::array<int64_t, kGoalCount> GoalBounds(const FairIndex& index,
                                           const ChoiceMeasures& best,
                                           const Measures& reached);

}  // namespace ketnoi::schedule

#endif  // KETNOI_MATCHER_SCHEDULE_GOAL_BOUNDS_H_
