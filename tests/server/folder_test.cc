// Merging beside a writer and readers.

#include "server/folder.h"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "matcher/match/matcher.h"
#include "tests/testing/random_world.h"

namespace ketnoi::server {
namespace {

using index::Snapshot;
using std::chrono::steady_clock;
using testing::Dice;
using SupplierPtr = std::shared_ptr<const model::Supplier>;

// Every merge takes in all large parts: so merging never rests.
constexpr int64_t kAlways = std::numeric_limits<int32_t>::max();
constexpr int32_t kPart = index::kSmallSegment;

class FolderTest : public ::testing::Test {
 protected:
  SupplierPtr Draw(const std::string& id) {
    return testing::RandomSupplier(*world_.reference, world_.as_of, id, dice_);
  }

  // The snapshot with new versions of suppliers `first` to first + count - 1.
  std::shared_ptr<const Snapshot> Write(const Snapshot& snapshot, int first,
                                        int count) {
    std::vector<index::Change> changes;
    for (int s = first; s < first + count; ++s) {
      const std::string id = "s" + std::to_string(s);
      changes.push_back({id, Draw(id)});
    }
    return snapshot.With(std::move(changes), snapshot.revision() + 1);
  }

  std::shared_ptr<const Snapshot> Empty() {
    return Snapshot::Build(*world_.reference, {}, 0);
  }

  match::Program DrawProgram() {
    for (;;) {
      auto program = match::Compile(
          testing::RandomRequirement(*world_.reference, world_.as_of, dice_),
          world_.criteria_set, *world_.reference, {world_.as_of, {}});
      if (program.ok()) return *std::move(program);
    }
  }

  // Whether it comes true within half a minute.
  static bool Eventually(const std::function<bool()>& condition) {
    for (int i = 0; i < 30'000; ++i) {
      if (condition()) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return false;
  }

  testing::RandomWorld world_ = testing::MakeRandomWorld(3);
  Dice dice_{4};
};

std::vector<match::RankKey> Ranked(const match::Program& program,
                                   const Snapshot& snapshot) {
  match::RankQuery query;
  query.limit = 50;
  query.with_criteria = false;
  const auto ranking = match::Rank(program, snapshot, query);
  EXPECT_TRUE(ranking.ok());
  std::vector<match::RankKey> keys;
  for (const match::Match& match : ranking->matches) keys.push_back(match.key);
  return keys;
}

TEST_F(FolderTest, MergesLargePartsInTheBackground) {
  Folder folder(*world_.reference);
  auto snapshot = Empty();
  for (int p = 0; p < 3; ++p) snapshot = Write(*snapshot, p * kPart, kPart);
  ASSERT_EQ(snapshot->parts().size(), 3u);
  ASSERT_TRUE(Eventually([&] {
    snapshot = folder.Fold(std::move(snapshot));
    return snapshot->parts().size() == 1;
  }));
  EXPECT_EQ(snapshot->supplier_count(), 3 * kPart);
  EXPECT_EQ(snapshot->revision(), 3);
}

TEST_F(FolderTest, TheNumberOfPartsIsBounded) {
  Folder folder(*world_.reference);
  auto snapshot = Empty();
  for (int p = 0; p < 200; ++p) {
    snapshot = folder.Fold(Write(*snapshot, p * kPart, kPart));
    ASSERT_LE(snapshot->parts().size(), Folder::kMostParts);
  }
  EXPECT_EQ(snapshot->supplier_count(), 200 * kPart);
}

// Whoever holds a part that was merged never holds its segment alone.
TEST_F(FolderTest, TheFolderFreesWhatWasMerged) {
  Folder folder(*world_.reference);
  auto snapshot = Write(*Empty(), 0, kPart);
  snapshot = Write(*snapshot, kPart, kPart);
  const std::weak_ptr<const index::Segment> before =
      snapshot->parts().front().segment;
  auto reader = snapshot;
  ASSERT_TRUE(Eventually([&] {
    snapshot = folder.Fold(std::move(snapshot));
    return snapshot->parts().size() == 1;
  }));
  ASSERT_EQ(reader.use_count(), 1);
  for (int i = 0; i < 300; ++i) {  // longer than it looks for the unread
    ASSERT_GE(before.use_count(), 2);
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  reader.reset();
  EXPECT_TRUE(Eventually([&] { return before.expired(); }));
}

TEST_F(FolderTest, EndsWhileItMerges) {
  auto snapshot = Write(*Empty(), 0, 500);
  for (int i = 0; i < 20; ++i) {
    Folder folder(*world_.reference, kAlways);
    snapshot = Write(*snapshot, i * kPart, kPart);
    (void)folder.Fold(snapshot);
  }
}

// What readers are given while 1,000 suppliers a second are written and merging
// never rests is what a snapshot that is built anew gives.
TEST_F(FolderTest, AnswersBesideWritesAndMergesAreThoseOfANewSnapshot) {
  constexpr int kSuppliers = 600;
  constexpr int kChanges = 2000;
  constexpr auto kInterval = std::chrono::milliseconds(1);
  const std::vector<match::Program> programs = {DrawProgram(), DrawProgram(),
                                                DrawProgram()};
  // What is written, by revision from 2 on.
  std::vector<index::Change> changes;
  for (int w = 0; w < kChanges; ++w) {
    const std::string id = "s" + std::to_string(dice_.Below(kSuppliers));
    changes.push_back({id, dice_.Chance(90) ? Draw(id) : nullptr});
  }
  std::map<std::string, SupplierPtr> current;
  for (int s = 0; s < kSuppliers; ++s) {
    const std::string id = "s" + std::to_string(s);
    current[id] = Draw(id);
  }
  const auto build = [&](int64_t revision) {
    std::vector<SupplierPtr> suppliers;
    for (const auto& [id, supplier] : current) {
      if (supplier) suppliers.push_back(supplier);
    }
    return Snapshot::Build(*world_.reference, std::move(suppliers), revision);
  };

  storage::Mutex mutex;
  std::shared_ptr<const Snapshot> published = build(1);
  std::atomic<bool> written = false;
  struct Answer {
    int64_t revision;
    size_t program;
    std::vector<match::RankKey> keys;
  };
  std::vector<Answer> answers[2];
  std::vector<std::thread> readers;
  for (auto& mine : answers) {
    readers.emplace_back([&] {
      for (size_t i = 0; !written; ++i) {
        const auto snapshot = [&] {
          storage::MutexLock lock(mutex);
          return published;
        }();
        const size_t program = i % programs.size();
        auto keys = Ranked(programs[program], *snapshot);
        if (i % 16 == 0) {
          mine.push_back({snapshot->revision(), program, std::move(keys)});
        }
      }
    });
  }
  int merges = 0;
  {
    Folder folder(*world_.reference, kAlways);
    auto next = steady_clock::now();
    for (int w = 0; w < kChanges; ++w) {
      const auto before = published;  // only this thread changes it
      auto after = before->With({changes[size_t(w)]}, w + 2);
      auto folded = folder.Fold(after);
      if (folded != after) ++merges;
      {
        storage::MutexLock lock(mutex);
        published = std::move(folded);
      }
      std::this_thread::sleep_until(next += kInterval);
    }
  }
  written = true;
  for (std::thread& reader : readers) reader.join();
  EXPECT_GT(merges, 10);

  std::map<int64_t, std::vector<const Answer*>> by_revision;
  for (const auto& mine : answers) {
    for (const Answer& answer : mine) {
      auto& of_revision = by_revision[answer.revision];
      if (of_revision.size() < 2) of_revision.push_back(&answer);
    }
  }
  EXPECT_GT(by_revision.size(), 20u);
  int64_t revision = 1;
  for (const auto& [at, of_revision] : by_revision) {
    for (; revision < at; ++revision) {
      const index::Change& change = changes[size_t(revision - 1)];
      current[change.id] = change.supplier;
    }
    if (at % 4 != 0) continue;
    const auto snapshot = build(at);
    for (const Answer* answer : of_revision) {
      ASSERT_EQ(answer->keys, Ranked(programs[answer->program], *snapshot))
          << "revision " << at;
    }
  }
}

}  // namespace
}  // namespace ketnoi::server
