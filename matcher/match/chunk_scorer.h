// Adds up the scores of the rows of a chunk that may be among the best.

#ifndef KETNOI_MATCHER_MATCH_CHUNK_SCORER_H_
#define KETNOI_MATCHER_MATCH_CHUNK_SCORER_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "matcher/match/block_plan.h"
#include "matcher/match/gate_marker.h"
#include "matcher/match/judged.h"
#include "matcher/match/kernel.h"
#include "matcher/match/top_rows.h"

namespace ketnoi::match {

// Memory of one thread. Not thread-safe.
//
//   scorer.Clear();
//   scorer.Start(plan, begin);         // for each chunk
//   scorer.Add(position, rank);  ...
//   scorer.OfferTo(&top, offer);
//   scorer.Finish(top, offer);         // at the end
//
// with offer(row of the segment, key), which offers the row to `top`.
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

  // Offers the rows that can reach `top`, or all of them, if it is null. Those
  // that have to ask sites wait until some are more promising than others, so
  // that few are asked; without `top` none waits.
  template <class Offer>
  void OfferTo(TopRows* top, Offer offer) {
    const bool asks = Sum(top);
    const int32_t first = plan_->block().begin + static_cast<int32_t>(begin_);
    for (size_t j = 0; j < left_; ++j) {
      const int32_t row = first + static_cast<int32_t>(positions_[j]);
      if (!asks) {
        offer(row, keys_[j]);
      } else if (top == nullptr) {
        offer(row, AskSites({keys_[j], row, plan_}, nullptr));
      } else {
        waiting_.push_back({keys_[j], row, plan_});
      }
    }
    while (waiting_.size() > kMostWaiting) {
      OfferBest(std::max(top->limit(), waiting_.size() / 8), *top, offer);
    }
  }

  // Offers the most promising of those that wait, as many as `top` wants, and
  // drops those that cannot reach it then.
  template <class Offer>
  void OfferSome(TopRows& top, Offer offer) {
    OfferBest(std::max<size_t>(top.limit(), 1), top, offer);
  }
  // Offers those that wait; none does after that.
  template <class Offer>
  void Finish(TopRows& top, Offer offer) {
    while (!waiting_.empty()) OfferSome(top, offer);
  }
  // Forgets those that wait, of a scan that was given up.
  void Clear() { waiting_.clear(); }

 private:
  // Adds up, and drops rows that cannot reach `top`, unless it is null. Returns
  // whether keys are only the most that sites may say.
  bool Sum(const TopRows* top);
  void AddStep(const ScoreStep& step);
  void KeepWhatReaches(const TopRows* top, Judged most);
  // A row with the most that its key may be.
  struct Waiting {
    RowKey most;
    int32_t row;
    const BlockPlan* plan;
  };
  // Enough to tell promising rows from others, few enough to sort now and then.
  static constexpr size_t kMostWaiting = 128;

  // Offers the `count` most promising of those that wait, and drops those that
  // cannot reach `top` after that.
  template <class Offer>
  void OfferBest(size_t count, TopRows& top, Offer offer) {
    const auto more = [](const Waiting& a, const Waiting& b) {
      return a.most > b.most;
    };
    const auto end = waiting_.begin() +
                     static_cast<ptrdiff_t>(std::min(count, waiting_.size()));
    if (end != waiting_.end()) {
      std::nth_element(waiting_.begin(), end, waiting_.end(), more);
    }
    for (auto it = waiting_.begin(); it != end; ++it) {
      if (top.Reaches(it->most)) offer(it->row, AskSites(*it, &top));
    }
    if (top.IsFull()) top.Tighten();
    waiting_.erase(waiting_.begin(), end);
    std::erase_if(waiting_, [&](const Waiting& waiting) {
      return !top.Reaches(waiting.most);
    });
  }
  // The key with what the sites say in place of the most that they could; more
  // than that, if it cannot reach `top` either way.
  RowKey AskSites(const Waiting& waiting, const TopRows* top) const;

  const BlockPlan* plan_ = nullptr;
  size_t begin_ = 0;
  size_t left_ = 0;
  uint32_t positions_[kChunk + kKernelPadding];
  RowKey keys_[kChunk + kKernelPadding];
  std::vector<Waiting> waiting_;
};

}  // namespace ketnoi::match

#endif  // KETNOI_MATCHER_MATCH_CHUNK_SCORER_H_
