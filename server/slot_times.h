// When the slots of a schedule are: as it was printed, when it was published,
// or as the fair has them now.

#ifndef KETNOI_SERVER_SLOT_TIMES_H_
#define KETNOI_SERVER_SLOT_TIMES_H_

#include <string>

#include "absl/status/status.h"
#include "ketnoi/store/v1/fair_schedule.pb.h"
#include "ketnoi/v1/fair.pb.h"
#include "server/backend.h"

namespace ketnoi::server {

// Makes content.printed_times what the fair says; slots that it no longer has
// keep theirs. Pure; thread-safe.
void SetTimes(const v1::Fair& fair, store::v1::ScheduleContent& content);

// Likewise of the fair of this name as it is now. NOT_FOUND: there is no such
// fair. Errors of the store. Thread-safe.
absl::Status RenewTimes(const Backend& backend, const std::string& fair,
                        store::v1::ScheduleContent& content);

// Likewise, but slots that have times keep them. NOT_FOUND, errors and threads
// likewise.
absl::Status CompleteTimes(const Backend& backend, const std::string& fair,
                           store::v1::ScheduleContent& content);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_SLOT_TIMES_H_
