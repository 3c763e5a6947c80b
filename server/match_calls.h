// Ranking and explaining: from a request to its answer.

#ifndef KETNOI_SERVER_MATCH_CALLS_H_
#define KETNOI_SERVER_MATCH_CALLS_H_

#include <string>

#include "absl/status/status.h"
#include "ketnoi/v1/match_service.pb.h"
#include "server/backend.h"

namespace ketnoi::server {

// `answer`: the bytes of the response. Thread-safe. Errors as
// proto/ketnoi/v1/match_service.proto says; CANCELLED or DEADLINE_EXCEEDED as
// soon as `limits` say so.
absl::Status RankSuppliers(const Backend& backend, const CallLimits& limits,
                           const v1::RankSuppliersRequest& request,
                           std::string& answer);
absl::Status ExplainMatch(const Backend& backend, const CallLimits& limits,
                          const v1::ExplainMatchRequest& request,
                          std::string& answer);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_MATCH_CALLS_H_
