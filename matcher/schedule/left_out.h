// Why wishes are not held.

#ifndef KETNOI_MATCHER_SCHEDULE_LEFT_OUT_H_
#define KETNOI_MATCHER_SCHEDULE_LEFT_OUT_H_

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "matcher/schedule/fair.h"
#include "matcher/schedule/schedule.h"

namespace ketnoi::schedule {

// The first of these that is so. Those up to kInterpreterAway are so whatever
// else is held; the others as things are.
enum class LeftOut : uint8_t {
  kHeld,  // it is not left out
  kForbidden,
  kNoCommonSlot,       // the two are never there together when it could be
  kNoSuitableTable,    // none would do, whenever it were
  kTableAway,          // none that would do is there when the two are
  kNoInterpreter,      // as kNoSuitableTable
  kInterpreterAway,    // as kTableAway
  kFirstFull,          // `a` has as many meetings as it can have
  kSecondFull,         // `b` has
  kNoFreeSlot,         // whenever one of the two is free, the other is not
  kNoTableThen,        // whenever both are, no table that would do is there
  kOrder,              // where both are, others are to come before or after
  kRest,               // where both are, a lunch or a pause would be lost
  kNoFreeTable,        // where both are, no table that would do is free
  kNoFreeInterpreter,  // likewise
  kCouldBeHeld,        // nothing is against it
};

// By wish. Requires a valid fair and a schedule for which Check holds.
// INVALID_ARGUMENT as IndexFair.
absl::StatusOr<std::vector<LeftOut>> WhyLeftOut(const Fair& fair,
                                                const Schedule& schedule);

// Why a floor is not reached: the first of these that is so.
enum class FloorGap : uint8_t {
  kReached,
  kFewSlots,      // the participant is there for fewer meetings than it, lunch
                  // apart, and no fewer of its wishes could be held
  kFewWishes,     // fewer of its wishes could be held, if no others were
  kPartnersFull,  // a wish of it is left out as the other one has no time
  kVenueFull,     // as tables or interpreters are taken
  kOther,         // as other goals come first, or order or rest are against it
};

// By participant; `left_out` as WhyLeftOut says.
std::vector<FloorGap> WhyFloorsFail(const Fair& fair, const Schedule& schedule,
                                    const std::vector<LeftOut>& left_out);

}  // namespace ketnoi::schedule

#endif  // KETNOI_MATCHER_SCHEDULE_LEFT_OUT_H_
