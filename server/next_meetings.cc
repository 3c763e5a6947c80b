#include "server/next_meetings.h"

#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "fmt/format.h"
#include "google/protobuf/util/time_util.h"
#include "server/fair_frame.h"
#include "server/resource_name.h"
#include "server/translate_fair.h"

namespace ketnoi::server {
namespace {

google::protobuf::Timestamp MeetingTime(absl::Time time) {
  return google::protobuf::util::TimeUtil::NanosecondsToTimestamp(
      absl::ToUnixNanos(time));
}

std::string PublishedId(const std::string& name) {
  return std::string(LastId(name));
}

// Whether agendas print the same of both.
bool SameMeeting(const PublishedMeeting& a, const PublishedMeeting& b) {
  return a.buyer() == b.buyer() && a.supplier() == b.supplier() &&
         a.slot() == b.slot() && a.start_seconds() == b.start_seconds() &&
         a.end_seconds() == b.end_seconds() && a.table() == b.table() &&
         a.interpreter() == b.interpreter();
}

// The meetings of a schedule, as they would be published for the first time.
class NewMeetings {
 public:
  NewMeetings(const store::v1::ScheduleContent& content,
              const FairRecords& records)
      : content_(content) {
    const FairFrame frame = FrameOf(records.fair);
    for (const FairFrame::Slot& slot : frame.slots)
      slots_.emplace(slot.id, slot);
    for (const v1::Wish& wish : records.wishes) {
      if (wish.has_pair_score()) {
        scores_.emplace(PublishedId(wish.name()), &wish.pair_score());
      }
    }
  }

  // `before`: as it is published, if it is.
  absl::StatusOr<PublishedMeeting> Of(
      const store::v1::ScheduleContent::Meeting& meeting,
      const PublishedMeeting* before) const {
    PublishedMeeting to;
    to.set_wish(meeting.wish());
    to.set_buyer(content_.participants(meeting.buyer()));
    to.set_supplier(content_.participants(meeting.supplier()));
    to.set_slot(content_.slots(meeting.slot()));
    const auto slot = slots_.find(to.slot());
    if (slot != slots_.end()) {
      to.set_start_seconds(absl::ToUnixSeconds(slot->second.start));
      to.set_end_seconds(absl::ToUnixSeconds(slot->second.end));
    } else if (before != nullptr && !before->cancelled() &&
               before->slot() == to.slot()) {
      to.set_start_seconds(before->start_seconds());
      to.set_end_seconds(before->end_seconds());
    } else {
      return NotSchedulable(
          "MEETINGS",
          fmt::format("the fair no longer has the slot '{}'", to.slot()));
    }
    to.set_table(content_.tables(meeting.table()));
    if (meeting.has_interpreter()) {
      to.set_interpreter(content_.interpreters(meeting.interpreter()));
    }
    const auto score = scores_.find(to.wish());
    if (score != scores_.end()) *to.mutable_pair_score() = *score->second;
    return to;
  }

 private:
  const store::v1::ScheduleContent& content_;
  absl::flat_hash_map<std::string, FairFrame::Slot> slots_;
  absl::flat_hash_map<std::string, const v1::PairScore*> scores_;  // by wish
};

// Makes `meeting` what it is now that it is held as `to`, or, without one, not.
void Change(const PublishedMeeting* to, int32_t schedule_number, absl::Time now,
            PublishedMeeting& meeting) {
  const bool cancelled = to == nullptr;
  if (to != nullptr) {
    meeting.set_slot(to->slot());
    meeting.set_start_seconds(to->start_seconds());
    meeting.set_end_seconds(to->end_seconds());
    meeting.set_table(to->table());
    meeting.set_interpreter(to->interpreter());
    // The wish may be of others since.
    meeting.set_buyer(to->buyer());
    meeting.set_supplier(to->supplier());
  }
  meeting.set_sequence(meeting.sequence() + 1);
  if (meeting.cancelled() != cancelled) {
    meeting.set_planned_sequence(cancelled ? meeting.status_sequence() : 0);
    meeting.set_cancelled(cancelled);
    meeting.set_status_sequence(meeting.sequence());
  }
  meeting.set_schedule(schedule_number);
  *meeting.mutable_update_time() = MeetingTime(now);
}

}  // namespace

absl::StatusOr<std::vector<PublishedMeeting>> NextMeetings(
    const std::vector<PublishedMeeting>& before,
    const store::v1::ScheduleContent& content, int32_t schedule_number,
    const FairRecords& records, absl::Time now,
    v1::PublishScheduleResponse& response) {
  const NewMeetings made(content, records);
  std::vector<PublishedMeeting> next;
  int32_t added = 0, moved = 0, cancelled = 0;
  auto old = before.begin();
  const auto cancel = [&] {
    PublishedMeeting& meeting = next.emplace_back(*old++);
    if (meeting.cancelled()) return;
    Change(nullptr, schedule_number, now, meeting);
    ++cancelled;
  };
  for (const auto& meeting : content.meetings()) {
    while (old != before.end() && old->wish() < meeting.wish()) cancel();
    const bool is_new = old == before.end() || old->wish() != meeting.wish();
    auto to = made.Of(meeting, is_new ? nullptr : &*old);
    if (!to.ok()) return to.status();
    if (is_new) {
      PublishedMeeting& first = next.emplace_back(*std::move(to));
      first.set_schedule(schedule_number);
      *first.mutable_create_time() = MeetingTime(now);
      *first.mutable_update_time() = MeetingTime(now);
      ++added;
      continue;
    }
    PublishedMeeting& same = next.emplace_back(*old++);
    if (!same.cancelled() && SameMeeting(same, *to)) continue;
    ++(same.cancelled() ? added : moved);
    Change(&*to, schedule_number, now, same);
  }
  while (old != before.end()) cancel();
  response.set_added_count(added);
  response.set_moved_count(moved);
  response.set_cancelled_count(cancelled);
  return next;
}

}  // namespace ketnoi::server
