// Writes that others, or the disk, come in between of.

#include <stdlib.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "ketnoi/v1/supplier.pb.h"
#include "server/import_runner.h"
#include "server/reference_loader.h"
#include "server/resource_writer.h"
#include "server/storage/rocks_store.h"
#include "tests/server/forwarding_store.h"

namespace ketnoi::server {
namespace {

// Something happens before each commit.
class HookedStore final : public ForwardingStore {
 public:
  using ForwardingStore::ForwardingStore;

  // What is not OK is the commit's result. Its own commits are not hooked.
  std::function<absl::Status()> before_commit = [] { return absl::OkStatus(); };

  absl::StatusOr<storage::CommitResult> Commit(
      const storage::CommitRequest& request) override {
    if (hooked_) return ForwardingStore::Commit(request);
    hooked_ = true;
    const absl::Status status = before_commit();
    hooked_ = false;
    if (!status.ok()) return status;
    return ForwardingStore::Commit(request);
  }

 private:
  bool hooked_ = false;
};

const ReferenceData& Reference() {
  static const auto* const data =
      LoadReferenceData(KETNOI_DATA_DIR, "").value().release();
  return *data;
}

v1::Supplier Named(const std::string& id) {
  v1::Supplier supplier;
  supplier.set_name("suppliers/" + id);
  supplier.mutable_legal_name()->set_en("Name");
  return supplier;
}

class ContendedWritesTest : public ::testing::Test {
 protected:
  ContendedWritesTest()
      : store_(Open(folder_)),
        catalogue_(Reference().reference, store_),
        backend_(Reference(), store_, catalogue_) {
    v1::Supplier supplier = Named("a");
    EXPECT_TRUE(
        ResourceWriter(SupplierKind(), backend_).Create({}, supplier).ok());
  }
  ~ContendedWritesTest() override { std::filesystem::remove_all(folder_); }

  // Somebody else's update of the supplier that all tests begin with.
  absl::Status WriteByOthers(int32_t founded_year) {
    v1::Supplier supplier;
    supplier.set_name("suppliers/a");
    supplier.set_founded_year(founded_year);
    return ResourceWriter(SupplierKind(), backend_)
        .Update({}, false, {}, {}, supplier);
  }

  // An update of the same by us.
  absl::Status Write(const CallLimits& limits, v1::Supplier& supplier) {
    supplier = v1::Supplier();
    supplier.set_name("suppliers/a");
    supplier.set_employee_count(5);
    return ResourceWriter(SupplierKind(), backend_)
        .Update({}, false, {}, limits, supplier);
  }

  absl::StatusOr<std::vector<ImportAnswer>> Import(
      const std::vector<v1::Supplier>& suppliers,
      const v1::ImportOptions& options = {}) {
    std::vector<ImportRow> rows;
    for (const v1::Supplier& supplier : suppliers) {
      ImportRow row;
      row.number = static_cast<int64_t>(rows.size()) + 1;
      row.name = supplier.name();
      row.resource = std::make_unique<v1::Supplier>(supplier);
      rows.push_back(std::move(row));
    }
    return ImportRunner(SupplierKind(), backend_, options).Run(std::move(rows));
  }

 private:
  static std::unique_ptr<storage::Store> Open(std::string& folder) {
    char pattern[] = "/tmp/ketnoi_contended_writes_XXXXXX";
    folder = mkdtemp(pattern);
    storage::RocksStoreOptions options;
    options.path = folder + "/store";
    options.sync = false;
    return storage::OpenRocksStore(options).value();
  }

  std::string folder_;

 protected:
  HookedStore store_;
  Catalogue catalogue_;
  Backend backend_;
};

TEST_F(ContendedWritesTest, AnUpdateWithoutAnEtagKeepsWhatOthersWrite) {
  int32_t left = 3;
  store_.before_commit = [&] {
    return left-- > 0 ? WriteByOthers(2000 + left) : absl::OkStatus();
  };
  v1::Supplier supplier;
  ASSERT_TRUE(Write({}, supplier).ok());
  EXPECT_EQ(supplier.employee_count(), 5);
  EXPECT_EQ(supplier.founded_year(), 2000);
}

TEST_F(ContendedWritesTest, AnUpdateIsTriedAsLongAsItIsWaitedFor) {
  int32_t written = 0;
  store_.before_commit = [&] { return WriteByOthers(2000 + ++written); };
  CallLimits limits;
  limits.cancelled = [&] { return written >= 50; };
  v1::Supplier supplier;
  EXPECT_TRUE(absl::IsCancelled(Write(limits, supplier)));
  EXPECT_EQ(written, 50);
}

TEST_F(ContendedWritesTest, ARowIsWrittenThoughOthersWriteItsRecord) {
  v1::ImportOptions alone;
  alone.set_request_id("import-1");
  int32_t employees = 10;
  for (const v1::ImportOptions& options : {v1::ImportOptions(), alone}) {
    int32_t left = 3;
    store_.before_commit = [&] {
      return left-- > 0 ? WriteByOthers(2000 + left) : absl::OkStatus();
    };
    v1::Supplier row = Named("a");
    row.set_employee_count(++employees);
    const auto answers = Import({row, Named("b")}, options);
    ASSERT_TRUE(answers.ok()) << answers.status();
    EXPECT_EQ((*answers)[0].outcome, v1::IMPORT_OUTCOME_UPDATED);
    EXPECT_TRUE((*answers)[1].error.ok());
  }
}

TEST_F(ContendedWritesTest, AnImportEndsWhenTheDiskFails) {
  v1::ImportOptions alone;
  alone.set_request_id("import-1");
  store_.before_commit = [] { return absl::UnavailableError("no disk"); };
  for (const v1::ImportOptions& options : {v1::ImportOptions(), alone}) {
    EXPECT_TRUE(absl::IsUnavailable(Import({Named("b")}, options).status()));
  }
}

TEST_F(ContendedWritesTest, RowsTooBigForOneCommitAreSplit) {
  // Together more than a commit may hold.
  std::vector<v1::Supplier> rows;
  size_t bytes = 0;
  while (bytes <= storage::kMaxCommitBytes) {
    v1::Supplier row = Named("big-" + std::to_string(rows.size()));
    for (int i = 0; i < 200; ++i) {
      v1::Capability& capability = *row.add_capabilities();
      capability.set_id("c" + std::to_string(i));
      capability.set_category("stamping");
      capability.mutable_description()->set_vi(std::string(2000, 'v'));
      capability.mutable_description()->set_en(std::string(2000, 'e'));
    }
    bytes += row.ByteSizeLong();
    rows.push_back(std::move(row));
  }
  ASSERT_LE(rows.size(), ImportRunner::kBatch);
  int commits = 0;
  store_.before_commit = [&] {
    ++commits;
    return absl::OkStatus();
  };
  const auto answers = Import(rows);
  ASSERT_TRUE(answers.ok()) << answers.status();
  for (const ImportAnswer& answer : *answers) {
    EXPECT_EQ(answer.outcome, v1::IMPORT_OUTCOME_CREATED) << answer.error;
    EXPECT_GT(answer.revision, 0);
  }
  EXPECT_EQ(commits, 2);
}

}  // namespace
}  // namespace ketnoi::server
