// The contract of Store, promise by promise.

#include "server/storage/rocks_store.h"

#include "gmock/gmock.h"
#include "tests/storage/store_fixture.h"

namespace ketnoi::storage {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::MatchesRegex;
using StoreTest = StoreFixture;

TEST_F(StoreTest, AnEmptyStoreIsAtRevisionZero) {
  EXPECT_EQ(store_->revision(), 0);
  EXPECT_EQ(Read("a"), "NOT_FOUND");
  EXPECT_THAT(Feed(0), IsEmpty());
  EXPECT_EQ(store_->staleness(), absl::ZeroDuration());
}

TEST_F(StoreTest, TheEpochIsDrawnOnceForEachStore) {
  const std::string epoch = store_->epoch();
  EXPECT_THAT(epoch, MatchesRegex("[0-9a-f]{16}"));
  Reopen();
  EXPECT_EQ(store_->epoch(), epoch);
  options_.path = folder_.path() + "/another";
  Reopen();
  EXPECT_NE(store_->epoch(), epoch);
}

TEST_F(StoreTest, WhatIsCommittedIsReadBackAlsoAfterReopening) {
  EXPECT_EQ(MustCommit(Put("a", "1")), 1);
  EXPECT_EQ(MustCommit(Request({Put("a", "2"), Put("b", "")})), 2);
  for (int round = 0; round < 2; ++round) {
    absl::StatusOr<Record> record = store_->Get(Collection::kSuppliers, "a");
    ASSERT_TRUE(record.ok()) << record.status();
    EXPECT_EQ(record->name, "a");
    EXPECT_EQ(record->value, "2");
    EXPECT_EQ(record->revision, 2);
    EXPECT_EQ(record->create_revision, 1);
    EXPECT_EQ(Read("b"), "");
    EXPECT_EQ(store_->revision(), 2);
    Reopen();
  }
}

TEST_F(StoreTest, CollectionsAreApart) {
  Operation buyer = Put("a", "buyer");
  buyer.collection = Collection::kBuyers;
  MustCommit(Request({Put("a", "supplier"), buyer}));
  EXPECT_EQ(Read("a"), "supplier");
  EXPECT_EQ(store_->Get(Collection::kBuyers, "a")->value, "buyer");
  EXPECT_TRUE(
      absl::IsNotFound(store_->Get(Collection::kRequirements, "a").status()));
}

TEST_F(StoreTest, AnEqualValueIsAWriteToo) {
  MustCommit(Put("a", "1"));
  MustCommit(Put("a", "1"));
  EXPECT_EQ(store_->Get(Collection::kSuppliers, "a")->revision, 2);
  EXPECT_THAT(Feed(0), ElementsAre("1 put a=1", "2 put a=1"));
}

TEST_F(StoreTest, ARecordCreatedAgainHasANewCreateRevision) {
  MustCommit(Put("a", "1"));
  MustCommit(Delete("a"));
  EXPECT_EQ(Read("a"), "NOT_FOUND");
  MustCommit(Put("a", "2", 0));
  EXPECT_EQ(store_->Get(Collection::kSuppliers, "a")->create_revision, 3);
}

TEST_F(StoreTest, AFailedConditionAbortsTheWholeCommit) {
  MustCommit(Put("a", "1"));
  EXPECT_EQ(CommitCode(Request({Put("b", "2"), Put("a", "2", 7)})),
            absl::StatusCode::kAborted);
  EXPECT_EQ(CommitCode(Request({Put("a", "2", 0)})),
            absl::StatusCode::kAborted);
  EXPECT_EQ(CommitCode(Request({Put("c", "2", 1)})),
            absl::StatusCode::kAborted);
  EXPECT_EQ(CommitCode(Request({Delete("c", 1)})), absl::StatusCode::kAborted);
  EXPECT_EQ(store_->revision(), 1);
  EXPECT_EQ(Read("a"), "1");
  EXPECT_EQ(Read("b"), "NOT_FOUND");
  EXPECT_THAT(Feed(0), ElementsAre("1 put a=1"));
  EXPECT_EQ(MustCommit(Put("a", "2", 1)), 2);
  EXPECT_EQ(MustCommit(Delete("a", 2)), 3);
}

TEST_F(StoreTest, AConditionNamesTheRecordAndBothRevisions) {
  MustCommit(Put("suppliers/acme", "1"));
  EXPECT_EQ(store_->Commit(Request({Put("suppliers/acme", "2", 7)})).status(),
            absl::AbortedError("suppliers/acme: is at revision 1, not 7"));
}

TEST_F(StoreTest, DeletingNothingIsNotFound) {
  EXPECT_EQ(CommitCode(Request({Put("b", "1"), Delete("a")})),
            absl::StatusCode::kNotFound);
  EXPECT_EQ(Read("b"), "NOT_FOUND");
}

TEST_F(StoreTest, RefusesCommitsBeyondTheLimits) {
  const std::vector<CommitRequest> refused = {
      Request({}),
      Request(std::vector<Operation>(kMaxOperations + 1, Put("a", "1"))),
      Request({Put("a", "1"), Put("a", "2")}),
      Request({Put("a", "1"), Delete("a")}),
      Request({Put("", "1")}),
      Request({Put(std::string(kMaxNameBytes + 1, 'n'), "1")}),
      Request({Put(std::string("a\0b", 3), "1")}),
      Request({Put("a", std::string(kMaxCommitBytes, 'v'))}),
      Request({Put("a", "1", -1)}),
      Request({Delete("a", 0)}),
      Request({Put("a", "1")}, std::string(kMaxRequestIdBytes + 1, 'i')),
      Request({Put("a", "1")}, "i",
              std::string(kMaxRequestDigestBytes + 1, 'd')),
  };
  for (size_t i = 0; i < refused.size(); ++i) {
    EXPECT_EQ(CommitCode(refused[i]), absl::StatusCode::kInvalidArgument)
        << "request " << i;
  }
  EXPECT_EQ(store_->revision(), 0);
}

TEST_F(StoreTest, TakesCommitsAtTheLimits) {
  std::vector<Operation> operations;
  for (size_t i = 0; i < kMaxOperations; ++i) {
    std::string name(kMaxNameBytes, 'n');
    name.replace(0, 3, std::to_string(100 + i));
    operations.push_back(Put(name, "1"));
  }
  MustCommit(Request(operations, std::string(kMaxRequestIdBytes, 'i'),
                     std::string(kMaxRequestDigestBytes, 'd')));
  Reopen();
  EXPECT_EQ(Feed(0).size(), kMaxOperations);
}

TEST_F(StoreTest, ARetryTakesEffectOnceAlsoAcrossReopening) {
  const CommitRequest request = Request({Put("a", "1")}, "id", "digest");
  EXPECT_EQ(MustCommit(request), 1);
  MustCommit(Put("a", "2"));
  for (int round = 0; round < 2; ++round) {
    absl::StatusOr<CommitResult> retry = store_->Commit(request);
    ASSERT_TRUE(retry.ok()) << retry.status();
    EXPECT_TRUE(retry->replayed);
    EXPECT_EQ(retry->revision, 1);
    EXPECT_EQ(CommitCode(Request({Put("a", "3")}, "id", "another")),
              absl::StatusCode::kAlreadyExists);
    EXPECT_EQ(Read("a"), "2");
    EXPECT_EQ(store_->revision(), 2);
    Reopen();
  }
}

TEST_F(StoreTest, FindsWhatTookEffectUnderARequestIdAlsoAcrossReopening) {
  MustCommit(Put("a", "1"));
  MustCommit(Request({Put("a", "2")}, "id", "digest"));
  MustCommit(Delete("a"));
  EXPECT_EQ(CommitCode(Request({Delete("a")}, "failed", "d")),
            absl::StatusCode::kNotFound);
  for (int round = 0; round < 2; ++round) {
    const auto found = store_->FindRequest("id");
    ASSERT_TRUE(found.has_value());
    EXPECT_EQ(found->digest, "digest");
    EXPECT_EQ(found->revision, 2);
    EXPECT_FALSE(store_->FindRequest("failed").has_value());
    EXPECT_FALSE(store_->FindRequest("").has_value());
    Reopen();
  }
}

TEST_F(StoreTest, AFailedCommitDoesNotUseItsRequestId) {
  EXPECT_EQ(CommitCode(Request({Delete("a")}, "id", "d")),
            absl::StatusCode::kNotFound);
  EXPECT_EQ(MustCommit(Request({Put("a", "1")}, "id", "other")), 1);
}

TEST_F(StoreTest, RemembersTheLastRequestsOnly) {
  options_.retained_requests = 2;
  Reopen();
  for (const char* id : {"one", "two", "three"}) {
    MustCommit(Request({Put("a", id)}, id, "d"));
  }
  Reopen();
  EXPECT_TRUE(store_->Commit(Request({Put("a", "x")}, "two", "d"))->replayed);
  EXPECT_TRUE(store_->Commit(Request({Put("a", "x")}, "three", "d"))->replayed);
  EXPECT_FALSE(store_->Commit(Request({Put("a", "x")}, "one", "d"))->replayed);
}

TEST_F(StoreTest, ScanGoesThroughNamesBytewise) {
  MustCommit(Request({Put("b/2", ""), Put("b/\xc4\x91", ""), Put("b/10", ""),
                      Put("a", ""), Put("c", ""), Put("b", "")}));
  std::vector<std::string> names;
  const auto visit = [&names](const Record& record) {
    names.push_back(record.name);
    return names.size() < 10;
  };
  EXPECT_EQ(*store_->Scan(Collection::kSuppliers, "b/", "", visit), 1);
  EXPECT_THAT(names, ElementsAre("b/10", "b/2", "b/\xc4\x91"));
  names.clear();
  EXPECT_TRUE(store_->Scan(Collection::kSuppliers, "b", "b/10", visit).ok());
  EXPECT_THAT(names, ElementsAre("b/2", "b/\xc4\x91"));
  names.clear();
  EXPECT_TRUE(store_->Scan(Collection::kSuppliers, "", "b/3", visit).ok());
  EXPECT_THAT(names, ElementsAre("b/\xc4\x91", "c"));
  names.clear();
  EXPECT_TRUE(store_->Scan(Collection::kBuyers, "", "", visit).ok());
  EXPECT_THAT(names, IsEmpty());
}

TEST_F(StoreTest, ScanStopsWhenToldTo) {
  MustCommit(Request({Put("a", ""), Put("b", "")}));
  int visited = 0;
  EXPECT_TRUE(store_
                  ->Scan(Collection::kSuppliers, "", "",
                         [&visited](const Record&) {
                           ++visited;
                           return false;
                         })
                  .ok());
  EXPECT_EQ(visited, 1);
}

TEST_F(StoreTest, ScanSeesOneRevision) {
  MustCommit(Request({Put("a", "1"), Put("b", "1")}));
  std::vector<std::string> values;
  absl::StatusOr<int64_t> revision =
      store_->Scan(Collection::kSuppliers, "", "", [&](const Record& record) {
        if (values.empty()) {
          MustCommit(Request({Put("b", "2"), Put("c", "2")}));
        }
        values.push_back(record.name + "=" + record.value);
        return true;
      });
  EXPECT_EQ(*revision, 1);
  EXPECT_THAT(values, ElementsAre("a=1", "b=1"));
  EXPECT_EQ(store_->revision(), 2);
}

TEST_F(StoreTest, TheFeedTellsChangesInOrder) {
  MustCommit(Request({Put("b", "1"), Put("a", "1")}));
  MustCommit(Delete("b"));
  MustCommit(Put("a", "2"));
  EXPECT_THAT(Feed(0),
              ElementsAre("1 put b=1", "1 put a=1", "2 delete b", "3 put a=2"));
  EXPECT_THAT(Feed(1), ElementsAre("2 delete b", "3 put a=2"));
  EXPECT_THAT(Feed(3), IsEmpty());
  EXPECT_THAT(Feed(99), IsEmpty());
}

TEST_F(StoreTest, TheFeedNeverSplitsARevision) {
  MustCommit(Request({Put("a", "1"), Put("b", "1"), Put("c", "1")}));
  MustCommit(Put("a", "2"));
  EXPECT_EQ(Feed(0, 0).size(), 3u);
  EXPECT_EQ(Feed(0, 2).size(), 3u);
  EXPECT_EQ(Feed(0, 3).size(), 3u);
  EXPECT_EQ(Feed(0, 4).size(), 4u);
}

TEST_F(StoreTest, TheHistoryIsRead) {
  MustCommit(Put("a", "1"));
  MustCommit(Put("a\xff", "other"));
  MustCommit(Put("a", "3"));
  MustCommit(Delete("a"));
  MustCommit(Put("a", "5"));
  EXPECT_EQ(ReadAt("a", 0), "NOT_FOUND");
  EXPECT_EQ(ReadAt("a", 1), "1");
  EXPECT_EQ(ReadAt("a", 2), "1");
  EXPECT_EQ(ReadAt("a", 3), "3");
  EXPECT_EQ(ReadAt("a", 4), "NOT_FOUND");
  EXPECT_EQ(ReadAt("a", 5), "5");
  EXPECT_EQ(ReadAt("a", 6), "OUT_OF_RANGE");
  EXPECT_EQ(ReadAt("a", -1), "OUT_OF_RANGE");
  EXPECT_EQ(ReadAt("b", 5), "NOT_FOUND");
}

TEST_F(StoreTest, KeepsAsManyRevisionsAsAsked) {
  options_.retained_revisions = 3;
  Reopen();
  MustCommit(Put("kept", "1"));
  MustCommit(Put("gone", "2"));
  MustCommit(Delete("gone"));
  for (int i = 4; i <= 10; ++i) MustCommit(Put("a", std::to_string(i)));
  // The last commit removed what lies before revision 9 - 3.
  EXPECT_THAT(Feed(6), ElementsAre("7 put a=7", "8 put a=8", "9 put a=9",
                                   "10 put a=10"));
  EXPECT_THAT(Feed(5), ElementsAre(HasSubstr("OUT_OF_RANGE")));
  EXPECT_EQ(ReadAt("a", 6), "6");
  EXPECT_EQ(ReadAt("a", 5), "OUT_OF_RANGE");
  EXPECT_EQ(ReadAt("kept", 6), "1");
  EXPECT_EQ(ReadAt("gone", 6), "NOT_FOUND");
  Reopen();
  EXPECT_EQ(Feed(6).size(), 4u);
  EXPECT_EQ(Read("kept"), "1");
}

TEST_F(StoreTest, WaitForGivesUpAtTheDeadline) {
  MustCommit(Put("a", "1"));
  EXPECT_TRUE(store_->WaitFor(1, absl::InfinitePast()).ok());
  EXPECT_TRUE(absl::IsDeadlineExceeded(
      store_->WaitFor(2, absl::Now() + absl::Milliseconds(5))));
  EXPECT_TRUE(
      absl::IsDeadlineExceeded(store_->WaitFor(2, absl::InfinitePast())));
}

}  // namespace
}  // namespace ketnoi::storage
