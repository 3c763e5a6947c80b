// Holds what is fixed.

#ifndef KETNOI_MATCHER_SCHEDULE_FIXED_H_
#define KETNOI_MATCHER_SCHEDULE_FIXED_H_

#include "absl/status/status.h"
#include "matcher/schedule/timetable.h"

namespace ketnoi::schedule {

// Holds the fixed wishes that the timetable does not hold yet.
// INVALID_ARGUMENT, naming one that cannot be held and the rule that is against
// it, if they cannot be held together: "wishes[3] is fixed to slot 1, and
// cannot be held there beside the others that are fixed, as wishes[0] is to
// come before it".
absl::Status PlaceFixed(Timetable& timetable);

}  // namespace ketnoi::schedule

#endif  // KETNOI_MATCHER_SCHEDULE_FIXED_H_
