// Who sits at which table, and with which interpreter, once slots and kinds are
// settled.

#ifndef KETNOI_MATCHER_SCHEDULE_SEATING_H_
#define KETNOI_MATCHER_SCHEDULE_SEATING_H_

#include "matcher/schedule/schedule.h"
#include "matcher/schedule/timetable.h"

namespace ketnoi::schedule {

// The schedule of what the timetable holds. Slot by slot, seated participants
// keep their table if it is of the kind and not taken; the others get tables at
// which nobody stays, where there are some. O(meetings * tables of the kind).
Schedule Seat(const Timetable& timetable);

}  // namespace ketnoi::schedule

#endif  // KETNOI_MATCHER_SCHEDULE_SEATING_H_
