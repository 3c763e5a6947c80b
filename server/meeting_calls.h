// The meetings that were published, with what is said of them: the publication
// says where and when each is, a note (kMeetings) what became of it.
//
// Thread-safe. Errors of the store are passed on.

#ifndef KETNOI_SERVER_MEETING_CALLS_H_
#define KETNOI_SERVER_MEETING_CALLS_H_

#include "absl/status/status.h"
#include "ketnoi/v1/schedule_service.pb.h"
#include "server/backend.h"

namespace ketnoi::server {

// All as the methods of ScheduleService say.
absl::Status GetMeeting(const Backend& backend,
                        const v1::GetMeetingRequest& request,
                        v1::Meeting& response);
absl::Status ListMeetings(const Backend& backend,
                          const v1::ListMeetingsRequest& request,
                          v1::ListMeetingsResponse& response);
absl::Status UpdateMeeting(Backend& backend,
                           const v1::UpdateMeetingRequest& request,
                           v1::Meeting& response);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_MEETING_CALLS_H_
