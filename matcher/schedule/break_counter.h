// Clauses that say how many breaks an agenda has.

#ifndef KETNOI_MATCHER_SCHEDULE_BREAK_COUNTER_H_
#define KETNOI_MATCHER_SCHEDULE_BREAK_COUNTER_H_

#include <cstdint>
#include <vector>

#include "matcher/optimize/sat_solver.h"
#include "matcher/schedule/fair.h"

namespace ketnoi::schedule {

// The agenda of one participant.
struct AgendaLiterals {
  // By slot: whether the participant has a meeting; False() where none can be.
  std::vector<optimize::Literal> busy;
  int32_t meetings = 0;
  // Whether each is in a slot of its own, so that as many slots are busy.
  bool one_by_one = true;
};

// Literals of which the first is true exactly if there is a break, the next one
// exactly if there are two, and so on up to the most that there can be. Adds
// that as many slots are busy as there are meetings, too.
// O(slots * (meetings + breaks)) clauses.
std::vector<optimize::Literal> AddBreaks(const std::vector<Slot>& slots,
                                         const AgendaLiterals& agenda,
                                         optimize::SatSolver& solver);

}  // namespace ketnoi::schedule

#endif  // KETNOI_MATCHER_SCHEDULE_BREAK_COUNTER_H_
