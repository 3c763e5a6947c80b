// The requirement that a request ranks by, and its buyer, as they were at one
// revision.

#ifndef KETNOI_SERVER_MATCH_TARGET_H_
#define KETNOI_SERVER_MATCH_TARGET_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "ketnoi/v1/buyer.pb.h"
#include "ketnoi/v1/requirement.pb.h"
#include "server/backend.h"
#include "server/storage/store.h"
#include "server/violations.h"

namespace ketnoi::server {

// A requirement as a request names or holds it.
struct Target {
  v1::Requirement requirement;
  bool stored = false;  // revision is then that of the record
  v1::Buyer buyer;      // empty if there is none
};

// A stored requirement and its buyer.
struct StoredRecords {
  storage::Record requirement;
  std::optional<storage::Record> buyer;
};

// NOT_FOUND.
absl::StatusOr<StoredRecords> RecordsOf(const Backend& backend,
                                        const std::string& name,
                                        int64_t revision);

// The buyer of a requirement of this name; absent if the name has none, or none
// was stored.
absl::StatusOr<std::optional<storage::Record>> BuyerRecord(
    const Backend& backend, const std::string& requirement, int64_t revision);

absl::StatusOr<Target> ReadTarget(const Backend& backend,
                                  const StoredRecords& records);

// `buyer`: that of the requirement's name. Absent if something is wrong with
// the requirement, which are violations of "inline_requirement".
absl::StatusOr<std::optional<Target>> InlineTarget(
    const Backend& backend, const v1::Requirement& requirement,
    const std::optional<storage::Record>& buyer, Violations& violations);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_MATCH_TARGET_H_
