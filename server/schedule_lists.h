// Lists what is in schedules, page by page, and compares two.
//
// Schedules never change, so a page token is a position. Thread-safe.

#ifndef KETNOI_SERVER_SCHEDULE_LISTS_H_
#define KETNOI_SERVER_SCHEDULE_LISTS_H_

#include "absl/status/status.h"
#include "ketnoi/v1/schedule_service.pb.h"
#include "server/backend.h"

namespace ketnoi::server {

// All as the methods of ScheduleService say.
absl::Status ListScheduledMeetings(
    const Backend& backend, const v1::ListScheduledMeetingsRequest& request,
    v1::ListScheduledMeetingsResponse& response);
absl::Status ListLeftOutWishes(const Backend& backend,
                               const v1::ListLeftOutWishesRequest& request,
                               v1::ListLeftOutWishesResponse& response);
absl::Status CompareSchedules(const Backend& backend,
                              const v1::CompareSchedulesRequest& request,
                              v1::CompareSchedulesResponse& response);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_SCHEDULE_LISTS_H_
