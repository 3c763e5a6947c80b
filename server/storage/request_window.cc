#include "server/storage/request_window.h"

#include <utility>

namespace ketnoi::storage {

std::optional<RememberedRequest> RequestWindow::Find(
    const std::string& id) const {
  MutexLock lock(mutex_);
  const auto found = by_id_.find(id);
  if (found == by_id_.end()) return std::nullopt;
  return found->second;
}

std::vector<int64_t> RequestWindow::Add(const std::string& id,
                                        RememberedRequest request) {
  MutexLock lock(mutex_);
  by_id_.insert_or_assign(id, std::move(request));
  oldest_first_.push_back(id);
  std::vector<int64_t> forgotten;
  while (oldest_first_.size() > size_) {
    const auto oldest = by_id_.find(oldest_first_.front());
    forgotten.push_back(oldest->second.revision);
    by_id_.erase(oldest);
    oldest_first_.pop_front();
  }
  return forgotten;
}

}  // namespace ketnoi::storage
