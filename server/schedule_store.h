// Keeps the schedules of fairs: each a record, which says how good it is, with
// its content beside it in parts, written together in one commit.
//
// Thread-safe. Errors of the store are passed on.

#ifndef KETNOI_SERVER_SCHEDULE_STORE_H_
#define KETNOI_SERVER_SCHEDULE_STORE_H_

#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "ketnoi/store/v1/fair_schedule.pb.h"
#include "ketnoi/v1/schedule.pb.h"
#include "server/backend.h"
#include "server/resource_kind.h"

namespace ketnoi::server {

using store::v1::ScheduleContent;

inline constexpr size_t kMostSchedules = 1'000;  // of a fair
inline constexpr int kMostScheduledMeetings = 100'000;

const ResourceKind& ScheduleKind();

// The id of the schedule with this number.
std::string ScheduleId(int32_t number);

// Stores `content` as the next version of the fair, durable when it returns;
// `schedule`, whose name is ignored, becomes what is stored. RESOURCE_EXHAUSTED
// (FAIR_FULL): too many schedules or meetings. NOT_FOUND: the fair is gone.
absl::Status AddSchedule(Backend& backend, const std::string& fair,
                         const ScheduleContent& content,
                         v1::Schedule& schedule);

// NOT_FOUND, as the answer to a call, if there is none.
absl::StatusOr<v1::Schedule> ReadSchedule(const Backend& backend,
                                          const std::string& name);
absl::StatusOr<ScheduleContent> ReadScheduleContent(const Backend& backend,
                                                    const std::string& name);

// What writes that of the content which is not of single wishes, such as the
// times that it was printed with.
storage::Operation FirstPart(const std::string& schedule,
                             const ScheduleContent& content);

// Deletes a schedule with its content, at once; the revision of that. ABORTED
// if `etag` is stated and not the current one. FAILED_PRECONDITION
// (RESOURCE_IN_USE): it is published.
absl::StatusOr<int64_t> RemoveSchedule(Backend& backend,
                                       const std::string& name,
                                       const std::string& etag);

// Makes a schedule, unless it is published, REVIEWED; `note`, if not null,
// replaces its note. `schedule` becomes what is stored. ABORTED as above.
absl::Status MarkReviewed(Backend& backend, const std::string& name,
                          const std::string& etag,
                          const v1::LocalizedText* note,
                          v1::Schedule& schedule);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_SCHEDULE_STORE_H_
