#include "matcher/schedule/goal_bounds.h"

#include <algorithm>
#include <cstddef>

#include "matcher/optimize/at.h"
#include "matcher/schedule/choice_flow.h"

namespace ketnoi::schedule {
namespace {

int64_t MustsThatCanBeHeld(const FairIndex& index) {
  int64_t musts = 0;
  for (size_t w = 0; w < index.can.size(); ++w) {
    musts += index.fair->wishes[w].must && !index.can[w].Empty() ? 1 : 0;
  }
  return musts;
}

int64_t MissingForCertain(const FairIndex& index) {
  int64_t missing = 0;
  for (size_t p = 0; p < index.wishes_of.size(); ++p) {
    int32_t can = 0;
    for (const int32_t w : index.wishes_of[p]) {
      can += index.can[At(w)].Empty() ? 0 : 1;
    }
    missing += std::max(0, index.fair->participants[p].min_meetings -
                               std::min(can, index.most[p]));
  }
  return missing;
}

int64_t BoundAlone(const FairIndex& index, Goal goal) {
  switch (goal) {
    case Goal::kMusts:
      return MustsThatCanBeHeld(index);
    case Goal::kValue:
      return ChooseByFlow(index, {0, 1, 0}).measures.value;
    case Goal::kFloors:
      return -MissingForCertain(index);
    case Goal::kBreaks:
    case Goal::kAreaMoves:
    case Goal::kTableMoves:
      break;
  }
  return 0;
}

}  // namespace

std::array<int64_t, kGoalCount> GoalBounds(const FairIndex& index,
                                           const ChoiceMeasures& best,
                                           const Measures& reached) {
  const Fair& fair = *index.fair;
  std::array<int64_t, kGoalCount> bounds = AsMeasures(best).ByGoal(fair);
  const std::array<int64_t, kGoalCount> goals = reached.ByGoal(fair);
  bool at_bounds = true;
  for (size_t g = 0; g < bounds.size(); ++g) {
    if (!at_bounds) bounds[g] = BoundAlone(index, fair.goals[g]);
    at_bounds &= goals[g] == bounds[g];
  }
  return bounds;
}

}  // namespace ketnoi::schedule
