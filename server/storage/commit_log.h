// The write side of the store: gives revisions and makes commits durable.

#ifndef KETNOI_SERVER_STORAGE_COMMIT_LOG_H_
#define KETNOI_SERVER_STORAGE_COMMIT_LOG_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "server/storage/commit_batch.h"
#include "server/storage/commit_queue.h"
#include "server/storage/database.h"
#include "server/storage/mutex.h"
#include "server/storage/request_window.h"
#include "server/storage/rocks_store.h"

namespace ketnoi::storage {

// Thread-safe. `database` outlives it.
class CommitLog {
 public:
  // Goes on after `meta`, with the requests that `window` remembers.
  CommitLog(const Database& database, const RocksStoreOptions& options,
            const Meta& meta, std::unique_ptr<RequestWindow> window);

  // As Store does.
  absl::StatusOr<CommitResult> Commit(const CommitRequest& request);
  int64_t revision() const;
  absl::Status failure() const;
  absl::Status WaitFor(int64_t revision, absl::Time deadline) const;

  // As Notes::Write, of changes that are in `batch`.
  absl::Status WriteNotes(rocksdb::WriteBatch& batch);

  std::optional<RememberedRequest> FindRequest(
      const std::string& request_id) const;

 private:
  void WriteTogether(const std::vector<PendingCommit*>& commits);
  void WriteOrRefuse(const std::vector<PendingCommit*>& commits)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(writing_);
  absl::Status WriteToDisk(CommitBatch& batch)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(writing_);
  absl::Status WriteBatch(std::string_view what, rocksdb::WriteBatch& batch)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(writing_);
  int64_t NextOldestRevision(int64_t revision) const
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(writing_);
  void Publish(int64_t revision);
  void Fail(const absl::Status& failure);

  const Database& database_;
  const bool sync_;
  const int64_t retained_revisions_;
  const absl::Status threw_ = WriteThrew();
  // Ahead of the disk: holds the requests of the batch under way, too.
  const std::unique_ptr<RequestWindow> window_;

  Mutex writing_;  // held while a batch is written
  int64_t oldest_revision_ ABSL_GUARDED_BY(writing_);

  mutable Mutex publishing_;
  mutable Condition published_;
  int64_t revision_ ABSL_GUARDED_BY(publishing_);
  // The first error of a write. From then on nobody knows what the log ends
  // with, so nothing more is written.
  absl::Status failure_ ABSL_GUARDED_BY(publishing_);

  CommitQueue queue_;
};

}  // namespace ketnoi::storage

#endif  // KETNOI_SERVER_STORAGE_COMMIT_LOG_H_
