// Where a watch stands: what it has told is what changed up to there. All of it
// is in the token that clients keep; the server keeps nothing.

#ifndef KETNOI_SERVER_WATCH_POSITION_H_
#define KETNOI_SERVER_WATCH_POSITION_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "ketnoi/v1/watch.pb.h"
#include "matcher/model/criteria_set.h"
#include "matcher/model/date.h"
#include "server/backend.h"

namespace ketnoi::server {

struct WatchPosition {
  int64_t revision = 0;
  model::Date day;
  const model::CriteriaSet* criteria_set = nullptr;  // of the reference data
};

// The day in Asia/Ho_Chi_Minh (UTC+7, no changes).
model::Date DayAt(absl::Time time);
inline model::Date Today() { return DayAt(absl::Now()); }

// The token of a position of a watch of the scope: URL-safe text.
std::string EncodePosition(const Backend& backend, const v1::WatchScope& scope,
                           const WatchPosition& position);

// What EncodePosition made, perhaps by another process on the same store.
// INVALID_ARGUMENT, naming `field`: it did not, or for another scope.
// FAILED_PRECONDITION (EPOCH_MISMATCH): the store was restored since.
// OUT_OF_RANGE (POSITION_LOST): its criteria set is not there any more, or the
// store never had its revision.
absl::StatusOr<WatchPosition> DecodePosition(const Backend& backend,
                                             const v1::WatchScope& scope,
                                             std::string_view token,
                                             std::string_view field);

// OUT_OF_RANGE, POSITION_LOST.
absl::Status PositionLost(std::string_view why);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_WATCH_POSITION_H_
