// A file of arrays as they are in memory, each with a checksum.
//
//   offset           bytes  what
//   0                136    the header
//   136              24 n   of each section: offset, bytes, checksum
//   multiples of 64         the sections, in order, with zeros between them
//
// Numbers have the byte order of the machine, which the header tells. Checksums
// are XXH3 of 64 bits: of the header before it, of the table, of each section.
// A file is written beside and renamed when it is on the disk, so under its
// name there is a whole one or none, whenever the process dies.
//
// What the sections mean is for others to say (snapshot_file.h).

#ifndef KETNOI_SERVER_COLUMN_FILE_H_
#define KETNOI_SERVER_COLUMN_FILE_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace ketnoi::server {

// What a file was made of; all but the revision decide whether it can be used.
struct ColumnOrigin {
  std::string program;    // 32 bytes: of the code that makes the arrays
  std::string reference;  // 32 bytes: of the reference data
  std::string epoch;      // 16 characters: of the store
  int64_t revision = 0;   // of the store, which the arrays reflect
};

using Bytes = std::span<const std::byte>;

// Replaces the file at `path`. Writes through at intervals, so that the disk is
// free for others in between. UNAVAILABLE: the disk fails or is full; what was
// there before still is.
absl::Status WriteColumnFile(const std::string& path,
                             const ColumnOrigin& origin,
                             const std::vector<Bytes>& sections);

// A file that is open for reading. Not thread-safe.
class ColumnFile {
 public:
  // Reads header and table, and checks that they and the file's size are as
  // they were written. NOT_FOUND: there is none. DATA_LOSS: it is no such file,
  // cut off or damaged. FAILED_PRECONDITION: of another format version or byte
  // order. UNAVAILABLE: the disk fails. Messages say what, without the path.
  static absl::StatusOr<ColumnFile> Open(const std::string& path);

  ColumnFile(ColumnFile&& other) noexcept;
  ColumnFile& operator=(ColumnFile&&) = delete;
  ~ColumnFile();

  const ColumnOrigin& origin() const { return origin_; }
  // FAILED_PRECONDITION unless the file was made of what `wanted` says, at
  // whatever revision.
  absl::Status CheckOrigin(const ColumnOrigin& wanted) const;

  size_t section_count() const { return sections_.size(); }
  size_t section_bytes(size_t section) const {
    return sections_[section].bytes;
  }
  // Fills `to`, of section_bytes(section). DATA_LOSS: the checksum is wrong;
  // `to` is then of no use. UNAVAILABLE: the disk fails.
  absl::Status Read(size_t section, std::span<std::byte> to) const;

  struct Section {
    uint64_t offset;
    uint64_t bytes;
    uint64_t checksum;
  };

 private:
  ColumnFile() = default;
  absl::Status ReadHead();

  int file_ = -1;
  ColumnOrigin origin_;
  std::vector<Section> sections_;
};

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_COLUMN_FILE_H_
