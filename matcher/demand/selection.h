// A portfolio that is being made: which supports are chosen.

#ifndef KETNOI_MATCHER_DEMAND_SELECTION_H_
#define KETNOI_MATCHER_DEMAND_SELECTION_H_

#include <cstdint>
#include <vector>

#include "matcher/demand/portfolio_graph.h"
#include "matcher/optimize/at.h"

namespace ketnoi::demand {

// Knows no budget. Not thread-safe.
class Selection {
 public:
  // Nothing chosen. `graph` lives as long as this.
  explicit Selection(const PortfolioGraph& graph);

  bool chosen(int32_t support) const { return chosen_[At(support)] != 0; }
  bool unlocked(int32_t requirement) const {
    return times_[At(requirement)] != 0;
  }
  int64_t count() const { return count_; }
  int64_t cost() const { return cost_; }
  int64_t weight() const { return weight_; }

  // Requires that it is not chosen, or is. O(its unlocks).
  void Add(int32_t support);
  void Remove(int32_t support);
  // What it would add by itself.
  int64_t GainOf(int32_t support);
  // What both would add together; neither is chosen.
  int64_t GainOf(const SupportPair& pair);
  // The positions of what is chosen.
  std::vector<int32_t> Supports() const;

 private:
  // Whether the unlock works once `support` is chosen.
  bool WorksWith(const Unlock& unlock, int32_t support) const {
    const int32_t other =
        unlock.first == support ? unlock.second : unlock.first;
    return other < 0 || chosen(other);
  }
  // Of what was not counted since the last call of StartCount.
  void StartCount() { ++mark_; }
  int64_t Count(int32_t requirement);
  int64_t CountAlone(int32_t support);

  const PortfolioGraph* graph_;
  std::vector<uint8_t> chosen_;  // by support
  std::vector<int32_t> times_;   // by requirement: unlocks that work
  std::vector<int64_t> marks_;   // by requirement: when it was counted
  int64_t mark_ = 0;
  int64_t count_ = 0, cost_ = 0, weight_ = 0;
};

}  // namespace ketnoi::demand

#endif  // KETNOI_MATCHER_DEMAND_SELECTION_H_
