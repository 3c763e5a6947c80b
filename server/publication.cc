#include "server/publication.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "absl/time/clock.h"
#include "fmt/format.h"
#include "google/protobuf/util/time_util.h"
#include "matcher/schedule/schedule.h"
#include "server/buyers_mutex.h"
#include "server/fair_as_of.h"
#include "server/next_meetings.h"
#include "server/resource_name.h"
#include "server/resource_writer.h"
#include "server/rpc_status.h"
#include "server/schedule_content.h"
#include "server/schedule_store.h"
#include "server/slot_times.h"
#include "server/translate_fair.h"

namespace ketnoi::server {
namespace {

using google::protobuf::Timestamp;
using storage::Collection;

constexpr size_t kMeetingsOfPart = 500;
// Of parts: a commit stays far below its limits.
constexpr size_t kPartsOfCommit = 50;

std::string HeadName(const std::string& fair) { return fair + "/publication"; }

std::string PublicationPrefix(const std::string& fair, int32_t number) {
  return fmt::format("{}/publications/{:06}/", fair, number);
}

Timestamp TimestampOf(absl::Time time) {
  return google::protobuf::util::TimeUtil::NanosecondsToTimestamp(
      absl::ToUnixNanos(time));
}

// Publishes one schedule. The caller holds a WriteLock.
class Publisher {
 public:
  Publisher(Backend& backend, const CallLimits& limits,
            const v1::PublishScheduleRequest& request,
            v1::PublishScheduleResponse& response)
      : backend_(backend),
        limits_(limits),
        request_(request),
        response_(response),
        fair_(ParentName(request.name())) {}

  absl::Status Run() {
    auto schedule = ReadSchedule(backend_, request_.name());
    if (!schedule.ok()) return schedule.status();
    schedule_ = *std::move(schedule);
    if (!request_.etag().empty() && request_.etag() != schedule_.etag()) {
      return EtagMismatch(request_.name());
    }
    if (schedule_.state() == v1::SCHEDULE_STATE_PUBLISHED) {
      *response_.mutable_schedule() = schedule_;
      return absl::OkStatus();
    }
    auto content = ReadScheduleContent(backend_, request_.name());
    if (!content.ok()) return content.status();
    const auto records = ReadFairRecordsLocked(backend_, fair_, limits_);
    if (!records.ok()) return records.status();
    absl::Status status = CheckFits(*records, *content);
    if (!status.ok()) return status;
    const auto before = ReadPublication(backend_, fair_);
    if (!before.ok()) return before.status();
    const absl::Time now = absl::Now();
    const auto next =
        NextMeetings(before->meetings, *content, schedule_.number(), *records,
                     now, response_);
    if (!next.ok()) return next.status();
    SetTimes(records->fair, *content);
    return Write(*before, *next, *content, now);
  }

 private:
  // Whether the schedule keeps the rules of the fair as it is now.
  absl::Status CheckFits(const FairRecords& records,
                         const store::v1::ScheduleContent& content) const {
    if (request_.allow_outdated() ||
        FingerprintOf(records) == schedule_.fingerprint()) {
      return absl::OkStatus();
    }
    const auto before = ReadPublication(backend_, fair_);
    if (!before.ok()) return before.status();
    const auto notes = ReadMeetingNotes(backend_, fair_, *before);
    if (!notes.ok()) return notes.status();
    // What had begun when it was made again is not judged.
    const FairAsOf as_of =
        FairAsOfTime(records, content, schedule_.as_of_time(), *notes);
    auto model = TranslateFair(records, as_of);
    if (!model.ok()) return model.status();
    UnfixColliding(records, content, *model);
    int32_t gone = 0;
    const schedule::Schedule schedule =
        ScheduleOf(records, *model, content, gone);
    gone -= static_cast<int32_t>(as_of.orphans.size());
    std::string broken;
    if (gone > 0) {
      broken = fmt::format("{} of its meetings can no longer be held", gone);
    } else {
      broken = std::string(schedule::Check(model->fair, schedule).message());
    }
    if (broken.empty()) return absl::OkStatus();
    return NotSchedulable(
        "MEETINGS",
        fmt::format("the fair was changed since '{}' was made: {}; make "
                    "another one, or allow that it is outdated",
                    request_.name(), broken));
  }

  absl::Status Write(const PublishedFair& before,
                     const std::vector<PublishedMeeting>& next,
                     const store::v1::ScheduleContent& content,
                     absl::Time now) {
    store::v1::Publication head;
    head.set_number(before.head.number() + 1);
    head.set_schedule(schedule_.number());
    *head.mutable_publish_time() = TimestampOf(now);
    absl::Status status = WriteParts(next, head);
    if (status.ok()) status = CheckLimits(limits_);
    if (!status.ok()) return status;
    status = WriteHead(before, content, now, head);
    if (!status.ok()) return status;
    // The one before stays for those who read it now.
    RemoveParts(before.head.number() - 1);
    return absl::OkStatus();
  }

  // Nobody sees them yet; what an interrupted call left under the same number
  // is written over, or lies behind the last part.
  absl::Status WriteParts(const std::vector<PublishedMeeting>& next,
                          store::v1::Publication& head) {
    const std::string prefix = PublicationPrefix(fair_, head.number());
    storage::CommitRequest request;
    int32_t parts = 0;
    for (size_t from = 0; from < next.size(); from += kMeetingsOfPart) {
      store::v1::PublicationPart part;
      const size_t to = std::min(from + kMeetingsOfPart, next.size());
      for (size_t m = from; m < to; ++m) *part.add_meetings() = next[m];
      request.operations.push_back({Collection::kScheduleParts,
                                    prefix + fmt::format("{:04}", parts++),
                                    part.SerializeAsString(), std::nullopt});
      if (request.operations.size() < kPartsOfCommit && to < next.size()) {
        continue;
      }
      const auto committed = backend_.store.Commit(request);
      if (!committed.ok()) return committed.status();
      request.operations.clear();
    }
    head.set_part_count(parts);
    return absl::OkStatus();
  }

  // What makes the parts the publication.
  absl::Status WriteHead(const PublishedFair& before,
                         const store::v1::ScheduleContent& content,
                         absl::Time now, const store::v1::Publication& head) {
    storage::CommitRequest request;
    request.operations.push_back({Collection::kScheduleParts, HeadName(fair_),
                                  head.SerializeAsString(), before.revision});
    schedule_.set_state(v1::SCHEDULE_STATE_PUBLISHED);
    AddState(now, schedule_, request);
    request.operations.push_back(FirstPart(schedule_.name(), content));
    if (before.head.number() > 0) {
      const std::string name = fmt::format("{}/schedules/{}", fair_,
                                           ScheduleId(before.head.schedule()));
      auto old = ReadSchedule(backend_, name);
      if (!old.ok()) return old.status();
      old->set_state(v1::SCHEDULE_STATE_REVIEWED);
      AddState(now, *old, request);
    }
    const auto committed = backend_.store.Commit(request);
    if (!committed.ok()) return committed.status();
    auto stored = ReadSchedule(backend_, request_.name());
    if (!stored.ok()) return stored.status();
    *response_.mutable_schedule() = *std::move(stored);
    return absl::OkStatus();
  }

  static void AddState(absl::Time now, v1::Schedule& schedule,
                       storage::CommitRequest& request) {
    const absl::Time created = CreateTimeOf(schedule);
    const int64_t revision = schedule.revision().number();
    std::string name = schedule.name();
    request.operations.push_back({Collection::kSchedules, std::move(name),
                                  StoredForm(created, now, schedule),
                                  revision});
  }

  // If it fails, the parts lie there, and nobody reads them.
  void RemoveParts(int32_t number) {
    if (number < 1) return;
    std::vector<std::string> names;
    const auto read = backend_.store.Scan(Collection::kScheduleParts,
                                          PublicationPrefix(fair_, number), "",
                                          [&](const storage::Record& record) {
                                            names.push_back(record.name);
                                            return true;
                                          });
    storage::CommitRequest request;
    for (size_t n = 0; read.ok() && n < names.size(); ++n) {
      request.operations.push_back(
          {Collection::kScheduleParts, names[n], std::nullopt, std::nullopt});
      if (request.operations.size() < storage::kMaxOperations &&
          n + 1 < names.size()) {
        continue;
      }
      if (!backend_.store.Commit(request).ok()) return;
      request.operations.clear();
    }
  }

  Backend& backend_;
  const CallLimits& limits_;
  const v1::PublishScheduleRequest& request_;
  v1::PublishScheduleResponse& response_;
  const std::string fair_;
  v1::Schedule schedule_;
};

}  // namespace

absl::StatusOr<PublishedFair> ReadPublication(const Backend& backend,
                                              const std::string& fair) {
  PublishedFair published;
  const auto record =
      backend.store.Get(Collection::kScheduleParts, HeadName(fair));
  if (absl::IsNotFound(record.status())) return published;
  if (!record.ok()) return record.status();
  published.revision = record->revision;
  bool whole = published.head.ParseFromString(record->value);
  int32_t parts = 0;
  const auto read = backend.store.Scan(
      Collection::kScheduleParts,
      PublicationPrefix(fair, published.head.number()), "",
      [&](const storage::Record& part_record) {
        if (parts == published.head.part_count()) return false;
        ++parts;
        store::v1::PublicationPart part;
        whole = whole && part.ParseFromString(part_record.value);
        for (PublishedMeeting& meeting : *part.mutable_meetings()) {
          published.meetings.push_back(std::move(meeting));
        }
        return whole;
      });
  if (!read.ok()) return read.status();
  if (!whole || parts != published.head.part_count()) {
    return absl::InternalError(
        fmt::format("the stored publication of '{}' is broken", fair));
  }
  return published;
}

absl::Status PublishSchedule(Backend& backend, const CallLimits& limits,
                             const v1::PublishScheduleRequest& request,
                             v1::PublishScheduleResponse& response) {
  const WriteLock lock(backend.buyers_mutex, Collection::kMeetings);
  return Publisher(backend, limits, request, response).Run();
}

}  // namespace ketnoi::server
