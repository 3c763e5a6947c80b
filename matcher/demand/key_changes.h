// The keys that differ between two states of pairs of which only the supplier
// may differ.
//
// Internal to the matcher.

#ifndef KETNOI_MATCHER_DEMAND_KEY_CHANGES_H_
#define KETNOI_MATCHER_DEMAND_KEY_CHANGES_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "matcher/demand/first_places.h"
#include "matcher/demand/pair_changes.h"
#include "matcher/demand/requirement_set.h"
#include "matcher/demand/suspects.h"
#include "matcher/match/judged.h"

namespace ketnoi::demand {

struct KeyChange {
  uint32_t block = 0;  // position in the set
  uint32_t requirement = 0;
  uint32_t suspect = 0;  // number of the supplier
  match::RowKey before = 0;
  match::RowKey after = 0;
};

// Of the suspect suppliers, for the requirements that are not suspect; those
// whose standings are the same only if scores matter. By block, requirement and
// suspect. Requires one set of requirements in both states.
// RESOURCE_EXHAUSTED: they are too many; CANCELLED.
absl::StatusOr<std::vector<KeyChange>> FindKeyChanges(
    const TwoStates& states, const PairScope& scope, const Suspects& suspects,
    const std::function<bool()>& cancelled);

// All changes of one requirement, and who else comes first.
struct TouchedRequirement {
  explicit TouchedRequirement(std::span<const KeyChange> its_changes,
                              size_t first);

  bool Has(uint32_t suspect) const;

  std::span<const KeyChange> changes;
  match::RowKey highest = 0;  // of their keys
  FirstPlaces others;
};

// Fills `others`, of requirements of one block, with those whose keys did not
// change, as far as they may be among the first. Their ids are added to `ids`,
// which must live as long as they are read. CANCELLED.
absl::Status FindOthers(const TwoStates& states, const Suspects& suspects,
                        const RequirementBlock& block,
                        std::vector<TouchedRequirement>& touched,
                        std::deque<std::string>& ids,
                        const std::function<bool()>& cancelled);

}  // namespace ketnoi::demand

#endif  // KETNOI_MATCHER_DEMAND_KEY_CHANGES_H_
