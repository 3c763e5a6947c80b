// Compiled requirements, kept from one ranking to the next.
//
// The same requirement is asked again and again while nothing changed. Its
// compiled form depends on what is in the key and on the server's reference
// data, which never change, so that an entry is never wrong; a change makes
// another key, and the old entry goes in its turn. Answers are not kept.

#ifndef KETNOI_SERVER_PROGRAM_CACHE_H_
#define KETNOI_SERVER_PROGRAM_CACHE_H_

#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/node_hash_map.h"
#include "matcher/model/criteria_set.h"
#include "matcher/model/date.h"
#include "server/storage/mutex.h"

namespace ketnoi::server {

struct CompiledTarget;

// Thread-safe. Find and Put cost O(1) and the hash of the key.
class ProgramCache {
 public:
  // Everything that decides what a requirement compiles to.
  struct Key {
    // The resource name of a stored one; all bytes of one in a request.
    std::string requirement;
    int64_t requirement_revision = 0;  // that last changed it; 0: in a request
    int64_t buyer_revision = 0;        // that last changed its buyer; 0: none
    const model::CriteriaSet* criteria_set = nullptr;  // lives with the server
    model::Date as_of;
    std::vector<std::pair<std::string, int32_t>> weights;  // overrides, by key

    friend bool operator==(const Key&, const Key&) = default;
    template <class H>
    friend H AbslHashValue(H h, const Key& key) {
      return H::combine(std::move(h), key.requirement, key.requirement_revision,
                        key.buyer_revision, key.criteria_set, key.as_of.days,
                        key.weights);
    }
  };

  // About what a target takes now.
  using Weigh = size_t (*)(const CompiledTarget&);

  // Keeps entries of `capacity` bytes in all; those that were not asked for
  // longest go first. An entry is weighed whenever it is found, since targets
  // grow as they are bound to segments; its key and place are counted here.
  ProgramCache(size_t capacity, Weigh weigh)
      : capacity_(capacity), weigh_(weigh) {}

  // Null: not there.
  std::shared_ptr<const CompiledTarget> Find(const Key& key);
  // Keeps the one that is there, if any. Not kept if it alone is too large.
  void Put(const Key& key, std::shared_ptr<const CompiledTarget> target);

 private:
  struct Entry {
    std::shared_ptr<const CompiledTarget> target;
    size_t bytes = 0;                       // with the key
    std::list<const Key*>::iterator place;  // in by_use_
  };

  // Counts anew what the entry takes, and lets others go for it.
  void WeighEntry(const Key& key, Entry& entry)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const size_t capacity_;
  const Weigh weigh_;
  storage::Mutex mutex_;
  size_t bytes_ ABSL_GUARDED_BY(mutex_) = 0;  // of all entries
  absl::node_hash_map<Key, Entry> entries_ ABSL_GUARDED_BY(mutex_);
  std::list<const Key*> by_use_ ABSL_GUARDED_BY(mutex_);  // the last one first
};

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_PROGRAM_CACHE_H_
