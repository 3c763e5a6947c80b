#include "benchmarks/plan_benchmark.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "benchmarks/plan_workload.h"
#include "fmt/format.h"
#include "matcher/demand/plan.h"
#include "matcher/demand/planner.h"
#include "tests/matcher/demand/naive_plan.h"

namespace ketnoi::benchmarks {
namespace {

using demand::Plan;
using demand::PlanLevel;
using demand::PlanProblem;

constexpr double kGoalMs = 2000;  // of 500 lines
constexpr int32_t kLimitedShareBp = 200;

struct Size {
  int32_t lines;
  int32_t candidates;
};
// 500 lines by candidates, and 50 candidates by lines.
constexpr Size kSizes[] = {{500, 20}, {500, 50}, {500, 100},
                           {125, 50}, {250, 50}, {1000, 50}};
constexpr Size kQuickSizes[] = {{60, 20}, {125, 20}};

absl::StatusOr<Plan> MakeChecked(const PlanProblem& problem) {
  auto plan = demand::MakePlan(problem, {}, nullptr);
  if (!plan.ok()) return plan.status();
  absl::Status status = demand::CheckPlan(problem, *plan);
  if (!status.ok()) return status;
  return plan;
}

// Plans of a few lines are the best that enumeration finds.
absl::Status CheckSmall(const PlanProblem& problem) {
  constexpr size_t kLines = 4;
  for (size_t begin = 0; begin + kLines <= problem.lines.size();
       begin += 5 * kLines) {
    PlanProblem few = problem;
    few.lines.assign(
        problem.lines.begin() + static_cast<std::ptrdiff_t>(begin),
        problem.lines.begin() + static_cast<std::ptrdiff_t>(begin + kLines));
    few = FirstOf(few, kLines, 6);
    const auto plan = MakeChecked(few);
    if (!plan.ok()) return plan.status();
    if (demand::LevelsOf(*plan) != demand::BestLevels(few)) {
      return absl::InternalError(
          fmt::format("lines {} and following: not the best plan", begin));
    }
  }
  return absl::OkStatus();
}

std::string Text(const PlanLevel& level) {
  return fmt::format("{} (bound {})", level.value, level.bound);
}

class PlanBenchmark {
 public:
  PlanBenchmark(const Settings& settings, Report& report)
      : settings_(settings), report_(report) {}

  absl::Status Run(const PlanProblem& all) {
    absl::Status status = CheckSmall(FirstOf(all, 500, 50));
    const std::vector<Size> sizes =
        settings_.quick
            ? std::vector<Size>(std::begin(kQuickSizes), std::end(kQuickSizes))
            : std::vector<Size>(std::begin(kSizes), std::end(kSizes));
    for (const Size& size : sizes) {
      PlanProblem problem = FirstOf(all, size.lines, size.candidates);
      status.Update(MeasureOne("plan", size, problem));
      problem.most_lines = demand::LinesForShare(problem, kLimitedShareBp);
      status.Update(MeasureOne("plan.limited", size, problem));
    }
    return status;
  }

 private:
  absl::Status MeasureOne(const std::string& name, const Size& size,
                          const PlanProblem& problem) {
    const auto at = fmt::format("@{}x{}", size.lines, size.candidates);
    const auto plan = MakeChecked(problem);
    if (!plan.ok()) return plan.status();
    Measure time{name + at, "CPU ms", {}, "", size.lines == 500 ? kGoalMs : 0,
                 false};
    for (int i = 0; i < (settings_.quick ? 1 : 3); ++i) {
      const CpuClock clock;
      const auto again = demand::MakePlan(problem, {}, nullptr);
      time.samples.push_back(clock.Milliseconds());
      if (!again.ok()) return again.status();
    }
    const demand::PlanObjective& objective = plan->objective;
    report_.AddFact(
        name + at,
        fmt::format("complete lines {}, other sources {}, suppliers {}, score "
                    "{}",
                    Text(objective.complete_lines),
                    Text(objective.other_sources), Text(objective.suppliers),
                    Text(objective.score)));
    report_.Add(std::move(time));
    report_.Add(
        Gap(name + ".suppliers" + at, objective.suppliers, size.lines == 500));
    report_.Add(Gap(name + ".score" + at, objective.score, false));
    return absl::OkStatus();
  }

  // In percent of the value; the goal is 1 %, or one supplier if that is more.
  static Measure Gap(std::string name, const PlanLevel& level, bool has_goal) {
    const auto value = static_cast<double>(std::max<int64_t>(level.value, 1));
    Measure gap{std::move(name), "% gap", {}, "", 0, false};
    gap.samples.push_back(100.0 * static_cast<double>(level.gap()) / value);
    if (has_goal) gap.goal = std::max(1.0, 100.0 / value);
    return gap;
  }

  const Settings& settings_;
  Report& report_;
};

}  // namespace

absl::Status MeasurePlans(const Settings& settings, Report& report) {
  const auto source = LoadReference(settings);
  if (!source.ok()) return source.status();
  const auto suppliers = GenerateModelSuppliers(*source, settings.generated());
  const auto problem =
      MakePlanProblem(*source, suppliers, settings.quick ? 125 : 1000, 100);
  if (!problem.ok()) return problem.status();
  report.AddFact(
      "planned",
      fmt::format("bills of generated requirements, each with its best of {} "
                  "generated suppliers; every third line wants two sources; "
                  "limited: {} % of the sources to one supplier",
                  suppliers.size(), kLimitedShareBp / 100));
  return PlanBenchmark(settings, report).Run(*problem);
}

}  // namespace ketnoi::benchmarks
