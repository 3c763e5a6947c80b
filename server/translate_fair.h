// The records of a fair as what the matcher makes schedules of.
//
// Slots, tables, interpreters and participants keep their places; wishes that
// no schedule can grant, for what the records alone say, are left out.
// docs/scheduling.md says what of a record becomes what.

#ifndef KETNOI_SERVER_TRANSLATE_FAIR_H_
#define KETNOI_SERVER_TRANSLATE_FAIR_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "ketnoi/v1/schedule.pb.h"
#include "matcher/schedule/fair.h"
#include "server/fair_as_of.h"
#include "server/fair_records.h"

namespace ketnoi::server {

// A wish that is not part of the fair, and why; UNSPECIFIED: its meeting is
// held all the same, apart from the fair.
struct RuledOutWish {
  int32_t wish = 0;  // of the records
  v1::LeftOutReason reason = v1::LEFT_OUT_REASON_UNSPECIFIED;
};

// Positions of slots, tables, interpreters and participants are those of the
// records; slots are those of all sessions, one after the other.
struct FairModel {
  schedule::Fair fair;
  std::vector<int32_t> wish_records;  // by wish of `fair`: that of the records
  std::vector<int32_t> wish_positions;  // the other way, or schedule::kNone
  std::vector<RuledOutWish> ruled_out;  // rising by wish
  std::vector<std::string> slot_ids;    // by slot
  // Wishes of `fair` that were fixed, and are so no longer as they collide.
  std::vector<int32_t> colliding;
};

// Makes the wishes of the fair fixed no longer: each can be held in its slot,
// and is said to collide if it is not.
void Unfix(const std::vector<int32_t>& wishes, FairModel& model);

// Depends on the records only. The fair passes schedule::CheckFair.
// FAILED_PRECONDITION (FAIR_NOT_SCHEDULABLE): no slots, no tables; or fixed
// slots that collide. INVALID_ARGUMENT, naming field and value: more distinct
// languages or wanted features than can be told apart.
absl::StatusOr<FairModel> TranslateFair(const FairRecords& records);

// As it is when the schedule is made again at a time: settled meetings are
// those of Fair::settled, and nothing that the records say now is against them;
// a rest or lunch that they break no longer binds whom it is of. Of other
// wishes those that were cancelled are left out, and slots that have begun are
// not theirs. Fixed slots may collide.
absl::StatusOr<FairModel> TranslateFair(const FairRecords& records,
                                        const FairAsOf& as_of);

// FAILED_PRECONDITION, FAIR_NOT_SCHEDULABLE, with the cause.
absl::Status NotSchedulable(std::string_view cause, std::string_view message);

// How much the value of a wish of participants of these tiers counts, in
// quarters: 2 to 6. A tier of 0 is 2.
int32_t TierQuarters(int32_t buyer_tier, int32_t supplier_tier);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_TRANSLATE_FAIR_H_
