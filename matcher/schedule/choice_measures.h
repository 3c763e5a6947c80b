// The first three goals of a fair: what depends on which wishes are held alone.

#ifndef KETNOI_MATCHER_SCHEDULE_CHOICE_MEASURES_H_
#define KETNOI_MATCHER_SCHEDULE_CHOICE_MEASURES_H_

#include <cstddef>
#include <cstdint>

#include "matcher/schedule/schedule.h"
#include "matcher/schedule/timetable.h"

namespace ketnoi::schedule {

inline constexpr size_t kChoiceGoals = 3;

struct ChoiceMeasures {
  int64_t musts = 0;
  int64_t value = 0;
  int64_t missing = 0;  // below floors
};

// Of the wishes that are held. O(wishes + participants).
ChoiceMeasures MeasureChoice(const Timetable& timetable);

// The others are 0.
Measures AsMeasures(const ChoiceMeasures& choice);

}  // namespace ketnoi::schedule

#endif  // KETNOI_MATCHER_SCHEDULE_CHOICE_MEASURES_H_
