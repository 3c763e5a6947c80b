// Finds the best row of one supplier for each requirement of a set.
//
// Internal to the matcher.

#ifndef KETNOI_MATCHER_DEMAND_SUPPLIER_SCAN_H_
#define KETNOI_MATCHER_DEMAND_SUPPLIER_SCAN_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "matcher/demand/block_judge.h"
#include "matcher/demand/requirement_set.h"
#include "matcher/index/snapshot.h"
#include "matcher/match/judged.h"
#include "matcher/model/date.h"

namespace ketnoi::demand {

// Goes through the blocks of a set one after another. Not thread-safe.
class SupplierScan {
 public:
  struct BestRow {
    match::RowKey key = 0;
    int32_t row = -1;  // -1: the requirement is not sought
  };

  // All must outlive the scan. `cancelled`: asked every few thousand pairs;
  // null: never.
  SupplierScan(const RequirementSet& set, const index::SupplierAt& supplier,
               model::Date as_of, const std::function<bool()>& cancelled);

  // Whether the supplier has a row in the block's category, below it or above
  // it. If so, the block is the one at hand.
  bool Enter(const RequirementBlock& block);
  // The best rows for the requirements [begin, end) of the block at hand. Where
  // all rows are INELIGIBLE, and `score_all` is not set, the key has no scores
  // and the row is one of them. CANCELLED.
  absl::Status FindBest(size_t begin, size_t end, bool score_all);
  // What FindBest found, from `begin` on.
  const std::vector<BestRow>& best() const { return best_; }
  // Its rows of the block at hand, and what judges them.
  const std::vector<int32_t>& rows() const { return rows_; }
  BlockJudge& judge() { return *judge_; }
  // Calls visit(requirement, unknown) for each of them that is CONDITIONAL,
  // with the numbers of the tests of its unknown gates. In any order.
  template <class Visit>
  void ForEachConditional(Visit visit);

 private:
  const RequirementSet& set_;
  const index::Segment& segment_;
  const model::Date as_of_;
  const std::function<bool()>& cancelled_;
  const std::vector<int32_t> all_rows_;
  size_t pairs_ = 0;

  // Of the block at hand.
  const RequirementBlock* block_ = nullptr;
  std::vector<int32_t> rows_;
  std::optional<BlockJudge> judge_;
  size_t begin_ = 0;
  std::vector<BestRow> best_;
  std::vector<uint32_t> unknown_;
};

template <class Visit>
void SupplierScan::ForEachConditional(Visit visit) {
  for (const int32_t row : rows_) {
    judge_->SetRow(row);
    for (size_t i = 0; i < best_.size(); ++i) {
      if (best_[i].row != row ||
          match::StandingOf(best_[i].key) != match::Standing::kConditional) {
        continue;
      }
      judge_->FindUnknown(begin_ + i, unknown_);
      visit(begin_ + i, unknown_);
    }
  }
}

}  // namespace ketnoi::demand

#endif  // KETNOI_MATCHER_DEMAND_SUPPLIER_SCAN_H_
