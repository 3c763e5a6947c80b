// A store, what the server knows of it in memory, and what watches tell of it.

#ifndef KETNOI_TESTS_SERVER_WATCH_FIXTURE_H_
#define KETNOI_TESTS_SERVER_WATCH_FIXTURE_H_

#include <memory>
#include <string>
#include <utility>

#include "gtest/gtest.h"
#include "ketnoi/v1/watch.pb.h"
#include "matcher/model/date.h"
#include "server/backend.h"
#include "server/catalogue.h"
#include "server/reference_loader.h"
#include "server/storage/rocks_store.h"
#include "server/watch.h"
#include "tests/testing/temporary_folder.h"

namespace ketnoi::server {

inline const model::Date kWatchedDay = *model::DateFromText("2026-06-01");

class WatchFixture : public ::testing::Test {
 protected:
  WatchFixture() { Open(0); }

  void Open(int64_t retained_revisions) {
    backend_.reset();
    catalogue_.reset();
    store_.reset();
    data_ = LoadReferenceData(KETNOI_DATA_DIR, "").value();
    storage::RocksStoreOptions options;
    options.path = folder_.path() + "/store";
    options.sync = false;
    options.retained_revisions = retained_revisions;
    store_ = storage::OpenRocksStore(options).value();
    CatalogueSettings settings;
    settings.criteria_sets = data_->criteria_sets;
    catalogue_ =
        std::make_unique<Catalogue>(data_->reference, *store_, settings);
    EXPECT_TRUE(catalogue_->Load().ok());
    backend_ = std::make_unique<Backend>(*data_, *store_, *catalogue_);
    backend_->serving = true;
  }

  template <class M>
  void Write(storage::Collection collection, const M& resource) {
    Commit({collection, resource.name(), resource.SerializeAsString(), {}});
  }
  void Delete(storage::Collection collection, const std::string& name) {
    Commit({collection, name, {}, {}});
  }
  void Commit(storage::Operation operation) {
    storage::CommitRequest request;
    request.operations.push_back(std::move(operation));
    ASSERT_TRUE(store_->Commit(request).ok());
    ASSERT_TRUE(AwaitFreshness(*backend_, {}, {}).ok());
  }

  absl::StatusOr<v1::WatchEvents> Since(const v1::WatchScope& scope,
                                        const std::string& token,
                                        model::Date today = kWatchedDay) {
    return EventsSince(*backend_, {}, scope, token, today);
  }
  std::string TokenOf(const v1::WatchScope& scope,
                      model::Date today = kWatchedDay) {
    const auto start = Since(scope, "", today);
    EXPECT_TRUE(start.ok()) << start.status();
    EXPECT_TRUE(start->start());
    EXPECT_EQ(start->events_size(), 0);
    return start->resume_token();
  }

  const testing::TemporaryFolder folder_;
  std::unique_ptr<const ReferenceData> data_;
  std::unique_ptr<storage::Store> store_;
  std::unique_ptr<Catalogue> catalogue_;
  std::unique_ptr<Backend> backend_;
};

}  // namespace ketnoi::server

#endif  // KETNOI_TESTS_SERVER_WATCH_FIXTURE_H_
