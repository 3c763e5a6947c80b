// How errors are put: the one place where RocksDB's Status becomes ours.

#ifndef KETNOI_SERVER_STORAGE_ROCKS_STATUS_H_
#define KETNOI_SERVER_STORAGE_ROCKS_STATUS_H_

#include <string_view>

#include "absl/status/status.h"
#include "rocksdb/status.h"

namespace ketnoi::storage {

// `what` was being done begins the message: "read suppliers/acme".
// NotFound: NOT_FOUND. Corruption: DATA_LOSS. A lock that another holder has:
// FAILED_PRECONDITION. Anything else is the disk's: UNAVAILABLE.
absl::Status FromRocks(const rocksdb::Status& status, std::string_view what);

// The same error, with `where` at the beginning of its message.
absl::Status At(std::string_view where, const absl::Status& status);

}  // namespace ketnoi::storage

#endif  // KETNOI_SERVER_STORAGE_ROCKS_STATUS_H_
