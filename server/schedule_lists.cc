#include "server/schedule_lists.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "server/page_token.h"
#include "server/publication.h"
#include "server/resource_kind.h"
#include "server/resource_lister.h"
#include "server/resource_name.h"
#include "server/rpc_status.h"
#include "server/schedule_pages.h"
#include "server/schedule_store.h"

namespace ketnoi::server {
namespace {

using StoredMeeting = ScheduleContent::Meeting;

// Puts names in place of positions.
class ScheduleNames {
 public:
  ScheduleNames(const std::string& fair, const ScheduleContent& content)
      : fair_(fair), content_(content) {}

  std::string Wish(const std::string& id) const {
    return fair_ + "/wishes/" + id;
  }
  std::string Participant(int32_t position) const {
    return fair_ + "/participants/" + content_.participants(position);
  }
  template <class Stored, class Shown>
  void FillPair(const Stored& stored, Shown& to) const {
    to.set_wish(Wish(stored.wish()));
    to.set_buyer(Participant(stored.buyer()));
    to.set_supplier(Participant(stored.supplier()));
  }
  void Fill(const StoredMeeting& meeting, v1::ScheduledMeeting& to) const {
    FillPair(meeting, to);
    to.set_slot(content_.slots(meeting.slot()));
    to.set_table(content_.tables(meeting.table()));
    if (meeting.has_interpreter()) {
      to.set_interpreter(content_.interpreters(meeting.interpreter()));
    }
  }
  // Whether the stored meeting or wish is of the participant of this id, or
  // the id is empty.
  template <class Stored>
  bool IsOf(const Stored& stored, const std::string& id) const {
    return id.empty() || content_.participants(stored.buyer()) == id ||
           content_.participants(stored.supplier()) == id;
  }

 private:
  const std::string& fair_;
  const ScheduleContent& content_;
};

// What is different between two schedules.
class ScheduleComparison {
 public:
  ScheduleComparison(const std::string& fair, const ScheduleContent& before,
                     const ScheduleContent& after)
      : old_names_(fair, before), new_names_(fair, after) {
    auto old = before.meetings().begin();
    const auto remove = [&] { Add(&*old++, nullptr); };
    for (const StoredMeeting& meeting : after.meetings()) {
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

  // By wish.
  const std::vector<v1::MeetingChange>& changes() const { return changes_; }
  // By name.
  const std::map<std::string, v1::ParticipantChanges>& participants() const {
    return participants_;
  }

 private:
  void Add(const StoredMeeting* before, const StoredMeeting* after) {
    v1::MeetingChange change;
    if (before != nullptr) old_names_.Fill(*before, *change.mutable_before());
    if (after != nullptr) new_names_.Fill(*after, *change.mutable_after());
    const v1::ScheduledMeeting& one =
        after != nullptr ? change.after() : change.before();
    change.set_wish(one.wish());
    change.set_kind(KindOf(change));
    if (change.kind() == v1::MEETING_CHANGE_KIND_UNSPECIFIED) return;
    Count(change.kind(), one.buyer());
    Count(change.kind(), one.supplier());
    changes_.push_back(std::move(change));
  }

  static v1::MeetingChangeKind KindOf(const v1::MeetingChange& change) {
    if (!change.has_before()) return v1::MEETING_CHANGE_KIND_ADDED;
    if (!change.has_after()) return v1::MEETING_CHANGE_KIND_REMOVED;
    const v1::ScheduledMeeting& before = change.before();
    const v1::ScheduledMeeting& after = change.after();
    if (before.slot() != after.slot()) return v1::MEETING_CHANGE_KIND_SLOT;
    if (before.table() != after.table()) return v1::MEETING_CHANGE_KIND_TABLE;
    return before.interpreter() != after.interpreter()
               ? v1::MEETING_CHANGE_KIND_INTERPRETER
               : v1::MEETING_CHANGE_KIND_UNSPECIFIED;
  }

  void Count(v1::MeetingChangeKind kind, const std::string& name) {
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
      default:
        break;
    }
  }

  const ScheduleNames old_names_, new_names_;
  std::vector<v1::MeetingChange> changes_;
  std::map<std::string, v1::ParticipantChanges> participants_;
};

bool IsOf(const v1::MeetingChange& change, const std::string& id) {
  if (id.empty()) return true;
  const v1::ScheduledMeeting& one =
      change.has_after() ? change.after() : change.before();
  return LastId(one.buyer()) == id || LastId(one.supplier()) == id;
}

// The name of the schedule that another is compared with, empty if there is
// none.
absl::StatusOr<std::string> BaseOf(const Backend& backend,
                                   const std::string& fair,
                                   const std::string& asked) {
  if (!asked.empty()) return asked;
  const auto published = ReadPublication(backend, fair);
  if (!published.ok()) return published.status();
  if (published->head.number() == 0) return std::string();
  return fmt::format("{}/schedules/{}", fair,
                     ScheduleId(published->head.schedule()));
}

void FillParticipants(const ScheduleComparison& comparison,
                      v1::CompareSchedulesResponse& response) {
  int32_t changed = 0;
  for (const auto& [name, counts] : comparison.participants()) {
    *response.add_participants() = counts;
    const int32_t of_printed =
        counts.removed_count() + counts.slot_count() + counts.table_count();
    changed += of_printed > 0 ? 1 : 0;
  }
  response.set_changed_agenda_count(changed);
}

}  // namespace

absl::Status ListScheduledMeetings(
    const Backend& backend, const v1::ListScheduledMeetingsRequest& request,
    v1::ListScheduledMeetingsResponse& response) {
  const std::string fair(ParentName(request.schedule()));
  SchedulePager pager(backend, request);
  CheckName(ScheduleKind(), request.schedule(), "schedule", pager.violations());
  const std::string participant =
      pager.ParticipantId(fair, request.participant());
  const absl::Status status = pager.Begin();
  if (!status.ok()) return status;
  const auto content = ReadScheduleContent(backend, request.schedule());
  if (!content.ok()) return content.status();
  const ScheduleNames names(fair, *content);
  for (const StoredMeeting& meeting : content->meetings()) {
    if (!names.IsOf(meeting, participant) ||
        (!request.table().empty() &&
         content->tables(meeting.table()) != request.table())) {
      continue;
    }
    if (!pager.Wants()) continue;
    v1::ScheduledMeeting one;
    names.Fill(meeting, one);
    pager.Add(std::move(one), *response.mutable_meetings());
  }
  pager.Finish(response);
  return absl::OkStatus();
}

absl::Status ListLeftOutWishes(const Backend& backend,
                               const v1::ListLeftOutWishesRequest& request,
                               v1::ListLeftOutWishesResponse& response) {
  const std::string fair(ParentName(request.schedule()));
  SchedulePager pager(backend, request);
  CheckName(ScheduleKind(), request.schedule(), "schedule", pager.violations());
  const std::string participant =
      pager.ParticipantId(fair, request.participant());
  if (!v1::LeftOutReason_IsValid(request.reason())) {
    pager.violations().Add(
        "reason", fmt::format("{} is no reason", int{request.reason()}));
  }
  const absl::Status status = pager.Begin();
  if (!status.ok()) return status;
  const auto content = ReadScheduleContent(backend, request.schedule());
  if (!content.ok()) return content.status();
  const ScheduleNames names(fair, *content);
  for (const ScheduleContent::LeftOut& wish : content->left_out()) {
    if (!names.IsOf(wish, participant) ||
        (request.reason() != v1::LEFT_OUT_REASON_UNSPECIFIED &&
         wish.reason() != request.reason())) {
      continue;
    }
    if (!pager.Wants()) continue;
    v1::LeftOutWish one;
    names.FillPair(wish, one);
    one.set_reason(static_cast<v1::LeftOutReason>(wish.reason()));
    pager.Add(std::move(one), *response.mutable_wishes());
  }
  pager.Finish(response);
  return absl::OkStatus();
}

absl::Status CompareSchedules(const Backend& backend,
                              const v1::CompareSchedulesRequest& request,
                              v1::CompareSchedulesResponse& response) {
  const std::string fair(ParentName(request.name()));
  SchedulePager pager(backend, request);
  CheckName(ScheduleKind(), request.name(), "name", pager.violations());
  if (!request.base().empty()) {
    CheckName(ScheduleKind(), request.base(), "base", pager.violations());
    if (ParentName(request.base()) != fair) {
      pager.violations().Add(
          "base", fmt::format("'{}' is not of '{}'", request.base(), fair));
    }
  }
  const std::string participant =
      pager.ParticipantId(fair, request.participant());
  const absl::Status status = pager.Begin();
  if (!status.ok()) return status;
  const auto base = BaseOf(backend, fair, request.base());
  if (!base.ok()) return base.status();
  absl::StatusOr<ScheduleContent> before = ScheduleContent();
  if (!base->empty()) before = ReadScheduleContent(backend, *base);
  if (!before.ok()) return before.status();
  const auto after = ReadScheduleContent(backend, request.name());
  if (!after.ok()) return after.status();
  const ScheduleComparison comparison(fair, *before, *after);
  if (pager.IsFirst()) FillParticipants(comparison, response);
  response.set_base(*base);
  for (const v1::MeetingChange& change : comparison.changes()) {
    if (!IsOf(change, participant) || !pager.Wants()) continue;
    pager.Add(change, *response.mutable_changes());
  }
  pager.Finish(response);
  return absl::OkStatus();
}

}  // namespace ketnoi::server
