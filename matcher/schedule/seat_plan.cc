#include "matcher/schedule/seat_plan.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <tuple>
#include <utility>

#include "matcher/optimize/at.h"

namespace ketnoi::schedule {
namespace {

// Meetings of a participant that can all be at one table: one of each slot,
// with no other slot with meetings of theirs between them on the day.
struct Stay {
  int32_t participant = kNone;
  int32_t area = 0;
  SlotSet slots;
  std::vector<int32_t> wishes;  // in the order of time
};

class SeatPlanner {
 public:
  SeatPlanner(Timetable& timetable, const std::vector<int32_t>& printed)
      : timetable_(timetable),
        index_(timetable.index()),
        fair_(*index_.fair),
        printed_(printed),
        kept_(printed),
        used_(fair_.tables.size() * At(index_.slot_count)),
        last_table_(fair_.participants.size(), kNone),
        stays_of_(fair_.participants.size()),
        by_area_(std::find(fair_.goals.begin(), fair_.goals.end(),
                           Goal::kAreaMoves) < std::find(fair_.goals.begin(),
                                                         fair_.goals.end(),
                                                         Goal::kTableMoves)) {
    for (const Table& table : fair_.tables) free_.push_back(table.available);
  }

  std::vector<int32_t> Run() {
    for (size_t w = 0; w < printed_.size(); ++w) {
      if (printed_[w] != kNone) Keep(static_cast<int32_t>(w), printed_[w]);
    }
    int32_t first = 0;
    while (first < index_.slot_count) {
      SlotSet day;
      int32_t end = first;
      while (end < index_.slot_count &&
             fair_.slots[At(end)].day == fair_.slots[At(first)].day) {
        day.Add(end++);
      }
      PlanDay(day);
      first = end;
    }
    return std::move(kept_);
  }

 private:
  const Pool::Kind& KindOf(int32_t wish) const {
    return index_.tables.kinds[At(timetable_.TableKindOf(wish))];
  }

  void Keep(int32_t wish, int32_t table) {
    const int32_t slot = timetable_.SlotOf(wish);
    kept_[At(wish)] = table;
    int32_t& used = used_[At(table) * At(index_.slot_count) + At(slot)];
    if (++used >= fair_.tables[At(table)].capacity) {
      free_[At(table)].Remove(slot);
    }
  }

  void PlanDay(const SlotSet& day) {
    std::vector<Stay> stays = StaysOf(day);
    std::sort(stays.begin(), stays.end(), [](const Stay& a, const Stay& b) {
      const auto key = [](const Stay& stay) {
        return std::tuple(stay.slots.Next(0), -stay.slots.Count(),
                          stay.participant, stay.area);
      };
      return key(a) < key(b);
    });
    untouched_.assign(fair_.tables.size(), true);
    for (int32_t s = day.Next(0); s != kNone; s = day.Next(s + 1)) {
      for (const int32_t w : timetable_.In(s)) {
        if (printed_[At(w)] != kNone) untouched_[At(printed_[At(w)])] = false;
      }
    }
    std::fill(last_table_.begin(), last_table_.end(), kNone);
    left_ = static_cast<int32_t>(stays.size());
    for (const Stay& stay : stays) {
      if (!KeepOne(stay)) KeepFew(stay);
      --left_;
    }
  }

  std::vector<Stay> StaysOf(const SlotSet& day) {
    std::vector<Stay> stays;
    for (std::vector<int32_t>& of : stays_of_) of.clear();
    for (int32_t s = day.Next(0); s != kNone; s = day.Next(s + 1)) {
      std::vector<int32_t> wishes = timetable_.In(s);
      std::sort(wishes.begin(), wishes.end());
      for (const int32_t w : wishes) {
        const int32_t p = WhoStays(w, day);
        if (p == kNone) continue;
        Stay& stay = StayIn(p, KindOf(w).area, s, day, stays);
        if (stay.slots.Has(s)) continue;
        stay.slots.Add(s);
        stay.wishes.push_back(w);
      }
    }
    std::erase_if(stays,
                  [](const Stay& stay) { return stay.wishes.size() < 2; });
    return stays;
  }

  // The stay that a meeting in the area and slot goes on with, or a new one.
  Stay& StayIn(int32_t participant, int32_t area, int32_t slot,
               const SlotSet& day, std::vector<Stay>& stays) {
    const SlotSet busy = timetable_.Busy(participant) & day;
    std::vector<int32_t>& of = stays_of_[At(participant)];
    for (const int32_t at : of) {
      Stay& stay = stays[At(at)];
      const int32_t last = timetable_.SlotOf(stay.wishes.back());
      const bool goes_on = last == slot || busy.Next(last + 1) == slot;
      if (goes_on && (!by_area_ || stay.area == area)) return stay;
    }
    of.push_back(static_cast<int32_t>(stays.size()));
    Stay& stay = stays.emplace_back();
    stay.participant = participant;
    stay.area = area;
    return stay;
  }

  // Whose table the wish is at, if it is neither's own.
  int32_t WhoStays(int32_t w, const SlotSet& day) const {
    const Wish& wish = fair_.wishes[At(w)];
    const Participant& a = fair_.participants[At(wish.a)];
    const Participant& b = fair_.participants[At(wish.b)];
    if (a.home_table != kNone || b.home_table != kNone) return kNone;
    if (a.seated && b.seated) {
      return (timetable_.Busy(wish.a) & day).Count() >=
                     (timetable_.Busy(wish.b) & day).Count()
                 ? wish.a
                 : wish.b;
    }
    return a.seated ? wish.a : b.seated ? wish.b : kNone;
  }

  // One table for all of the stay, or nothing is changed.
  bool KeepOne(const Stay& stay) {
    for (const int32_t kind : KindsFor(stay)) {
      const int32_t table = TableFor(stay, kind);
      if (table == kNone || !Gather(stay, kind)) continue;
      for (const int32_t w : stay.wishes) {
        if (printed_[At(w)] == kNone) Keep(w, table);
      }
      Note(stay, table);
      return true;
    }
    return false;
  }

  void Note(const Stay& stay, int32_t table) {
    untouched_[At(table)] = false;
    last_table_[At(stay.participant)] = table;
  }

  // Kinds that all of the stay can have: first those that few others could do
  // with, as they are out of use at times or have few features; then those that
  // most of it has.
  std::vector<int32_t> KindsFor(const Stay& stay) const {
    std::vector<std::tuple<int32_t, int32_t, int32_t, int32_t>> kinds;
    for (const int32_t kind : index_.tables.KindsFor(stay.wishes[0])) {
      const Pool::Kind& of = index_.tables.kinds[At(kind)];
      if (by_area_ && of.area != stay.area) continue;
      int32_t has = 0;
      bool can = true;
      for (const int32_t w : stay.wishes) {
        const std::vector<int32_t>& can_have = index_.tables.KindsFor(w);
        can &= std::binary_search(can_have.begin(), can_have.end(), kind);
        has += timetable_.TableKindOf(w) == kind ? 1 : 0;
      }
      const Table& table = fair_.tables[At(of.members[0])];
      if (!can || !(stay.slots - table.available).Empty()) continue;
      kinds.emplace_back(table.available.Count(), std::popcount(table.features),
                         -has, kind);
    }
    std::sort(kinds.begin(), kinds.end());
    std::vector<int32_t> sorted;
    for (const auto& kind : kinds) sorted.push_back(std::get<3>(kind));
    return sorted;
  }

  // A table of the kind that is free for all of the stay: that of the stay
  // before; else one that nobody keeps, if there are enough for all that
  // follow.
  int32_t TableFor(const Stay& stay, int32_t kind) const {
    SlotSet needed = stay.slots;
    int32_t only = kNone;
    for (const int32_t w : stay.wishes) {
      const int32_t table = printed_[At(w)];
      if (table == kNone) continue;
      if (only != kNone && only != table) return kNone;
      only = table;
      needed.Remove(timetable_.SlotOf(w));
    }
    int32_t fresh = kNone, shared = kNone, fresh_count = 0;
    for (const int32_t table : index_.tables.kinds[At(kind)].members) {
      if (only != kNone && table != only) continue;
      if (!(needed - free_[At(table)]).Empty()) continue;
      if (table == last_table_[At(stay.participant)]) return table;
      if (untouched_[At(table)]) {
        ++fresh_count;
        if (fresh == kNone) fresh = table;
      } else if (shared == kNone) {
        shared = table;
      }
    }
    return fresh_count >= left_ || shared == kNone ? fresh : shared;
  }

  // Makes all of the stay of the kind, or changes nothing.
  bool Gather(const Stay& stay, int32_t kind) {
    const Timetable::Mark mark = timetable_.Now();
    for (const int32_t w : stay.wishes) {
      if (timetable_.TableKindOf(w) == kind) continue;
      if (printed_[At(w)] == kNone &&
          (timetable_.SetTableKind(w, kind) || ChangePlaces(w, kind))) {
        continue;
      }
      timetable_.UndoTo(mark);
      return false;
    }
    return true;
  }

  // With somebody who is at the kind and keeps no table yet.
  bool ChangePlaces(int32_t wish, int32_t kind) {
    for (const int32_t other : timetable_.In(timetable_.SlotOf(wish))) {
      if (timetable_.TableKindOf(other) == kind && kept_[At(other)] == kNone &&
          timetable_.SwapTableKinds(wish, other)) {
        return true;
      }
    }
    return false;
  }

  // Of tables that are free, always that which can be kept longest.
  void KeepFew(const Stay& stay) {
    size_t next = 0;
    while (next < stay.wishes.size()) {
      const auto [table, end] = LongestFrom(stay, next);
      // To be there once is not to keep it.
      const bool keeps = end > next + 1;
      for (; next < end; ++next) {
        const int32_t w = stay.wishes[next];
        if (keeps && printed_[At(w)] == kNone) Keep(w, table);
      }
      if (keeps) Note(stay, table);
    }
  }

  // The table, and the first of the stay from `first` on that cannot be there.
  std::pair<int32_t, size_t> LongestFrom(const Stay& stay, size_t first) const {
    const int32_t w = stay.wishes[first];
    if (printed_[At(w)] != kNone) {
      return {printed_[At(w)], EndAt(stay, first, printed_[At(w)])};
    }
    std::pair<int32_t, size_t> longest = {kNone, first + 1};
    for (const int32_t table : KindOf(w).members) {
      const size_t end = EndAt(stay, first, table);
      if (end > longest.second) longest = {table, end};
      if (end == stay.wishes.size()) break;
    }
    return longest;
  }

  size_t EndAt(const Stay& stay, size_t first, int32_t table) const {
    size_t end = first;
    for (; end < stay.wishes.size(); ++end) {
      const int32_t w = stay.wishes[end];
      if (printed_[At(w)] == table) continue;
      if (printed_[At(w)] != kNone ||
          !free_[At(table)].Has(timetable_.SlotOf(w))) {
        break;
      }
      const std::vector<int32_t>& members = KindOf(w).members;
      if (!std::binary_search(members.begin(), members.end(), table)) break;
    }
    return end;
  }

  Timetable& timetable_;
  const FairIndex& index_;
  const Fair& fair_;
  const std::vector<int32_t>& printed_;
  std::vector<int32_t> kept_;        // by wish
  std::vector<int32_t> used_;        // by table and slot: meetings that keep it
  std::vector<SlotSet> free_;        // by table: where it has room for more
  std::vector<bool> untouched_;      // by table: nobody keeps it on the day
  int32_t left_ = 0;                 // stays of the day that have no table yet
  std::vector<int32_t> last_table_;  // by participant, on the day
  std::vector<std::vector<int32_t>> stays_of_;  // by participant, on the day
  bool by_area_;  // nobody is moved to another area for a table
};

}  // namespace

std::vector<int32_t> PlanSeats(Timetable& timetable,
                               const std::vector<int32_t>& printed) {
  return SeatPlanner(timetable, printed).Run();
}

}  // namespace ketnoi::schedule
