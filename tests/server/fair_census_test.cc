// The count of what is below a fair.

#include "server/fair_census.h"

#include <memory>
#include <string>

#include "gtest/gtest.h"
#include "server/storage/rocks_store.h"
#include "tests/testing/temporary_folder.h"

namespace ketnoi::server {
namespace {

using storage::Collection;

constexpr char kWishes[] = "fairs/f/wishes/";

class FairCensusTest : public ::testing::Test {
 protected:
  FairCensusTest() {
    storage::RocksStoreOptions options;
    options.path = folder_.path();
    options.retained_revisions = 3;
    auto opened = storage::OpenRocksStore(options);
    if (opened.ok()) store_ = *std::move(opened);
  }

  void Write(const std::string& name, bool put,
             Collection collection = Collection::kWishes) {
    storage::CommitRequest request;
    request.operations.push_back(
        {collection, name, put ? std::optional<std::string>("v") : std::nullopt,
         std::nullopt});
    const auto result = store_->Commit(request);
    ASSERT_TRUE(result.ok()) << result.status();
  }

  size_t Count(const std::string& prefix = kWishes) {
    const auto count = census_.Count(*store_, Collection::kWishes, prefix);
    EXPECT_TRUE(count.ok()) << count.status();
    return count.value_or(999);
  }

  const testing::TemporaryFolder folder_;
  std::unique_ptr<storage::Store> store_;
  FairCensus census_;
};

TEST_F(FairCensusTest, CountsWhatIsThereAndFollowsWhatIsWritten) {
  Write("fairs/f/wishes/a", true);
  Write("fairs/g/wishes/a", true);
  EXPECT_EQ(Count(), 1U);
  Write("fairs/f/wishes/b", true);
  Write("fairs/f/wishes/a", true);  // again
  Write("fairs/f/wishes/c", true, Collection::kParticipants);
  EXPECT_EQ(Count(), 2U);
  Write("fairs/f/wishes/a", false);
  EXPECT_EQ(Count(), 1U);
  EXPECT_EQ(Count("fairs/g/wishes/"), 1U);
  EXPECT_EQ(Count("fairs/h/wishes/"), 0U);
}

TEST_F(FairCensusTest, CountsAnewWhatTheFeedNoLongerTells) {
  EXPECT_EQ(Count(), 0U);
  for (const char* name : {"a", "b", "c", "d", "e", "f", "g"}) {
    Write(std::string(kWishes) + name, true);
  }
  ASSERT_FALSE(store_->ReadFeed(0, 1).ok());
  EXPECT_EQ(Count(), 7U);
}

TEST_F(FairCensusTest, ForgetsNamesButNotHowManyThereAre) {
  Write("fairs/f/wishes/a", true);
  for (int i = 0; i < 40; ++i) {
    EXPECT_EQ(Count("fairs/" + std::to_string(i) + "/wishes/"), 0U);
  }
  EXPECT_EQ(Count(), 1U);
}

}  // namespace
}  // namespace ketnoi::server
