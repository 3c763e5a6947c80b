// Serves ketnoi.v1.ScheduleService.

#ifndef KETNOI_SERVER_SCHEDULE_SERVICE_H_
#define KETNOI_SERVER_SCHEDULE_SERVICE_H_

#include "ketnoi/v1/schedule_service.pb.h"
#include "server/backend.h"
#include "server/service.h"
#include "server/work_gate.h"

namespace ketnoi::server {

// Thread-safe.
class ScheduleService final : public Service {
 public:
  // `backend` must outlive the service.
  explicit ScheduleService(Backend& backend);

  absl::Status MakeSchedule(const CallLimits& limits,
                            const v1::MakeScheduleRequest& request,
                            const SendMessage& send);
  absl::Status ReplanSchedule(const CallLimits& limits,
                              const v1::ReplanScheduleRequest& request,
                              v1::ReplanScheduleResponse& response);
  absl::Status GetSchedule(const CallLimits& limits,
                           const v1::GetScheduleRequest& request,
                           v1::Schedule& response);
  absl::Status ListSchedules(const CallLimits& limits,
                             const v1::ListSchedulesRequest& request,
                             v1::ListSchedulesResponse& response);
  absl::Status DeleteSchedule(const CallLimits& limits,
                              const v1::DeleteScheduleRequest& request,
                              v1::DeleteScheduleResponse& response);
  absl::Status ListScheduledMeetings(
      const CallLimits& limits, const v1::ListScheduledMeetingsRequest& request,
      v1::ListScheduledMeetingsResponse& response);
  absl::Status ListLeftOutWishes(const CallLimits& limits,
                                 const v1::ListLeftOutWishesRequest& request,
                                 v1::ListLeftOutWishesResponse& response);
  absl::Status ReviewSchedule(const CallLimits& limits,
                              const v1::ReviewScheduleRequest& request,
                              v1::Schedule& response);
  absl::Status PublishSchedule(const CallLimits& limits,
                               const v1::PublishScheduleRequest& request,
                               v1::PublishScheduleResponse& response);
  absl::Status RestoreSchedule(const CallLimits& limits,
                               const v1::RestoreScheduleRequest& request,
                               v1::Schedule& response);
  absl::Status CompareSchedules(const CallLimits& limits,
                                const v1::CompareSchedulesRequest& request,
                                v1::CompareSchedulesResponse& response);
  absl::Status GetMeeting(const CallLimits& limits,
                          const v1::GetMeetingRequest& request,
                          v1::Meeting& response);
  absl::Status ListMeetings(const CallLimits& limits,
                            const v1::ListMeetingsRequest& request,
                            v1::ListMeetingsResponse& response);
  absl::Status UpdateMeeting(const CallLimits& limits,
                             const v1::UpdateMeetingRequest& request,
                             v1::Meeting& response);

 private:
  Backend& backend_;
  WorkGate gate_;
  WorkGate replan_gate_;
};

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_SCHEDULE_SERVICE_H_
