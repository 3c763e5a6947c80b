// How far a fair is at a time: which of its meetings stay as they are, whatever
// becomes of those who hold them.

#ifndef KETNOI_SERVER_FAIR_AS_OF_H_
#define KETNOI_SERVER_FAIR_AS_OF_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/statusor.h"
#include "google/protobuf/timestamp.pb.h"
#include "ketnoi/store/v1/fair_schedule.pb.h"
#include "server/backend.h"
#include "server/fair_records.h"

namespace ketnoi::server {

struct PublishedFair;

// A meeting that was held or missed, or has begun and was not said to be
// cancelled. Positions are those of the
// records; slots are counted over all sessions.
struct SettledMeeting {
  int32_t wish = 0;
  int32_t slot = 0;
  int32_t table = 0;
  int32_t interpreter = -1;  // schedule::kNone: there is none
};

struct FairAsOf {
  int32_t first_slot = 0;               // that has not begun
  std::vector<SettledMeeting> settled;  // rising by wish
  // By wish of the records: its meeting was cancelled, and it was not changed
  // since. Empty: none.
  std::vector<bool> cancelled;
  // Settled meetings of the content whose wish, slot, table or interpreter is
  // no longer there, or whose wish is of others now: their positions there.
  std::vector<int32_t> orphans;
  // By wish of the records: its meeting is an orphan. Empty: none.
  std::vector<bool> held_apart;
};

// What people said of the meetings of a fair, and holds still; by id of the
// wish. What was said before a meeting was published again holds no longer.
struct MeetingNotes {
  absl::flat_hash_set<std::string> settled;  // HELD or NO_SHOW
  // CANCELLED, and when that was said. It holds also once the meeting was left
  // out for that.
  absl::flat_hash_map<std::string, google::protobuf::Timestamp> cancelled;
};

// Errors of the store. Thread-safe.
absl::StatusOr<MeetingNotes> ReadMeetingNotes(const Backend& backend,
                                              const std::string& fair,
                                              const PublishedFair& published);

// Of the meetings of `content` at the civil time `as_of_time`, which must have
// no problem in the fair's zone; empty: before all slots. Of slots that the
// fair no longer has, the times that were printed say whether they have begun.
// Pure.
FairAsOf FairAsOfTime(const FairRecords& records,
                      const store::v1::ScheduleContent& content,
                      const std::string& as_of_time, const MeetingNotes& notes);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_FAIR_AS_OF_H_
