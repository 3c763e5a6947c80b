// Which suppliers and requirements may differ between two states.
//
// Internal to the matcher.

#ifndef KETNOI_MATCHER_DEMAND_SUSPECTS_H_
#define KETNOI_MATCHER_DEMAND_SUSPECTS_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "matcher/demand/pair_changes.h"
#include "matcher/demand/requirement_set.h"
#include "matcher/index/snapshot.h"
#include "matcher/model/date.h"

namespace ketnoi::demand {

// A requirement in a set; of none, `block` is null.
struct RequirementAt {
  const RequirementSet* set = nullptr;
  const RequirementBlock* block = nullptr;
  uint32_t number = 0;

  bool IsSought(model::Date day) const {
    return block != nullptr && block->IsSought(number, day);
  }
};

// O(blocks * log n).
RequirementAt FindIn(const RequirementSet& set, std::string_view name);

// A supplier that may differ; absent where it is not there.
struct SuspectSupplier {
  std::string id;
  bool written = false;  // and not only of another day
  std::optional<index::SupplierAt> before;
  std::optional<index::SupplierAt> after;
};

// A requirement that may differ, on both sides.
struct SuspectRequirement {
  std::string_view name;
  RequirementAt before;
  RequirementAt after;
};

// All pairs of which neither side is among them are the same in both states.
// Immutable.
class Suspects {
 public:
  // CANCELLED. `states` must outlive them.
  static absl::StatusOr<Suspects> Find(const TwoStates& states,
                                       const PairScope& scope,
                                       const std::function<bool()>& cancelled);

  // By id; of requirements by name.
  const std::vector<SuspectSupplier>& suppliers() const { return suppliers_; }
  const std::vector<SuspectRequirement>& requirements() const {
    return requirements_;
  }
  bool HasSupplier(std::string_view id) const;
  bool HasRequirement(std::string_view name) const;
  // The number of the one that is there now; absent: it is none.
  std::optional<uint32_t> NumberOf(const index::Segment* segment,
                                   int32_t position) const;

 private:
  void AddSuppliers(std::vector<std::string> ids, const TwoStates& states);
  void AddRequirements(std::vector<std::string_view> names,
                       const TwoStates& states);

  std::vector<SuspectSupplier> suppliers_;
  std::vector<SuspectRequirement> requirements_;
  absl::flat_hash_map<std::pair<const index::Segment*, int32_t>, uint32_t>
      number_of_;
};

// What there was before.
std::optional<index::SupplierAt> SupplierBefore(const TwoStates& states,
                                                std::string_view id);
RequirementAt RequirementBefore(const TwoStates& states, std::string_view name);

// Whether it was written or deleted in between.
bool IsWrittenSupplier(const TwoStates& states, std::string_view id);
bool IsWrittenRequirement(const TwoStates& states, std::string_view name);

}  // namespace ketnoi::demand

#endif  // KETNOI_MATCHER_DEMAND_SUSPECTS_H_
