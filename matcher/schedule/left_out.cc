#include "matcher/schedule/left_out.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "matcher/optimize/at.h"
#include "matcher/schedule/fair_index.h"
#include "matcher/schedule/timetable.h"

namespace ketnoi::schedule {
namespace {

class Reasons {
 public:
  Reasons(const FairIndex& index, Timetable& timetable)
      : index_(index), timetable_(timetable) {}

  LeftOut Of(int32_t w) {
    const Wish& wish = index_.fair->wishes[At(w)];
    if (timetable_.SlotOf(w) != kNone) return LeftOut::kHeld;
    if (wish.forbidden) return LeftOut::kForbidden;
    if (index_.can[At(w)].Empty()) return WhyNever(w, wish);
    if (Full(wish.a)) return LeftOut::kFirstFull;
    if (Full(wish.b)) return LeftOut::kSecondFull;
    return WhyNotNow(w, wish);
  }

 private:
  bool Full(int32_t p) const {
    return timetable_.Full(p) || timetable_.Open(p).Empty();
  }

  LeftOut WhyNever(int32_t w, const Wish& wish) const {
    const std::vector<Participant>& all = index_.fair->participants;
    SlotSet slots =
        wish.slots & all[At(wish.a)].available & all[At(wish.b)].available;
    if (slots.Empty()) return LeftOut::kNoCommonSlot;
    const SlotSet& tables = index_.tables.SlotsFor(w);
    if (tables.Empty()) return LeftOut::kNoSuitableTable;
    if ((slots & tables).Empty()) return LeftOut::kTableAway;
    return index_.interpreters.SlotsFor(w).Empty() ? LeftOut::kNoInterpreter
                                                   : LeftOut::kInterpreterAway;
  }

  LeftOut WhyNotNow(int32_t w, const Wish& wish) {
    const SlotSet both =
        wish.slots & timetable_.Open(wish.a) & timetable_.Open(wish.b);
    if (both.Empty()) return LeftOut::kNoFreeSlot;
    const SlotSet free = both & index_.can[At(w)];
    if (free.Empty()) {
      return (both & index_.tables.SlotsFor(w)).Empty()
                 ? LeftOut::kNoTableThen
                 : LeftOut::kNoFreeInterpreter;
    }
    SlotSet in_order, allowed;
    for (int32_t s = free.Next(0); s != kNone; s = free.Next(s + 1)) {
      if (timetable_.OrderAllows(w, s)) in_order.Add(s);
      if (timetable_.Allows(w, s)) allowed.Add(s);
    }
    if (in_order.Empty()) return LeftOut::kOrder;
    if (allowed.Empty()) return LeftOut::kRest;
    bool table = false;
    for (int32_t s = allowed.Next(0); s != kNone; s = allowed.Next(s + 1)) {
      switch (timetable_.TryPlace(w, s)) {
        case Timetable::Placing::kPlaced:
          timetable_.UndoTo(0);
          return LeftOut::kCouldBeHeld;
        case Timetable::Placing::kNoInterpreter:
          table = true;
          break;
        case Timetable::Placing::kNoTable:
        case Timetable::Placing::kNotAllowed:
          break;
      }
    }
    return table ? LeftOut::kNoFreeInterpreter : LeftOut::kNoFreeTable;
  }

  const FairIndex& index_;
  Timetable& timetable_;
};

// Places for meetings of one participant: so many seats in each slot.
class OwnPlaces {
 public:
  explicit OwnPlaces(int32_t seats) : seats_(At(seats)) {}

  // Whether one more that can be in these slots has a place, if those before
  // make room for it.
  bool Add(const SlotSet& slots) {
    slots_of_.push_back(slots);
    seen_ = {};
    return Find(slots_of_.size() - 1);
  }

 private:
  bool Find(size_t meeting) {
    const SlotSet slots = slots_of_[meeting];
    for (int32_t s = slots.Next(0); s != kNone; s = slots.Next(s + 1)) {
      if (seen_.Has(s)) continue;
      seen_.Add(s);
      std::vector<size_t>& here = in_slot_[At(s)];
      if (here.size() < seats_) {
        here.push_back(meeting);
        return true;
      }
      for (size_t& other : here) {
        if (!Find(other)) continue;
        other = meeting;
        return true;
      }
    }
    return false;
  }

  size_t seats_;
  std::vector<SlotSet> slots_of_;
  std::array<std::vector<size_t>, size_t{kMostSlots}> in_slot_;
  SlotSet seen_;
};

// Slots that lunch takes of those in which the participant is there, at least:
// windows that share slots with those before may need none of their own.
int32_t Lunches(const Fair& fair, const Participant& one) {
  if (!one.lunch) return 0;
  int32_t count = 0;
  SlotSet seen;
  for (const SlotSet& lunch : fair.lunches) {
    if (lunch.Empty() || !(lunch - one.available).Empty() ||
        !(lunch & seen).Empty()) {
      continue;
    }
    seen |= lunch;
    ++count;
  }
  return count;
}

FloorGap GapOf(const Fair& fair, int32_t p, const std::vector<int32_t>& wishes,
               const std::vector<LeftOut>& left_out) {
  const Participant& one = fair.participants[At(p)];
  OwnPlaces places(one.seats);
  int32_t possible = 0, together = 0;
  bool partners = false, venue = false;
  for (const int32_t w : wishes) {
    const Wish& wish = fair.wishes[At(w)];
    const LeftOut why = left_out[At(w)];
    if (why == LeftOut::kHeld || why > LeftOut::kInterpreterAway) {
      ++possible;
      together +=
          places.Add(wish.slots & fair.participants[At(wish.a)].available &
                     fair.participants[At(wish.b)].available)
              ? 1
              : 0;
    }
    partners |=
        why == LeftOut::kNoFreeSlot ||
        why == (wish.a == p ? LeftOut::kSecondFull : LeftOut::kFirstFull);
    venue |= why == LeftOut::kNoTableThen || why == LeftOut::kNoFreeTable ||
             why == LeftOut::kNoFreeInterpreter;
  }
  const int32_t seats =
      one.seats * (one.available.Count() - Lunches(fair, one));
  if (seats < one.min_meetings && seats <= possible) return FloorGap::kFewSlots;
  if (together < one.min_meetings) return FloorGap::kFewWishes;
  if (partners) return FloorGap::kPartnersFull;
  return venue ? FloorGap::kVenueFull : FloorGap::kOther;
}

}  // namespace

absl::StatusOr<std::vector<LeftOut>> WhyLeftOut(const Fair& fair,
                                                const Schedule& schedule) {
  absl::StatusOr<FairIndex> index = IndexFair(fair);
  if (!index.ok()) return index.status();
  Timetable timetable(*index);
  for (const Meeting& meeting : schedule.meetings) {
    if (timetable.SlotOf(meeting.wish) == kNone &&
        !timetable.Place(meeting.wish, meeting.slot)) {
      return absl::InternalError("a schedule that was checked has no place");
    }
  }
  timetable.Keep();
  Reasons reasons(*index, timetable);
  std::vector<LeftOut> left_out;
  for (size_t w = 0; w < fair.wishes.size(); ++w) {
    left_out.push_back(reasons.Of(static_cast<int32_t>(w)));
  }
  return left_out;
}

std::vector<FloorGap> WhyFloorsFail(const Fair& fair, const Schedule& schedule,
                                    const std::vector<LeftOut>& left_out) {
  std::vector<std::vector<int32_t>> wishes(fair.participants.size());
  std::vector<int32_t> held(fair.participants.size());
  for (size_t w = 0; w < fair.wishes.size(); ++w) {
    wishes[At(fair.wishes[w].a)].push_back(static_cast<int32_t>(w));
    wishes[At(fair.wishes[w].b)].push_back(static_cast<int32_t>(w));
  }
  for (const Meeting& meeting : schedule.meetings) {
    ++held[At(fair.wishes[At(meeting.wish)].a)];
    ++held[At(fair.wishes[At(meeting.wish)].b)];
  }
  std::vector<FloorGap> gaps;
  for (size_t p = 0; p < held.size(); ++p) {
    gaps.push_back(
        held[p] >= fair.participants[p].min_meetings
            ? FloorGap::kReached
            : GapOf(fair, static_cast<int32_t>(p), wishes[p], left_out));
  }
  return gaps;
}

}  // namespace ketnoi::schedule
