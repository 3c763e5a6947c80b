// All that a schedule of a fair is made from, as it is stored.

#ifndef KETNOI_SERVER_FAIR_RECORDS_H_
#define KETNOI_SERVER_FAIR_RECORDS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "ketnoi/v1/fair.pb.h"
#include "ketnoi/v1/participant.pb.h"
#include "ketnoi/v1/wish.pb.h"
#include "server/backend.h"

namespace ketnoi::server {

struct FairRecords {
  v1::Fair fair;
  std::vector<v1::Participant> participants;  // by name
  std::vector<v1::Wish> wishes;               // by name
  int64_t revision = 0;  // of the store, that all of them are of
};

// Those of the fair `name` as they are now, all of one moment: holds up writes
// of fairs and buyers while it copies, some tenths of a second for the largest
// fair. NOT_FOUND: there is no such fair. Errors of CheckLimits and of the
// store.
absl::StatusOr<FairRecords> ReadFairRecords(Backend& backend,
                                            const std::string& name,
                                            const CallLimits& limits);

// The same for a caller that holds a WriteLock of something of a fair.
absl::StatusOr<FairRecords> ReadFairRecordsLocked(const Backend& backend,
                                                  const std::string& name,
                                                  const CallLimits& limits);

// SHA-256, in lower-case hexadecimal digits, of what the records say, apart
// from when and in which revision they were written.
std::string FingerprintOf(const FairRecords& records);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_FAIR_RECORDS_H_
