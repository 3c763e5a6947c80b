// A store in a folder of its own, and short words for what tests do to it.

#ifndef KETNOI_TESTS_STORAGE_STORE_FIXTURE_H_
#define KETNOI_TESTS_STORAGE_STORE_FIXTURE_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "gtest/gtest.h"
#include "server/storage/rocks_store.h"
#include "tests/testing/temporary_folder.h"

namespace ketnoi::storage {

using testing::TemporaryFolder;

// Suppliers, since the collection seldom matters.
Operation Put(std::string name, std::string value,
              std::optional<int64_t> expected_revision = std::nullopt);
Operation Delete(std::string name,
                 std::optional<int64_t> expected_revision = std::nullopt);
CommitRequest Request(std::vector<Operation> operations,
                      std::string request_id = "", std::string digest = "");

class StoreFixture : public ::testing::Test {
 protected:
  StoreFixture();

  // Fails the test if the store does not open.
  void Reopen();
  void Close() { store_.reset(); }

  // The revision; 0 and a failed test if there was an error.
  int64_t MustCommit(const CommitRequest& request);
  int64_t MustCommit(Operation operation);

  // The code that Commit gives.
  absl::StatusCode CommitCode(const CommitRequest& request);

  // The value, or the name of the error's code.
  std::string Read(std::string_view name);
  std::string ReadAt(std::string_view name, int64_t revision);

  // All of the feed after `after`, as "3 put a=1" and "4 delete a".
  std::vector<std::string> Feed(int64_t after, size_t limit = 1000);

  TemporaryFolder folder_;
  RocksStoreOptions options_;  // as Reopen uses them
  std::unique_ptr<Store> store_;
};

}  // namespace ketnoi::storage

#endif  // KETNOI_TESTS_STORAGE_STORE_FIXTURE_H_
