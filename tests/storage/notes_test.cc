// The contract of Notes, promise by promise.

#include "server/storage/notes.h"

#include "gmock/gmock.h"
#include "server/storage/database.h"
#include "tests/storage/store_fixture.h"

namespace ketnoi::storage {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class NotesTest : public StoreFixture {
 protected:
  Notes& notes() { return store_->notes(); }

  // Every note under the prefix as "key=value".
  std::vector<std::string> NotesUnder(std::string_view prefix) {
    std::vector<std::string> found;
    const absl::Status status =
        notes().Scan(prefix, [&](std::string_view key, std::string_view value) {
          found.push_back(std::string(key) + "=" + std::string(value));
          return true;
        });
    EXPECT_TRUE(status.ok()) << status;
    return found;
  }

  // What the database holds, while the store is closed.
  std::unique_ptr<Database> OpenDatabase() {
    Close();
    auto database = Database::Open(options_);
    EXPECT_TRUE(database.ok()) << database.status();
    return *std::move(database);
  }
};

TEST_F(NotesTest, AreReadBackAlsoAfterReopening) {
  using namespace std::string_literals;
  ASSERT_TRUE(notes().Write({{"a/1", "x"}, {"a/2", ""}, {"b", "y\0z"s}}).ok());
  ASSERT_TRUE(notes().Write({{"a/1", "new"}, {"b", std::nullopt}}).ok());
  for (int round = 0; round < 2; ++round) {
    EXPECT_THAT(NotesUnder("a/"), ElementsAre("a/1=new", "a/2="));
    EXPECT_THAT(NotesUnder(""), ElementsAre("a/1=new", "a/2="));
    EXPECT_EQ(*notes().Get("a/1"), "new");
    EXPECT_TRUE(absl::IsNotFound(notes().Get("b").status()));
    Reopen();
  }
}

TEST_F(NotesTest, AreNoRevisions) {
  MustCommit(Put("a", "1"));
  ASSERT_TRUE(notes().Write({{"a", "note"}}).ok());
  EXPECT_EQ(store_->revision(), 1);
  EXPECT_THAT(Feed(0), ElementsAre("1 put a=1"));
  EXPECT_EQ(Read("a"), "1");
  EXPECT_EQ(MustCommit(Put("b", "2")), 2);
}

TEST_F(NotesTest, GoTogetherOrNotAtAll) {
  EXPECT_TRUE(absl::IsInvalidArgument(
      notes().Write({{"a", "1"}, {std::string(601, 'k'), "2"}})));
  EXPECT_TRUE(absl::IsInvalidArgument(
      notes().Write({{"a", std::string(kMaxNoteBytes, 'v')}})));
  EXPECT_TRUE(absl::IsInvalidArgument(notes().Write({{"", "1"}})));
  EXPECT_THAT(NotesUnder(""), ElementsAre());
}

TEST_F(NotesTest, GetAPlaceInAStoreOfBeforeThereWereAny) {
  MustCommit(Put("a", "1"));
  {
    const auto database = OpenDatabase();
    ASSERT_TRUE(database->db().DropColumnFamily(database->notes()).ok());
  }
  Reopen();
  EXPECT_EQ(Read("a"), "1");
  ASSERT_TRUE(notes().Write({{"n", "1"}}).ok());
  Reopen();
  EXPECT_EQ(*notes().Get("n"), "1");
}

TEST_F(NotesTest, SayWhichOfThemIsDamaged) {
  ASSERT_TRUE(notes().Write({{"good", "1"}}).ok());
  {
    const auto database = OpenDatabase();
    ASSERT_TRUE(database->db()
                    .Put(rocksdb::WriteOptions(), database->notes(), "bad",
                         "no envelope")
                    .ok());
  }
  Reopen();
  const absl::Status status = notes().Get("bad").status();
  EXPECT_TRUE(absl::IsDataLoss(status)) << status;
  EXPECT_THAT(std::string(status.message()), HasSubstr("note bad"));
  EXPECT_EQ(*notes().Get("good"), "1");
}

}  // namespace
}  // namespace ketnoi::storage
