#include "matcher/demand/supplier_scan.h"

#include "matcher/match/top_rows.h"

namespace ketnoi::demand {
namespace {

using match::RowKey;

// After how many pairs the caller is asked whether to go on.
constexpr size_t kPairsBetween = 4096;

}  // namespace

SupplierScan::SupplierScan(const RequirementSet& set,
                           const index::SupplierAt& supplier, model::Date as_of,
                           const std::function<bool()>& cancelled)
    : set_(set),
      segment_(*supplier.segment),
      as_of_(as_of),
      cancelled_(cancelled),
      all_rows_(segment_.RowsOf(supplier.position)) {}

bool SupplierScan::Enter(const RequirementBlock& block) {
  const auto& tree = set_.reference().categories;
  const model::CategoryId category = block.category();
  rows_.clear();
  for (const int32_t row : all_rows_) {
    const model::CategoryId listed = segment_.BlockOf(row).category;
    if (listed.stated() &&
        (tree.Covers(category, listed) || tree.Covers(listed, category))) {
      rows_.push_back(row);
    }
  }
  if (rows_.empty()) return false;
  block_ = &block;
  judge_.emplace(set_, block, segment_, as_of_);
  return true;
}

absl::Status SupplierScan::FindBest(size_t begin, size_t end, bool score_all) {
  begin_ = begin;
  best_.assign(end - begin, {});
  for (const int32_t row : rows_) {
    judge_->SetRow(row);
    for (size_t i = begin; i < end; ++i) {
      if (++pairs_ % kPairsBetween == 0 && cancelled_ && cancelled_()) {
        return absl::CancelledError("the caller ended the scan");
      }
      if (!block_->IsSought(i, as_of_)) continue;
      BestRow& best = best_[i - begin];
      const RowKey key = judge_->Score(i, score_all);
      if (best.row < 0 ||
          match::BetterRow(segment_, key, row, best.key, best.row)) {
        best = {key, row};
      }
    }
  }
  return absl::OkStatus();
}

}  // namespace ketnoi::demand
