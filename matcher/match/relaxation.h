// Which gates of a requirement to give up so that more suppliers get past it.
//
// A proposal to the buyer, labelled as such: nothing applies it.
// docs/scoring.md, "Relaxation", defines it.

#ifndef KETNOI_MATCHER_MATCH_RELAXATION_H_
#define KETNOI_MATCHER_MATCH_RELAXATION_H_

#include <cstdint>
#include <functional>
#include <vector>

#include "absl/status/statusor.h"
#include "matcher/match/compile.h"

namespace ketnoi::match {

// The most gates that a relaxation gives up.
inline constexpr int kMostDropped = 3;

// Suppliers that miss a gate by each of their rows, and the same ones.
struct MissGroup {
  // What their rows miss, bit by step: sets of at most kMostDropped gates, none
  // of which holds another. Ascending; at least one.
  std::vector<uint64_t> missed;
  int32_t suppliers = 0;
};

struct Relaxation {
  uint64_t dropped = 0;  // gates to give up, bit by step; 0: none helps
  int32_t gained = 0;    // suppliers that then miss no gate
  // Whether as many as were asked are gained. If not, no gates that can be
  // given up gain more.
  bool reached = false;
};

// The fewest gates by which at least `target` suppliers are gained; of those
// the ones with the least weight in sum, then the earlier ones. If that takes
// more than kMostDropped, the most suppliers, by the fewest gates and so on.
// Requires target > 0. O(sets of kMostDropped gates * masks of the groups);
// CANCELLED as soon as `cancelled`, unless null, says so.
absl::StatusOr<Relaxation> CheapestRelaxation(
    const Program& program, const std::vector<MissGroup>& groups,
    int32_t target, const std::function<bool()>& cancelled);

}  // namespace ketnoi::match

#endif  // KETNOI_MATCHER_MATCH_RELAXATION_H_
