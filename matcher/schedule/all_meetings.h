// Holds every meeting that is wished for, with as few breaks as can be.
//
//   absl::StatusOr<HoldAllResult> result = HoldAll(fair, {}, nullptr, nullptr);
//
// Exact, by clauses over true and false (docs/scheduling.md, "All meetings").

#ifndef KETNOI_MATCHER_SCHEDULE_ALL_MEETINGS_H_
#define KETNOI_MATCHER_SCHEDULE_ALL_MEETINGS_H_

#include <cstdint>
#include <functional>
#include <optional>

#include "absl/status/statusor.h"
#include "matcher/schedule/fair.h"
#include "matcher/schedule/schedule.h"

namespace ketnoi::schedule {

// Pairs of a wish and a slot that it could be in, at most.
inline constexpr int64_t kMostPlaces = 200'000;

struct HoldAllOptions {
  // By how much the breaks of any two participants may differ; those with few
  // meetings, or none, have no breaks.
  int32_t most_difference = 2;
  // How much is done at most, in units of SatSolver.
  int64_t effort = 1'000'000;
};

enum class HoldAllState : uint8_t {
  kOptimal,     // no schedule that holds all has fewer breaks
  kFeasible,    // the effort was used up, or it was stopped: there may be one
  kInfeasible,  // proven: no schedule holds all
  kGivenUp,     // likewise, before any schedule was found
};

// Why not all can be held, where that is seen without a search.
struct Obstacle {
  enum class Why : uint8_t {
    kUnknown,      // what was proven has no simple reason
    kNoSlot,       // the wish `position` has no slot left
    kTooFewSlots,  // the participant `position` has more meetings than seats in
                   // the slots for them
    kMaximum,      // the participant `position` has more meetings than wanted
    kTooFewTables,  // there are more meetings than all slots have tables
  };
  Why why = Why::kUnknown;
  int32_t position = kNone;
};

struct HoldAllResult {
  HoldAllState state = HoldAllState::kGivenUp;
  Schedule schedule;         // empty unless optimal or feasible
  int64_t breaks = 0;        // of the schedule
  int64_t least_breaks = 0;  // proven: no schedule that holds all has fewer
  Obstacle obstacle;         // if infeasible
  int64_t effort = 0;        // used
};

struct HoldAllProgress {
  std::optional<int64_t> breaks;  // of the best schedule so far
  int64_t least_breaks = 0;
  int64_t effort = 0;
};

// All wishes are held that are not forbidden; what they are worth and floors do
// not count. The same fair and options give the same result, unless `stop`
// (null: never), which is asked every few milliseconds, becomes true.
// `progress` (null: nobody is told) is called by the calling thread whenever
// breaks or least_breaks change. Check holds for the schedule, and its breaks
// are as BreaksOf counts them. INVALID_ARGUMENT as CheckFair, or if the options
// are negative; RESOURCE_EXHAUSTED beyond kMostPlaces; INTERNAL if Check should
// find a fault.
absl::StatusOr<HoldAllResult> HoldAll(
    const Fair& fair, const HoldAllOptions& options,
    const std::function<void(const HoldAllProgress&)>& progress,
    const std::function<bool()>& stop);

}  // namespace ketnoi::schedule

#endif  // KETNOI_MATCHER_SCHEDULE_ALL_MEETINGS_H_
