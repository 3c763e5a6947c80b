// A trade fair as numbers: when and where meetings can be held, who takes part,
// and which meetings are wished for.
//
// Plain value types. Everything is named by its position: slot 3 is
// fair.slots[3]. docs/scheduling.md defines what a schedule is and which of two
// is better.

#ifndef KETNOI_MATCHER_SCHEDULE_FAIR_H_
#define KETNOI_MATCHER_SCHEDULE_FAIR_H_

#include <array>
#include <cstdint>
#include <limits>
#include <vector>

#include "absl/status/status.h"
#include "matcher/schedule/slot_set.h"

namespace ketnoi::schedule {

inline constexpr int32_t kMostTables = 5'000;
inline constexpr int32_t kMostAreas = 500;
inline constexpr int32_t kMostInterpreters = 500;
inline constexpr int32_t kMostParticipants = 20'000;
inline constexpr int32_t kMostWishes = 200'000;
inline constexpr int32_t kMostSeats = 20;      // of a participant
inline constexpr int32_t kMostCapacity = 100;  // of a table
inline constexpr int64_t kMostWishValue = 1'000'000;
inline constexpr int32_t kNone = -1;  // instead of a position
inline constexpr int32_t kNoMaximum = std::numeric_limits<int32_t>::max();

// A meeting takes one slot. Slots are in the order of time and do not overlap.
struct Slot {
  int32_t day = 0;      // of the fair; does not fall from slot to slot
  int32_t session = 0;  // likewise
};

struct Table {
  int32_t area = 0;      // at least 0; what counts is whether two are the same
  int32_t capacity = 1;  // meetings at the same time: 1 to kMostCapacity
  SlotSet available;
  uint64_t features = 0;  // a bit each
};

// One person, who takes part in one meeting of a slot.
struct Interpreter {
  uint64_t languages = 0;  // a bit each
  SlotSet available;
};

enum class Side : uint8_t { kBuyer, kSupplier };

struct Participant {
  Side side = Side::kBuyer;
  int32_t seats = 1;  // meetings at the same time: 1 to kMostSeats
  SlotSet available;
  uint64_t languages = 0;  // a bit each; 0: needs no common language
  // Where all meetings of the participant are, if not kNone. No others are
  // there. Of two participants with tables, a wish's `a` is visited.
  int32_t home_table = kNone;
  // Stays: another table in the next meeting is a move of tables.
  bool seated = false;
  int32_t min_meetings = 0;  // a floor: wanted, not required
  int32_t max_meetings = kNoMaximum;
  // How many slots of a day, one after the other, have meetings of the
  // participant at most; 0: any number.
  int32_t most_consecutive = 0;
  // Came after the schedule was printed: when it is made again, no other
  // meeting moves or goes for theirs.
  bool late = false;
  // Of each of Fair::lunches, one slot has no meeting of the participant, who
  // may be there in it or not.
  bool lunch = false;
};

// A meeting that could be held, once.
struct Wish {
  int32_t a = 0, b = 0;  // two participants, the buyer first where there is one
  int64_t value = 0;     // 0 to kMostWishValue
  bool must = false;     // counted before all values
  bool forbidden = false;  // one of the two does not want it: it is not held
  // Held for certain, in the only slot of `slots`.
  bool fixed = false;
  SlotSet slots;               // in which it can be held, as far as it goes
  int32_t table = kNone;       // the only one, if not kNone
  uint64_t features = 0;       // all of which the table must have
  std::vector<int32_t> after;  // wishes that, if both are held, come before it
};

// A wish that is held.
struct Meeting {
  int32_t wish = 0;
  int32_t slot = 0;
  int32_t table = 0;
  int32_t interpreter = kNone;  // of those who understand each other

  friend bool operator==(const Meeting&, const Meeting&) = default;
};

// What a schedule is judged by, one after the other.
enum class Goal : uint8_t {
  kMusts,       // more of the wishes with `must` are held
  kValue,       // a higher sum of the values of those held
  kFloors,      // fewer meetings missing below min_meetings
  kBreaks,      // fewer breaks
  kAreaMoves,   // fewer moves of participants between areas
  kTableMoves,  // fewer changes of tables by seated participants
};
inline constexpr int32_t kGoalCount = 6;

struct Fair {
  std::vector<Slot> slots;
  std::vector<Table> tables;
  std::vector<Interpreter> interpreters;
  std::vector<Participant> participants;
  std::vector<Wish> wishes;
  std::vector<SlotSet> lunches;
  // Meetings that have begun or were held, rising by wish; their wishes are
  // fixed to their slots. A schedule has them exactly as they are, whoever or
  // whatever is not there, and however many there are at once; what they take
  // is taken from the others, to whom it does not become available. Maximums
  // and rest must leave room for them.
  std::vector<Meeting> settled;
  // Each goal once; the first three before the others, as a fair without
  // meetings would have the fewest breaks.
  std::array<Goal, kGoalCount> goals = {Goal::kMusts,     Goal::kValue,
                                        Goal::kFloors,    Goal::kBreaks,
                                        Goal::kAreaMoves, Goal::kTableMoves};
};

// Whether the two have a language in common or need none.
inline bool Understand(const Participant& a, const Participant& b) {
  return a.languages == 0 || b.languages == 0 ||
         (a.languages & b.languages) != 0;
}
// Whether the interpreter speaks a language of each.
inline bool Interprets(const Interpreter& interpreter, const Participant& a,
                       const Participant& b) {
  return (interpreter.languages & a.languages) != 0 &&
         (interpreter.languages & b.languages) != 0;
}

// INVALID_ARGUMENT, naming the first thing that is not as said above, that
// collides with another, or that goes in a circle: "wishes[3].after[0] is 7,
// and there are 5 wishes". What can merely not be had (a floor, a wish without
// a common slot, no table at all) is no error.
absl::Status CheckFair(const Fair& fair);

}  // namespace ketnoi::schedule

#endif  // KETNOI_MATCHER_SCHEDULE_FAIR_H_
