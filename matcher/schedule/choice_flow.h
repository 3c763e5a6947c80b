// Which wishes would be held if it did not matter who else is busy when.

#ifndef KETNOI_MATCHER_SCHEDULE_CHOICE_FLOW_H_
#define KETNOI_MATCHER_SCHEDULE_CHOICE_FLOW_H_

#include <cstdint>
#include <vector>

#include "matcher/schedule/choice_measures.h"
#include "matcher/schedule/fair_index.h"

namespace ketnoi::schedule {

struct Choice {
  // Of the wishes that were chosen: no schedule is worth more.
  ChoiceMeasures measures;
  // By wish: what its worth would have to rise by for it to be chosen, at
  // least; 0 or less: it is chosen, or could be instead of another.
  std::vector<int64_t> slack;
  std::vector<bool> chosen;  // by wish
};

// The best choice, in `worth`, in which nobody has more meetings than wanted or
// than there are slots, and in which those of one side (that with fewer seats)
// are spread over the slots so that nobody needs more seats, and no slot more
// tables, than there are. Who is busy when on the other side is left out, and
// so is what only some tables have, interpreters, order and rest; so it is an
// upper bound. A minimum-cost flow, by LEMON's network simplex: about a second
// for 100,000 wishes and 60 slots. Requires worths below kMostWorth.
Choice ChooseByFlow(const FairIndex& index, const Worth& worth);

}  // namespace ketnoi::schedule

#endif  // KETNOI_MATCHER_SCHEDULE_CHOICE_FLOW_H_
