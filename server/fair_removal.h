// What speaks against the deletion of a fair or of a participant, and how it is
// deleted with it.
//
// Thread-safe. Errors of the store are passed on.

#ifndef KETNOI_SERVER_FAIR_REMOVAL_H_
#define KETNOI_SERVER_FAIR_REMOVAL_H_

#include <string>

#include "absl/status/status.h"
#include "server/backend.h"
#include "server/resource_kind.h"

namespace ketnoi::server {

// FAILED_PRECONDITION (RESOURCE_IN_USE): something is stored below the fair, or
// a wish names the participant. OK for other kinds. The caller holds a
// WriteLock.
absl::Status CheckUnusedAtFair(const storage::Store& store,
                               const ResourceKind& kind,
                               const std::string& name);

// Deletes what CheckUnusedAtFair finds, up to a commit's worth of records at
// once; not atomic. Takes WriteLocks itself: the caller must hold none.
absl::Status ClearAtFair(Backend& backend, const ResourceKind& kind,
                         const std::string& name, const CallLimits& limits);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_FAIR_REMOVAL_H_
