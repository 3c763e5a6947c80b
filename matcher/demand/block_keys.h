// The keys of suppliers for requirements of one block.
//
// Internal to the matcher.

#ifndef KETNOI_MATCHER_DEMAND_BLOCK_KEYS_H_
#define KETNOI_MATCHER_DEMAND_BLOCK_KEYS_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "matcher/demand/block_judge.h"
#include "matcher/demand/requirement_set.h"
#include "matcher/index/snapshot.h"
#include "matcher/match/judged.h"
#include "matcher/model/date.h"

namespace ketnoi::demand {

// Goes through the suppliers of one part of a snapshot, those with a row in the
// block's category, below it or above it. Not thread-safe.
class BlockKeys {
 public:
  // All must outlive it. `cancelled`: asked every few thousand pairs; null:
  // never.
  BlockKeys(const RequirementSet& set, const RequirementBlock& block,
            const index::Snapshot::Part& part, model::Date day,
            const std::function<bool()>& cancelled);

  // Goes on to the next supplier that is not replaced; false: there is none.
  bool Next();
  // Its position in the part's segment.
  int32_t position() const { return position_; }
  // Its best keys for these requirements of the block, in their order; 0:
  // INELIGIBLE, or not sought. CANCELLED.
  absl::Status Find(std::span<const uint32_t> requirements,
                    std::vector<match::RowKey>& keys);

 private:
  const RequirementBlock& block_;
  const index::Snapshot::Part& part_;
  const model::Date day_;
  const std::function<bool()>& cancelled_;
  BlockJudge judge_;
  // (supplier, row), ascending; those of the supplier at hand are
  // [begin_, end_).
  std::vector<std::pair<int32_t, int32_t>> rows_;
  size_t begin_ = 0;
  size_t end_ = 0;
  int32_t position_ = -1;
  size_t pairs_ = 0;
};

}  // namespace ketnoi::demand

#endif  // KETNOI_MATCHER_DEMAND_BLOCK_KEYS_H_
