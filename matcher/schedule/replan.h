// Makes the schedule of a fair again, after something happened, and keeps what
// was printed wherever it can.

#ifndef KETNOI_MATCHER_SCHEDULE_REPLAN_H_
#define KETNOI_MATCHER_SCHEDULE_REPLAN_H_

#include <cstdint>
#include <functional>

#include "absl/status/statusor.h"
#include "matcher/schedule/fair.h"
#include "matcher/schedule/schedule.h"
#include "matcher/schedule/solve.h"

namespace ketnoi::schedule {

struct ReplanOptions {
  uint64_t seed = 1;
  // As SolveOptions::steps: these take some 0.3 s of a core.
  int64_t steps = 20'000'000;
  // The first slot that has not begun; slots before it stay as printed. 0 to
  // the number of slots.
  int32_t first_slot = 0;
  // How much value is given up at most to keep one agenda as it was printed.
  // Below 0: the mean value of the meetings that were printed.
  int64_t change_cost = -1;
};

struct Replanned {
  Solution solution;
  // Participants of whom a printed meeting is gone, or at another time or
  // table.
  int32_t changed_agendas = 0;
};

// `fair` is as things are now: who is gone, or which table is broken, is not
// available from `first_slot` on; who was added is marked late. `printed` is in
// its positions; meetings of wishes that are gone are not in it. Meetings in
// slots before `first_slot` stay, and none are added there. Of the others as
// many stay as can; what is free is given to wishes that are left out; and
// meetings move where that is worth more than what it changes. Deterministic
// and stopped as Solve; Check holds. INVALID_ARGUMENT also if `printed` names
// what is not there, or what has begun cannot have been.
absl::StatusOr<Replanned> Replan(const Fair& fair, const Schedule& printed,
                                 const ReplanOptions& options,
                                 const std::function<bool()>& stop);

// The fixed wishes that cannot be held in their slots beside what is settled
// and the fixed wishes before them: before are those that `printed` has in
// their slots, then musts, then those of higher value. In that order. Replan
// holds all fixed wishes if there are none. INVALID_ARGUMENT as Replan.
absl::StatusOr<std::vector<int32_t>> FixedThatCollide(const Fair& fair,
                                                      const Schedule& printed);

// By participant: whether a printed meeting is gone, or at another time or
// table.
std::vector<bool> ChangedAgendas(const Fair& fair, const Schedule& printed,
                                 const Schedule& now);

}  // namespace ketnoi::schedule

#endif  // KETNOI_MATCHER_SCHEDULE_REPLAN_H_
