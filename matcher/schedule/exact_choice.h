// The best choice of a small fair, proven.

#ifndef KETNOI_MATCHER_SCHEDULE_EXACT_CHOICE_H_
#define KETNOI_MATCHER_SCHEDULE_EXACT_CHOICE_H_

#include "matcher/optimize/work.h"
#include "matcher/schedule/timetable.h"

namespace ketnoi::schedule {

// Makes the timetable as good in the first three goals as any can be, by
// integer programs, goal by goal; true: it is. False: the fair is too large for
// that, somebody is late, something settled, or the work used up; the timetable
// is as before, or better. Requires that fixed wishes are held. That nothing is
// better is the solver's word (integer_program.h).
bool ChooseExactly(Timetable& timetable, optimize::Work& work);

}  // namespace ketnoi::schedule

#endif  // KETNOI_MATCHER_SCHEDULE_EXACT_CHOICE_H_
