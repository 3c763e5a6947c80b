// Which table each seated participant keeps over a day.

#ifndef KETNOI_MATCHER_SCHEDULE_SEAT_PLAN_H_
#define KETNOI_MATCHER_SCHEDULE_SEAT_PLAN_H_

#include <cstdint>
#include <vector>

#include "matcher/schedule/timetable.h"

namespace ketnoi::schedule {

// By wish: the table that is kept for it; kNone: none is. A seated participant
// gets one table for all meetings of a day that are in an area one after the
// other, if one of a kind that all of them could be held at is left; otherwise
// as few as can be, given those before. Of two who are seated the one with more
// meetings that day stays, the first if both have as many. Kinds of tables
// change where somebody can stay for that: within areas, unless moves of tables
// are a goal before those of areas, and not of wishes of `printed`: that has,
// by wish, the table that is kept whatever comes, or kNone. In each slot the
// tables that are not kept have room for all others. O(meetings * (tables +
// meetings of a slot)) at worst, mostly O(seated * tables).
std::vector<int32_t> PlanSeats(Timetable& timetable,
                               const std::vector<int32_t>& printed);

}  // namespace ketnoi::schedule

#endif  // KETNOI_MATCHER_SCHEDULE_SEAT_PLAN_H_
