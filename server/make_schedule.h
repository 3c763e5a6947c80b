// Makes the schedule of a fair for one call, and stores it.

#ifndef KETNOI_SERVER_MAKE_SCHEDULE_H_
#define KETNOI_SERVER_MAKE_SCHEDULE_H_

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "ketnoi/v1/schedule_service.pb.h"
#include "server/backend.h"
#include "server/work_gate.h"

namespace ketnoi::server {

// As ScheduleService.MakeSchedule says. `send` gets the bytes of each message;
// false: nobody reads them any more. Searches in a thread of its own, so that
// messages come in time whatever the search is at.
absl::Status MakeSchedule(Backend& backend, WorkGate& gate,
                          const CallLimits& limits,
                          const v1::MakeScheduleRequest& request,
                          const std::function<bool(std::string bytes)>& send);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_MAKE_SCHEDULE_H_
