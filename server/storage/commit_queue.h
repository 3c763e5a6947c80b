// Gathers concurrent commits into batches that share one sync.
//
// The thread at the head of the queue leads: it takes those behind it along,
// writes them all, and wakes them. Commits that arrive meanwhile form the next
// batch. So a lone commit waits for nobody, and many share the cost of a sync.

#ifndef KETNOI_SERVER_STORAGE_COMMIT_QUEUE_H_
#define KETNOI_SERVER_STORAGE_COMMIT_QUEUE_H_

#include <cstddef>
#include <deque>
#include <functional>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "server/storage/mutex.h"
#include "server/storage/store.h"

namespace ketnoi::storage {

// A commit that waits for its result. On its caller's stack.
struct PendingCommit {
  explicit PendingCommit(const CommitRequest& r) : request(r) {}

  const CommitRequest& request;
  absl::StatusOr<CommitResult> result;
  bool done = false;    // guarded by the queue's mutex
  Condition may_go_on;  // it is done, or it is the head
};

// UNAVAILABLE: an exception ended the write of a batch.
absl::Status WriteThrew();

// The size of names and values.
size_t CommitBytes(const CommitRequest& request);

// Thread-safe.
class CommitQueue {
 public:
  // Sets the result of each commit of a batch. Called by one thread at a time.
  // If it throws, the result of each is WriteThrew().
  using WriteBatch = std::function<void(const std::vector<PendingCommit*>&)>;

  explicit CommitQueue(WriteBatch write) : write_(std::move(write)) {}

  // Returns when a batch with `request` was written, in the order of arrival.
  absl::StatusOr<CommitResult> Submit(const CommitRequest& request);

 private:
  // Adds the head and those behind it, up to the limits of a batch. Does not
  // throw if there is room in `batch`.
  void TakeBatch(std::vector<PendingCommit*>& batch) const
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const WriteBatch write_;
  // Made before memory runs out.
  const absl::Status threw_ = WriteThrew();
  Mutex mutex_;
  std::deque<PendingCommit*> waiting_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace ketnoi::storage

#endif  // KETNOI_SERVER_STORAGE_COMMIT_QUEUE_H_
