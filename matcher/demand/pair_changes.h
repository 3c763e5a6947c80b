// Which pairs of a requirement and a supplier are something else than before,
// between two states of what is sought and offered.
//
// Only pairs of which something differs between the states are judged: those of
// suppliers and requirements that were written, and those that the day may
// change. What they are comes from the judges of rankings.

#ifndef KETNOI_MATCHER_DEMAND_PAIR_CHANGES_H_
#define KETNOI_MATCHER_DEMAND_PAIR_CHANGES_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "matcher/demand/requirement_set.h"
#include "matcher/index/snapshot.h"
#include "matcher/match/judged.h"
#include "matcher/model/date.h"

namespace ketnoi::demand {

// Requirements whose names begin with `text`; or the one that is called so.
struct NameRange {
  std::string text;
  bool one = false;

  bool Has(std::string_view name) const {
    return one ? name == text : name.substr(0, text.size()) == text;
  }
  // Those of a block: [first, second). O(log n).
  std::pair<size_t, size_t> In(const RequirementBlock& block) const;
};

// Which pairs are compared.
struct PairScope {
  NameRange requirements;
  std::string supplier;  // id; empty: all
  // So many come first: suppliers for each requirement; for the `supplier`, if
  // one is given, requirements. 0: none.
  int32_t first = 0;
};

// What there is now, and what of it was something else before. All that it
// refers to must outlive what uses it.
struct TwoStates {
  struct Moment {
    model::Date day;
    // Under the criteria set of the moment; both of what is sought now.
    const RequirementSet* requirements = nullptr;
  };
  Moment before;
  Moment after;
  const index::Snapshot* suppliers = nullptr;  // now

  // Names of the requirements that were written or deleted, ascending and
  // distinct; and those of them that there were before, under the criteria set
  // of then.
  std::vector<std::string> changed_requirements;
  const RequirementSet* former_requirements = nullptr;
  // Likewise, by ids.
  std::vector<std::string> changed_suppliers;
  const index::Snapshot* former_suppliers = nullptr;
};

// What a pair is in one state.
struct PairState {
  // False: the supplier is not there, or the requirement is not sought.
  bool exists = false;
  match::RowKey key = 0;  // without scores if INELIGIBLE; 0 if not `exists`
  int32_t rank = 0;       // among the first, from 1; 0: not one of them
};

struct PairChange {
  std::string requirement;  // name
  std::string supplier;     // id
  PairState before;
  PairState after;
  // Of the records of now; of one that is not there any more, of before.
  bool requirement_composed = false;
  bool supplier_composed = false;
  // What there is now would be something else on the day of before.
  bool by_date = false;
  // Others moved the pair into the first or out of them, as it did not become
  // better, or worse, itself.
  bool by_others = false;
  // The best of those others that was written or deleted: a supplier, or of a
  // PairScope::supplier a requirement. Empty: none was, so if `by_others`, it
  // was what the ranking is of that was, or the day or the criteria set.
  std::string other;
};

// More are not told.
inline constexpr size_t kMostPairChanges = 1'000'000;

// The pairs whose standing differs, or whether they are among the first; by
// requirement, then supplier. No pair and an INELIGIBLE one are the same here.
// O(requirements) for a written supplier and O(suppliers) for a written
// requirement, in their categories; with `first` also O(suppliers) for each
// requirement of which a key differs. RESOURCE_EXHAUSTED: more than
// kMostPairChanges. CANCELLED once `cancelled` (null: never), asked every few
// thousand pairs, says so.
absl::StatusOr<std::vector<PairChange>> ComparePairs(
    const TwoStates& states, const PairScope& scope,
    const std::function<bool()>& cancelled);

}  // namespace ketnoi::demand

#endif  // KETNOI_MATCHER_DEMAND_PAIR_CHANGES_H_
