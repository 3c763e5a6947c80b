// The store in a folder of this machine, on RocksDB. docs/storage.md describes
// what is on disk.

#ifndef KETNOI_SERVER_STORAGE_ROCKS_STORE_H_
#define KETNOI_SERVER_STORAGE_ROCKS_STORE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "server/storage/store.h"

namespace ketnoi::storage {

struct RocksStoreOptions {
  std::string path;  // a folder of its own

  bool create_if_missing = true;

  // False: Commit does not wait for the disk. What it acknowledged then still
  // survives kill -9, but not loss of power.
  bool sync = true;

  // How many revisions back GetAt and ReadFeed reach, at least. Older feed
  // entries, and versions that were superseded before, are removed as commits
  // come in. 0: all are kept.
  int64_t retained_revisions = 0;

  // How many of the last commits with a request_id are remembered, in memory
  // too; at least 1.
  size_t retained_requests = 10'000;

  // Bounds of memory: blocks of data with indexes and filters, and writes that
  // are not yet in a table.
  size_t block_cache_bytes = size_t{64} << 20;
  size_t write_buffer_bytes = size_t{64} << 20;
};

// NOT_FOUND: there is no store and create_if_missing is false.
// FAILED_PRECONDITION: another process (or this one) has the store open, or a
// newer binary wrote it. DATA_LOSS: it is damaged, or no store of ours.
// INVALID_ARGUMENT: an option is out of range. UNAVAILABLE: the disk fails.
absl::StatusOr<std::unique_ptr<Store>> OpenRocksStore(
    const RocksStoreOptions& options);

}  // namespace ketnoi::storage

#endif  // KETNOI_SERVER_STORAGE_ROCKS_STORE_H_
