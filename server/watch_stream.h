// The stream of one watch.

#ifndef KETNOI_SERVER_WATCH_STREAM_H_
#define KETNOI_SERVER_WATCH_STREAM_H_

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "ketnoi/v1/watch_service.pb.h"
#include "server/backend.h"

namespace ketnoi::server {

// What the day is read from.
using Clock = std::function<absl::Time()>;

// Sends steps, and waits in the caller's thread for the next write, for
// midnight or for the heartbeat, until nobody reads any more or the server
// drains: never OK. `send`: the bytes of a message; false: nobody reads it; it
// waits while there is no room. Errors as
// proto/ketnoi/v1/watch_service.proto says; ends within a tenth of a second of
// what ends it. Thread-safe.
absl::Status WatchMatches(const Backend& backend, const CallLimits& limits,
                          const v1::WatchMatchesRequest& request,
                          const Clock& clock,
                          const std::function<bool(std::string bytes)>& send);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_WATCH_STREAM_H_
