#include "server/storage/commit_queue.h"

#include <exception>

namespace ketnoi::storage {
namespace {

// Bounds of a batch's latency and memory; the first commit always fits.
constexpr size_t kMaxBatchCommits = 256;
constexpr size_t kMaxBatchBytes = size_t{4} << 20;

}  // namespace

absl::Status WriteThrew() {
  return absl::UnavailableError(
      "an exception ended the write of commits, most likely for want of "
      "memory; the store takes no commits until it is opened again");
}

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
  // Nothing below may throw: the queue would be left with a commit that is
  // gone.
  batch.reserve(kMaxBatchCommits);
  {
    MutexLock lock(mutex_);
    waiting_.push_back(&mine);
    while (!mine.done && waiting_.front() != &mine) mine.may_go_on.Wait(mutex_);
    if (mine.done) return std::move(mine.result);
    TakeBatch(batch);
  }
  try {
    write_(batch);
  } catch (const std::exception&) {
    for (PendingCommit* commit : batch) commit->result = threw_;
  }
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

void CommitQueue::TakeBatch(std::vector<PendingCommit*>& batch) const {
  size_t bytes = 0;
  for (PendingCommit* commit : waiting_) {
    bytes += CommitBytes(commit->request);
    if (!batch.empty() &&
        (bytes > kMaxBatchBytes || batch.size() == kMaxBatchCommits)) {
      break;
    }
    batch.push_back(commit);
  }
}

}  // namespace ketnoi::storage
