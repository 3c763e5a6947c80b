// Who sits at which table, and with which interpreter, once slots and kinds are
// settled.

#ifndef KETNOI_MATCHER_SCHEDULE_SEATING_H_
#define KETNOI_MATCHER_SCHEDULE_SEATING_H_

#include "matcher/schedule/schedule.h"
#include "matcher/schedule/timetable.h"

namespace ketnoi::schedule {

// The schedule of what the timetable holds: what is settled as it is. Wishes
// that are in the slot of `printed` keep its table and interpreter, if they are
// still of these kinds and have room. Seated participants keep a table as
// PlanSeats says, for which others may change kinds, unless that of
// SeatSlotBySlot is as good. O(meetings * (tables + meetings of a slot)) at
// worst.
Schedule Seat(const Timetable& timetable, const Schedule& printed);

// The same, looking at one slot after the other: after what was printed, seated
// participants keep their table if it is of the kind and not taken; the others
// get tables at which nobody stays, where there are some. O(meetings * tables
// of the kind).
Schedule SeatSlotBySlot(const Timetable& timetable, const Schedule& printed);

}  // namespace ketnoi::schedule

#endif  // KETNOI_MATCHER_SCHEDULE_SEATING_H_
