// What is said of fixed meetings that cannot be held together.

#ifndef KETNOI_SERVER_FIXED_MESSAGE_H_
#define KETNOI_SERVER_FIXED_MESSAGE_H_

#include <string>

#include "absl/status/status.h"
#include "server/fair_records.h"
#include "server/translate_fair.h"

namespace ketnoi::server {

// `status` is the matcher's, of `model`, which is of `records`: what it says of
// "wishes[3]" or "participants[3]" as said of their names, with the rule that
// is against the wish. Pure; thread-safe.
std::string FixedMessage(const absl::Status& status, const FairRecords& records,
                         const FairModel& model);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_FIXED_MESSAGE_H_
