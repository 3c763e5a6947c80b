// Why one of two suppliers ranks above the other.

#ifndef KETNOI_SERVER_COMPARE_MATCHES_H_
#define KETNOI_SERVER_COMPARE_MATCHES_H_

#include <string>

#include "absl/status/status.h"
#include "ketnoi/v1/match_service.pb.h"
#include "server/backend.h"

namespace ketnoi::server {

// As the calls of match_calls.h.
absl::Status CompareMatches(const Backend& backend, const CallLimits& limits,
                            const v1::CompareMatchesRequest& request,
                            std::string& answer);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_COMPARE_MATCHES_H_
