// Stores that are newer, damaged, in use, or on a disk that fails.

#include <signal.h>
#include <sys/resource.h>

#include <filesystem>
#include <fstream>

#include "gmock/gmock.h"
#include "rocksdb/db.h"
#include "server/storage/database.h"
#include "server/storage/keys.h"
#include "tests/storage/store_fixture.h"

namespace ketnoi::storage {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

class DamagedStoreTest : public StoreFixture {
 protected:
  // Closes the store and puts bytes where it would not.
  void Plant(rocksdb::ColumnFamilyHandle* (Database::*family)() const,
             const std::string& key, const std::string& value) {
    Close();
    absl::StatusOr<std::unique_ptr<Database>> database =
        Database::Open(options_);
    ASSERT_TRUE(database.ok()) << database.status();
    ASSERT_TRUE(
        (*database)
            ->db()
            .Put(rocksdb::WriteOptions(), ((**database).*family)(), key, value)
            .ok());
  }

  absl::Status OpenError() {
    Close();
    return OpenRocksStore(options_).status();
  }

  void ExpectOpenError(absl::StatusCode code, const std::string& words) {
    const absl::Status status = OpenError();
    EXPECT_EQ(status.code(), code) << status;
    EXPECT_THAT(std::string(status.message()), HasSubstr(words));
  }
};

TEST_F(DamagedStoreTest, RefusesANewerFormatAndNamesBothVersions) {
  Plant(&Database::meta, std::string(kFormatVersionKey), "2");
  const absl::Status status = OpenError();
  EXPECT_TRUE(absl::IsFailedPrecondition(status)) << status;
  EXPECT_THAT(std::string(status.message()),
              AllOf(HasSubstr("format_version is 2"), HasSubstr("up to 1"),
                    HasSubstr(options_.path)));
}

TEST_F(DamagedStoreTest, ReportsMetaThatMakesNoSense) {
  Plant(&Database::meta, std::string(kEpochKey), "not an epoch");
  ExpectOpenError(absl::StatusCode::kDataLoss, "not an epoch");
}

TEST_F(DamagedStoreTest, ReportsAVersionThatIsNoNumber) {
  Plant(&Database::meta, std::string(kFormatVersionKey), "one");
  ExpectOpenError(absl::StatusCode::kDataLoss, "format_version");
}

TEST_F(DamagedStoreTest, ReportsAFeedThatDoesNotReachTheRevision) {
  MustCommit(Put("a", "1"));
  Plant(&Database::meta, std::string(kRevisionKey), "2");
  ExpectOpenError(absl::StatusCode::kDataLoss, "the feed ends with revision 1");
}

TEST_F(DamagedStoreTest, RefusesADatabaseOfSomebodyElse) {
  Close();
  options_.path = folder_.path() + "/foreign";
  rocksdb::Options rocks;
  rocks.create_if_missing = true;
  rocksdb::DB* opened = nullptr;
  ASSERT_TRUE(rocksdb::DB::Open(rocks, options_.path, &opened).ok());
  const std::unique_ptr<rocksdb::DB> foreign(opened);
  ASSERT_TRUE(foreign->Put(rocksdb::WriteOptions(), "key", "value").ok());
  ASSERT_TRUE(foreign->Close().ok());
  ExpectOpenError(absl::StatusCode::kDataLoss, "format_version");
}

TEST_F(DamagedStoreTest, NamesTheRecordWhoseBytesAreForeign) {
  MustCommit(Put("acme", "1"));
  Plant(&Database::resources, EncodeResourceKey(Collection::kSuppliers, "acme"),
        "junk of some length");
  Reopen();
  const absl::Status get = store_->Get(Collection::kSuppliers, "acme").status();
  EXPECT_TRUE(absl::IsDataLoss(get)) << get;
  EXPECT_THAT(std::string(get.message()), HasSubstr("acme"));
  const absl::Status scan = store_
                                ->Scan(Collection::kSuppliers, "", "",
                                       [](const Record&) { return true; })
                                .status();
  EXPECT_TRUE(absl::IsDataLoss(scan)) << scan;
  EXPECT_EQ(CommitCode(Request({Put("acme", "2")})),
            absl::StatusCode::kDataLoss);
  MustCommit(Put("another", "1"));
}

TEST_F(DamagedStoreTest, ReportsForeignBytesInHistoryAndFeed) {
  MustCommit(Put("a", "1"));
  MustCommit(Put("b", "2"));
  Plant(&Database::history, EncodeHistoryKey(Collection::kSuppliers, "a", 1),
        "");
  Plant(&Database::feed, EncodeFeedKey(2, 0), "junk");
  Reopen();
  EXPECT_EQ(ReadAt("a", 1), "DATA_LOSS");
  EXPECT_TRUE(absl::IsDataLoss(store_->ReadFeed(0, 10).status()));
  EXPECT_TRUE(absl::IsDataLoss(store_->ReadFeed(1, 10).status()));
}

TEST_F(DamagedStoreTest, ReportsABrokenTable) {
  MustCommit(Put("a", std::string(10'000, 'v')));
  Close();
  Reopen();  // what was in the log is now in a table
  Close();
  int broken = 0;
  for (const auto& file : std::filesystem::directory_iterator(options_.path)) {
    if (file.path().extension() != ".sst") continue;
    std::fstream bytes(file.path(),
                       std::ios::in | std::ios::out | std::ios::binary);
    bytes.seekp(20);
    bytes << "broken";
    ++broken;
  }
  ASSERT_GT(broken, 0);
  absl::StatusOr<std::unique_ptr<Store>> store = OpenRocksStore(options_);
  const absl::Status status =
      store.ok() ? (*store)->Get(Collection::kSuppliers, "a").status()
                 : store.status();
  EXPECT_TRUE(absl::IsDataLoss(status)) << status;
}

TEST_F(DamagedStoreTest, AStoreIsOpenOnce) {
  const absl::Status second = OpenRocksStore(options_).status();
  EXPECT_TRUE(absl::IsFailedPrecondition(second)) << second;
  EXPECT_THAT(std::string(second.message()), HasSubstr("in use"));
}

TEST_F(DamagedStoreTest, CreatesOnlyIfAllowed) {
  options_.create_if_missing = false;
  Reopen();
  options_.path = folder_.path() + "/missing";
  ExpectOpenError(absl::StatusCode::kNotFound, "/missing");
}

TEST_F(DamagedStoreTest, RefusesOptionsOutOfRange) {
  options_.retained_requests = 0;
  ExpectOpenError(absl::StatusCode::kInvalidArgument, "retained_requests");
  options_ = {};
  ExpectOpenError(absl::StatusCode::kInvalidArgument, "path");
  options_.path = folder_.path() + "/store";
  options_.retained_revisions = -1;
  ExpectOpenError(absl::StatusCode::kInvalidArgument, "retained_revisions");
}

// No file may grow beyond a limit, as if the disk were full.
class FullDisk {
 public:
  explicit FullDisk(rlim_t bytes) {
    getrlimit(RLIMIT_FSIZE, &before_);
    signal_before_ = signal(SIGXFSZ, SIG_IGN);
    rlimit limit = before_;
    limit.rlim_cur = bytes;
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FullDisk() {
    setrlimit(RLIMIT_FSIZE, &before_);
    signal(SIGXFSZ, signal_before_);
  }

 private:
  rlimit before_{};
  sighandler_t signal_before_ = SIG_DFL;
};

TEST_F(DamagedStoreTest, AfterAFailedWriteItReadsButWritesNoMore) {
  options_.sync = true;
  Reopen();
  MustCommit(Request({Put("a", "1")}, "id", "d"));
  {
    const FullDisk full(64 << 10);
    EXPECT_EQ(CommitCode(Request({Put("a", std::string(1 << 20, 'v'))})),
              absl::StatusCode::kUnavailable);
  }
  // There is room again, but what the log ends with is not known.
  EXPECT_EQ(CommitCode(Request({Put("a", "2")})),
            absl::StatusCode::kUnavailable);
  EXPECT_EQ(CommitCode(Request({Put("a", "1")}, "id", "d")),
            absl::StatusCode::kUnavailable);
  EXPECT_EQ(Read("a"), "1");
  EXPECT_EQ(store_->revision(), 1);
  Reopen();
  EXPECT_EQ(Read("a"), "1");
  EXPECT_EQ(MustCommit(Put("a", "2")), 2);
}

}  // namespace
}  // namespace ketnoi::storage
