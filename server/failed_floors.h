// The floors that a schedule does not meet, and why. Pure; thread-safe.

#ifndef KETNOI_SERVER_FAILED_FLOORS_H_
#define KETNOI_SERVER_FAILED_FLOORS_H_

#include <vector>

#include "absl/status/status.h"
#include "ketnoi/v1/schedule.pb.h"
#include "matcher/schedule/left_out.h"
#include "matcher/schedule/schedule.h"
#include "server/fair_records.h"
#include "server/translate_fair.h"

namespace ketnoi::server {

// Adds those of `schedule` to `to`. `left_out` as schedule::WhyLeftOut says of
// it.
void FillFailedFloors(const FairRecords& records, const FairModel& model,
                      const schedule::Schedule& schedule,
                      const std::vector<schedule::LeftOut>& left_out,
                      v1::Schedule& to);

// FAILED_PRECONDITION, FAIR_NOT_SCHEDULABLE, with the cause FLOORS and a
// violation for each failed floor of the schedule, which must have one. Its
// field is the participant's name.
absl::Status FloorsNotMet(const v1::Schedule& schedule);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_FAILED_FLOORS_H_
