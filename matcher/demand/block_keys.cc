#include "matcher/demand/block_keys.h"

#include <algorithm>

namespace ketnoi::demand {
namespace {

// After how many pairs the caller is asked whether to go on.
constexpr size_t kKeysBetween = 4096;

}  // namespace

BlockKeys::BlockKeys(const RequirementSet& set, const RequirementBlock& block,
                     const index::Snapshot::Part& part, model::Date day,
                     const std::function<bool()>& cancelled)
    : block_(block),
      part_(part),
      day_(day),
      cancelled_(cancelled),
      judge_(set, block, *part.segment, day) {
  const auto& tree = set.reference().categories;
  const index::Segment& segment = *part.segment;
  if (part.CandidateCount(block.category()) == 0) return;
  for (const index::Block& listed : segment.blocks()) {
    if (!listed.category.stated() ||
        !(tree.Covers(block.category(), listed.category) ||
          tree.Covers(listed.category, block.category()))) {
      continue;
    }
    for (int32_t row = listed.begin; row < listed.end; ++row) {
      rows_.emplace_back(segment.supplier(row), row);
    }
  }
  std::sort(rows_.begin(), rows_.end());
}

bool BlockKeys::Next() {
  do {
    begin_ = end_;
    if (begin_ == rows_.size()) return false;
    position_ = rows_[begin_].first;
    while (end_ < rows_.size() && rows_[end_].first == position_) ++end_;
  } while (part_.replaced->Test(position_));
  return true;
}

absl::Status BlockKeys::Find(std::span<const uint32_t> requirements,
                             std::vector<match::RowKey>& keys) {
  keys.assign(requirements.size(), 0);
  for (size_t r = begin_; r < end_; ++r) {
    judge_.SetRow(rows_[r].second);
    for (size_t k = 0; k < requirements.size(); ++k) {
      if (++pairs_ % kKeysBetween == 0 && cancelled_ && cancelled_()) {
        return absl::CancelledError("the caller ended the scan");
      }
      if (!block_.IsSought(requirements[k], day_)) continue;
      keys[k] = std::max(keys[k], judge_.Score(requirements[k], false));
    }
  }
  return absl::OkStatus();
}

}  // namespace ketnoi::demand
