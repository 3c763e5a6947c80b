#include "server/bom_plan.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "matcher/demand/planner.h"
#include "matcher/match/matcher.h"
#include "server/ordered_work.h"

namespace ketnoi::server {
namespace {

// How often the caller is told how many lines are ranked.
constexpr size_t kProgressSteps = 100;
// How often the caller hears something while the plan is made.
constexpr absl::Duration kSignOfLife = absl::Seconds(1);

// One line, ranked.
struct RankedLine {
  std::vector<match::Match> matches;
  std::optional<model::Quantity> volume;
  absl::Status status;  // why it has none
};

absl::StatusOr<RankedLine> RankLine(const BomPlan& plan, size_t number,
                                    const std::function<bool()>& stopped) {
  const BomRun& run = plan.run;
  RankedLine line;
  const auto target = OpenLineOf(run, run.lines[number]).target;
  if (!target.ok()) {
    line.status = target.status();
    return line;
  }
  match::RankQuery query;
  query.standings[static_cast<size_t>(match::Standing::kConditional)] =
      !plan.choice.request.eligible_only();
  query.limit = std::max(plan.choice.candidates, 2 * plan.sources[number]);
  query.with_criteria = false;
  query.cancelled = stopped;
  const auto workspace = run.backend.workspaces.Take();
  auto ranking =
      match::Rank((*target)->bound, *run.snapshot, query, *workspace);
  if (!ranking.ok()) return ranking.status();
  line.matches = std::move(ranking->matches);
  line.volume = demand::MonthlyVolumeOf((*target)->program());
  return line;
}

// Conditional ones are candidates only where eligible ones are too few.
void AddLine(RankedLine line, BomPlan& plan) {
  const size_t number = plan.eligible.size();
  if (!line.status.ok()) plan.failed[number] = line.status;
  std::vector<match::Match>& matches = line.matches;
  const auto conditional = std::find_if(
      matches.begin(), matches.end(), [](const match::Match& match) {
        return match.key.standing != match::Standing::kEligible;
      });
  const auto eligible = static_cast<int32_t>(conditional - matches.begin());
  if (eligible >= plan.sources[number]) {
    matches.erase(conditional, matches.end());
  }
  plan.eligible.push_back(eligible);
  plan.builder.AddLine(line.volume, plan.sources[number], matches);
}

absl::Status RankLines(const CallLimits& limits,
                       const std::function<bool(size_t lines)>& progress,
                       BomPlan& plan) {
  const size_t lines = plan.run.lines.size();
  // Each is written by the thread that ranks it, and read here after Next.
  std::vector<RankedLine> ranked(lines);
  OrderedWork work(
      kBomThreads, lines,
      [&](size_t number,
          const std::function<bool()>& stopped) -> absl::StatusOr<std::string> {
        auto line = RankLine(plan, number, stopped);
        if (!line.ok()) return line.status();
        ranked[number] = *std::move(line);
        return std::string();
      });
  const size_t step = lines / kProgressSteps + 1;
  for (size_t i = 0; i < lines; ++i) {
    const auto done = work.Next(limits);
    if (!done.ok()) return done.status();
    AddLine(std::exchange(ranked[i], {}), plan);
    if ((i + 1) % step == 0 && !progress(i + 1)) return NobodyReads(limits);
  }
  return absl::OkStatus();
}

// Of how many lines a supplier may be a source; 0: of any number.
int32_t MostLines(const v1::PlanBomRequest& request,
                  const demand::PlanProblem& problem) {
  if (request.most_share_basis_points() == 0) return request.most_lines();
  const int32_t of_share =
      demand::LinesForShare(problem, request.most_share_basis_points());
  return request.most_lines() == 0 ? of_share
                                   : std::min(request.most_lines(), of_share);
}

}  // namespace

absl::StatusOr<std::unique_ptr<const BomPlan>> MakeBomPlan(
    const BomRun& run, const PlanChoice& choice, std::vector<int32_t> sources,
    const CallLimits& limits,
    const std::function<bool(size_t lines)>& progress) {
  auto made = std::make_unique<BomPlan>(run, choice, std::move(sources));
  const absl::Status status = RankLines(limits, progress, *made);
  if (!status.ok()) return status;
  made->builder.SetMostLines(
      MostLines(choice.request, made->builder.problem()));
  absl::Time next = absl::Now() + kSignOfLife;
  auto plan = demand::MakePlan(made->builder.problem(), {}, [&] {
    if (!CheckLimits(limits).ok()) return true;
    if (absl::Now() < next) return false;
    next = absl::Now() + kSignOfLife;
    return !progress(run.lines.size());
  });
  if (absl::IsCancelled(plan.status())) return NobodyReads(limits);
  if (!plan.ok()) return plan.status();
  made->plan = *std::move(plan);
  return made;
}

}  // namespace ketnoi::server
