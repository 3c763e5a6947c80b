#include "matcher/demand/portfolio_bound.h"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "matcher/optimize/at.h"
#include "matcher/optimize/subgradient.h"

namespace ketnoi::demand {
namespace {

// A point of weight in the units of prices, so that they have fractions.
constexpr int64_t kWeight = 1 << 10;
// A whole, of parts.
constexpr int64_t kParts = 1 << 10;

// A price for each requirement, from 0 to its weight: that is paid to each
// unlock that works, and of it to the supports that this needs, in parts; what
// the price is below the weight is counted as if the requirement were unlocked
// in any case. So each support is worth what it is paid, and the bound is the
// best that the budget buys.
class PortfolioBound {
 public:
  explicit PortfolioBound(const PortfolioGraph& graph)
      : graph_(graph),
        parts_(graph.unlocks().size(), kParts),
        paid_(At(graph.support_count())),
        bought_(At(graph.support_count())) {
    std::vector<uint8_t> possible(At(graph.requirement_count()));
    for (size_t u = 0; u < graph.unlocks().size(); ++u) {
      possible[At(graph.unlocks()[u].requirement)] = 1;
      if (graph.unlocks()[u].second >= 0) parts_[u] = kParts / 2;
    }
    for (int32_t r = 0; r < graph.requirement_count(); ++r) {
      prices_.push_back(possible[At(r)] * graph.weight(r) * kWeight);
    }
    most_ = prices_;
  }

  int64_t Run(int64_t value, optimize::Work& work) {
    int64_t best = 0;
    for (const int64_t price : prices_) best += price;
    optimize::Subgradient steps;
    for (int64_t round = 0;; ++round) {
      const int64_t bound = Price(work);
      const bool better = bound < best;
      best = std::min(best, bound);
      if (best / kWeight <= value || !steps.GoesOn(better, prices_) ||
          work.exhausted()) {
        return best / kWeight;
      }
      Move(steps, bound - value * kWeight, round);
    }
  }

 private:
  int64_t Price(optimize::Work& work) {
    std::fill(paid_.begin(), paid_.end(), 0);
    int64_t bound = 0;
    for (size_t r = 0; r < prices_.size(); ++r) {
      prices_[r] = std::clamp<int64_t>(prices_[r], 0, most_[r]);
      bound += most_[r] - prices_[r];
    }
    for (size_t u = 0; u < parts_.size(); ++u) {
      const Unlock& unlock = graph_.unlocks()[u];
      const int64_t price = prices_[At(unlock.requirement)];
      const int64_t first = price * parts_[u] / kParts;
      paid_[At(unlock.first)] += first;
      if (unlock.second >= 0) paid_[At(unlock.second)] += price - first;
    }
    work.Spend(3 * static_cast<int64_t>(parts_.size() + prices_.size()) +
               10 * graph_.support_count());
    return bound + Buy();
  }

  // The most that the budget buys, supports in part allowed; of two limits what
  // the tighter one allows.
  int64_t Buy() {
    if (graph_.most_cost() == PortfolioGraph::kNoBudget) return BuyBy(false);
    const int64_t by_cost = BuyBy(true);
    if (graph_.most_supports() == PortfolioGraph::kNoBudget) return by_cost;
    const int64_t by_supports = BuyBy(false);
    return by_supports <= by_cost ? by_supports : BuyBy(true);
  }

  int64_t BuyBy(bool cost) {
    order_.clear();
    for (int32_t s = 0; s < graph_.support_count(); ++s) {
      bought_[At(s)] = 0;
      if (paid_[At(s)] > 0) order_.push_back(s);
    }
    const auto price = [&](int32_t s) { return cost ? graph_.cost(s) : 1; };
    std::sort(order_.begin(), order_.end(), [&](int32_t a, int32_t b) {
      const auto first = static_cast<__int128>(paid_[At(a)]) * price(b);
      const auto second = static_cast<__int128>(paid_[At(b)]) * price(a);
      return first != second ? first > second : a < b;
    });
    int64_t left = cost ? graph_.most_cost() : graph_.most_supports();
    int64_t sum = 0;
    for (const int32_t s : order_) {
      if (price(s) > left) {
        const auto part = static_cast<__int128>(paid_[At(s)]) * left / price(s);
        return sum + static_cast<int64_t>(part) + (left > 0 ? 1 : 0);
      }
      left -= price(s);
      sum += paid_[At(s)];
      bought_[At(s)] = 1;
    }
    return sum;
  }

  // Prices rise where nothing that was bought unlocks a requirement, and fall
  // where much does. Of two supports the one that was not bought is paid more.
  void Move(optimize::Subgradient& steps, int64_t distance, int64_t round) {
    std::vector<int64_t> lacking(prices_.size(), kParts);
    const int64_t shift = std::max<int64_t>(kParts / (8 + round), 1);
    for (size_t u = 0; u < parts_.size(); ++u) {
      const Unlock& unlock = graph_.unlocks()[u];
      int64_t& lacks = lacking[At(unlock.requirement)];
      const bool first = bought_[At(unlock.first)] != 0;
      if (first) lacks -= parts_[u];
      if (unlock.second < 0) continue;
      const bool second = bought_[At(unlock.second)] != 0;
      if (second) lacks -= kParts - parts_[u];
      if (first != second) {
        parts_[u] = std::clamp<int64_t>(parts_[u] + (first ? -shift : shift), 0,
                                        kParts);
      }
    }
    for (size_t r = 0; r < lacking.size(); ++r) {
      // A price at its end does not move beyond it.
      const bool stays = most_[r] == 0 ||
                         (lacking[r] > 0 && prices_[r] == most_[r]) ||
                         (lacking[r] < 0 && prices_[r] == 0);
      lacking[r] =
          stays ? 0 : std::clamp<int64_t>(lacking[r], -8 * kParts, kParts);
    }
    // Parts of the subgradient count kParts times, so the distance does.
    steps.Move(lacking, distance * kParts, 0, kMostDemandWeight * kWeight,
               prices_);
  }

  const PortfolioGraph& graph_;
  std::vector<int64_t> prices_;  // by requirement
  std::vector<int64_t> most_;    // by requirement: its weight
  std::vector<int64_t> parts_;   // by unlock: what of the price `first` is paid
  std::vector<int64_t> paid_;    // by support
  std::vector<uint8_t> bought_;  // by support: wholly
  std::vector<int32_t> order_;
};

}  // namespace

int64_t MostUnlocked(const PortfolioGraph& graph, int64_t value,
                     optimize::Work& work) {
  return PortfolioBound(graph).Run(value, work);
}

}  // namespace ketnoi::demand
