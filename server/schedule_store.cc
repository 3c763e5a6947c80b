#include "server/schedule_store.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <utility>

#include "absl/time/clock.h"
#include "fmt/format.h"
#include "server/buyers_mutex.h"
#include "server/filter.h"
#include "server/resource_name.h"
#include "server/resource_writer.h"
#include "server/rpc_status.h"

namespace ketnoi::server {
namespace {

using storage::Collection;

// Wishes of one part: so many that the largest content, of as many wishes as a
// fair can have, and its record are one commit.
constexpr int kPartWishes = 2'000;
constexpr int32_t kHighestNumber = 999'999;

std::string CountName(const std::string& fair) { return fair + "/versions"; }

std::string PartPrefix(const std::string& schedule) {
  return schedule + "/parts/";
}

absl::Status ScheduleLimit(std::string_view what, int64_t limit) {
  return Error(absl::StatusCode::kResourceExhausted, v1::ERROR_REASON_FAIR_FULL,
               what, {{"limit", std::to_string(limit)}});
}

storage::Operation PartOf(const std::string& schedule, int number,
                          const ScheduleContent& part) {
  return {Collection::kScheduleParts,
          PartPrefix(schedule) + fmt::format("{:04}", number),
          part.SerializeAsString(), std::nullopt};
}

// Appends `content` in parts to the operations.
void AddParts(const std::string& schedule, const ScheduleContent& content,
              std::vector<storage::Operation>& operations) {
  operations.push_back(FirstPart(schedule, content));
  int number = 1;
  const auto add = [&](const ScheduleContent& part) {
    operations.push_back(PartOf(schedule, number++, part));
  };
  ScheduleContent part;
  for (int from = 0; from < content.meetings_size(); from += kPartWishes) {
    part.Clear();
    const int to = std::min(from + kPartWishes, content.meetings_size());
    for (int m = from; m < to; ++m) *part.add_meetings() = content.meetings(m);
    add(part);
  }
  for (int from = 0; from < content.left_out_size(); from += kPartWishes) {
    part.Clear();
    const int to = std::min(from + kPartWishes, content.left_out_size());
    for (int w = from; w < to; ++w) *part.add_left_out() = content.left_out(w);
    add(part);
  }
}

struct Count {
  int32_t last_number = 0;
  int64_t revision = 0;  // of its record; 0: there is none
};

absl::StatusOr<Count> ReadCount(const storage::Store& store,
                                const std::string& fair) {
  const auto record = store.Get(Collection::kScheduleParts, CountName(fair));
  if (absl::IsNotFound(record.status())) return Count{};
  if (!record.ok()) return record.status();
  store::v1::ScheduleCount count;
  if (!count.ParseFromString(record->value)) {
    return absl::InternalError(
        fmt::format("the stored record '{}' is broken", record->name));
  }
  return Count{count.last_number(), record->revision};
}

absl::Status CheckRoom(const storage::Store& store, const std::string& fair) {
  size_t count = 0;
  const auto read = store.Scan(
      Collection::kSchedules, fair + "/schedules/", "",
      [&](const storage::Record&) { return ++count < kMostSchedules; });
  if (!read.ok()) return read.status();
  if (count < kMostSchedules) return absl::OkStatus();
  return ScheduleLimit(fmt::format("'{}' has {} schedules, as many as a fair "
                                   "can have; delete some",
                                   fair, kMostSchedules),
                       int64_t{kMostSchedules});
}

absl::Status CheckEtag(const v1::Schedule& schedule, const std::string& etag) {
  return etag.empty() || etag == schedule.etag()
             ? absl::OkStatus()
             : EtagMismatch(schedule.name());
}

// What is said of a schedule at once in a list's filter.
bool PassesState(const model::Reference&, const Message& resource,
                 const Condition& condition) {
  const auto& schedule = static_cast<const v1::Schedule&>(resource);
  const bool same = v1::ScheduleState_Name(schedule.state()) ==
                    "SCHEDULE_STATE_" + condition.value;
  return same != condition.negated;
}

std::string StateProblem(const model::Reference&, const Condition& condition) {
  v1::ScheduleState state;
  if (condition.field != "state") {
    return fmt::format("schedules have no field '{}' to filter by",
                       condition.field);
  }
  return v1::ScheduleState_Parse("SCHEDULE_STATE_" + condition.value, &state)
             ? ""
             : fmt::format("'{}' is no state of schedules", condition.value);
}

}  // namespace

const ResourceKind& ScheduleKind() {
  static const ResourceKind kind = {
      Collection::kSchedules,
      "fairs/*/schedules/*",
      "schedule",
      &v1::Schedule::default_instance(),
      [](const model::Reference&, Message&) {},
      [](const model::Reference&, const Message&, Violations&) {},
      PassesState,
      StateProblem};
  return kind;
}

std::string ScheduleId(int32_t number) { return fmt::format("{:06}", number); }

storage::Operation FirstPart(const std::string& schedule,
                             const ScheduleContent& content) {
  ScheduleContent part;
  *part.mutable_participants() = content.participants();
  *part.mutable_slots() = content.slots();
  *part.mutable_tables() = content.tables();
  *part.mutable_interpreters() = content.interpreters();
  *part.mutable_printed_times() = content.printed_times();
  return PartOf(schedule, 0, part);
}

absl::Status AddSchedule(Backend& backend, const std::string& fair,
                         const ScheduleContent& content,
                         v1::Schedule& schedule) {
  if (content.meetings_size() > kMostScheduledMeetings) {
    return ScheduleLimit(
        fmt::format("the schedule has {} meetings, and at most {} are stored",
                    content.meetings_size(), kMostScheduledMeetings),
        kMostScheduledMeetings);
  }
  const WriteLock lock(backend.buyers_mutex, Collection::kSchedules);
  const auto there = backend.store.Get(Collection::kFairs, fair);
  if (absl::IsNotFound(there.status())) return NotFound(fair);
  if (!there.ok()) return there.status();
  absl::Status status = CheckRoom(backend.store, fair);
  if (!status.ok()) return status;
  const auto count = ReadCount(backend.store, fair);
  if (!count.ok()) return count.status();
  if (count->last_number >= kHighestNumber) {
    return ScheduleLimit("the fair has no more numbers for schedules",
                         kHighestNumber);
  }
  store::v1::ScheduleCount next;
  next.set_last_number(count->last_number + 1);
  const std::string name =
      fmt::format("{}/schedules/{}", fair, ScheduleId(next.last_number()));
  schedule.set_name(name);
  schedule.set_number(next.last_number());
  schedule.set_meeting_count(content.meetings_size());
  schedule.set_left_out_count(content.left_out_size());
  const absl::Time now = absl::Now();
  storage::CommitRequest request;
  request.operations = {
      {Collection::kSchedules, name, StoredForm(now, now, schedule), 0},
      {Collection::kScheduleParts, CountName(fair), next.SerializeAsString(),
       count->revision}};
  AddParts(name, content, request.operations);
  const auto committed = backend.store.Commit(request);
  if (!committed.ok()) return committed.status();
  const auto record = backend.store.Get(Collection::kSchedules, name);
  if (!record.ok()) return record.status();
  return ReadRecord(*record, backend.store.epoch(), schedule);
}

absl::StatusOr<v1::Schedule> ReadSchedule(const Backend& backend,
                                          const std::string& name) {
  const auto record = backend.store.Get(Collection::kSchedules, name);
  if (absl::IsNotFound(record.status())) return NotFound(name);
  if (!record.ok()) return record.status();
  v1::Schedule schedule;
  const absl::Status status =
      ReadRecord(*record, backend.store.epoch(), schedule);
  if (!status.ok()) return status;
  return schedule;
}

absl::StatusOr<ScheduleContent> ReadScheduleContent(const Backend& backend,
                                                    const std::string& name) {
  ScheduleContent content;
  bool whole = true;
  const auto read =
      backend.store.Scan(Collection::kScheduleParts, PartPrefix(name), "",
                         [&](const storage::Record& record) {
                           whole = content.MergeFromString(record.value);
                           return whole;
                         });
  if (!read.ok()) return read.status();
  if (!whole) {
    return absl::InternalError(
        fmt::format("the stored content of '{}' is broken", name));
  }
  // Of a schedule that was deleted there is not even the first part.
  if (content.slots().empty()) return NotFound(name);
  return content;
}

absl::StatusOr<int64_t> RemoveSchedule(Backend& backend,
                                       const std::string& name,
                                       const std::string& etag) {
  const WriteLock lock(backend.buyers_mutex, Collection::kSchedules);
  const auto schedule = ReadSchedule(backend, name);
  if (!schedule.ok()) return schedule.status();
  const absl::Status status = CheckEtag(*schedule, etag);
  if (!status.ok()) return status;
  if (schedule->state() == v1::SCHEDULE_STATE_PUBLISHED) {
    return Error(absl::StatusCode::kFailedPrecondition,
                 v1::ERROR_REASON_RESOURCE_IN_USE,
                 fmt::format("'{}' is published", name), {{"name", name}});
  }
  storage::CommitRequest request;
  request.operations.push_back(
      {Collection::kSchedules, name, std::nullopt, std::nullopt});
  const auto read = backend.store.Scan(
      Collection::kScheduleParts, PartPrefix(name), "",
      [&](const storage::Record& record) {
        request.operations.push_back({Collection::kScheduleParts, record.name,
                                      std::nullopt, std::nullopt});
        return true;
      });
  if (!read.ok()) return read.status();
  const auto committed = backend.store.Commit(request);
  if (!committed.ok()) return committed.status();
  return committed->revision;
}

absl::Status MarkReviewed(Backend& backend, const std::string& name,
                          const std::string& etag,
                          const v1::LocalizedText* note,
                          v1::Schedule& schedule) {
  const WriteLock lock(backend.buyers_mutex, Collection::kSchedules);
  auto read = ReadSchedule(backend, name);
  if (!read.ok()) return read.status();
  schedule = *std::move(read);
  const absl::Status status = CheckEtag(schedule, etag);
  if (!status.ok()) return status;
  if (schedule.state() != v1::SCHEDULE_STATE_PUBLISHED) {
    schedule.set_state(v1::SCHEDULE_STATE_REVIEWED);
  }
  if (note != nullptr) *schedule.mutable_note() = *note;
  storage::CommitRequest request;
  const absl::Time created = CreateTimeOf(schedule);
  request.operations.push_back({Collection::kSchedules, name,
                                StoredForm(created, absl::Now(), schedule),
                                std::nullopt});
  const auto committed = backend.store.Commit(request);
  if (!committed.ok()) return committed.status();
  const auto stored = backend.store.Get(Collection::kSchedules, name);
  if (!stored.ok()) return stored.status();
  return ReadRecord(*stored, backend.store.epoch(), schedule);
}

}  // namespace ketnoi::server
