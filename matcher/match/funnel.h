// Which gates of a requirement keep suppliers out, and who misses it narrowly.

#ifndef KETNOI_MATCHER_MATCH_FUNNEL_H_
#define KETNOI_MATCHER_MATCH_FUNNEL_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "matcher/index/snapshot.h"
#include "matcher/match/binding.h"
#include "matcher/match/relaxation.h"
#include "matcher/match/result.h"

namespace ketnoi::match {

// The most gates that a near miss may be asked to miss.
inline constexpr int32_t kMostMissed = 7;

struct FunnelQuery {
  // Near misses: suppliers all of whose rows miss a gate, by a row that misses
  // at most so many. 0 to kMostMissed; 0: none are asked for.
  int32_t most_missed = 1;
  int32_t limit = 20;  // most of them to return; at least 0
  // As RankQuery::cancelled.
  std::function<bool()> cancelled = nullptr;
  // Fill Funnel::groups, which a relaxation is worked out from.
  bool with_groups = false;
};

// What one gate does. A supplier gets past gates if one of its candidate rows
// misses none of them, that is, if it meets each or does not say.
struct FunnelGate {
  size_t step = 0;  // of Program::steps
  // Suppliers that do not get past this gate, were it the only one.
  int32_t alone = 0;
  // Suppliers that get past the gates before this one, but not past it too.
  int32_t in_order = 0;
};

struct NearMiss {
  RankKey key;  // INELIGIBLE, with the scores of the row
  // Of the row: the one that misses the fewest gates; of several the best.
  int32_t capability = -1;
  int32_t site = -1;
  uint64_t missed = 0;  // gates, bit by step
  // Where that row is; lives as long as the snapshot.
  const index::Segment* segment = nullptr;
  int32_t row = -1;
};

struct Funnel {
  int32_t candidates = 0;         // suppliers with a candidate row
  int32_t past_all = 0;           // of those, ELIGIBLE or CONDITIONAL
  std::vector<FunnelGate> gates;  // in the order of steps
  // Fewest missed gates first, then in the order of RankKey.
  std::vector<NearMiss> near_misses;
  // The suppliers that get past all if at most kMostDropped gates are given up;
  // by what they miss, ascending.
  std::vector<MissGroup> groups;
};

// Memory that funnels use one after another. Not thread-safe.
class FunnelWorkspace {
 public:
  FunnelWorkspace();
  ~FunnelWorkspace();
  FunnelWorkspace(const FunnelWorkspace&) = delete;
  FunnelWorkspace& operator=(const FunnelWorkspace&) = delete;

 private:
  friend class FunnelScan;
  struct Buffers;
  const std::unique_ptr<Buffers> buffers_;
};

// Exact; over the suppliers of the snapshot. O(candidate rows * gates); with
// groups twice.
// CANCELLED as `cancelled` says.
absl::StatusOr<Funnel> MakeFunnel(const BoundProgram& bound,
                                  const index::Snapshot& snapshot,
                                  const FunnelQuery& query,
                                  FunnelWorkspace& workspace);

}  // namespace ketnoi::match

#endif  // KETNOI_MATCHER_MATCH_FUNNEL_H_
