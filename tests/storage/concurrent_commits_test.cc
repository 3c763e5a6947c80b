// Many threads commit at once.

#include <algorithm>
#include <atomic>
#include <mutex>
#include <numeric>
#include <thread>

#include "fmt/format.h"
#include "tests/storage/store_fixture.h"

namespace ketnoi::storage {
namespace {

constexpr int kThreads = 16;
constexpr int kRounds = 40;

// Runs `work` with 0, 1, ... in threads of their own.
template <typename Work>
void InThreads(const Work& work) {
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) threads.emplace_back(work, i);
  for (std::thread& thread : threads) thread.join();
}

class ConcurrentCommitsTest : public StoreFixture {
 protected:
  ConcurrentCommitsTest() {
    options_.sync = true;
    Reopen();
  }
};

TEST_F(ConcurrentCommitsTest, RevisionsAreUniqueAndDense) {
  std::mutex mutex;
  std::vector<int64_t> revisions;
  InThreads([&](int thread) {
    for (int round = 0; round < kRounds; ++round) {
      absl::StatusOr<CommitResult> result = store_->Commit(
          Request({Put(fmt::format("{}/{}", thread, round), "v")}));
      ASSERT_TRUE(result.ok()) << result.status();
      // What is acknowledged is visible.
      EXPECT_GE(store_->revision(), result->revision);
      std::lock_guard lock(mutex);
      revisions.push_back(result->revision);
    }
  });
  std::sort(revisions.begin(), revisions.end());
  std::vector<int64_t> expected(kThreads * kRounds);
  std::iota(expected.begin(), expected.end(), 1);
  EXPECT_EQ(revisions, expected);
  EXPECT_EQ(Feed(0, 10'000).size(), expected.size());
}

TEST_F(ConcurrentCommitsTest, OneCommitWinsEachCondition) {
  std::atomic<int> won{0};
  std::atomic<int> aborted{0};
  InThreads([&](int thread) {
    for (int64_t at = 0; at < kRounds; ++at) {
      while (store_->revision() < at) std::this_thread::yield();
      const absl::StatusCode code =
          CommitCode(Request({Put("a", std::to_string(thread), at)}));
      won += code == absl::StatusCode::kOk;
      aborted += code == absl::StatusCode::kAborted;
    }
  });
  EXPECT_EQ(won, kRounds);
  EXPECT_EQ(aborted, (kThreads - 1) * kRounds);
  EXPECT_EQ(store_->revision(), kRounds);
}

TEST_F(ConcurrentCommitsTest, ARetryInTheSameBatchTakesEffectOnce) {
  std::atomic<int> fresh{0};
  InThreads([&](int) {
    for (int round = 0; round < kRounds; ++round) {
      absl::StatusOr<CommitResult> result = store_->Commit(
          Request({Put("a", "v")}, fmt::format("id-{}", round), "d"));
      ASSERT_TRUE(result.ok()) << result.status();
      fresh += !result->replayed;
    }
  });
  EXPECT_EQ(fresh, kRounds);
  EXPECT_EQ(store_->revision(), kRounds);
}

TEST_F(ConcurrentCommitsTest, ARefusedCommitSinksNoOther) {
  std::atomic<int> refused{0};
  InThreads([&](int thread) {
    for (int round = 0; round < kRounds; ++round) {
      if (thread % 2 == 0) {
        MustCommit(Put(fmt::format("{}/{}", thread, round), "v"));
      } else {
        refused += CommitCode(Request({Delete("nothing")})) ==
                   absl::StatusCode::kNotFound;
      }
    }
  });
  EXPECT_EQ(refused, kThreads / 2 * kRounds);
  EXPECT_EQ(store_->revision(), kThreads / 2 * kRounds);
}

TEST_F(ConcurrentCommitsTest, WaitersSeeWhatTheyWaitedFor) {
  InThreads([&](int thread) {
    if (thread == 0) {
      for (int round = 0; round < kRounds; ++round) MustCommit(Put("a", "v"));
      return;
    }
    for (int64_t revision = 1; revision <= kRounds; ++revision) {
      ASSERT_TRUE(store_->WaitFor(revision, absl::InfiniteFuture()).ok());
      EXPECT_GE(store_->Get(Collection::kSuppliers, "a")->revision, revision);
    }
  });
}

TEST_F(ConcurrentCommitsTest, ReadersSeeWholeCommits) {
  std::atomic<bool> writing{true};
  InThreads([&](int thread) {
    if (thread == 0) {
      for (int round = 0; round < 5 * kRounds; ++round) {
        const std::string value = std::to_string(round);
        MustCommit(Request({Put("a", value), Put("b", value)}));
      }
      writing = false;
      return;
    }
    while (writing) {
      std::vector<Record> seen;
      absl::StatusOr<int64_t> revision =
          store_->Scan(Collection::kSuppliers, "", "", [&](const Record& r) {
            seen.push_back(r);
            return true;
          });
      ASSERT_TRUE(revision.ok()) << revision.status();
      if (seen.empty()) continue;
      ASSERT_EQ(seen.size(), 2u);
      EXPECT_EQ(seen[0].value, seen[1].value);
      EXPECT_EQ(seen[0].revision, *revision);
    }
  });
}

}  // namespace
}  // namespace ketnoi::storage
