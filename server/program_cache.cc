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
  Entry& entry = found->second;
  by_use_.splice(by_use_.begin(), by_use_, entry.place);
  auto target = entry.target;
  WeighEntry(key, entry);
  return target;
}

void ProgramCache::Put(const Key& key,
                       std::shared_ptr<const CompiledTarget> target) {
  const storage::MutexLock lock(mutex_);
  const auto [at, added] = entries_.try_emplace(key);
  if (!added) return;
  by_use_.push_front(&at->first);
  at->second = {std::move(target), 0, by_use_.begin()};
  WeighEntry(key, at->second);
}

void ProgramCache::WeighEntry(const Key& key, Entry& entry) {
  const size_t bytes = weigh_(*entry.target) + BytesOf(key);
  bytes_ += bytes - entry.bytes;
  entry.bytes = bytes;
  while (bytes_ > capacity_) {
    // One that is too large lets itself go, and no other one.
    const Key& last = bytes > capacity_ ? key : *by_use_.back();
    const auto gone = entries_.find(last);
    bytes_ -= gone->second.bytes;
    by_use_.erase(gone->second.place);
    entries_.erase(gone);
  }
}

}  // namespace ketnoi::server
