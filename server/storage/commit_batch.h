// Turns commits into one atomic write.

#ifndef KETNOI_SERVER_STORAGE_COMMIT_BATCH_H_
#define KETNOI_SERVER_STORAGE_COMMIT_BATCH_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "rocksdb/write_batch.h"
#include "server/storage/database.h"
#include "server/storage/request_window.h"
#include "server/storage/store.h"

namespace ketnoi::storage {

// What a commit must say about itself, whatever is stored: INVALID_ARGUMENT.
absl::Status CheckCommit(const CommitRequest& request);

// Each commit is judged against the database and the commits added before it.
// Not thread-safe. `database` and `window` outlive it.
class CommitBatch {
 public:
  // `revision` is the last one in `database`.
  CommitBatch(const Database& database, RequestWindow& window, int64_t revision)
      : database_(database), window_(window), revision_(revision) {}

  // Errors as of Store::Commit; a commit with an error leaves no trace.
  absl::StatusOr<CommitResult> Add(const CommitRequest& request);

  // Removes what the feed and the history hold only for revisions before
  // `oldest_revision`, at most the last one in the database; `from` is what it
  // was before. Removes nothing if it meets damage, which a reader would be
  // told of: that keeps no commit from being written.
  void Prune(int64_t from, int64_t oldest_revision);

  // All that was added, ready to write. Call it once, after all others.
  absl::StatusOr<rocksdb::WriteBatch*> Finish();

  // The last revision that was given.
  int64_t revision() const { return revision_; }

 private:
  // The state of a name; revision 0: there is no record.
  struct Version {
    int64_t revision = 0;
    int64_t create_revision = 0;
  };

  absl::StatusOr<Version> Current(const Operation& operation) const;
  absl::StatusOr<std::vector<Version>> CheckConditions(
      const CommitRequest& request) const;
  void Write(const Operation& operation, const Version& current,
             uint16_t position);
  void Remember(const CommitRequest& request);
  absl::Status PruneChanges(int64_t from, int64_t oldest_revision);
  absl::Status PruneChange(int64_t revision, std::string_view change);
  void Put(rocksdb::ColumnFamilyHandle* family, std::string_view key,
           std::string_view value);
  void Delete(rocksdb::ColumnFamilyHandle* family, std::string_view key);
  void Note(const rocksdb::Status& status);

  const Database& database_;
  RequestWindow& window_;
  int64_t revision_;
  rocksdb::WriteBatch batch_;
  rocksdb::Status building_;  // the first error of building batch_
  // By resource key: what commits of this batch made of it.
  absl::flat_hash_map<std::string, Version> changed_;
};

}  // namespace ketnoi::storage

#endif  // KETNOI_SERVER_STORAGE_COMMIT_BATCH_H_
