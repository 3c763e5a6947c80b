// A schedule of a fair, what it comes to, and the verifier that shares no code
// with what makes schedules.

#ifndef KETNOI_MATCHER_SCHEDULE_SCHEDULE_H_
#define KETNOI_MATCHER_SCHEDULE_SCHEDULE_H_

#include <array>
#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "matcher/schedule/fair.h"

namespace ketnoi::schedule {

struct Schedule {
  std::vector<Meeting> meetings;  // rising by wish

  friend bool operator==(const Schedule&, const Schedule&) = default;
};

// What a schedule comes to, by goal and besides.
struct Measures {
  int64_t musts = 0;  // held
  int64_t value = 0;
  int64_t missing = 0;  // meetings below floors, over all participants
  // A break: two meetings of a participant, one after the other on the same
  // day, with slots between them in which there is none.
  int64_t breaks = 0;
  int64_t idle_slots = 0;  // the slots in breaks
  // Consecutive meetings of a participant on the same day in two areas; where
  // several are held at the same time, the areas of two slots have none in
  // common.
  int64_t area_moves = 0;
  // Likewise tables, of seated participants.
  int64_t table_moves = 0;

  // In the order of fair.goals, each so that more is better.
  std::array<int64_t, kGoalCount> ByGoal(const Fair& fair) const;

  friend bool operator==(const Measures&, const Measures&) = default;
};

// Requires a fair and a schedule that are valid. O(meetings log meetings).
Measures Measure(const Fair& fair, const Schedule& schedule);

// The breaks of each participant.
std::vector<int32_t> BreaksOf(const Fair& fair, const Schedule& schedule);

// Whether every hard rule holds; INTERNAL, naming the first that does not,
// otherwise. Requires a valid fair. O(meetings log meetings).
absl::Status Check(const Fair& fair, const Schedule& schedule);

}  // namespace ketnoi::schedule

#endif  // KETNOI_MATCHER_SCHEDULE_SCHEDULE_H_
