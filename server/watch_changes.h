// What was written between two revisions, as far as it may change watched
// pairs, and what it was before.

#ifndef KETNOI_SERVER_WATCH_CHANGES_H_
#define KETNOI_SERVER_WATCH_CHANGES_H_

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "matcher/demand/pair_changes.h"
#include "matcher/demand/requirement_set.h"
#include "matcher/index/snapshot.h"
#include "matcher/model/criteria_set.h"
#include "server/backend.h"

namespace ketnoi::server {

// Names, with the revisions that last wrote or deleted them.
struct WrittenRecords {
  std::map<std::string, int64_t> suppliers;
  std::map<std::string, int64_t> requirements;
  std::map<std::string, int64_t> buyers;
  // Requirements, written or not, that name a plant of a buyer that was
  // written.
  std::set<std::string> by_buyer;

  // Whether a requirement may be something else than before.
  bool ChangesRequirement(const std::string& name) const {
    return requirements.count(name) > 0 || by_buyer.count(name) > 0;
  }
};

// What was written after `after` and up to `last`, which the store has reached,
// of the scope. O(entries of the feed in between), and for each buyer
// O(its requirements). OUT_OF_RANGE: the feed or the history no longer reaches
// back so far. DATA_LOSS; errors of CheckLimits and of the store.
absl::StatusOr<WrittenRecords> ReadWritten(const Backend& backend,
                                           const demand::PairScope& scope,
                                           int64_t after, int64_t last,
                                           const CallLimits& limits);

// The written suppliers, as they were at the revision. Errors as above.
absl::StatusOr<std::shared_ptr<const index::Snapshot>> ReadFormerSuppliers(
    const Backend& backend, const WrittenRecords& written, int64_t revision,
    const CallLimits& limits);

// The requirements that may be something else than before, as they were at the
// revision, under the criteria set. Errors as above.
absl::StatusOr<std::shared_ptr<const demand::RequirementSet>>
ReadFormerRequirements(const Backend& backend, const WrittenRecords& written,
                       const model::CriteriaSet& criteria_set, int64_t revision,
                       const CallLimits& limits);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_WATCH_CHANGES_H_
