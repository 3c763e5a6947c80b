#include "server/program_cache.h"

namespace ketnoi::server {
namespace {

// Of an entry in the maps, without its target.
constexpr size_t kPlaceBytes = 300;

size_t BytesOf(const ProgramCache::Key& key) {
  size_t bytes = kPlaceBytes + key.requirement.size();
  for (const auto& [name, weight] : key.weights) {
    bytes += sizeof(key.weights[0]) + name.size();
  }
  return bytes;
}

}  // namespace

std::shared_ptr<const CompiledTarget> ProgramCache::Find(const Key& key) {
  const storage::MutexLock lock(mutex_);
  const auto found = entries_.find(key);
  if (found == entries_.end()) return nullptr;
  by_use_.splice(by_use_.begin(), by_use_, found->second.place);
  return found->second.target;
}

void ProgramCache::Put(const Key& key,
                       std::shared_ptr<const CompiledTarget> target,
                       size_t bytes) {
  bytes += BytesOf(key);
  if (bytes > capacity_) return;
  const storage::MutexLock lock(mutex_);
  const auto [entry, added] = entries_.try_emplace(key);
  if (!added) return;
  by_use_.push_front(&entry->first);
  entry->second = {std::move(target), bytes, by_use_.begin()};
  bytes_ += bytes;
  while (bytes_ > capacity_) {
    const auto last = entries_.find(*by_use_.back());
    bytes_ -= last->second.bytes;
    by_use_.pop_back();
    entries_.erase(last);
  }
}

}  // namespace ketnoi::server
