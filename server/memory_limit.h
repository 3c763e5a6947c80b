// How much memory the catalogue may take: a server that has too little for it
// refuses to start, or refuses the write that would pass the limit, before it
// commits anything.
//
// A start may need somewhat more than a write was refused for: what was
// admitted by an estimate must be there again, to be read and deleted.
//
// What a catalogue needs is an estimate: its columns twice, since merging makes
// them anew beside those that are read, the words that searches read, and what
// the program takes without any supplier.

#ifndef KETNOI_SERVER_MEMORY_LIMIT_H_
#define KETNOI_SERVER_MEMORY_LIMIT_H_

#include <atomic>
#include <cstddef>
#include <cstdint>

#include "absl/status/status.h"
#include "matcher/index/snapshot.h"

namespace ketnoi::server {

// The default limit: three quarters of the machine's memory.
int64_t DefaultMemoryLimit();

// Thread-safe.
class MemoryLimit {
 public:
  // Bytes; 0: no limit.
  explicit MemoryLimit(int64_t bytes) : bytes_(bytes) {}

  // For a start: RESOURCE_EXHAUSTED, naming both, if a catalogue with so many
  // bytes of columns and so many suppliers needs more than the limit and its
  // allowance.
  absl::Status Check(int64_t column_bytes, int64_t suppliers) const;

  // The catalogue is as in `snapshot`. O(arrays).
  void SetCurrent(const index::Snapshot& snapshot);
  // As Check, of the current catalogue.
  absl::Status CheckCurrent() const { return CheckNeed(need_); }

  // Whether a supplier whose record has so many bytes may be written. Counts it
  // until the next SetCurrent, which sees it if it was written. The error has
  // the reason CATALOGUE_FULL.
  absl::Status Admit(size_t record_bytes);

 private:
  absl::Status CheckNeed(int64_t need) const;
  // What a start may need.
  int64_t StartBytes() const;

  const int64_t bytes_;
  std::atomic<int64_t> need_ = 0;
};

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_MEMORY_LIMIT_H_
