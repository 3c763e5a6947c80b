#include "server/schedule_comparison.h"

#include <utility>

namespace ketnoi::server {
namespace {

using ComparedMeeting = store::v1::ScheduleContent::Meeting;

bool SameTime(const v1::ScheduledMeeting& a, const v1::ScheduledMeeting& b) {
  return a.start_time().seconds() == b.start_time().seconds() &&
         a.end_time().seconds() == b.end_time().seconds();
}

v1::MeetingChangeKind ChangeKindOf(const v1::MeetingChange& change) {
  if (!change.has_before()) return v1::MEETING_CHANGE_KIND_ADDED;
  if (!change.has_after()) return v1::MEETING_CHANGE_KIND_REMOVED;
  const v1::ScheduledMeeting& before = change.before();
  const v1::ScheduledMeeting& after = change.after();
  if (before.slot() != after.slot() || !SameTime(before, after)) {
    return v1::MEETING_CHANGE_KIND_SLOT;
  }
  if (before.table() != after.table()) return v1::MEETING_CHANGE_KIND_TABLE;
  return before.interpreter() != after.interpreter()
             ? v1::MEETING_CHANGE_KIND_INTERPRETER
             : v1::MEETING_CHANGE_KIND_UNSPECIFIED;
}

}  // namespace

void ScheduleNames::FillTimes(int32_t slot, v1::ScheduledMeeting& to) const {
  if (slot >= content_.printed_times_size()) return;
  const auto& times = content_.printed_times(slot);
  if (times.end_seconds() == 0) return;
  to.mutable_start_time()->set_seconds(times.start_seconds());
  to.mutable_end_time()->set_seconds(times.end_seconds());
}

ScheduleComparison::ScheduleComparison(const std::string& fair,
                                       const store::v1::ScheduleContent& before,
                                       const store::v1::ScheduleContent& after)
    : old_names_(fair, before), new_names_(fair, after) {
  auto old = before.meetings().begin();
  const auto remove = [&] { Add(&*old++, nullptr); };
  for (const ComparedMeeting& meeting : after.meetings()) {
    while (old != before.meetings().end() && old->wish() < meeting.wish()) {
      remove();
    }
    if (old == before.meetings().end() || old->wish() != meeting.wish()) {
      Add(nullptr, &meeting);
    } else {
      Add(&*old++, &meeting);
    }
  }
  while (old != before.meetings().end()) remove();
}

void ScheduleComparison::Add(const Stored* before, const Stored* after) {
  v1::MeetingChange change;
  if (before != nullptr) old_names_.Fill(*before, *change.mutable_before());
  if (after != nullptr) new_names_.Fill(*after, *change.mutable_after());
  const v1::ScheduledMeeting& one =
      after != nullptr ? change.after() : change.before();
  change.set_wish(one.wish());
  change.set_kind(ChangeKindOf(change));
  if (change.kind() == v1::MEETING_CHANGE_KIND_UNSPECIFIED) return;
  Count(change.kind(), one.buyer());
  Count(change.kind(), one.supplier());
  changes_.push_back(std::move(change));
}

void ScheduleComparison::Count(v1::MeetingChangeKind kind,
                               const std::string& name) {
  v1::ParticipantChanges& to = participants_[name];
  to.set_participant(name);
  switch (kind) {
    case v1::MEETING_CHANGE_KIND_ADDED:
      to.set_added_count(to.added_count() + 1);
      break;
    case v1::MEETING_CHANGE_KIND_REMOVED:
      to.set_removed_count(to.removed_count() + 1);
      break;
    case v1::MEETING_CHANGE_KIND_SLOT:
      to.set_slot_count(to.slot_count() + 1);
      break;
    case v1::MEETING_CHANGE_KIND_TABLE:
      to.set_table_count(to.table_count() + 1);
      break;
    case v1::MEETING_CHANGE_KIND_INTERPRETER:
      to.set_interpreter_count(to.interpreter_count() + 1);
      break;
    default:
      break;
  }
}

bool IsOfPrinted(const v1::ParticipantChanges& counts) {
  return counts.removed_count() + counts.slot_count() + counts.table_count() >
         0;
}

}  // namespace ketnoi::server
