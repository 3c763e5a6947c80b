// Makes the schedule of a fair again for one call, and stores it.

#ifndef KETNOI_SERVER_REPLAN_SCHEDULE_H_
#define KETNOI_SERVER_REPLAN_SCHEDULE_H_

#include "absl/status/status.h"
#include "ketnoi/v1/schedule_service.pb.h"
#include "server/backend.h"
#include "server/work_gate.h"

namespace ketnoi::server {

// As ScheduleService.ReplanSchedule says. Searches in the calling thread.
absl::Status ReplanSchedule(Backend& backend, WorkGate& gate,
                            const CallLimits& limits,
                            const v1::ReplanScheduleRequest& request,
                            v1::ReplanScheduleResponse& response);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_REPLAN_SCHEDULE_H_
