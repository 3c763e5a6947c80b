// What becomes of the meetings of a fair when a schedule is published. Pure;
// thread-safe.

#ifndef KETNOI_SERVER_NEXT_MEETINGS_H_
#define KETNOI_SERVER_NEXT_MEETINGS_H_

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "ketnoi/store/v1/fair_schedule.pb.h"
#include "ketnoi/v1/schedule_service.pb.h"
#include "server/fair_records.h"

namespace ketnoi::server {

using store::v1::PublishedMeeting;

// What `before` becomes when the schedule of this number is published at `now`,
// with its counts in `response`. FAILED_PRECONDITION
// (FAIR_NOT_SCHEDULABLE, MEETINGS): the fair no longer has the slot of one that
// is not in it already.
absl::StatusOr<std::vector<PublishedMeeting>> NextMeetings(
    const std::vector<PublishedMeeting>& before,
    const store::v1::ScheduleContent& content, int32_t schedule_number,
    const FairRecords& records, absl::Time now,
    v1::PublishScheduleResponse& response);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_NEXT_MEETINGS_H_
