// AnalyzeGaps, from a request to its stream of answers.

#ifndef KETNOI_SERVER_ANALYZE_GAPS_H_
#define KETNOI_SERVER_ANALYZE_GAPS_H_

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "ketnoi/v1/gap_service.pb.h"
#include "server/backend.h"
#include "server/levers.h"

namespace ketnoi::server {

// Calls `send` with the bytes of each answer, in this thread; false: nobody
// reads them any more. Thread-safe. Errors as proto/ketnoi/v1/gap_service.proto
// says; CANCELLED or DEADLINE_EXCEEDED as soon as `limits` say so; UNAVAILABLE
// (NOT_SERVING) while the requirements are still being read after a start.
absl::Status AnalyzeGaps(const Backend& backend, const LeverTable& levers,
                         const CallLimits& limits,
                         const v1::AnalyzeGapsRequest& request,
                         const std::function<bool(std::string bytes)>& send);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_ANALYZE_GAPS_H_
