// Who could serve the requirements of a scope as things are: the figures of a
// map of localisation, and what nobody asks for. docs/gaps.md defines them.

#ifndef KETNOI_MATCHER_DEMAND_GAP_SUPPLY_H_
#define KETNOI_MATCHER_DEMAND_GAP_SUPPLY_H_

#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "matcher/demand/demand_scope.h"
#include "matcher/demand/questions.h"
#include "matcher/index/snapshot.h"
#include "matcher/match/result.h"

namespace ketnoi::demand {

// The suppliers of a snapshot in ascending order of ids. O(n log n).
struct NumberedSupplier {
  std::string id;
  index::SupplierAt at;
};
std::vector<NumberedSupplier> NumberSuppliers(const index::Snapshot& snapshot);

// By requirement of the scope.
struct Supply {
  std::vector<int32_t> eligible;  // suppliers
  std::vector<int32_t> conditional;
};

// Whether to go on, and how far it is; both may be null.
struct GapProgress {
  std::function<bool()> cancelled;
  // Of all suppliers, so many are done; called for each.
  std::function<void(int32_t done)> done;
};

// Calls visit(supplier, requirement, standing) for every requirement that the
// supplier has a candidate row for: its position in `suppliers`. Suppliers in
// their order, requirements ascending. CANCELLED. O(as RankRequirements for
// each).
absl::Status ForEachStanding(
    const DemandScope& scope, const std::vector<NumberedSupplier>& suppliers,
    const GapProgress& progress,
    const std::function<void(int32_t supplier, int32_t requirement,
                             match::Standing standing)>& visit);

absl::StatusOr<Supply> CountSupply(
    const DemandScope& scope, const std::vector<NumberedSupplier>& suppliers,
    const GapProgress& progress);

// How far a supplier is from a requirement: the gates of one of its rows that
// are unmet, and those that are unknown; of the row with the fewest unmet, then
// the fewest unknown ones.
struct Distance {
  int32_t unmet = 0;
  int32_t unknown = 0;
  friend auto operator<=>(const Distance&, const Distance&) = default;
};

struct NearSupplier {
  int32_t supplier = 0;       // its position
  std::vector<Topic> topics;  // of its open gates; ascending, distinct
};

// The nearest suppliers of a requirement that has no eligible one: those at the
// least distance of all with a candidate row.
struct Nearest {
  Distance distance;
  // By position. None: nobody has a candidate row.
  std::vector<NearSupplier> suppliers;
};

// By requirement of the scope; empty for those with an eligible supplier.
// CANCELLED. As CountSupply, but every gate of a row is looked at.
absl::StatusOr<std::vector<Nearest>> FindNearest(
    const DemandScope& scope, const std::vector<NumberedSupplier>& suppliers,
    const Supply& supply, const GapProgress& progress);

// A category that suppliers list capabilities in, and for which, above it and
// below it, no requirement of the scope asks.
struct Surplus {
  model::CategoryId category;
  int32_t suppliers = 0;
  int32_t capabilities = 0;
};

// By category; those below `within`, if it is stated. O(rows).
std::vector<Surplus> FindSurplus(const DemandScope& scope,
                                 const std::vector<NumberedSupplier>& suppliers,
                                 model::CategoryId within);

}  // namespace ketnoi::demand

#endif  // KETNOI_MATCHER_DEMAND_GAP_SUPPLY_H_
