// A schedule in the making: which wishes are held in which slots, at tables and
// with interpreters of which kinds. Every hard rule holds at all times, but
// that fixed wishes are held.

#ifndef KETNOI_MATCHER_SCHEDULE_TIMETABLE_H_
#define KETNOI_MATCHER_SCHEDULE_TIMETABLE_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "matcher/optimize/at.h"
#include "matcher/schedule/fair_index.h"
#include "matcher/schedule/pool_use.h"

namespace ketnoi::schedule {

// Holds what is settled from the beginning. Refers to the index. What was done
// since a mark can be undone. Not thread-safe. Memory: O(participants * slots +
// wishes).
class Timetable {
 public:
  explicit Timetable(const FairIndex& index);

  const FairIndex& index() const { return index_; }
  // kNone: not held.
  int32_t SlotOf(int32_t wish) const { return slot_of_[At(wish)]; }
  int32_t TableKindOf(int32_t wish) const { return tables_.KindOf(wish); }
  int32_t InterpreterKindOf(int32_t wish) const {
    return interpreters_.KindOf(wish);
  }
  // Held in the slot, in no order that means anything.
  const std::vector<int32_t>& In(int32_t slot) const {
    return in_slot_[At(slot)];
  }
  int32_t HeldBy(int32_t participant) const { return held_[At(participant)]; }
  // Slots in which the participant is there and has a seat left.
  const SlotSet& Open(int32_t participant) const {
    return open_[At(participant)];
  }
  // Slots in which the participant has a meeting.
  const SlotSet& Busy(int32_t participant) const {
    return busy_[At(participant)];
  }
  // The first meeting of the participant in the slot, and the next one after a
  // wish of theirs there; kNone: there is none.
  int32_t FirstOf(int32_t participant, int32_t slot) const {
    return first_[Cell(participant, slot)];
  }
  int32_t NextOf(int32_t participant, int32_t wish) const {
    return next_[Link(participant, wish)];
  }
  bool Full(int32_t participant) const {
    return HeldBy(participant) >= index_.most[At(participant)];
  }
  bool HasTable(int32_t wish, int32_t slot) const {
    return tables_.HasFree(wish, slot);
  }

  // From now on, while nothing but what is settled is held: each participant of
  // whom some wish is not in the slot that `printed` has for it, by wish, costs
  // `change_cost` of worth. kNone: it was not printed; kCannotStay: it was, and
  // changes wherever it is.
  static constexpr int32_t kCannotStay = -2;
  void KeepPrinted(std::vector<int32_t> printed, int64_t change_cost);
  bool KeepsPrinted() const { return !printed_.empty(); }
  // Participants with such wishes.
  int32_t ChangedAgendas() const { return changed_; }

  // Worth of what is held, below-floor meetings and changes taken off.
  int64_t worth() const { return worth_; }
  // What holding the wish adds, and what letting it go costs, changes apart.
  int64_t GainOf(int32_t wish) const;
  int64_t LossOf(int32_t wish) const;

  // Whether the wish, which is not held, could be in the slot as far as people
  // are concerned; tables and interpreters may still be missing.
  bool Allows(int32_t wish, int32_t slot) const;
  // Whether the wishes that are to come before or after it allow it.
  bool OrderAllows(int32_t wish, int32_t slot) const;
  // Whether a meeting in the slot, beside those in the slots `busy`, leaves the
  // participant the lunches and pauses that are due.
  bool RestAllows(int32_t participant, int32_t slot, const SlotSet& busy) const;
  enum class Placing : uint8_t {
    kPlaced,
    kNotAllowed,
    kNoTable,
    kNoInterpreter,
  };
  // Holds the wish, which is not held, in the slot; but for kPlaced, nothing
  // has changed, and it is said what is against it.
  Placing TryPlace(int32_t wish, int32_t slot);
  bool Place(int32_t wish, int32_t slot) {
    return TryPlace(wish, slot) == Placing::kPlaced;
  }
  // The wish must be held.
  void Remove(int32_t wish);
  // Like Place, with a table and an interpreter of these kinds alone (kNone: it
  // needs no interpreter).
  bool PlaceWith(int32_t wish, int32_t slot, int32_t table,
                 int32_t interpreter);
  // Changes the kind of the table of a wish that is held, in its slot; false,
  // and nothing changed: it cannot be held there, or no unit is left.
  bool SetTableKind(int32_t wish, int32_t kind);
  // Two wishes held in one slot take each other's kinds; false, and nothing
  // changed: one of them cannot be held there.
  bool SwapTableKinds(int32_t a, int32_t b);

  using Mark = size_t;
  Mark Now() const { return journal_.size(); }
  // Undoes, in reverse, all that was done since.
  void UndoTo(Mark mark);
  // Adds the wishes that something was done with since, some more than once.
  void AddTouched(Mark mark, std::vector<int32_t>& wishes) const;
  // Forgets what was done: marks from before are no longer of use.
  void Keep() { journal_.clear(); }

 private:
  enum class Act : uint8_t {
    kPlaced,
    kRemoved,
    kTableShift,
    kInterpreterShift
  };
  struct Entry {
    Act act;
    int32_t wish;
    int32_t slot;
    int32_t table = kNone;  // the kind, before it in shifts
    int32_t interpreter = kNone;
  };

  size_t Cell(int32_t participant, int32_t slot) const {
    return At(participant) * At(index_.slot_count) + At(slot);
  }
  size_t Link(int32_t participant, int32_t wish) const {
    return 2 * At(wish) +
           (index_.fair->wishes[At(wish)].a == participant ? 0 : 1);
  }
  int32_t& LoadOf(int32_t participant, int32_t slot) {
    return load_[Cell(participant, slot)];
  }
  void Settle(const Meeting& meeting);
  void Displace(int32_t participant, int32_t by);
  static bool CanHave(const Pool& pool, int32_t wish, int32_t kind);
  void ShiftTable(int32_t wish, int32_t kind);
  bool Take(PoolUse& use, Act act, int32_t wish, int32_t slot);
  void Join(int32_t participant, int32_t wish, int32_t slot);
  void Leave(int32_t participant, int32_t wish, int32_t slot);
  void Enter(int32_t wish, int32_t slot);
  void Exit(int32_t wish, int32_t slot);

  const FairIndex& index_;
  PoolUse tables_, interpreters_;
  std::vector<int32_t> slot_of_;
  std::vector<int32_t> at_;  // by wish: the place in In(slot)
  std::vector<std::vector<int32_t>> in_slot_;
  std::vector<int32_t> load_, first_;  // by participant and slot
  std::vector<int32_t> next_;          // by wish and which of the two
  std::vector<SlotSet> open_, busy_;
  std::vector<int32_t> held_;
  int64_t worth_ = 0;
  std::vector<int32_t> printed_;    // by wish: the slot; empty: nothing was
  std::vector<int32_t> displaced_;  // by participant: printed wishes elsewhere
  int64_t change_cost_ = 0;
  int32_t changed_ = 0;
  std::vector<Entry> journal_;
  std::vector<PoolUse::Shift> shifts_;  // of one Take
};

}  // namespace ketnoi::schedule

#endif  // KETNOI_MATCHER_SCHEDULE_TIMETABLE_H_
