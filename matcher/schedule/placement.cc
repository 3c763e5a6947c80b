#include "matcher/schedule/placement.h"

#include <algorithm>
#include <cstddef>

#include "matcher/optimize/at.h"

namespace ketnoi::schedule {

Placement::Placement(Timetable& timetable, optimize::Work& work)
    : timetable_(timetable),
      work_(work),
      visited_(timetable.index().fair->participants.size()),
      collected_(timetable.index().fair->wishes.size()) {}

bool Placement::Visit(int32_t participant) {
  if (visited_[At(participant)] == stamp_) return false;
  visited_[At(participant)] = stamp_;
  participants_.push_back(participant);
  return true;
}

void Placement::StartSwap() {
  ++stamp_;
  participants_.clear();
  wishes_.clear();
}

// Adds the meetings that hang together with the participant's, and who is in
// them; false: one of them cannot be in the other slot.
bool Placement::Collect(int32_t participant, int32_t a, int32_t b) {
  const FairIndex& index = timetable_.index();
  size_t next = participants_.size();
  Visit(participant);
  for (; next < participants_.size(); ++next) {
    const int32_t p = participants_[next];
    for (const int32_t slot : {a, b}) {
      for (int32_t w = timetable_.FirstOf(p, slot); w != kNone;
           w = timetable_.NextOf(p, w)) {
        if (collected_[At(w)] == stamp_) continue;
        collected_[At(w)] = stamp_;
        const Wish& wish = index.fair->wishes[At(w)];
        if (wish.fixed || !index.can[At(w)].Has(slot == a ? b : a)) {
          return false;
        }
        wishes_.push_back(w);
        Visit(wish.a == p ? wish.b : wish.a);
      }
    }
    if (wishes_.size() > kMostSwapped) return false;
  }
  return true;
}

// Changes the slots of the meetings that were collected.
bool Placement::Swap(int32_t a, int32_t b) {
  const Timetable::Mark mark = timetable_.Now();
  std::vector<int32_t> to;
  to.reserve(wishes_.size());
  for (const int32_t w : wishes_) {
    to.push_back(timetable_.SlotOf(w) == a ? b : a);
    timetable_.Remove(w);
  }
  for (size_t i = 0; i < wishes_.size(); ++i) {
    if (!timetable_.Place(wishes_[i], to[i])) {
      timetable_.UndoTo(mark);
      return false;
    }
  }
  return true;
}

bool Placement::SwapSlots(int32_t participant, int32_t a, int32_t b) {
  StartSwap();
  const bool can = Collect(participant, a, b);
  work_.Spend(4 * static_cast<int64_t>(wishes_.size()) + 4);
  return can && Swap(a, b);
}

// How many more of those collected are in slot `a` than in the other.
int32_t Placement::MoreFrom(int32_t a) const {
  int32_t more = 0;
  for (const int32_t w : wishes_) more += timetable_.SlotOf(w) == a ? 1 : -1;
  return more;
}

bool Placement::SwapBalanced(int32_t participant, int32_t a, int32_t b,
                             Random& random) {
  constexpr int kMostAdded = 6;
  StartSwap();
  bool can = Collect(participant, a, b);
  for (int added = 0; can && added < kMostAdded; ++added) {
    const int32_t more = MoreFrom(a);
    const int32_t into = more > 0 ? b : a;  // the slot that gets more
    const std::vector<int32_t>& in = timetable_.In(into);
    if (wishes_.empty() || in.empty() || more == 0 ||
        timetable_.HasTable(wishes_[0], into)) {
      break;
    }
    const int32_t w = in[At(random.Below(in.size()))];
    if (collected_[At(w)] != stamp_) {
      can = Collect(timetable_.index().fair->wishes[At(w)].a, a, b);
    }
  }
  work_.Spend(4 * static_cast<int64_t>(wishes_.size()) + 4);
  return can && Swap(a, b);
}

bool Placement::InsertWhereFree(int32_t wish) {
  const FairIndex& index = timetable_.index();
  const Wish& of = index.fair->wishes[At(wish)];
  work_.Spend(2);
  if (timetable_.Full(of.a) || timetable_.Full(of.b)) return false;
  SlotSet slots =
      index.can[At(wish)] & timetable_.Open(of.a) & timetable_.Open(of.b);
  // The slot with the fewest meetings first: it is likely to have a table, and
  // to leave others one.
  while (!slots.Empty()) {
    int32_t best = kNone;
    for (int32_t s = slots.Next(0); s != kNone; s = slots.Next(s + 1)) {
      if (best == kNone ||
          timetable_.In(s).size() < timetable_.In(best).size()) {
        best = s;
      }
    }
    work_.Spend(2);
    if (timetable_.Place(wish, best)) return true;
    slots.Remove(best);
  }
  return false;
}

// Swaps the slot of `busy`, one of the two of the wish, with each slot in which
// it is free.
bool Placement::FreeAndPlace(int32_t wish, int32_t slot, int32_t busy) {
  const SlotSet& open = timetable_.Open(busy);
  for (int32_t s = open.Next(0); s != kNone; s = open.Next(s + 1)) {
    const Timetable::Mark mark = timetable_.Now();
    if (!SwapSlots(busy, slot, s)) continue;
    if (timetable_.Place(wish, slot)) return true;
    timetable_.UndoTo(mark);
    if (work_.exhausted()) return false;
  }
  return false;
}

bool Placement::InsertBySwaps(int32_t wish) {
  if (InsertWhereFree(wish)) return true;
  const FairIndex& index = timetable_.index();
  const Wish& of = index.fair->wishes[At(wish)];
  if (timetable_.Full(of.a) || timetable_.Full(of.b)) return false;
  const SlotSet& can = index.can[At(wish)];
  for (int32_t s = can.Next(0); s != kNone; s = can.Next(s + 1)) {
    const bool a = timetable_.Open(of.a).Has(s);
    const bool b = timetable_.Open(of.b).Has(s);
    if (a == b) continue;
    if (FreeAndPlace(wish, s, a ? of.b : of.a)) return true;
    if (work_.exhausted()) return false;
  }
  return false;
}

// Moves the wish, which is held, to another slot where its two are free.
bool Placement::MoveAway(int32_t wish, int32_t slot) {
  const FairIndex& index = timetable_.index();
  const Wish& of = index.fair->wishes[At(wish)];
  work_.Spend(2);
  SlotSet slots =
      index.can[At(wish)] & timetable_.Open(of.a) & timetable_.Open(of.b);
  slots.Remove(slot);
  for (int32_t s = slots.Next(0); s != kNone; s = slots.Next(s + 1)) {
    if (!timetable_.HasTable(wish, s)) continue;
    const Timetable::Mark mark = timetable_.Now();
    timetable_.Remove(wish);
    if (timetable_.Place(wish, s)) return true;
    timetable_.UndoTo(mark);
  }
  return false;
}

bool Placement::InsertAtFreedTable(int32_t wish) {
  const FairIndex& index = timetable_.index();
  const Wish& of = index.fair->wishes[At(wish)];
  if (timetable_.Full(of.a) || timetable_.Full(of.b)) return false;
  const SlotSet slots =
      index.can[At(wish)] & timetable_.Open(of.a) & timetable_.Open(of.b);
  for (int32_t s = slots.Next(0); s != kNone; s = slots.Next(s + 1)) {
    const std::vector<int32_t> in = timetable_.In(s);
    for (const int32_t other : in) {
      if (work_.exhausted()) return false;
      if (index.fair->wishes[At(other)].fixed) continue;
      const Timetable::Mark mark = timetable_.Now();
      if (!MoveAway(other, s)) continue;
      if (timetable_.Place(wish, s)) return true;
      timetable_.UndoTo(mark);
    }
  }
  return false;
}

bool Placement::Insert(int32_t wish) {
  return InsertBySwaps(wish) || InsertAtFreedTable(wish);
}

}  // namespace ketnoi::schedule
