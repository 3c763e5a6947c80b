// How many resources there are under a name, for the limits of fairs.
//
// Counts by reading them all once, and then what was written since, so that the
// rows of an import cost little each. Thread-safe; callers wait for each other.

#ifndef KETNOI_SERVER_FAIR_CENSUS_H_
#define KETNOI_SERVER_FAIR_CENSUS_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "server/storage/mutex.h"
#include "server/storage/store.h"

namespace ketnoi::server {

class FairCensus {
 public:
  // The resources of `store`, always the same one, whose names begin with
  // `prefix` ("fairs/f1/wishes/"), as of its last revision. Remembers their
  // names. Errors of the store are passed on.
  absl::StatusOr<size_t> Count(const storage::Store& store,
                               storage::Collection collection,
                               const std::string& prefix);

 private:
  struct Names {
    int64_t revision = -1;  // that they are of; -1: not read yet
    absl::flat_hash_set<std::string> names;
  };
  using Key = std::pair<storage::Collection, std::string>;

  static absl::Status Read(const storage::Store& store, const Key& key,
                           Names& names);
  static absl::Status Follow(const storage::Store& store, const Key& key,
                             Names& names);

  storage::Mutex mutex_;
  std::map<Key, Names> counted_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_FAIR_CENSUS_H_
