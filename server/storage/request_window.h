// The last commits that had a request_id, so that a retry is recognised.

#ifndef KETNOI_SERVER_STORAGE_REQUEST_WINDOW_H_
#define KETNOI_SERVER_STORAGE_REQUEST_WINDOW_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "server/storage/mutex.h"
#include "server/storage/store.h"

namespace ketnoi::storage {

// Thread-safe. Nothing here waits for the disk.
class RequestWindow {
 public:
  // Remembers the `size` requests with the highest revisions; at least 1.
  explicit RequestWindow(size_t size) : size_(size) {}

  // Nothing if it is not remembered.
  std::optional<RememberedRequest> Find(const std::string& id) const;

  // `revision` is higher than all before. Returns the revisions of those that
  // are forgotten for it.
  std::vector<int64_t> Add(const std::string& id, RememberedRequest request);

 private:
  const size_t size_;
  mutable Mutex mutex_;
  absl::flat_hash_map<std::string, RememberedRequest> by_id_
      ABSL_GUARDED_BY(mutex_);
  std::deque<std::string> oldest_first_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace ketnoi::storage

#endif  // KETNOI_SERVER_STORAGE_REQUEST_WINDOW_H_
