// Adds up the scores of the rows of a chunk that may be among the best.

#ifndef KETNOI_MATCHER_MATCH_CHUNK_SCORER_H_
#define KETNOI_MATCHER_MATCH_CHUNK_SCORER_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>

#include "matcher/match/block_plan.h"
#include "matcher/match/gate_marker.h"
#include "matcher/match/judged.h"
#include "matcher/match/kernel.h"
#include "matcher/match/top_rows.h"

namespace ketnoi::match {

// Memory of one thread. Not thread-safe.
//
//   scorer.Start(plan, begin);
//   scorer.Add(position, rank);  ...
//   scorer.OfferTo(&top, limit, [&](int32_t row, RowKey key) { ... });
class ChunkScorer {
 public:
  // Begins a chunk: rows from `begin` on of the plan's block, none of them yet.
  void Start(const BlockPlan& plan, size_t begin) {
    plan_ = &plan;
    begin_ = begin;
    left_ = 0;
  }
  // Adds a row, at most kChunk in all; `rank`: what its key has above bit 28,
  // at most 7.
  void Add(size_t position, RowKey rank) {
    positions_[left_] = static_cast<uint32_t>(position);
    keys_[left_++] = rank << 28 | (plan_->base() & kScoresMask);
  }
  bool empty() const { return left_ == 0; }

  // Calls offer(row of the segment, key) for the rows that can reach `top`, or
  // for all, if it is null; `offer` offers them to `top`. Those that have to
  // ask sites come the most promising first: `limit` of them, then the others
  // that still reach `top`.
  template <class Offer>
  void OfferTo(TopRows* top, size_t limit, Offer offer) {
    const bool asks = Sum(top);
    const int32_t first = plan_->block().begin + static_cast<int32_t>(begin_);
    if (!asks) {
      for (size_t j = 0; j < left_; ++j) {
        offer(first + static_cast<int32_t>(positions_[j]), keys_[j]);
      }
      return;
    }
    for (size_t j = 0; j < left_; ++j) order_[j] = uint64_t{keys_[j]} << 32 | j;
    size_t settled = 0;
    const auto settle = [&](size_t i) {
      const auto j = static_cast<uint32_t>(order_[i]);
      offer(first + static_cast<int32_t>(positions_[j]), AskSites(j));
    };
    if (top != nullptr && left_ > limit) {
      std::nth_element(order_, order_ + limit, order_ + left_, std::greater());
      while (settled < limit) settle(settled++);
      top->Tighten();
    }
    for (; settled < left_; ++settled) {
      const auto most = static_cast<RowKey>(order_[settled] >> 32);
      if (top == nullptr || top->Reaches(most)) settle(settled);
    }
  }

 private:
  // Adds up, and drops rows that cannot reach `top`, unless it is null. Returns
  // whether keys are only the most that sites may say.
  bool Sum(const TopRows* top);
  void AddStep(const ScoreStep& step);
  void KeepWhatReaches(const TopRows* top, Judged most);
  // The key with what the sites say in place of the most that they could.
  RowKey AskSites(size_t j) const;

  const BlockPlan* plan_ = nullptr;
  size_t begin_ = 0;
  size_t left_ = 0;
  uint32_t positions_[kChunk + kKernelPadding];
  RowKey keys_[kChunk + kKernelPadding];
  uint64_t order_[kChunk];  // the most that a key may be, and where it stands
};

}  // namespace ketnoi::match

#endif  // KETNOI_MATCHER_MATCH_CHUNK_SCORER_H_
