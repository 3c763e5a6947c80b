#include "server/column_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <type_traits>
#include <utility>

#include "fmt/format.h"
#include "xxhash.h"

namespace ketnoi::server {
namespace {

constexpr char kMagic[8] = {'K', 'E', 'T', 'N', 'O', 'I', 'C', 'F'};
constexpr uint32_t kFormatVersion = 1;
constexpr uint32_t kByteOrder = 0x01020304;
constexpr uint64_t kAlignment = 64;
// What is written before the disk is waited for: so much stands at most between
// a commit's sync and the disk.
constexpr uint64_t kWrittenThrough = uint64_t{16} << 20;

struct Header {
  char magic[8];
  uint32_t version;
  uint32_t byte_order;
  uint64_t file_bytes;
  uint64_t section_count;
  int64_t revision;
  char epoch[16];
  char program[32];
  char reference[32];
  uint64_t table_checksum;
  uint64_t header_checksum;  // of all before
};
static_assert(sizeof(Header) == 136);
static_assert(std::has_unique_object_representations_v<Header>);
static_assert(std::has_unique_object_representations_v<ColumnFile::Section>);

uint64_t Aligned(uint64_t offset) {
  return (offset + kAlignment - 1) / kAlignment * kAlignment;
}

uint64_t Checksum(Bytes bytes) {
  return XXH3_64bits(bytes.data(), bytes.size());
}

Bytes HeaderBytes(const Header& header) {
  return std::as_bytes(std::span(&header, 1))
      .first(offsetof(Header, header_checksum));
}

absl::Status Damaged(std::string_view what) {
  return absl::DataLossError(std::string(what));
}

// Writes one file, whose name it takes when all is on the disk.
class FileWriter {
 public:
  explicit FileWriter(const std::string& path)
      : path_(path), beside_(path + ".tmp") {
    // A file of its own, whatever somebody put there.
    unlink(beside_.c_str());
    file_ =
        open(beside_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (file_ < 0) Fail("create");
  }
  ~FileWriter() {
    if (file_ < 0) return;
    close(file_);
    unlink(beside_.c_str());
  }
  FileWriter(const FileWriter&) = delete;
  FileWriter& operator=(const FileWriter&) = delete;

  void Append(Bytes bytes) {
    while (status_.ok() && !bytes.empty()) {
      const size_t room = kWrittenThrough - unsynced_;
      const ssize_t written =
          write(file_, bytes.data(), std::min(bytes.size(), room));
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) return Fail("write");
      const auto count = static_cast<size_t>(written);
      bytes = bytes.subspan(count);
      size_ += count;
      unsynced_ += count;
      if (unsynced_ >= kWrittenThrough) Sync();
    }
  }

  void Align() {
    static constexpr std::byte kZeros[kAlignment] = {};
    Append(Bytes(kZeros, static_cast<size_t>(Aligned(size_) - size_)));
  }

  absl::Status Finish() {
    if (status_.ok()) Sync();
    if (status_.ok() && std::rename(beside_.c_str(), path_.c_str()) != 0) {
      Fail("rename");
    }
    if (!status_.ok()) return status_;
    close(std::exchange(file_, -1));
    return SyncFolder();
  }

 private:
  void Sync() {
    if (fdatasync(file_) != 0) Fail("sync");
    unsynced_ = 0;
  }

  // Until then a loss of power may bring back the file that was there before.
  absl::Status SyncFolder() {
    const size_t slash = path_.rfind('/');
    const std::string folder =
        slash == std::string::npos ? "." : path_.substr(0, slash + 1);
    const int handle = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (handle < 0 || fsync(handle) != 0) Fail("sync the folder of");
    if (handle >= 0) close(handle);
    return status_;
  }

  void Fail(const char* what) {
    status_ = absl::UnavailableError(
        fmt::format("cannot {} {}: {}", what, beside_, std::strerror(errno)));
  }

  const std::string path_;
  const std::string beside_;
  int file_ = -1;
  uint64_t size_ = 0;
  uint64_t unsynced_ = 0;
  absl::Status status_;
};

// Reads all of `to` from `offset`.
absl::Status ReadAt(int file, uint64_t offset, std::span<std::byte> to) {
  while (!to.empty()) {
    const ssize_t count =
        pread(file, to.data(), to.size(), static_cast<off_t>(offset));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) {
      return absl::UnavailableError(
          fmt::format("it cannot be read: {}", std::strerror(errno)));
    }
    if (count == 0) return Damaged("it is cut off");
    offset += static_cast<uint64_t>(count);
    to = to.subspan(static_cast<size_t>(count));
  }
  return absl::OkStatus();
}

// Where sections of these sizes lie, and the size of the file.
std::pair<std::vector<ColumnFile::Section>, uint64_t> LayOut(
    const std::vector<Bytes>& sections) {
  std::vector<ColumnFile::Section> table;
  uint64_t end = sizeof(Header) + sections.size() * sizeof(ColumnFile::Section);
  for (const Bytes bytes : sections) {
    table.push_back({Aligned(end), bytes.size(), Checksum(bytes)});
    end = table.back().offset + bytes.size();
  }
  return {std::move(table), end};
}

}  // namespace

absl::Status WriteColumnFile(const std::string& path,
                             const ColumnOrigin& origin,
                             const std::vector<Bytes>& sections) {
  const auto [table, file_bytes] = LayOut(sections);
  Header header = {};
  std::memcpy(header.magic, kMagic, sizeof(kMagic));
  header.version = kFormatVersion;
  header.byte_order = kByteOrder;
  header.file_bytes = file_bytes;
  header.section_count = sections.size();
  header.revision = origin.revision;
  origin.epoch.copy(header.epoch, sizeof(header.epoch));
  origin.program.copy(header.program, sizeof(header.program));
  origin.reference.copy(header.reference, sizeof(header.reference));
  header.table_checksum = Checksum(std::as_bytes(std::span(table)));
  header.header_checksum = Checksum(HeaderBytes(header));
  FileWriter file(path);
  file.Append(std::as_bytes(std::span(&header, 1)));
  file.Append(std::as_bytes(std::span(table)));
  for (const Bytes bytes : sections) {
    file.Align();
    file.Append(bytes);
  }
  return file.Finish();
}

absl::StatusOr<ColumnFile> ColumnFile::Open(const std::string& path) {
  ColumnFile file;
  // Without waiting for somebody who writes, if it is a pipe.
  file.file_ = open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  if (file.file_ < 0) {
    if (errno == ENOENT) return absl::NotFoundError("there is none");
    return absl::UnavailableError(
        fmt::format("it cannot be opened: {}", std::strerror(errno)));
  }
  const absl::Status status = file.ReadHead();
  if (!status.ok()) return status;
  return file;
}

ColumnFile::ColumnFile(ColumnFile&& other) noexcept
    : file_(std::exchange(other.file_, -1)),
      origin_(std::move(other.origin_)),
      sections_(std::move(other.sections_)) {}

ColumnFile::~ColumnFile() {
  if (file_ >= 0) close(file_);
}

absl::Status ColumnFile::ReadHead() {
  struct stat info = {};
  if (fstat(file_, &info) != 0 || !S_ISREG(info.st_mode)) {
    return Damaged("it is no column file");
  }
  const auto size = static_cast<uint64_t>(info.st_size);
  Header header = {};
  if (size < sizeof(header)) return Damaged("it is cut off");
  absl::Status status =
      ReadAt(file_, 0, std::as_writable_bytes(std::span(&header, 1)));
  if (!status.ok()) return status;
  if (std::memcmp(header.magic, kMagic, sizeof(kMagic)) != 0) {
    return Damaged("it is no column file");
  }
  if (header.byte_order != kByteOrder) {
    return absl::FailedPreconditionError(
        "a machine with another byte order wrote it");
  }
  if (header.version != kFormatVersion) {
    return absl::FailedPreconditionError(
        fmt::format("its format is of version {}, this program knows {}",
                    header.version, kFormatVersion));
  }
  if (header.header_checksum != Checksum(HeaderBytes(header))) {
    return Damaged("the checksum of its header is wrong");
  }
  if (size != header.file_bytes) {
    return Damaged(
        fmt::format("it is {}: it has {} bytes instead of {}",
                    size < header.file_bytes ? "cut off" : "too long", size,
                    header.file_bytes));
  }
  if (header.section_count > (size - sizeof(header)) / sizeof(Section)) {
    return Damaged("its table does not fit into it");
  }
  sections_.resize(header.section_count);
  status = ReadAt(file_, sizeof(header),
                  std::as_writable_bytes(std::span(sections_)));
  if (!status.ok()) return status;
  if (header.table_checksum != Checksum(std::as_bytes(std::span(sections_)))) {
    return Damaged("the checksum of its table is wrong");
  }
  uint64_t end = sizeof(header) + sections_.size() * sizeof(Section);
  for (const Section& section : sections_) {
    if (section.offset != Aligned(end) || section.offset > size ||
        section.bytes > size - section.offset) {
      return Damaged("its sections do not lie one behind the other");
    }
    end = section.offset + section.bytes;
  }
  if (end != size) return Damaged("its sections do not fill it");
  origin_ = {std::string(header.program, sizeof(header.program)),
             std::string(header.reference, sizeof(header.reference)),
             std::string(header.epoch, sizeof(header.epoch)), header.revision};
  return absl::OkStatus();
}

absl::Status ColumnFile::CheckOrigin(const ColumnOrigin& wanted) const {
  if (origin_.epoch != wanted.epoch) {
    return absl::FailedPreconditionError(fmt::format(
        "it is of a store of epoch {}, not {}", origin_.epoch, wanted.epoch));
  }
  if (origin_.program != wanted.program) {
    return absl::FailedPreconditionError(
        "another version of the program wrote it");
  }
  if (origin_.reference != wanted.reference) {
    return absl::FailedPreconditionError(
        "it was made with other reference data");
  }
  return absl::OkStatus();
}

absl::Status ColumnFile::Read(size_t section, std::span<std::byte> to) const {
  const Section& at = sections_[section];
  absl::Status status = ReadAt(file_, at.offset, to);
  if (!status.ok()) return status;
  if (Checksum(to) != at.checksum) {
    return Damaged(
        fmt::format("the checksum of its section {} is wrong", section));
  }
  return absl::OkStatus();
}

}  // namespace ketnoi::server
