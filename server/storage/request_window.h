// The last commits that had a request_id, so that a retry is recognised.

#ifndef KETNOI_SERVER_STORAGE_REQUEST_WINDOW_H_
#define KETNOI_SERVER_STORAGE_REQUEST_WINDOW_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"

namespace ketnoi::storage {

struct RememberedRequest {
  std::string digest;
  int64_t revision = 0;
};

// Not thread-safe.
class RequestWindow {
 public:
  // Remembers the `size` requests with the highest revisions; at least 1.
  explicit RequestWindow(size_t size) : size_(size) {}

  // Null if it is not remembered. Valid until the next Add.
  const RememberedRequest* Find(const std::string& id) const;

  // `revision` is higher than all before. Returns the revisions of those that
  // are forgotten for it.
  std::vector<int64_t> Add(const std::string& id, RememberedRequest request);

 private:
  const size_t size_;
  absl::flat_hash_map<std::string, RememberedRequest> by_id_;
  std::deque<std::string> oldest_first_;
};

}  // namespace ketnoi::storage

#endif  // KETNOI_SERVER_STORAGE_REQUEST_WINDOW_H_
