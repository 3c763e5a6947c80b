#include "server/watch_service.h"

#include <string>
#include <utility>

#include "absl/cleanup/cleanup.h"
#include "fmt/format.h"
#include "server/rpc_status.h"

namespace ketnoi::server {

WatchService::WatchService(const Backend& backend, Clock clock)
    : Service(backend), backend_(backend), clock_(std::move(clock)) {
  ServeStream("/ketnoi.v1.WatchService/WatchMatches",
              &WatchService::WatchMatches);
}

absl::Status WatchService::WatchMatches(const CallLimits& limits,
                                        const v1::WatchMatchesRequest& request,
                                        const SendMessage& send) {
  const absl::Cleanup close = [this] { --open_; };
  if (++open_ > kMostWatches) {
    return Error(absl::StatusCode::kResourceExhausted,
                 v1::ERROR_REASON_TOO_MANY_WATCHES,
                 fmt::format("{} streams of watches are open; no more can be",
                             kMostWatches),
                 {{"limit", std::to_string(kMostWatches)}});
  }
  return server::WatchMatches(backend_, limits, request, clock_, send);
}

}  // namespace ketnoi::server
