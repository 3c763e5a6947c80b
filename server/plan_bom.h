// The sourcing plan of a bill of materials: from a request to its stream of
// answers.

#ifndef KETNOI_SERVER_PLAN_BOM_H_
#define KETNOI_SERVER_PLAN_BOM_H_

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "ketnoi/v1/sourcing.pb.h"
#include "server/backend.h"

namespace ketnoi::server {

// `send` as in RankBom. Memory: some 30 bytes for each candidate of each line.
// Thread-safe. Errors as proto/ketnoi/v1/bom_service.proto says; CANCELLED or
// DEADLINE_EXCEEDED within some 50 ms of when `limits` say so.
absl::Status PlanBom(const Backend& backend, const CallLimits& limits,
                     const v1::PlanBomRequest& request,
                     const std::function<bool(std::string bytes)>& send);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_PLAN_BOM_H_
