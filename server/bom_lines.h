// The lines of a bill of materials: the requirements that name it.
//
// They lie among the requirements of its buyer, which each of these reads
// (some 1 µs for one that is no line, 5 µs for a line). Thread-safe.

#ifndef KETNOI_SERVER_BOM_LINES_H_
#define KETNOI_SERVER_BOM_LINES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "server/backend.h"
#include "server/storage/store.h"

namespace ketnoi::server {

struct BomLine {
  int32_t place = 0;        // Requirement.bom_line
  std::string requirement;  // name

  friend auto operator<=>(const BomLine&, const BomLine&) = default;
};

// The lines that `bom` had at `revision`, which the store has reached, in their
// order. Errors of the store and of CheckLimits.
absl::StatusOr<std::vector<BomLine>> LinesOf(const storage::Store& store,
                                             const std::string& bom,
                                             int64_t revision,
                                             const CallLimits& limits);

// FAILED_PRECONDITION (RESOURCE_IN_USE): `bom` has lines. The caller holds a
// WriteLock.
absl::Status CheckHasNoLines(const storage::Store& store,
                             const std::string& bom);

// Deletes the lines of `bom`, as many in a commit as it takes. What was deleted
// stays so if it ends with an error, of the store or of CheckLimits. The caller
// holds no lock.
absl::Status DeleteLines(Backend& backend, const std::string& bom,
                         const CallLimits& limits);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_BOM_LINES_H_
