#include "server/program_cache.h"

namespace ketnoi::server {

std::shared_ptr<const CompiledTarget> ProgramCache::Find(const Key& key) {
  const storage::MutexLock lock(mutex_);
  const auto found = entries_.find(key);
  if (found == entries_.end()) return nullptr;
  by_use_.splice(by_use_.begin(), by_use_, found->second.place);
  return found->second.target;
}

void ProgramCache::Put(const Key& key,
                       std::shared_ptr<const CompiledTarget> target) {
  const storage::MutexLock lock(mutex_);
  const auto [entry, added] = entries_.try_emplace(key);
  if (!added) return;
  by_use_.push_front(&entry->first);
  entry->second = {std::move(target), by_use_.begin()};
  if (entries_.size() <= capacity_) return;
  const auto last = entries_.find(*by_use_.back());
  by_use_.pop_back();
  entries_.erase(last);
}

}  // namespace ketnoi::server
