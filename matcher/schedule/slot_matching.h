// The best wishes for one slot, given what is held in the others.

#ifndef KETNOI_MATCHER_SCHEDULE_SLOT_MATCHING_H_
#define KETNOI_MATCHER_SCHEDULE_SLOT_MATCHING_H_

#include <cstdint>

#include "matcher/optimize/work.h"
#include "matcher/schedule/timetable.h"

namespace ketnoi::schedule {

// Holds in the slot, instead of what it has, the wishes of the most worth among
// those that are held nowhere else and of nobody who is late: a matching, by
// LEMON's network simplex. Which tables suit, interpreters, order and rest are
// looked at only when it is taken over; if the timetable is worth less then,
// nothing changes. True: it is worth more. Fixed wishes stay. Takes steps of
// the work by wishes that are looked at.
bool Rematch(Timetable& timetable, int32_t slot, optimize::Work& work);

}  // namespace ketnoi::schedule

#endif  // KETNOI_MATCHER_SCHEDULE_SLOT_MATCHING_H_
