// What was published of a fair: the meetings that agendas print, and what is
// said of them.
//
// A publication is made of parts under a number of its own, and seen once the
// one record that names it is written with the states of the schedules: so a
// call that ends half-way, or a server that does, publishes nothing.
// docs/adr/0029-publishing-is-one-record.md. Thread-safe. Errors of the store
// are passed on.

#ifndef KETNOI_SERVER_PUBLICATION_H_
#define KETNOI_SERVER_PUBLICATION_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "ketnoi/store/v1/fair_schedule.pb.h"
#include "ketnoi/v1/schedule_service.pb.h"
#include "server/backend.h"

namespace ketnoi::server {

using store::v1::PublishedMeeting;

struct PublishedFair {
  store::v1::Publication head;             // number 0: nothing was published
  int64_t revision = 0;                    // of the head; 0: there is none
  std::vector<PublishedMeeting> meetings;  // rising by wish
};

absl::StatusOr<PublishedFair> ReadPublication(const Backend& backend,
                                              const std::string& fair);

// As ScheduleService.PublishSchedule says.
absl::Status PublishSchedule(Backend& backend, const CallLimits& limits,
                             const v1::PublishScheduleRequest& request,
                             v1::PublishScheduleResponse& response);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_PUBLICATION_H_
