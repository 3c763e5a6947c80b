// The clauses whose solutions are the timetables that hold every meeting.

#ifndef KETNOI_MATCHER_SCHEDULE_MEETING_PROGRAM_H_
#define KETNOI_MATCHER_SCHEDULE_MEETING_PROGRAM_H_

#include <cstddef>
#include <cstdint>
#include <set>
#include <utility>
#include <vector>

#include "matcher/optimize/at.h"
#include "matcher/optimize/sat_solver.h"
#include "matcher/schedule/fair_index.h"
#include "matcher/schedule/slot_set.h"

namespace ketnoi::schedule {

// Says everything but which table and interpreter a meeting has: of these, that
// there are enough for the meetings that need one of some kinds, for each
// set of kinds that LimitKinds has been called with. By Hall's theorem,
// meetings of a slot that cannot all have one break such a limit. Not
// thread-safe.
class MeetingProgram {
 public:
  // `slots`: by wish, as FindMeetingSlots. Refers to all of them.
  MeetingProgram(const FairIndex& index, const std::vector<SlotSet>& slots,
                 optimize::SatSolver& solver);

  // The breaks of any two participants differ by `most` at most.
  void LimitDifference(int32_t most);
  // So many of them are true as there are breaks.
  std::vector<optimize::Literal> Breaks() const;
  // After kYes. By wish; kNone if it is forbidden.
  std::vector<int32_t> Slots() const;

  // In no slot are there more meetings that can have nothing of the pool but
  // `kinds`, which rise, than there are of these.
  void LimitKinds(const Pool& pool, const std::vector<int32_t>& kinds);

 private:
  optimize::Literal In(int32_t wish, int32_t slot) const {
    return in_[At(wish) * At(index_.slot_count) + At(slot)];
  }
  optimize::Literal Busy(int32_t participant, int32_t slot) const {
    return busy_[At(participant) * At(index_.slot_count) + At(slot)];
  }
  void AddWishes();
  void AddParticipant(int32_t participant);
  void AddRest(int32_t participant);
  void AddOrder();
  const std::vector<optimize::Literal>& UpTo(int32_t wish);
  void LimitTables();
  std::vector<int32_t> Bounded(const Pool& pool,
                               const std::vector<bool>& in_kinds,
                               int32_t slot) const;
  std::vector<optimize::Literal> Inputs(const std::vector<int32_t>& wishes,
                                        int32_t slot) const;
  void LimitMeetings(const std::vector<int32_t>& wishes, int32_t slot,
                     int32_t most);
  void LimitPeople(int32_t slot, int32_t least, int32_t most);

  const FairIndex& index_;
  const Fair& fair_;
  const std::vector<SlotSet>& slots_;
  optimize::SatSolver& solver_;
  bool one_by_one_ = true;  // nobody has several seats
  // Whether a wish is in a slot, by wish and slot; False() where it cannot be.
  std::vector<optimize::Literal> in_;
  std::vector<optimize::Literal> busy_;  // by participant and slot, likewise
  std::vector<std::vector<optimize::Literal>> breaks_;  // by participant
  // By wish of which something is after or before: it is up to a slot.
  std::vector<std::vector<optimize::Literal>> up_to_;
  std::vector<int32_t> apart_;  // participants no two of whom meet
};

}  // namespace ketnoi::schedule

#endif  // KETNOI_MATCHER_SCHEDULE_MEETING_PROGRAM_H_
