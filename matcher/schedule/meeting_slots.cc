#include "matcher/schedule/meeting_slots.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "matcher/optimize/at.h"

namespace ketnoi::schedule {
namespace {

class SlotFinder {
 public:
  explicit SlotFinder(const FairIndex& index)
      : index_(index), fair_(*index.fair) {
    found_.of = index.can;
  }

  MeetingSlots Run() {
    FindMaximums();
    while (changed_ && !found_.obstacle.has_value()) {
      changed_ = false;
      for (size_t w = 0; w < fair_.wishes.size(); ++w) {
        if (!fair_.wishes[w].forbidden) Narrow(static_cast<int32_t>(w));
      }
    }
    if (!found_.obstacle.has_value()) FindTooFewSlots();
    if (!found_.obstacle.has_value()) FindTooFewTables();
    return std::move(found_);
  }

 private:
  void Found(Obstacle::Why why, size_t position) {
    if (found_.obstacle.has_value()) return;
    found_.obstacle = {why, static_cast<int32_t>(position)};
  }

  void FindMaximums() {
    for (size_t p = 0; p < fair_.participants.size(); ++p) {
      const auto meetings = static_cast<int64_t>(index_.wishes_of[p].size());
      if (meetings > fair_.participants[p].max_meetings) {
        Found(Obstacle::Why::kMaximum, p);
      }
    }
  }

  void Remove(int32_t w, const SlotSet& slots) {
    const SlotSet left = found_.of[At(w)] - slots;
    changed_ |= !(left == found_.of[At(w)]);
    found_.of[At(w)] = left;
  }

  // Takes from others what follows from the wish's slots.
  void Narrow(int32_t w) {
    const SlotSet& slots = found_.of[At(w)];
    const int32_t first = slots.Next(0);
    if (first == kNone) {
      Found(Obstacle::Why::kNoSlot, At(w));
      return;
    }
    int32_t last = first;
    for (int32_t s = first; s != kNone; s = slots.Next(s + 1)) last = s;
    const SlotSet all = SlotSet::First(index_.slot_count);
    const SlotSet not_after = SlotSet::First(first + 1);
    const SlotSet not_before = all - SlotSet::First(last);
    for (const int32_t later : index_.after[At(w)]) Remove(later, not_after);
    for (const int32_t earlier : index_.before[At(w)]) {
      Remove(earlier, not_before);
    }
    if (first == last) TakeSlot(w, first);
  }

  void TakeSlot(int32_t w, int32_t slot) {
    const Wish& wish = fair_.wishes[At(w)];
    for (const int32_t p : {wish.a, wish.b}) {
      if (fair_.participants[At(p)].seats > 1) continue;
      for (const int32_t other : index_.wishes_of[At(p)]) {
        if (other != w) Remove(other, SlotSet::Of(slot));
      }
    }
  }

  void FindTooFewSlots() {
    for (size_t p = 0; p < fair_.participants.size(); ++p) {
      SlotSet slots;
      for (const int32_t w : index_.wishes_of[p]) slots |= found_.of[At(w)];
      const auto meetings = static_cast<int64_t>(index_.wishes_of[p].size());
      if (meetings > slots.Count() * fair_.participants[p].seats) {
        Found(Obstacle::Why::kTooFewSlots, p);
      }
    }
  }

  void FindTooFewTables() {
    int64_t tables = 0, meetings = 0;
    for (const Pool::Kind& kind : index_.tables.kinds) {
      for (const int32_t of_slot : kind.capacity) tables += of_slot;
    }
    for (const Wish& wish : fair_.wishes) meetings += wish.forbidden ? 0 : 1;
    if (meetings > tables) {
      found_.obstacle = {Obstacle::Why::kTooFewTables, kNone};
    }
  }

  const FairIndex& index_;
  const Fair& fair_;
  MeetingSlots found_;
  bool changed_ = true;
};

}  // namespace

MeetingSlots FindMeetingSlots(const FairIndex& index) {
  return SlotFinder(index).Run();
}

}  // namespace ketnoi::schedule
