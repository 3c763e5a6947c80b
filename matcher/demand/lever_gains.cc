#include "matcher/demand/lever_gains.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "matcher/optimize/at.h"

namespace ketnoi::demand {
namespace {

// What gathers of one choice of levers.
struct GatheredGain {
  LeverGain total;
  std::vector<bool> counted;  // by requirement
};

// After how many flips the caller is asked whether to go on.
constexpr size_t kFlipsBetween = 100'000;

absl::Status CheckFlip(size_t flip, const std::function<bool()>& cancelled) {
  if (flip % kFlipsBetween != 0 || !cancelled || !cancelled()) {
    return absl::OkStatus();
  }
  return absl::CancelledError("the caller ended the analysis");
}

}  // namespace

absl::StatusOr<LeverGains> CountGains(const LeverFlips& flips,
                                      const Supply& supply,
                                      std::span<const int32_t> weights,
                                      const std::function<bool()>& cancelled) {
  std::map<LeverChoice, GatheredGain> gathered;
  std::map<std::pair<LeverChoice, int32_t>, Gain> of_supplier;
  const auto add = [&](int32_t requirement, Gain& gain) {
    const int32_t weight = weights[At(requirement)];
    ++gain.requirements;
    gain.weight += weight;
    if (supply.eligible[At(requirement)] > 0) return;
    ++gain.first_sources;
    gain.first_source_weight += weight;
  };
  for (size_t i = 0; i < flips.size(); ++i) {
    const LeverFlip& flip = flips[i];
    const absl::Status status = CheckFlip(i, cancelled);
    if (!status.ok()) return status;
    GatheredGain& of_choice = gathered[flip.levers];
    if (of_choice.counted.empty()) of_choice.counted.resize(weights.size());
    ++of_choice.total.gain.pairs;
    if (!of_choice.counted[At(flip.requirement)]) {
      of_choice.counted[At(flip.requirement)] = true;
      add(flip.requirement, of_choice.total.gain);
    }
    Gain& gain = of_supplier[{flip.levers, flip.supplier}];
    if (gain.pairs++ == 0) ++of_choice.total.suppliers;
    add(flip.requirement, gain);
  }
  LeverGains gains;
  for (auto& [levers, of_choice] : gathered) {
    of_choice.total.levers = levers;
    gains.totals.push_back(of_choice.total);
  }
  for (const auto& [key, gain] : of_supplier) {
    gains.suppliers.push_back({key.first, key.second, gain});
  }
  const auto worth = [](const Gain& gain) {
    return std::tuple(-gain.first_source_weight, -gain.first_sources,
                      -gain.weight, -gain.requirements);
  };
  std::stable_sort(gains.suppliers.begin(), gains.suppliers.end(),
                   [&](const SupplierGain& a, const SupplierGain& b) {
                     return a.levers != b.levers
                                ? a.levers < b.levers
                                : worth(a.gain) < worth(b.gain);
                   });
  return gains;
}

absl::StatusOr<GapPortfolio> MakeGapPortfolio(
    std::span<const Lever> levers, const LeverFlips& flips,
    const Supply& supply, std::span<const int32_t> weights, UnlockGoal goal,
    const GapBudget& budget, const PortfolioEffort& effort,
    const std::function<bool()>& cancelled) {
  PortfolioProblem problem;
  problem.weights.assign(weights.begin(), weights.end());
  problem.most_supports = budget.most_supports;
  problem.most_cost = budget.most_cost;
  std::map<std::pair<int32_t, int32_t>, int32_t> support_of;
  const auto support = [&](int32_t supplier, int32_t lever) {
    const auto [it, added] =
        support_of.emplace(std::pair(supplier, lever),
                           static_cast<int32_t>(problem.supports.size()));
    if (added) {
      problem.supports.push_back({supplier, lever, levers[At(lever)].cost});
    }
    return it->second;
  };
  GapPortfolio result;
  std::vector<bool> unlockable(weights.size());
  for (size_t i = 0; i < flips.size(); ++i) {
    const LeverFlip& flip = flips[i];
    const absl::Status status = CheckFlip(i, cancelled);
    if (!status.ok()) return status;
    const size_t requirement = At(flip.requirement);
    if (goal == UnlockGoal::kFirstSource && supply.eligible[requirement] > 0) {
      continue;
    }
    if (!unlockable[requirement]) result.unlockable += weights[requirement];
    unlockable[requirement] = true;
    Unlock unlock{flip.requirement, support(flip.supplier, flip.levers.first),
                  -1};
    if (flip.levers.second >= 0) {
      unlock.second = support(flip.supplier, flip.levers.second);
    }
    problem.unlocks.push_back(unlock);
  }
  const auto portfolio = MakePortfolio(problem, effort, cancelled);
  if (!portfolio.ok()) return portfolio.status();
  result.cost = portfolio->cost;
  result.weight = portfolio->weight;
  result.bound = portfolio->bound;
  for (const PortfolioStep& step : portfolio->steps) {
    GapStep& to = result.steps.emplace_back();
    for (const int32_t taken : step.supports) {
      const Support& one = problem.supports[At(taken)];
      to.supports.push_back({one.supplier, one.lever});
    }
    to.cost = step.cost;
    to.requirements = step.requirements;
    to.weight = step.weight;
  }
  return result;
}

}  // namespace ketnoi::demand
