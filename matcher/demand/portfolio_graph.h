// A portfolio problem as the search walks it, without what cannot matter.

#ifndef KETNOI_MATCHER_DEMAND_PORTFOLIO_GRAPH_H_
#define KETNOI_MATCHER_DEMAND_PORTFOLIO_GRAPH_H_

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "matcher/demand/portfolio.h"
#include "matcher/optimize/at.h"

namespace ketnoi::demand {

// Two supports that unlock requirements together.
struct SupportPair {
  int32_t first = 0;
  int32_t second = 0;  // > first
  // Of PortfolioGraph::unlocks: begin to end - 1.
  int32_t begin = 0;
  int32_t end = 0;
};

// Immutable. Left out are unlocks of requirements that weigh nothing, of
// supports beyond the budget, that are listed twice, and by two supports where
// one suffices.
class PortfolioGraph {
 public:
  static constexpr int64_t kNoBudget = std::numeric_limits<int64_t>::max();

  // Requires CheckPortfolioProblem. `problem` lives as long as this.
  explicit PortfolioGraph(const PortfolioProblem& problem);

  int32_t support_count() const {
    return static_cast<int32_t>(problem_.supports.size());
  }
  int32_t requirement_count() const {
    return static_cast<int32_t>(problem_.weights.size());
  }
  int64_t cost(int32_t support) const {
    return problem_.supports[At(support)].cost;
  }
  int64_t weight(int32_t requirement) const {
    return problem_.weights[At(requirement)];
  }
  int64_t most_supports() const { return most_supports_; }
  int64_t most_cost() const { return most_cost_; }

  // Those of one support alone first, then by pair.
  const std::vector<Unlock>& unlocks() const { return unlocks_; }
  // Positions of the unlocks that need the support.
  std::span<const int32_t> Of(int32_t support) const {
    const auto begin = At(begins_[At(support)]);
    return {of_support_.data() + begin, At(begins_[At(support) + 1]) - begin};
  }
  const std::vector<SupportPair>& pairs() const { return pairs_; }

 private:
  bool Matters(const Unlock& unlock) const;
  void AddUnlocks();
  void ListBySupport();
  void ListPairs();

  const PortfolioProblem& problem_;
  int64_t most_supports_ = kNoBudget;
  int64_t most_cost_ = kNoBudget;
  std::vector<Unlock> unlocks_;
  std::vector<int32_t> begins_, of_support_;
  std::vector<SupportPair> pairs_;
};

}  // namespace ketnoi::demand

#endif  // KETNOI_MATCHER_DEMAND_PORTFOLIO_GRAPH_H_
