// Builds the snapshot of all suppliers that the store holds.

#ifndef KETNOI_SERVER_SNAPSHOT_BUILD_H_
#define KETNOI_SERVER_SNAPSHOT_BUILD_H_

#include <atomic>
#include <memory>

#include "absl/status/statusor.h"
#include "matcher/index/snapshot.h"
#include "matcher/model/reference.h"
#include "server/memory_limit.h"
#include "server/storage/store.h"

namespace ketnoi::server {

// Reads in the caller's thread; two more translate records and index them by
// some thousands, so that records never exist all at once. The segments are
// merged into one, which takes their memory once more. Errors of
// the store; DATA_LOSS: a value cannot be read; RESOURCE_EXHAUSTED: they take
// more than `memory` has, whereupon no more are read; CANCELLED soon after
// `stopping` is set. `reference` must outlive the snapshot.
absl::StatusOr<std::shared_ptr<const index::Snapshot>> BuildSnapshot(
    const model::Reference& reference, const storage::Store& store,
    const MemoryLimit& memory, const std::atomic<bool>& stopping);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_SNAPSHOT_BUILD_H_
