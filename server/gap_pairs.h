// The pairs behind figures of gaps, and single ones tried with levers.

#ifndef KETNOI_SERVER_GAP_PAIRS_H_
#define KETNOI_SERVER_GAP_PAIRS_H_

#include <string>

#include "absl/status/status.h"
#include "ketnoi/v1/gap_service.pb.h"
#include "server/backend.h"
#include "server/levers.h"

namespace ketnoi::server {

// Thread-safe. Errors as AnalyzeGaps (analyze_gaps.h).
absl::Status ListGapPairs(const Backend& backend, const LeverTable& levers,
                          const CallLimits& limits,
                          const v1::ListGapPairsRequest& request,
                          v1::ListGapPairsResponse& response);

// `answer`: the bytes of the response. Thread-safe. Errors as
// proto/ketnoi/v1/gap_service.proto says.
absl::Status TryLevers(const Backend& backend, const LeverTable& levers,
                       const CallLimits& limits,
                       const v1::TryLeversRequest& request,
                       std::string& answer);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_GAP_PAIRS_H_
