#include "server/memory_limit.h"

#include <unistd.h>

#include <algorithm>

#include "fmt/format.h"
#include "server/rpc_status.h"

namespace ketnoi::server {
namespace {

constexpr int64_t kMiB = int64_t{1} << 20;
// Without suppliers: the store's caches and buffers, reference data, calls.
constexpr int64_t kFixed = 256 * kMiB;
// Of a supplier's words, as measured with the generated ones (benchmarks/).
constexpr int64_t kSearchBytes = 1500;
// A record that is written may take so much more than its own bytes, in columns
// that are merged; its words come beside that.
constexpr int64_t kRecordShare = 3;
// By how much a start may pass the limit: columns that were counted after the
// last writes were admitted, and others that a merge leaves over. Of a limit a
// little above kFixed, a few segments.
constexpr int64_t kAllowanceShare = 4;
constexpr int64_t kLeastAllowance = 8 * kMiB;

int64_t NeedOf(int64_t column_bytes, int64_t suppliers) {
  return kFixed + 2 * column_bytes + kSearchBytes * suppliers;
}

int64_t InMiB(int64_t bytes) { return (bytes + kMiB - 1) / kMiB; }

}  // namespace

int64_t DefaultMemoryLimit() {
  return int64_t{sysconf(_SC_PHYS_PAGES)} * sysconf(_SC_PAGESIZE) / 4 * 3;
}

absl::Status MemoryLimit::Check(int64_t column_bytes, int64_t suppliers) const {
  return CheckNeed(NeedOf(column_bytes, suppliers));
}

int64_t MemoryLimit::StartBytes() const {
  return bytes_ +
         std::max(kLeastAllowance, (bytes_ - kFixed) / kAllowanceShare);
}

absl::Status MemoryLimit::CheckNeed(int64_t need) const {
  if (bytes_ == 0 || need <= StartBytes()) return absl::OkStatus();
  return absl::ResourceExhaustedError(fmt::format(
      "the catalogue needs at least {} MiB of memory, --memory-limit is {} "
      "MiB; nothing was changed",
      InMiB(need), InMiB(bytes_)));
}

void MemoryLimit::SetCurrent(const index::Snapshot& snapshot) {
  int64_t columns = 0;
  for (const auto& part : snapshot.parts()) {
    columns += static_cast<int64_t>(part.segment->Bytes());
  }
  need_ = NeedOf(columns, snapshot.supplier_count());
}

absl::Status MemoryLimit::Admit(size_t record_bytes) {
  if (bytes_ == 0) return absl::OkStatus();
  const int64_t more =
      kRecordShare * static_cast<int64_t>(record_bytes) + kSearchBytes;
  const int64_t need = need_.fetch_add(more) + more;
  if (need <= bytes_) return absl::OkStatus();
  need_ -= more;
  return Error(
      absl::StatusCode::kResourceExhausted, v1::ERROR_REASON_CATALOGUE_FULL,
      fmt::format("the catalogue needs {} MiB of memory with this supplier, "
                  "the server may take {} MiB",
                  InMiB(need), InMiB(bytes_)),
      {{"limit", fmt::format("{}", bytes_)},
       {"need", fmt::format("{}", need)}});
}

}  // namespace ketnoi::server
