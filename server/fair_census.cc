#include "server/fair_census.h"

namespace ketnoi::server {
namespace {

// Names are remembered of so many prefixes; then all are forgotten.
constexpr size_t kMostCounted = 16;
// Further behind than this, in revisions, all is read anew.
constexpr int64_t kMostBehind = 20'000;
constexpr size_t kFeedEntriesOfCensus = 1024;

}  // namespace

absl::StatusOr<size_t> FairCensus::Count(const storage::Store& store,
                                         storage::Collection collection,
                                         const std::string& prefix) {
  const Key key(collection, prefix);
  storage::MutexLock lock(mutex_);
  if (counted_.size() >= kMostCounted && counted_.count(key) == 0) {
    counted_.clear();
  }
  Names& names = counted_[key];
  const bool near =
      names.revision >= 0 && store.revision() - names.revision <= kMostBehind;
  absl::Status status =
      near ? Follow(store, key, names) : Read(store, key, names);
  if (absl::IsOutOfRange(status)) status = Read(store, key, names);
  if (!status.ok()) {
    names.revision = -1;
    return status;
  }
  return names.names.size();
}

absl::Status FairCensus::Read(const storage::Store& store, const Key& key,
                              Names& names) {
  names.names.clear();
  const auto revision =
      store.Scan(key.first, key.second, "", [&](const storage::Record& record) {
        names.names.insert(record.name);
        return true;
      });
  if (!revision.ok()) return revision.status();
  names.revision = *revision;
  return absl::OkStatus();
}

// OUT_OF_RANGE: the feed does not reach back so far.
absl::Status FairCensus::Follow(const storage::Store& store, const Key& key,
                                Names& names) {
  while (names.revision < store.revision()) {
    const auto entries = store.ReadFeed(names.revision, kFeedEntriesOfCensus);
    if (!entries.ok()) return entries.status();
    if (entries->empty()) break;
    for (const storage::FeedEntry& entry : *entries) {
      if (entry.collection != key.first ||
          !entry.name.starts_with(key.second)) {
        continue;
      }
      if (entry.value) {
        names.names.insert(entry.name);
      } else {
        names.names.erase(entry.name);
      }
    }
    names.revision = entries->back().revision;
  }
  return absl::OkStatus();
}

}  // namespace ketnoi::server
