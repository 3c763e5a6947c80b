// Which levers make which suppliers eligible for which requirements.

#ifndef KETNOI_MATCHER_DEMAND_LEVER_TRIAL_H_
#define KETNOI_MATCHER_DEMAND_LEVER_TRIAL_H_

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "absl/status/status.h"
#include "matcher/demand/demand_scope.h"
#include "matcher/demand/lever.h"
#include "matcher/model/edit.h"
#include "matcher/model/reference.h"
#include "matcher/model/supplier.h"

namespace ketnoi::demand {

// One lever, or two together: positions in a list of levers, the first below
// the second; the second -1: one.
struct LeverChoice {
  int32_t first = 0;
  int32_t second = -1;
  friend auto operator<=>(const LeverChoice&, const LeverChoice&) = default;
};

// The record changes by the first lever, then by the second as the record is
// then. Nothing if neither changes it.
std::vector<model::Edit> EditsOf(std::span<const Lever> levers,
                                 const LeverChoice& choice,
                                 const model::Supplier& supplier,
                                 const model::Reference& reference,
                                 model::Date as_of);

// A supplier that is not eligible for a requirement, and is with the levers; of
// two, with neither alone.
struct LeverFlip {
  int32_t supplier = 0;     // a number of the caller's
  int32_t requirement = 0;  // of the scope
  LeverChoice levers;
};

struct LeverTrialOptions {
  bool pairs = true;                // try two levers together
  size_t most_flips = 20'000'000;   // of all suppliers
  std::function<bool()> cancelled;  // null: never
};

// By supplier in the order of the calls.
using LeverFlips = std::vector<LeverFlip>;

// Adds the flips of one supplier. Exact: each is seen by the matcher
// (Versions). Levers that change its record are tried 63 at a time, and pairs
// within these: a pair of which the halves are not in the same 63 is not tried.
// O(levers * record), and a scan of the supplier's categories for 63 levers or
// pairs that might do. CANCELLED; RESOURCE_EXHAUSTED: more than `most_flips`.
absl::Status TryLevers(const DemandScope& scope, std::span<const Lever> levers,
                       int32_t number, const model::Supplier& supplier,
                       const LeverTrialOptions& options, LeverFlips& flips);

}  // namespace ketnoi::demand

#endif  // KETNOI_MATCHER_DEMAND_LEVER_TRIAL_H_
