// In which slots each wish can be if all of them are to be held.

#ifndef KETNOI_MATCHER_SCHEDULE_MEETING_SLOTS_H_
#define KETNOI_MATCHER_SCHEDULE_MEETING_SLOTS_H_

#include <optional>
#include <vector>

#include "matcher/schedule/all_meetings.h"
#include "matcher/schedule/fair_index.h"
#include "matcher/schedule/slot_set.h"

namespace ketnoi::schedule {

struct MeetingSlots {
  std::vector<SlotSet> of;  // by wish; empty if it is forbidden
  // The first thing found for which not all can be held.
  std::optional<Obstacle> obstacle;
};

// Slots that the order of wishes and wishes with one slot alone leave to the
// others. Polynomial: that nothing is found does not mean that all can be held.
MeetingSlots FindMeetingSlots(const FairIndex& index);

}  // namespace ketnoi::schedule

#endif  // KETNOI_MATCHER_SCHEDULE_MEETING_SLOTS_H_
