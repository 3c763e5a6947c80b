// A snapshot in a column file, to start with instead of reading all records.

#ifndef KETNOI_SERVER_SNAPSHOT_FILE_H_
#define KETNOI_SERVER_SNAPSHOT_FILE_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "matcher/index/snapshot.h"
#include "matcher/model/reference.h"
#include "server/column_file.h"

namespace ketnoi::server {

// Replaces the file at `path`; `origin` as WriteColumnFile takes it but for the
// revision, which is the snapshot's. Errors as of WriteColumnFile.
absl::Status SaveSnapshot(const std::string& path, ColumnOrigin origin,
                          const index::Snapshot& snapshot);

// Whether arrays of so many bytes may be read into memory.
using AdmitBytes = std::function<absl::Status(uint64_t bytes)>;

// The snapshot in the file at `path`, if `admit` says OK to its size. Errors as
// of ColumnFile, and DATA_LOSS: what it holds is no snapshot with this
// reference data. `wanted` says what it must be of, at any revision up to
// wanted.revision: FAILED_PRECONDITION. `reference` must outlive the snapshot.
absl::StatusOr<std::shared_ptr<const index::Snapshot>> LoadSnapshot(
    const model::Reference& reference, const std::string& path,
    const ColumnOrigin& wanted, const AdmitBytes& admit);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_SNAPSHOT_FILE_H_
