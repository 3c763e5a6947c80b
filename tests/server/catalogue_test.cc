// What the catalogue does with the snapshots that it published before.

#include "server/catalogue.h"

#include <chrono>
#include <memory>
#include <string>
#include <thread>

#include "gtest/gtest.h"
#include "ketnoi/v1/supplier.pb.h"
#include "server/reference_loader.h"
#include "server/storage/rocks_store.h"
#include "tests/testing/temporary_folder.h"

namespace ketnoi::server {
namespace {

class SnapshotsTest : public ::testing::Test {
 protected:
  SnapshotsTest() {
    data_ = LoadReferenceData(KETNOI_DATA_DIR, "").value();
    storage::RocksStoreOptions options;
    options.path = folder_.path() + "/store";
    store_ = storage::OpenRocksStore(options).value();
    catalogue_ = std::make_unique<Catalogue>(data_->reference, *store_);
    EXPECT_TRUE(catalogue_->Load().ok());
  }

  // Writes a supplier; returns once readers see it.
  void Put(const std::string& id) {
    v1::Supplier supplier;
    supplier.set_name("suppliers/" + id);
    storage::CommitRequest request;
    request.operations.push_back({storage::Collection::kSuppliers,
                                  supplier.name(),
                                  supplier.SerializeAsString(),
                                  {}});
    const auto result = store_->Commit(request);
    ASSERT_TRUE(result.ok()) << result.status();
    ASSERT_TRUE(
        catalogue_
            ->WaitApplied(result->revision, absl::Now() + absl::Seconds(30))
            .ok());
  }

  const testing::TemporaryFolder folder_;
  std::unique_ptr<const ReferenceData> data_;
  std::unique_ptr<storage::Store> store_;
  std::unique_ptr<Catalogue> catalogue_;
};

// To free a large snapshot takes long, so a reader must not be the last to hold
// one, however long it does.
TEST_F(SnapshotsTest, AReaderNeverHoldsTheLastReference) {
  Put("a");
  auto reader = catalogue_->snapshot();
  const std::weak_ptr<const index::Snapshot> watched = reader;
  Put("b");
  ASSERT_NE(catalogue_->snapshot(), reader);
  for (int i = 0; i < 300; ++i) {  // several turns of an idle follower
    ASSERT_GE(watched.use_count(), 2);
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  EXPECT_TRUE(reader->Find("a").has_value());
  EXPECT_FALSE(reader->Find("b").has_value());
  reader.reset();
  for (int i = 0; i < 30'000 && !watched.expired(); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  EXPECT_TRUE(watched.expired());
}

}  // namespace
}  // namespace ketnoi::server
