#include "server/floor_costs.h"

#include <algorithm>
#include <cstddef>

#include "matcher/schedule/choice_flow.h"
#include "matcher/schedule/fair_index.h"

namespace ketnoi::server {
namespace {

absl::StatusOr<schedule::ChoiceMeasures> BestChoice(
    const schedule::Fair& fair) {
  const auto index = schedule::IndexFair(fair);
  if (!index.ok()) return index.status();
  return schedule::ChooseByFlow(*index, index->worth).measures;
}

}  // namespace

absl::StatusOr<std::vector<v1::FloorCost>> FloorCosts(
    const schedule::Fair& fair, const std::vector<int32_t>& eligible,
    int32_t highest, const std::function<bool()>& cancelled) {
  schedule::Fair floored = fair;
  using schedule::Goal;
  floored.goals = {Goal::kFloors, Goal::kMusts,     Goal::kValue,
                   Goal::kBreaks, Goal::kAreaMoves, Goal::kTableMoves};
  for (schedule::Participant& one : floored.participants) one.min_meetings = 0;
  const auto without = BestChoice(floored);
  if (!without.ok()) return without.status();
  std::vector<v1::FloorCost> costs;
  for (int32_t floor = 0; floor <= highest; ++floor) {
    if (cancelled()) return absl::CancelledError("the call was cancelled");
    for (size_t p = 0; p < floored.participants.size(); ++p) {
      schedule::Participant& one = floored.participants[p];
      one.min_meetings = std::min({floor, eligible[p], one.max_meetings});
    }
    const auto with = BestChoice(floored);
    if (!with.ok()) return with.status();
    v1::FloorCost& cost = costs.emplace_back();
    cost.set_exposure_floor(floor);
    cost.set_value_bound(with->value);
    cost.set_cost(without->value - with->value);
    cost.set_missing(with->missing);
  }
  return costs;
}

}  // namespace ketnoi::server
