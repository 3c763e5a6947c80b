#include "clients/cli/whole_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "fmt/format.h"

namespace ketnoi::cli {
namespace {

// Waits until the file's bytes are on the disk.
bool Sync(const std::string& path) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return false;
  const bool synced = fsync(file) == 0;
  close(file);
  return synced;
}

}  // namespace

WholeFile::WholeFile(const std::string& path)
    : path_(path), beside_(path + ".part") {}

absl::StatusOr<std::unique_ptr<WholeFile>> WholeFile::Create(
    const std::string& path) {
  std::error_code error;
  const auto there = std::filesystem::status(path, error);
  if (std::filesystem::exists(there) &&
      !std::filesystem::is_regular_file(there)) {
    return absl::InvalidArgumentError(
        fmt::format("{}: is there and is not a file", path));
  }
  std::unique_ptr<WholeFile> file(new WholeFile(path));
  errno = 0;
  file->stream_.open(file->beside_, std::ios::binary | std::ios::trunc);
  if (!file->stream_.is_open()) {
    return absl::InvalidArgumentError(fmt::format(
        "{}: cannot be written: {}", file->beside_, std::strerror(errno)));
  }
  return file;
}

WholeFile::~WholeFile() {
  if (!stream_.is_open()) return;
  stream_.close();
  std::error_code ignored;
  std::filesystem::remove(beside_, ignored);
}

absl::Status WholeFile::Commit() {
  stream_.close();
  std::error_code error;
  if (!stream_.fail() && Sync(beside_)) {
    std::filesystem::rename(beside_, path_, error);
    if (!error) return absl::OkStatus();
  }
  std::error_code ignored;
  std::filesystem::remove(beside_, ignored);
  return absl::DataLossError(
      fmt::format("{}: could not be written to the end", path_));
}

}  // namespace ketnoi::cli
