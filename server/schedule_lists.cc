#include "server/schedule_lists.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include "fmt/format.h"
#include "server/page_token.h"
#include "server/publication.h"
#include "server/resource_kind.h"
#include "server/resource_lister.h"
#include "server/resource_name.h"
#include "server/rpc_status.h"
#include "server/schedule_comparison.h"
#include "server/schedule_pages.h"
#include "server/schedule_store.h"
#include "server/slot_times.h"

namespace ketnoi::server {
namespace {

using StoredMeeting = ScheduleContent::Meeting;

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

// As it was printed, if it was.
absl::StatusOr<ScheduleContent> ContentBefore(const Backend& backend,
                                              const std::string& fair,
                                              const std::string& schedule) {
  auto content = ReadScheduleContent(backend, schedule);
  if (!content.ok()) return content;
  const absl::Status status = CompleteTimes(backend, fair, *content);
  if (!status.ok()) return status;
  return content;
}

// As it would be printed, unless it is what is published.
absl::StatusOr<ScheduleContent> ContentAfter(const Backend& backend,
                                             const std::string& fair,
                                             const std::string& schedule) {
  const auto read = ReadSchedule(backend, schedule);
  if (!read.ok()) return read.status();
  auto content = ReadScheduleContent(backend, schedule);
  if (!content.ok()) return content;
  const absl::Status status = read->state() == v1::SCHEDULE_STATE_PUBLISHED
                                  ? CompleteTimes(backend, fair, *content)
                                  : RenewTimes(backend, fair, *content);
  if (!status.ok()) return status;
  return content;
}

void FillParticipants(const ScheduleComparison& comparison,
                      v1::CompareSchedulesResponse& response) {
  int32_t changed = 0;
  for (const auto& [name, counts] : comparison.participants()) {
    *response.add_participants() = counts;
    changed += IsOfPrinted(counts) ? 1 : 0;
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
  auto content = ReadScheduleContent(backend, request.schedule());
  if (!content.ok()) return content.status();
  const absl::Status timed = CompleteTimes(backend, fair, *content);
  if (!timed.ok()) return timed;
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
  if (!base->empty()) before = ContentBefore(backend, fair, *base);
  if (!before.ok()) return before.status();
  const auto after = ContentAfter(backend, fair, request.name());
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
