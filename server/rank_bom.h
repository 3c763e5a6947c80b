// Ranking a bill of materials: from a request to its stream of answers.

#ifndef KETNOI_SERVER_RANK_BOM_H_
#define KETNOI_SERVER_RANK_BOM_H_

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "ketnoi/v1/bom_service.pb.h"
#include "server/backend.h"

namespace ketnoi::server {

// `send` gets the bytes of one answer after the other, in the caller's thread;
// two other threads rank ahead of it. False from it: nobody reads them, which
// is CANCELLED. Everything is read as of one revision. Thread-safe. Errors as
// proto/ketnoi/v1/bom_service.proto says; CANCELLED or DEADLINE_EXCEEDED within
// some 50 ms of when `limits` say so.
absl::Status RankBom(const Backend& backend, const CallLimits& limits,
                     const v1::RankBomRequest& request,
                     const std::function<bool(std::string bytes)>& send);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_RANK_BOM_H_
