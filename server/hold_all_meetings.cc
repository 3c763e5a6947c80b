#include "server/hold_all_meetings.h"

#include <string>
#include <utility>

#include "fmt/format.h"
#include "matcher/optimize/at.h"
#include "server/rpc_status.h"
#include "server/schedule_words.h"

namespace ketnoi::server {
namespace {

// Whether a wish that is ruled out would have to be held.
absl::Status CheckRuledOut(const FairRecords& records, const FairModel& model) {
  for (const RuledOutWish& one : model.ruled_out) {
    const std::string& name = records.wishes[At(one.wish)].name();
    switch (one.reason) {
      case v1::LEFT_OUT_REASON_CIRCLE:
        return NotSchedulable(
            "CIRCLE",
            fmt::format("{}: after: it comes after itself by others", name));
      case v1::LEFT_OUT_REASON_NO_COMMON_SLOT:
      case v1::LEFT_OUT_REASON_NO_SUITABLE_TABLE:
      case v1::LEFT_OUT_REASON_NO_INTERPRETER:
      case v1::LEFT_OUT_REASON_NO_FREE_TABLE:
      case v1::LEFT_OUT_REASON_NO_FREE_INTERPRETER:
      case v1::LEFT_OUT_REASON_REST:
        return NotSchedulable("MEETINGS",
                              fmt::format("{} cannot be held: {}", name,
                                          LeftOutText(one.reason)));
      default:
        break;
    }
  }
  return absl::OkStatus();
}

std::string ObstacleText(const FairRecords& records, const FairModel& model,
                         const schedule::Obstacle& obstacle) {
  using Why = schedule::Obstacle::Why;
  const auto wish = [&] {
    return records.wishes[At(model.wish_records[At(obstacle.position)])].name();
  };
  const auto participant = [&] {
    return records.participants[At(obstacle.position)].name();
  };
  switch (obstacle.why) {
    case Why::kNoSlot:
      return fmt::format("{} has no slot left", wish());
    case Why::kTooFewSlots:
      return fmt::format("{} has more meetings than places in its slots",
                         participant());
    case Why::kMaximum:
      return fmt::format("{} has more meetings than max_meetings",
                         participant());
    case Why::kTooFewTables:
      return "there are more meetings than all slots have tables";
    case Why::kUnknown:
      break;
  }
  return "it was proven that not all can be held";
}

// Breaks apart, all that holds every meeting is the same, or has no bound.
void FillBounds(const schedule::Fair& fair, int64_t least_breaks,
                schedule::Solution& solution) {
  solution.bounds = solution.measures.ByGoal(fair);
  for (size_t g = 0; g < fair.goals.size(); ++g) {
    if (fair.goals[g] == schedule::Goal::kBreaks) {
      solution.bounds[g] = -least_breaks;
    } else if (fair.goals[g] > schedule::Goal::kBreaks) {
      solution.bounds[g] = 0;
    }
  }
}

}  // namespace

absl::StatusOr<schedule::Solution> HoldAllMeetings(
    const FairRecords& records, const FairModel& model,
    const schedule::HoldAllOptions& options,
    const std::function<void(const schedule::Progress&)>& progress,
    const std::function<bool()>& stop) {
  absl::Status status = CheckRuledOut(records, model);
  if (!status.ok()) return status;
  schedule::Progress all;
  for (const schedule::Wish& wish : model.fair.wishes) {
    all.value_bound += wish.value;
    all.musts += wish.must ? 1 : 0;
    ++all.meetings;
  }
  const auto tell = [&](const schedule::HoldAllProgress& now) {
    schedule::Progress told;
    if (now.breaks) {
      told = all;
      told.value = all.value_bound;
      told.breaks = *now.breaks;
    }
    told.value_bound = all.value_bound;
    told.steps = now.effort;
    progress(told);
  };
  auto result = schedule::HoldAll(model.fair, options, tell, stop);
  if (absl::IsResourceExhausted(result.status())) {
    return Error(absl::StatusCode::kResourceExhausted,
                 v1::ERROR_REASON_FAIR_FULL,
                 std::string(result.status().message()),
                 {{"limit", std::to_string(schedule::kMostPlaces)}});
  }
  if (!result.ok()) return result.status();
  if (result->state == schedule::HoldAllState::kInfeasible) {
    return NotSchedulable("MEETINGS",
                          ObstacleText(records, model, result->obstacle));
  }
  if (result->state == schedule::HoldAllState::kGivenUp) {
    return NotSchedulable("MEETINGS",
                          "no schedule that holds all was found within the "
                          "effort and time");
  }
  schedule::Solution solution;
  solution.schedule = std::move(result->schedule);
  solution.measures = schedule::Measure(model.fair, solution.schedule);
  FillBounds(model.fair, result->least_breaks, solution);
  solution.steps = result->effort;
  solution.stopped = result->state != schedule::HoldAllState::kOptimal;
  return solution;
}

}  // namespace ketnoi::server
