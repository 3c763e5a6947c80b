// What becomes of the queue when a write goes wrong.

#include "server/storage/commit_queue.h"

#include <new>
#include <vector>

#include "gtest/gtest.h"

namespace ketnoi::storage {
namespace {

TEST(CommitQueueTest, FailsABatchWhoseWriteThrowsAndGoesOn) {
  int writes = 0;
  CommitQueue queue([&](const std::vector<PendingCommit*>& batch) {
    for (PendingCommit* commit : batch) commit->result = CommitResult{7, false};
    if (++writes == 1) throw std::bad_alloc();
  });
  const CommitRequest request;
  EXPECT_EQ(queue.Submit(request).status(), WriteThrew());
  const absl::StatusOr<CommitResult> next = queue.Submit(request);
  ASSERT_TRUE(next.ok()) << next.status();
  EXPECT_EQ(next->revision, 7);
}

}  // namespace
}  // namespace ketnoi::storage
