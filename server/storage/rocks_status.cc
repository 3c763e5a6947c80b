#include "server/storage/rocks_status.h"

#include <string>

#include "fmt/format.h"

namespace ketnoi::storage {
namespace {

// RocksDB reports a taken lock as an I/O error; only the text tells.
bool IsLockTaken(const rocksdb::Status& status) {
  if (!status.IsIOError()) return false;
  const std::string text = status.ToString();
  return text.find("While lock file") != std::string::npos ||
         text.find("lock hold by current process") != std::string::npos;
}

}  // namespace

absl::Status FromRocks(const rocksdb::Status& status, std::string_view what) {
  if (status.ok()) return absl::OkStatus();
  if (IsLockTaken(status)) {
    return absl::FailedPreconditionError(
        fmt::format("{}: the store is in use by another process", what));
  }
  const std::string message = fmt::format("{}: {}", what, status.ToString());
  if (status.IsNotFound()) return absl::NotFoundError(message);
  if (status.IsCorruption()) return absl::DataLossError(message);
  return absl::UnavailableError(message);
}

absl::Status At(std::string_view where, const absl::Status& status) {
  const std::string message(status.message());
  return absl::Status(status.code(), fmt::format("{}: {}", where, message));
}

}  // namespace ketnoi::storage
