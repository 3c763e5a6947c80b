// The schedule of a fair that holds all meetings, as the search for the best
// choice gives its own.

#ifndef KETNOI_SERVER_HOLD_ALL_MEETINGS_H_
#define KETNOI_SERVER_HOLD_ALL_MEETINGS_H_

#include <functional>

#include "absl/status/statusor.h"
#include "matcher/schedule/all_meetings.h"
#include "matcher/schedule/solve.h"
#include "server/fair_records.h"
#include "server/translate_fair.h"

namespace ketnoi::server {

// schedule::HoldAll of `model`, with bounds and progress as of schedule::Solve.
// Depends on nothing else; thread-safe. FAILED_PRECONDITION
// (FAIR_NOT_SCHEDULABLE): wishes go in a circle (CIRCLE); not all can be held,
// naming what is in the way, or none that holds all was found (MEETINGS).
// RESOURCE_EXHAUSTED (FAIR_FULL): it is too large to tell.
absl::StatusOr<schedule::Solution> HoldAllMeetings(
    const FairRecords& records, const FairModel& model,
    const schedule::HoldAllOptions& options,
    const std::function<void(const schedule::Progress&)>& progress,
    const std::function<bool()>& stop);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_HOLD_ALL_MEETINGS_H_
