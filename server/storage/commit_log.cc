#include "server/storage/commit_log.h"

#include <algorithm>
#include <exception>
#include <utility>

#include "fmt/format.h"

namespace ketnoi::storage {
namespace {

// Bounds what a batch removes when the retention limit was lowered.
constexpr int64_t kMaxPrunedRevisions = 1024;

}  // namespace

CommitLog::CommitLog(const Database& database, const RocksStoreOptions& options,
                     const Meta& meta, std::unique_ptr<RequestWindow> window)
    : database_(database),
      sync_(options.sync),
      retained_revisions_(options.retained_revisions),
      window_(std::move(window)),
      oldest_revision_(meta.oldest_revision),
      revision_(meta.revision),
      queue_([this](const std::vector<PendingCommit*>& commits) {
        WriteTogether(commits);
      }) {}

absl::StatusOr<CommitResult> CommitLog::Commit(const CommitRequest& request) {
  absl::Status status = CheckCommit(request);
  if (!status.ok()) return status;
  return queue_.Submit(request);
}

int64_t CommitLog::revision() const {
  MutexLock lock(publishing_);
  return revision_;
}

absl::Status CommitLog::failure() const {
  MutexLock lock(publishing_);
  return failure_;
}

absl::Status CommitLog::WaitFor(int64_t revision, absl::Time deadline) const {
  MutexLock lock(publishing_);
  bool in_time = true;
  while (revision_ < revision) {
    if (!in_time) {
      return absl::DeadlineExceededError(fmt::format(
          "waited for revision {}, the store is at {}", revision, revision_));
    }
    in_time = published_.WaitUntil(publishing_, deadline);
  }
  return absl::OkStatus();
}

std::optional<RememberedRequest> CommitLog::FindRequest(
    const std::string& request_id) const {
  std::optional<RememberedRequest> found = window_->Find(request_id);
  if (found && found->revision > revision()) found.reset();
  return found;
}

void CommitLog::WriteTogether(const std::vector<PendingCommit*>& commits) {
  MutexLock lock(writing_);
  try {
    WriteOrRefuse(commits);
  } catch (const std::exception&) {
    // Memory ran out, perhaps after the disk had it all.
    Fail(threw_);
    throw;
  }
}

void CommitLog::WriteOrRefuse(const std::vector<PendingCommit*>& commits) {
  const int64_t before = revision();
  CommitBatch batch(database_, *window_, before);
  absl::Status failed = failure();
  if (failed.ok()) {
    for (PendingCommit* commit : commits) {
      commit->result = batch.Add(commit->request);
    }
    if (batch.revision() == before) return;
    failed = WriteToDisk(batch);
    if (failed.ok()) {
      Publish(batch.revision());
      return;
    }
    Fail(failed);
  }
  // A retry that was answered out of this batch failed with it, too.
  for (PendingCommit* commit : commits) {
    const bool refused = !commit->result.ok() && batch.revision() != before;
    if (!refused) commit->result = failed;
  }
}

absl::Status CommitLog::WriteToDisk(CommitBatch& batch) {
  const int64_t oldest = NextOldestRevision(revision());
  if (oldest > oldest_revision_) batch.Prune(oldest_revision_, oldest);
  absl::StatusOr<rocksdb::WriteBatch*> writes = batch.Finish();
  if (!writes.ok()) return writes.status();
  const absl::Status written = WriteBatch("a commit", **writes);
  if (!written.ok()) return written;
  oldest_revision_ = std::max(oldest_revision_, oldest);
  return absl::OkStatus();
}

absl::Status CommitLog::WriteNotes(rocksdb::WriteBatch& batch) {
  MutexLock lock(writing_);
  absl::Status status = failure();
  if (!status.ok()) return status;
  status = WriteBatch("notes", batch);
  // They share the log with the commits.
  if (!status.ok()) Fail(status);
  return status;
}

absl::Status CommitLog::WriteBatch(std::string_view what,
                                   rocksdb::WriteBatch& batch) {
  rocksdb::WriteOptions options;
  options.sync = sync_;
  const rocksdb::Status written = database_.db().Write(options, &batch);
  if (written.ok()) return absl::OkStatus();
  return absl::UnavailableError(fmt::format(
      "write {}: {}; the store takes no commits until it is opened again", what,
      written.ToString()));
}

int64_t CommitLog::NextOldestRevision(int64_t revision) const {
  if (retained_revisions_ == 0) return oldest_revision_;
  return std::min(revision - retained_revisions_,
                  oldest_revision_ + kMaxPrunedRevisions);
}

void CommitLog::Publish(int64_t revision) {
  MutexLock lock(publishing_);
  revision_ = revision;
  published_.NotifyAll();
}

void CommitLog::Fail(const absl::Status& failure) {
  MutexLock lock(publishing_);
  failure_ = failure;
}

}  // namespace ketnoi::storage
