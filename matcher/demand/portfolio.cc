#include "matcher/demand/portfolio.h"

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "fmt/format.h"
#include "matcher/optimize/at.h"

namespace ketnoi::demand {
namespace {

absl::Status IsWrong(std::string_view name, size_t index,
                     std::string_view what) {
  return absl::InvalidArgumentError(fmt::format("{}[{}]{}", name, index, what));
}

absl::Status CheckUnlock(const PortfolioProblem& problem, size_t index) {
  const Unlock& unlock = problem.unlocks[index];
  const auto count = static_cast<int64_t>(problem.supports.size());
  if (unlock.requirement < 0 ||
      At(unlock.requirement) >= problem.weights.size()) {
    return IsWrong("unlocks", index, ".requirement is no requirement");
  }
  if (unlock.first < 0 || unlock.first >= count) {
    return IsWrong("unlocks", index, ".first is no support");
  }
  if (unlock.second == -1) return absl::OkStatus();
  if (unlock.second < 0 || unlock.second >= count ||
      unlock.second == unlock.first) {
    return IsWrong("unlocks", index, ".second is no other support");
  }
  if (problem.supports[At(unlock.first)].supplier !=
      problem.supports[At(unlock.second)].supplier) {
    return IsWrong("unlocks", index, ".second is of another supplier");
  }
  return absl::OkStatus();
}

absl::Status CheckBudget(const PortfolioProblem& problem) {
  if (!problem.most_supports && !problem.most_cost) {
    return absl::InvalidArgumentError("there is no budget");
  }
  if (problem.most_supports && *problem.most_supports < 1) {
    return absl::InvalidArgumentError("most_supports is less than 1");
  }
  if (problem.most_cost && *problem.most_cost < 1) {
    return absl::InvalidArgumentError("most_cost is less than 1");
  }
  return absl::OkStatus();
}

// A portfolio as it is read, step by step.
class PortfolioCheck {
 public:
  PortfolioCheck(const PortfolioProblem& problem, const Portfolio& portfolio)
      : problem_(problem), portfolio_(portfolio) {}

  absl::Status Run() {
    for (size_t i = 0; i < portfolio_.steps.size(); ++i) {
      AddStep(fmt::format("step {}", i), portfolio_.steps[i]);
    }
    if (cost_ != portfolio_.cost) Wrong("the cost is wrong");
    if (weight_ != portfolio_.weight) Wrong("the weight is wrong");
    if (portfolio_.weight > portfolio_.bound) Wrong("beyond the bound");
    const auto count = static_cast<int64_t>(chosen_.size());
    if (problem_.most_supports && count > *problem_.most_supports) {
      Wrong("too many supports");
    }
    if (problem_.most_cost && cost_ > *problem_.most_cost) Wrong("too dear");
    return wrong_.empty() ? absl::OkStatus() : absl::InternalError(wrong_);
  }

 private:
  void Wrong(std::string what) {
    if (wrong_.empty()) wrong_ = std::move(what);
  }

  void AddStep(const std::string& name, const PortfolioStep& step) {
    if (step.supports.empty() || step.supports.size() > 2) {
      Wrong(name + " has not one or two supports");
    }
    int64_t cost = 0;
    for (const int32_t support : step.supports) {
      if (support < 0 || At(support) >= problem_.supports.size() ||
          !chosen_.insert(support).second) {
        return Wrong(name + ": no such support, or twice");
      }
      cost += problem_.supports[At(support)].cost;
    }
    std::set<int32_t> added;
    for (const Unlock& unlock : problem_.unlocks) {
      if (chosen_.contains(unlock.first) &&
          (unlock.second < 0 || chosen_.contains(unlock.second)) &&
          problem_.weights[At(unlock.requirement)] > 0 &&
          !unlocked_.contains(unlock.requirement)) {
        added.insert(unlock.requirement);
      }
    }
    int64_t weight = 0;
    for (const int32_t r : added) weight += problem_.weights[At(r)];
    if (step.requirements != std::vector<int32_t>(added.begin(), added.end())) {
      Wrong(name + " unlocks something else");
    }
    if (added.empty()) Wrong(name + " adds nothing");
    if (step.weight != weight || step.cost != cost) Wrong(name + ": a sum");
    unlocked_.merge(added);
    cost_ += cost;
    weight_ += weight;
  }

  const PortfolioProblem& problem_;
  const Portfolio& portfolio_;
  std::string wrong_;
  std::set<int32_t> chosen_, unlocked_;
  int64_t cost_ = 0, weight_ = 0;
};

}  // namespace

absl::Status CheckPortfolioProblem(const PortfolioProblem& problem) {
  absl::Status budget = CheckBudget(problem);
  if (!budget.ok()) return budget;
  for (const size_t parts : {problem.weights.size(), problem.supports.size(),
                             problem.unlocks.size()}) {
    if (parts > size_t{kMostPortfolioParts}) {
      return absl::InvalidArgumentError("a list is too long");
    }
  }
  int64_t total = 0;
  for (size_t i = 0; i < problem.weights.size(); ++i) {
    total += problem.weights[i];
    if (problem.weights[i] < 0 || problem.weights[i] > kMostDemandWeight ||
        total > kMostDemandTotal) {
      return IsWrong("weights", i, " is out of range");
    }
  }
  absl::flat_hash_set<std::pair<int32_t, int32_t>> pairs;
  for (size_t i = 0; i < problem.supports.size(); ++i) {
    const Support& support = problem.supports[i];
    if (support.supplier < 0 || support.lever < 0) {
      return IsWrong("supports", i, " is of no supplier or lever");
    }
    if (support.cost < 0 || support.cost > kMostSupportCost) {
      return IsWrong("supports", i, ".cost is out of range");
    }
    if (!pairs.emplace(support.supplier, support.lever).second) {
      return IsWrong("supports", i, " is listed twice");
    }
  }
  for (size_t i = 0; i < problem.unlocks.size(); ++i) {
    absl::Status status = CheckUnlock(problem, i);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status CheckPortfolio(const PortfolioProblem& problem,
                            const Portfolio& portfolio) {
  return PortfolioCheck(problem, portfolio).Run();
}

}  // namespace ketnoi::demand
