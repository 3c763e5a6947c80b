#include "tests/storage/store_fixture.h"

#include <utility>

#include "fmt/format.h"

namespace ketnoi::storage {

Operation Put(std::string name, std::string value,
              std::optional<int64_t> expected_revision) {
  return {Collection::kSuppliers, std::move(name), std::move(value),
          expected_revision};
}

Operation Delete(std::string name, std::optional<int64_t> expected_revision) {
  return {Collection::kSuppliers, std::move(name), std::nullopt,
          expected_revision};
}

CommitRequest Request(std::vector<Operation> operations, std::string request_id,
                      std::string digest) {
  return {std::move(operations), std::move(request_id), std::move(digest)};
}

StoreFixture::StoreFixture() {
  options_.path = folder_.path() + "/store";
  options_.sync = false;  // tests of durability say so
  Reopen();
}

void StoreFixture::Reopen() {
  Close();
  absl::StatusOr<std::unique_ptr<Store>> opened = OpenRocksStore(options_);
  ASSERT_TRUE(opened.ok()) << opened.status();
  store_ = *std::move(opened);
}

int64_t StoreFixture::MustCommit(const CommitRequest& request) {
  absl::StatusOr<CommitResult> result = store_->Commit(request);
  EXPECT_TRUE(result.ok()) << result.status();
  return result.ok() ? result->revision : 0;
}

int64_t StoreFixture::MustCommit(Operation operation) {
  return MustCommit(Request({std::move(operation)}));
}

absl::StatusCode StoreFixture::CommitCode(const CommitRequest& request) {
  return store_->Commit(request).status().code();
}

std::string StoreFixture::Read(std::string_view name) {
  absl::StatusOr<Record> record = store_->Get(Collection::kSuppliers, name);
  return record.ok() ? record->value
                     : absl::StatusCodeToString(record.status().code());
}

std::string StoreFixture::ReadAt(std::string_view name, int64_t revision) {
  absl::StatusOr<Record> record =
      store_->GetAt(Collection::kSuppliers, name, revision);
  return record.ok() ? record->value
                     : absl::StatusCodeToString(record.status().code());
}

std::vector<std::string> StoreFixture::Feed(int64_t after, size_t limit) {
  absl::StatusOr<std::vector<FeedEntry>> entries =
      store_->ReadFeed(after, limit);
  if (!entries.ok()) return {std::string(entries.status().ToString())};
  std::vector<std::string> lines;
  for (const FeedEntry& entry : *entries) {
    lines.push_back(
        entry.value.has_value()
            ? fmt::format("{} put {}={}", entry.revision, entry.name,
                          *entry.value)
            : fmt::format("{} delete {}", entry.revision, entry.name));
  }
  return lines;
}

}  // namespace ketnoi::storage
