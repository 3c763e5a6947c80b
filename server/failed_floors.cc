#include "server/failed_floors.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "fmt/format.h"
#include "matcher/optimize/at.h"
#include "server/resource_name.h"
#include "server/rpc_status.h"
#include "server/schedule_content.h"
#include "server/schedule_words.h"

namespace ketnoi::server {
namespace {

// Of the message of an error; its violations say more.
constexpr size_t kMostToldBytes = kMostMessageBytes - 20;
// Floors that have a wish: a schedule is to fit into an answer.
constexpr size_t kMostFloorsWithWish = 1'000;

v1::FloorFailure FailureFrom(schedule::FloorGap why) {
  using schedule::FloorGap;
  switch (why) {
    case FloorGap::kReached:
      break;
    case FloorGap::kFewSlots:
      return v1::FLOOR_FAILURE_FEW_SLOTS;
    case FloorGap::kFewWishes:
      return v1::FLOOR_FAILURE_FEW_WISHES;
    case FloorGap::kPartnersFull:
      return v1::FLOOR_FAILURE_PARTNERS_FULL;
    case FloorGap::kVenueFull:
      return v1::FLOOR_FAILURE_VENUE_FULL;
    case FloorGap::kOther:
      return v1::FLOOR_FAILURE_GOAL_BEFORE;
  }
  return v1::FLOOR_FAILURE_UNSPECIFIED;
}

// Whether a wish that is left out for `why` bears out that a floor fails for
// `reason`. `buys`: the participant is the wish's buyer.
bool BearsOut(v1::FloorFailure reason, v1::LeftOutReason why, bool buys) {
  switch (why) {
    case v1::LEFT_OUT_REASON_UNSPECIFIED:
      return false;
    case v1::LEFT_OUT_REASON_NO_COMMON_SLOT:
      return reason == v1::FLOOR_FAILURE_FEW_WISHES ||
             reason == v1::FLOOR_FAILURE_FEW_SLOTS;
    case v1::LEFT_OUT_REASON_CANCELLED:
    case v1::LEFT_OUT_REASON_FORBIDDEN:
    case v1::LEFT_OUT_REASON_TYPES:
    case v1::LEFT_OUT_REASON_NOT_ATTENDING:
    case v1::LEFT_OUT_REASON_CIRCLE:
    case v1::LEFT_OUT_REASON_NO_SUITABLE_TABLE:
    case v1::LEFT_OUT_REASON_NO_INTERPRETER:
      return reason == v1::FLOOR_FAILURE_FEW_WISHES;
    case v1::LEFT_OUT_REASON_BUYER_FULL:
    case v1::LEFT_OUT_REASON_SUPPLIER_FULL:
      return buys == (why == v1::LEFT_OUT_REASON_BUYER_FULL)
                 ? reason == v1::FLOOR_FAILURE_FEW_SLOTS
                 : reason == v1::FLOOR_FAILURE_PARTNERS_FULL;
    case v1::LEFT_OUT_REASON_NO_FREE_SLOT:
      return reason == v1::FLOOR_FAILURE_PARTNERS_FULL;
    case v1::LEFT_OUT_REASON_FIXED_TAKEN:
    case v1::LEFT_OUT_REASON_NO_FREE_TABLE:
    case v1::LEFT_OUT_REASON_NO_FREE_INTERPRETER:
      return reason == v1::FLOOR_FAILURE_VENUE_FULL;
    case v1::LEFT_OUT_REASON_REST:
      return reason == v1::FLOOR_FAILURE_FEW_SLOTS ||
             reason == v1::FLOOR_FAILURE_GOAL_BEFORE;
    default:
      return reason == v1::FLOOR_FAILURE_GOAL_BEFORE;
  }
}

// Whether nobody wants or comes to the wish: it says least of why a floor
// fails.
bool IsNobodys(v1::LeftOutReason why) {
  return why == v1::LEFT_OUT_REASON_FORBIDDEN ||
         why == v1::LEFT_OUT_REASON_TYPES ||
         why == v1::LEFT_OUT_REASON_NOT_ATTENDING;
}

// Names for the first failed floors a wish that bears out their reason.
void NameWishes(const FairRecords& records,
                const std::vector<v1::LeftOutReason>& reasons,
                v1::Schedule& to) {
  absl::flat_hash_map<std::string, v1::FailedFloor*> failed;
  for (v1::FailedFloor& floor : *to.mutable_failed_floors()) {
    if (failed.size() == kMostFloorsWithWish) break;
    failed.emplace(floor.participant(), &floor);
  }
  for (size_t w = 0; w < reasons.size(); ++w) {
    const v1::Wish& wish = records.wishes[w];
    for (const std::string* const side : {&wish.buyer(), &wish.supplier()}) {
      const auto found = failed.find(*side);
      if (found == failed.end()) continue;
      v1::FailedFloor& floor = *found->second;
      const bool buys = side == &wish.buyer();
      if (!BearsOut(floor.reason(), reasons[w], buys)) continue;
      if (!floor.wish().empty() &&
          (!IsNobodys(floor.wish_reason()) || IsNobodys(reasons[w]))) {
        continue;
      }
      floor.set_wish(wish.name());
      floor.set_wish_reason(reasons[w]);
    }
  }
}

std::string DetailOf(const v1::FailedFloor& floor) {
  std::string text =
      fmt::format("{} of {} meetings: {}", floor.meeting_count(), floor.floor(),
                  FloorFailureText(floor.reason()));
  if (floor.wish().empty()) return text;
  return text + fmt::format(" (such as {}: {})", floor.wish(),
                            LeftOutText(floor.wish_reason()));
}

}  // namespace

void FillFailedFloors(const FairRecords& records, const FairModel& model,
                      const schedule::Schedule& schedule,
                      const std::vector<schedule::LeftOut>& left_out,
                      v1::Schedule& to) {
  std::vector<int32_t> meetings(model.fair.participants.size());
  for (const schedule::Meeting& meeting : schedule.meetings) {
    const schedule::Wish& wish = model.fair.wishes[At(meeting.wish)];
    ++meetings[At(wish.a)];
    ++meetings[At(wish.b)];
  }
  const auto gaps = schedule::WhyFloorsFail(model.fair, schedule, left_out);
  for (size_t p = 0; p < gaps.size(); ++p) {
    if (gaps[p] == schedule::FloorGap::kReached) continue;
    v1::FailedFloor& floor = *to.add_failed_floors();
    floor.set_participant(records.participants[p].name());
    floor.set_floor(model.fair.participants[p].min_meetings);
    floor.set_meeting_count(meetings[p]);
    floor.set_reason(FailureFrom(gaps[p]));
  }
  if (to.failed_floors_size() > 0) {
    NameWishes(records, LeftOutReasons(model, left_out), to);
  }
}

absl::Status FloorsNotMet(const v1::Schedule& schedule) {
  const auto count = static_cast<size_t>(schedule.failed_floors_size());
  Violations violations;
  std::string message = count == 1
                            ? "a floor is not met: "
                            : fmt::format("{} floors are not met: ", count);
  size_t told = 0;
  for (const v1::FailedFloor& floor : schedule.failed_floors()) {
    const std::string part =
        fmt::format("{}{} has {} of {} meetings, as {}", told == 0 ? "" : "; ",
                    LastId(floor.participant()), floor.meeting_count(),
                    floor.floor(), FloorFailureText(floor.reason()));
    const bool all_before = told == violations.found();
    if (all_before && message.size() + part.size() <= kMostToldBytes) {
      message += part;
      ++told;
    }
    violations.Add(floor.participant(), DetailOf(floor));
  }
  if (told < count) message += fmt::format("; and {} more", count - told);
  return WithViolations(NotSchedulable("FLOORS", message), violations);
}

}  // namespace ketnoi::server
