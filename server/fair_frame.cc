#include "server/fair_frame.h"

#include "server/civil_time.h"

namespace ketnoi::server {

FairFrame FrameOf(const v1::Fair& fair) {
  FairFrame frame;
  frame.zone = TimeZoneFromName(fair.time_zone()).value_or(absl::UTCTimeZone());
  for (const v1::Session& session : fair.sessions()) {
    frame.sessions.insert(session.id());
    for (const v1::Slot& slot : session.slots()) {
      const absl::Time start = InstantOf(frame.zone, slot.start_time());
      frame.slots.push_back({slot.id(), session.id(), start,
                             start + absl::Minutes(slot.duration_minutes())});
      frame.slot_ids.insert(slot.id());
    }
  }
  for (const v1::Table& table : fair.tables()) frame.tables.insert(table.id());
  return frame;
}

}  // namespace ketnoi::server
