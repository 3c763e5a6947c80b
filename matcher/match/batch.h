// Ranks many requirements against one snapshot.

#ifndef KETNOI_MATCHER_MATCH_BATCH_H_
#define KETNOI_MATCHER_MATCH_BATCH_H_

#include <functional>
#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "matcher/index/snapshot.h"
#include "matcher/match/compile.h"
#include "matcher/match/matcher.h"

namespace ketnoi::match {

// One requirement of a batch.
struct BatchItem {
  const Program* program;  // compiled with the snapshot's reference
  RankQuery query;         // `cancelled` is called by the thread that ranks it
};

// What Rank answers to each item, in their order. `threads`, at least 1, the
// caller's among them, share the work; each goes through requirements of one
// category after another, so that it finds what it reads in its caches, and
// keeps its memory from one to the next. CANCELLED once `cancelled` (null:
// never), which every thread asks between items, or an item's own says so; then
// the others end soon.
absl::StatusOr<std::vector<Ranking>> RankBatch(
    std::span<const BatchItem> items, const index::Snapshot& snapshot,
    int threads, const std::function<bool()>& cancelled);

}  // namespace ketnoi::match

#endif  // KETNOI_MATCHER_MATCH_BATCH_H_
