#include "server/storage/commit_queue.h"

namespace ketnoi::storage {
namespace {

// Bounds of a batch's latency and memory; the first commit always fits.
constexpr size_t kMaxBatchCommits = 256;
constexpr size_t kMaxBatchBytes = size_t{4} << 20;

}  // namespace

size_t CommitBytes(const CommitRequest& request) {
  size_t bytes = 0;
  for (const Operation& operation : request.operations) {
    bytes += operation.name.size();
    if (operation.value.has_value()) bytes += operation.value->size();
  }
  return bytes;
}

absl::StatusOr<CommitResult> CommitQueue::Submit(const CommitRequest& request) {
  PendingCommit mine(request);
  std::vector<PendingCommit*> batch;
  {
    MutexLock lock(mutex_);
    waiting_.push_back(&mine);
    while (!mine.done && waiting_.front() != &mine) mine.may_go_on.Wait(mutex_);
    if (mine.done) return std::move(mine.result);
    batch = TakeBatch();
  }
  write_(batch);
  MutexLock lock(mutex_);
  for (PendingCommit* commit : batch) {
    waiting_.pop_front();
    commit->done = true;
    // Under the lock: afterwards `commit` may be gone.
    if (commit != &mine) commit->may_go_on.NotifyOne();
  }
  if (!waiting_.empty()) waiting_.front()->may_go_on.NotifyOne();
  return std::move(mine.result);
}

std::vector<PendingCommit*> CommitQueue::TakeBatch() const {
  std::vector<PendingCommit*> batch;
  size_t bytes = 0;
  for (PendingCommit* commit : waiting_) {
    bytes += CommitBytes(commit->request);
    if (!batch.empty() &&
        (bytes > kMaxBatchBytes || batch.size() == kMaxBatchCommits)) {
      break;
    }
    batch.push_back(commit);
  }
  return batch;
}

}  // namespace ketnoi::storage
