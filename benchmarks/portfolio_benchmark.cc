#include "benchmarks/portfolio_benchmark.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "matcher/demand/portfolio.h"
#include "matcher/demand/portfolio_planner.h"
#include "tests/matcher/demand/naive_portfolio.h"

namespace ketnoi::benchmarks {
namespace {

using demand::Portfolio;
using demand::PortfolioProblem;
using demand::PortfolioShape;

struct Size {
  int32_t unlocks;
  int32_t budget;  // supports
};
// By budget, and by unlocks.
constexpr Size kSizes[] = {
    {100'000, 20}, {100'000, 50}, {100'000, 100}, {25'000, 50}, {400'000, 50}};
constexpr Size kQuickSizes[] = {{25'000, 20}};

// 1,400 suppliers, 5,000 requirements; a third of the unlocks need two levers.
PortfolioProblem ProblemOf(const Size& size) {
  PortfolioShape shape;
  shape.suppliers = 1400;
  shape.levers = 20;
  shape.requirements = 5000;
  shape.unlocks = size.unlocks;
  shape.pair_percent = 33;
  shape.most_supports = size.budget;
  testing::Dice dice(kSeed);
  return demand::RandomPortfolioProblem(shape, dice);
}

absl::StatusOr<Portfolio> MakeChecked(const PortfolioProblem& problem) {
  auto portfolio = demand::MakePortfolio(problem, {}, nullptr);
  if (!portfolio.ok()) return portfolio.status();
  absl::Status status = demand::CheckPortfolio(problem, *portfolio);
  if (!status.ok()) return status;
  return portfolio;
}

absl::Status CheckSmall() {
  testing::Dice dice(kSeed);
  for (int i = 0; i < 100; ++i) {
    const PortfolioProblem problem =
        demand::RandomPortfolioProblem(demand::SmallPortfolioShape(dice), dice);
    const auto portfolio = MakeChecked(problem);
    if (!portfolio.ok()) return portfolio.status();
    if (portfolio->weight != demand::MostWeight(problem)) {
      return absl::InternalError(
          fmt::format("small problem {}: not the best portfolio", i));
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status MeasurePortfolios(const Settings& settings, Report& report) {
  absl::Status status = CheckSmall();
  if (!status.ok()) return status;
  const std::vector<Size> sizes =
      settings.quick
          ? std::vector<Size>(std::begin(kQuickSizes), std::end(kQuickSizes))
          : std::vector<Size>(std::begin(kSizes), std::end(kSizes));
  for (const Size& size : sizes) {
    const PortfolioProblem problem = ProblemOf(size);
    const auto portfolio = MakeChecked(problem);
    if (!portfolio.ok()) return portfolio.status();
    const auto at = fmt::format("@{}x{}", size.unlocks, size.budget);
    Measure time{"portfolio" + at, "CPU ms", {}, "", 0, false};
    for (int i = 0; i < (settings.quick ? 1 : 3); ++i) {
      const CpuClock clock;
      const auto again = demand::MakePortfolio(problem, {}, nullptr);
      time.samples.push_back(clock.Milliseconds());
      if (!again.ok()) return again.status();
    }
    const auto weight =
        static_cast<double>(std::max<int64_t>(portfolio->weight, 1));
    Measure gap{"portfolio.gap" + at, "% gap", {}, "", 0, false};
    gap.samples.push_back(100.0 * static_cast<double>(portfolio->gap()) /
                          weight);
    report.AddFact("portfolio" + at,
                   fmt::format("weight {} (bound {}), {} steps, cost {}",
                               portfolio->weight, portfolio->bound,
                               portfolio->steps.size(), portfolio->cost));
    report.Add(std::move(time));
    report.Add(std::move(gap));
  }
  return absl::OkStatus();
}

}  // namespace ketnoi::benchmarks
