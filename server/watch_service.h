// Serves ketnoi.v1.WatchService.

#ifndef KETNOI_SERVER_WATCH_SERVICE_H_
#define KETNOI_SERVER_WATCH_SERVICE_H_

#include <atomic>

#include "absl/time/clock.h"
#include "ketnoi/v1/watch_service.pb.h"
#include "server/backend.h"
#include "server/service.h"
#include "server/watch_stream.h"

namespace ketnoi::server {

// Streams that are open at a time: each has a thread, which mostly waits.
inline constexpr int kMostWatches = 64;

// Thread-safe.
class WatchService final : public Service {
 public:
  // `backend` must outlive the service.
  explicit WatchService(const Backend& backend, Clock clock = absl::Now);

  absl::Status WatchMatches(const CallLimits& limits,
                            const v1::WatchMatchesRequest& request,
                            const SendMessage& send);

 private:
  const Backend& backend_;
  const Clock clock_;
  std::atomic<int> open_ = 0;
};

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_WATCH_SERVICE_H_
