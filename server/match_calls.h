// Ranking and explaining: from a request to its answer.

#ifndef KETNOI_SERVER_MATCH_CALLS_H_
#define KETNOI_SERVER_MATCH_CALLS_H_

#include "absl/status/status.h"
#include "ketnoi/v1/match_service.pb.h"
#include "server/backend.h"

namespace ketnoi::server {

// Thread-safe. Errors as proto/ketnoi/v1/match_service.proto says; CANCELLED or
// DEADLINE_EXCEEDED as soon as `limits` say so.
absl::Status RankSuppliers(const Backend& backend, const CallLimits& limits,
                           const v1::RankSuppliersRequest& request,
                           v1::RankSuppliersResponse& response);
absl::Status ExplainMatch(const Backend& backend, const CallLimits& limits,
                          const v1::ExplainMatchRequest& request,
                          v1::ExplainMatchResponse& response);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_MATCH_CALLS_H_
