#include "matcher/schedule/choice_measures.h"

#include <algorithm>

#include "matcher/optimize/at.h"

namespace ketnoi::schedule {

ChoiceMeasures MeasureChoice(const Timetable& timetable) {
  const Fair& fair = *timetable.index().fair;
  ChoiceMeasures measures;
  for (size_t w = 0; w < fair.wishes.size(); ++w) {
    if (timetable.SlotOf(static_cast<int32_t>(w)) == kNone) continue;
    measures.value += fair.wishes[w].value;
    measures.musts += fair.wishes[w].must ? 1 : 0;
  }
  for (size_t p = 0; p < fair.participants.size(); ++p) {
    measures.missing +=
        std::max(0, fair.participants[p].min_meetings -
                        timetable.HeldBy(static_cast<int32_t>(p)));
  }
  return measures;
}

Measures AsMeasures(const ChoiceMeasures& choice) {
  Measures measures;
  measures.musts = choice.musts;
  measures.value = choice.value;
  measures.missing = choice.missing;
  return measures;
}

}  // namespace ketnoi::schedule
