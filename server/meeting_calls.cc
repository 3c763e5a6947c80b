#include "server/meeting_calls.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "absl/time/clock.h"
#include "fmt/format.h"
#include "google/protobuf/util/time_util.h"
#include "server/buyers_mutex.h"
#include "server/fair_kinds.h"
#include "server/field_checks.h"
#include "server/publication.h"
#include "server/resource_kind.h"
#include "server/resource_name.h"
#include "server/resource_writer.h"
#include "server/rpc_status.h"
#include "server/schedule_pages.h"
#include "server/schedule_store.h"
#include "server/translate_fair.h"

namespace ketnoi::server {
namespace {

using google::protobuf::util::TimeUtil;
using storage::Collection;

constexpr char kMeetingPattern[] = "fairs/*/meetings/*";

struct Noted {
  store::v1::MeetingNote note;
  int64_t revision = 0;  // 0: there is none
};

void CheckMeetingName(std::string_view name, std::string_view field,
                      Violations& violations) {
  const std::string problem = NameProblem(kMeetingPattern, name);
  if (!problem.empty()) violations.Add(field, problem);
}

absl::StatusOr<Noted> NotedOf(const storage::Record& record) {
  Noted noted;
  noted.revision = record.revision;
  if (noted.note.ParseFromString(record.value)) return noted;
  return absl::InternalError(
      fmt::format("the stored record '{}' is broken", record.name));
}

absl::StatusOr<Noted> ReadNote(const storage::Store& store,
                               const std::string& name) {
  const auto record = store.Get(Collection::kMeetings, name);
  if (absl::IsNotFound(record.status())) return Noted();
  if (!record.ok()) return record.status();
  return NotedOf(*record);
}

v1::MeetingStatus StatusOf(const PublishedMeeting& meeting,
                           const store::v1::MeetingNote& note) {
  if (note.status() != v1::MEETING_STATUS_UNSPECIFIED &&
      note.status_sequence() == meeting.status_sequence()) {
    return note.status();
  }
  return meeting.cancelled() ? v1::MEETING_STATUS_CANCELLED
                             : v1::MEETING_STATUS_PLANNED;
}

// The meeting as it is shown.
v1::Meeting MeetingOf(const Backend& backend, const std::string& fair,
                      const PublishedFair& published,
                      const PublishedMeeting& meeting, const Noted& noted) {
  v1::Meeting to;
  to.set_name(fair + "/meetings/" + meeting.wish());
  to.set_status(StatusOf(meeting, noted.note));
  if (noted.note.has_outcome()) *to.mutable_outcome() = noted.note.outcome();
  to.set_wish(fair + "/wishes/" + meeting.wish());
  *to.mutable_create_time() = meeting.create_time();
  *to.mutable_update_time() =
      std::max(meeting.update_time(), noted.note.update_time(),
               [](const auto& a, const auto& b) {
                 return TimeUtil::TimestampToNanoseconds(a) <
                        TimeUtil::TimestampToNanoseconds(b);
               });
  const int64_t revision = std::max(published.revision, noted.revision);
  to.mutable_revision()->set_epoch(backend.store.epoch());
  to.mutable_revision()->set_number(revision);
  to.set_etag(MakeEtag(backend.store.epoch(), revision));
  to.set_buyer(fair + "/participants/" + meeting.buyer());
  to.set_supplier(fair + "/participants/" + meeting.supplier());
  to.set_slot(meeting.slot());
  *to.mutable_start_time() =
      TimeUtil::SecondsToTimestamp(meeting.start_seconds());
  *to.mutable_end_time() = TimeUtil::SecondsToTimestamp(meeting.end_seconds());
  to.set_table(meeting.table());
  to.set_interpreter(meeting.interpreter());
  to.set_sequence(meeting.sequence() + noted.note.changes());
  to.set_schedule(
      fmt::format("{}/schedules/{}", fair, ScheduleId(meeting.schedule())));
  if (meeting.has_pair_score()) {
    *to.mutable_pair_score() = meeting.pair_score();
  }
  return to;
}

// Whether somebody who says so says that the meeting is not cancelled.
bool TakesPlace(v1::MeetingStatus status) {
  return status == v1::MEETING_STATUS_PLANNED ||
         status == v1::MEETING_STATUS_HELD ||
         status == v1::MEETING_STATUS_NO_SHOW;
}

// Calendars believe a cancellation, or its end, of a higher sequence.
void SayStatus(v1::MeetingStatus status, const PublishedMeeting& meeting,
               store::v1::MeetingNote& note) {
  const auto is_cancelled = [&] {
    return StatusOf(meeting, note) == v1::MEETING_STATUS_CANCELLED;
  };
  const bool before = is_cancelled();
  note.set_status(status);
  note.set_status_sequence(meeting.status_sequence());
  if (is_cancelled() != before) note.set_changes(note.changes() + 1);
}

// NOT_FOUND: there is none of this name.
absl::StatusOr<const PublishedMeeting*> FindMeeting(
    const PublishedFair& published, const std::string& name) {
  const std::string_view id = LastId(name);
  const auto found =
      std::lower_bound(published.meetings.begin(), published.meetings.end(), id,
                       [](const PublishedMeeting& meeting, std::string_view b) {
                         return meeting.wish() < b;
                       });
  if (found == published.meetings.end() || found->wish() != id) {
    return NotFound(name);
  }
  return &*found;
}

std::string FairOf(const std::string& meeting) {
  return std::string(ParentName(meeting));
}

// What of a meeting is replaced.
struct MeetingMask {
  bool status = false;
  bool outcome = false;
};

MeetingMask ReadMask(const v1::UpdateMeetingRequest& request,
                     Violations& violations) {
  MeetingMask mask;
  for (int i = 0; i < request.update_mask().paths_size(); ++i) {
    const std::string& path = request.update_mask().paths(i);
    if (path == "status" || path == "*") mask.status = true;
    if (path == "outcome" || path == "*") mask.outcome = true;
    if (path != "status" && path != "outcome" && path != "*") {
      violations.Add(fmt::format("update_mask.paths[{}]", i),
                     fmt::format("'{}' is not status or outcome", path));
    }
  }
  if (request.update_mask().paths().empty()) {
    mask.status = request.meeting().status() != v1::MEETING_STATUS_UNSPECIFIED;
    mask.outcome = request.meeting().has_outcome();
  }
  return mask;
}

void CheckMoney(const Path& path, const v1::Money& money, FieldChecks& checks) {
  constexpr int64_t kMostMoneyUnits = 1'000'000'000'000'000;
  const std::string& code = money.currency_code();
  if (code.size() != 3 || !std::all_of(code.begin(), code.end(), [](char c) {
        return c >= 'A' && c <= 'Z';
      })) {
    checks.Refuse(Path(path, "currency_code"),
                  fmt::format("'{}' is not three letters of ISO 4217", code));
  }
  checks.InRange(Path(path, "units"), money.units(), 0, kMostMoneyUnits);
  checks.InRange(Path(path, "nanos"), int64_t{money.nanos()}, 0, 999'999'999);
}

void CheckMeeting(const v1::Meeting& meeting, FieldChecks& checks) {
  const Path root;
  const Path path(root, "meeting");
  checks.EnumIsKnown(Path(path, "status"), meeting.status(),
                     v1::MEETING_STATUS_CANCELLED);
  if (!meeting.has_outcome()) return;
  const Path outcome_path(path, "outcome");
  const v1::MeetingOutcome& outcome = meeting.outcome();
  const Path kind(outcome_path, "kind");
  if (outcome.kind() == v1::MEETING_OUTCOME_KIND_UNSPECIFIED) {
    checks.Refuse(kind, kRequired);
  }
  checks.EnumIsKnown(kind, outcome.kind(), v1::MEETING_OUTCOME_KIND_ORDER);
  checks.TextFits(Path(outcome_path, "note"), outcome.note(), kText);
  if (!outcome.has_order_value()) return;
  const Path order(outcome_path, "order_value");
  if (outcome.kind() != v1::MEETING_OUTCOME_KIND_ORDER) {
    checks.Refuse(order, "is only of the kind ORDER");
  }
  CheckMoney(order, outcome.order_value(), checks);
}

}  // namespace

absl::Status GetMeeting(const Backend& backend,
                        const v1::GetMeetingRequest& request,
                        v1::Meeting& response) {
  Violations violations;
  CheckMeetingName(request.name(), "name", violations);
  if (!violations.empty()) return InvalidFields(violations);
  const std::string fair = FairOf(request.name());
  const auto published = ReadPublication(backend, fair);
  if (!published.ok()) return published.status();
  const auto meeting = FindMeeting(*published, request.name());
  if (!meeting.ok()) return meeting.status();
  const auto noted = ReadNote(backend.store, request.name());
  if (!noted.ok()) return noted.status();
  response = MeetingOf(backend, fair, *published, **meeting, *noted);
  return absl::OkStatus();
}

absl::Status ListMeetings(const Backend& backend,
                          const v1::ListMeetingsRequest& request,
                          v1::ListMeetingsResponse& response) {
  SchedulePager pager(backend, request);
  CheckName(FairKind(), request.parent(), "parent", pager.violations());
  const std::string participant =
      pager.ParticipantId(request.parent(), request.participant());
  if (!v1::MeetingStatus_IsValid(request.status())) {
    pager.violations().Add(
        "status", fmt::format("{} is no status", int{request.status()}));
  }
  absl::Status status = pager.Begin();
  if (!status.ok()) return status;
  const auto published = ReadPublication(backend, request.parent());
  if (!published.ok()) return published.status();
  std::map<std::string, Noted> notes;
  const auto read = backend.store.Scan(
      Collection::kMeetings, request.parent() + "/meetings/", "",
      [&](const storage::Record& record) {
        auto noted = NotedOf(record);
        status = noted.status();
        if (noted.ok()) {
          notes[std::string(LastId(record.name))] = *std::move(noted);
        }
        return status.ok();
      });
  if (!read.ok()) return read.status();
  if (!status.ok()) return status;
  const Noted none;
  for (const PublishedMeeting& meeting : published->meetings) {
    const auto found = notes.find(meeting.wish());
    const Noted& noted = found == notes.end() ? none : found->second;
    const bool of_participant = participant.empty() ||
                                meeting.buyer() == participant ||
                                meeting.supplier() == participant;
    const bool of_table =
        request.table().empty() || meeting.table() == request.table();
    const bool of_status = request.status() == v1::MEETING_STATUS_UNSPECIFIED ||
                           StatusOf(meeting, noted.note) == request.status();
    if (!of_participant || !of_table || !of_status || !pager.Wants()) continue;
    pager.Add(MeetingOf(backend, request.parent(), *published, meeting, noted),
              *response.mutable_meetings());
  }
  if (published->head.number() > 0) {
    response.set_schedule(fmt::format("{}/schedules/{}", request.parent(),
                                      ScheduleId(published->head.schedule())));
  }
  pager.Finish(response);
  return absl::OkStatus();
}

absl::Status UpdateMeeting(Backend& backend,
                           const v1::UpdateMeetingRequest& request,
                           v1::Meeting& response) {
  const v1::Meeting& asked = request.meeting();
  Violations violations;
  CheckMeetingName(asked.name(), "meeting.name", violations);
  const MeetingMask mask = ReadMask(request, violations);
  FieldChecks checks(backend.data.reference, violations);
  CheckMeeting(asked, checks);
  if (!violations.empty()) return InvalidFields(violations);
  const std::string fair = FairOf(asked.name());
  const WriteLock lock(backend.buyers_mutex, Collection::kMeetings);
  const auto published = ReadPublication(backend, fair);
  if (!published.ok()) return published.status();
  const auto meeting = FindMeeting(*published, asked.name());
  if (!meeting.ok()) return meeting.status();
  auto noted = ReadNote(backend.store, asked.name());
  if (!noted.ok()) return noted.status();
  const v1::Meeting now =
      MeetingOf(backend, fair, *published, **meeting, *noted);
  if (!asked.etag().empty() && asked.etag() != now.etag()) {
    return EtagMismatch(asked.name());
  }
  if (mask.status && (*meeting)->cancelled() && TakesPlace(asked.status())) {
    return NotSchedulable(
        "MEETINGS",
        fmt::format("the published schedule leaves '{}' out, and its place may "
                    "be another one's: publish one that has it",
                    asked.name()));
  }
  if (mask.status) SayStatus(asked.status(), **meeting, noted->note);
  if (mask.outcome) {
    noted->note.clear_outcome();
    if (asked.has_outcome()) *noted->note.mutable_outcome() = asked.outcome();
  }
  *noted->note.mutable_update_time() =
      TimeUtil::NanosecondsToTimestamp(absl::ToUnixNanos(absl::Now()));
  storage::CommitRequest write;
  write.operations.push_back({Collection::kMeetings, asked.name(),
                              noted->note.SerializeAsString(),
                              noted->revision});
  const auto committed = backend.store.Commit(write);
  if (!committed.ok()) return CommitError(committed.status(), asked.name());
  noted->revision = committed->revision;
  response = MeetingOf(backend, fair, *published, **meeting, *noted);
  return absl::OkStatus();
}

}  // namespace ketnoi::server
