#include "matcher/demand/portfolio_graph.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace ketnoi::demand {
namespace {

auto KeyOf(const Unlock& unlock) {
  // Of one support alone first.
  return std::tuple(unlock.second >= 0, unlock.first, unlock.second,
                    unlock.requirement);
}

}  // namespace

PortfolioGraph::PortfolioGraph(const PortfolioProblem& problem)
    : problem_(problem) {
  if (problem.most_supports) most_supports_ = *problem.most_supports;
  if (problem.most_cost) most_cost_ = *problem.most_cost;
  AddUnlocks();
  ListBySupport();
  ListPairs();
}

bool PortfolioGraph::Matters(const Unlock& unlock) const {
  const bool both = unlock.second >= 0;
  const int64_t sum = cost(unlock.first) + (both ? cost(unlock.second) : 0);
  return weight(unlock.requirement) > 0 && sum <= most_cost_ &&
         (both ? 2 : 1) <= most_supports_;
}

void PortfolioGraph::AddUnlocks() {
  for (Unlock unlock : problem_.unlocks) {
    if (!Matters(unlock)) continue;
    if (unlock.second >= 0 && unlock.second < unlock.first) {
      std::swap(unlock.first, unlock.second);
    }
    unlocks_.push_back(unlock);
  }
  const auto before = [](const Unlock& a, const Unlock& b) {
    return KeyOf(a) < KeyOf(b);
  };
  std::sort(unlocks_.begin(), unlocks_.end(), before);
  const auto pairs =
      std::find_if(unlocks_.begin(), unlocks_.end(),
                   [](const Unlock& unlock) { return unlock.second >= 0; });
  const auto needless = [&](const Unlock& unlock) {
    const auto alone = [&](int32_t support) {
      return std::binary_search(unlocks_.begin(), pairs,
                                Unlock{unlock.requirement, support, -1},
                                before);
    };
    return alone(unlock.first) || alone(unlock.second);
  };
  unlocks_.erase(std::remove_if(pairs, unlocks_.end(), needless),
                 unlocks_.end());
  const auto same = [](const Unlock& a, const Unlock& b) {
    return KeyOf(a) == KeyOf(b);
  };
  unlocks_.erase(std::unique(unlocks_.begin(), unlocks_.end(), same),
                 unlocks_.end());
}

void PortfolioGraph::ListBySupport() {
  begins_.assign(problem_.supports.size() + 1, 0);
  for (const Unlock& unlock : unlocks_) {
    ++begins_[At(unlock.first) + 1];
    if (unlock.second >= 0) ++begins_[At(unlock.second) + 1];
  }
  for (size_t i = 1; i < begins_.size(); ++i) begins_[i] += begins_[i - 1];
  of_support_.resize(At(begins_.back()));
  std::vector<int32_t> next(begins_.begin(), begins_.end() - 1);
  for (size_t u = 0; u < unlocks_.size(); ++u) {
    const auto position = static_cast<int32_t>(u);
    of_support_[At(next[At(unlocks_[u].first)]++)] = position;
    if (unlocks_[u].second < 0) continue;
    of_support_[At(next[At(unlocks_[u].second)]++)] = position;
  }
}

void PortfolioGraph::ListPairs() {
  for (size_t u = 0; u < unlocks_.size(); ++u) {
    const Unlock& unlock = unlocks_[u];
    if (unlock.second < 0) continue;
    const auto position = static_cast<int32_t>(u);
    if (pairs_.empty() || pairs_.back().first != unlock.first ||
        pairs_.back().second != unlock.second) {
      pairs_.push_back({unlock.first, unlock.second, position, position});
    }
    ++pairs_.back().end;
  }
}

}  // namespace ketnoi::demand
