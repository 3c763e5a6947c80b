#include "matcher/schedule/seating.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "matcher/optimize/at.h"
#include "matcher/schedule/seat_plan.h"

namespace ketnoi::schedule {
namespace {

class Seating {
 public:
  // `kept`: by wish, as PlanSeats.
  Seating(const Timetable& timetable, const Schedule& printed,
          const std::vector<int32_t>& kept)
      : timetable_(timetable),
        kept_(kept),
        index_(timetable.index()),
        fair_(*index_.fair),
        stays_at_(fair_.participants.size(), kNone),
        taken_(fair_.tables.size()),
        sitter_(fair_.tables.size(), kNone),
        busy_(fair_.interpreters.size(), kNone),
        printed_(fair_.wishes.size(), nullptr),
        settled_(fair_.wishes.size(), nullptr) {
    for (const Meeting& meeting : printed.meetings) {
      printed_[At(meeting.wish)] = &meeting;
    }
    for (const Meeting& meeting : fair_.settled) {
      settled_[At(meeting.wish)] = &meeting;
    }
  }

  Schedule Run() {
    for (int32_t slot = 0; slot < index_.slot_count; ++slot) SeatSlot(slot);
    std::sort(
        schedule_.meetings.begin(), schedule_.meetings.end(),
        [](const Meeting& a, const Meeting& b) { return a.wish < b.wish; });
    return std::move(schedule_);
  }

 private:
  void SeatSlot(int32_t slot) {
    if (slot > 0 &&
        fair_.slots[At(slot)].day != fair_.slots[At(slot) - 1].day) {
      std::fill(sitter_.begin(), sitter_.end(), kNone);
    }
    std::fill(taken_.begin(), taken_.end(), 0);
    std::vector<int32_t> wishes = timetable_.In(slot);
    std::sort(wishes.begin(), wishes.end());
    for (const int32_t w : wishes) {
      if (settled_[At(w)] != nullptr) Hold(*settled_[At(w)]);
    }
    // What was printed stays, and what is planned; then those who stay choose.
    std::vector<int32_t> unplanned, others;
    for (const int32_t w : wishes) {
      if (settled_[At(w)] != nullptr) continue;
      if (kept_[At(w)] == kNone) {
        unplanned.push_back(w);
      } else {
        Sit(w, slot, kept_[At(w)]);
      }
    }
    for (const int32_t w : unplanned) {
      const int32_t table = KeptTable(w);
      if (table == kNone) {
        others.push_back(w);
      } else {
        Sit(w, slot, table);
      }
    }
    for (const int32_t w : others) Sit(w, slot, FreeTable(w, slot));
  }

  bool Has(int32_t table) const {
    return taken_[At(table)] < fair_.tables[At(table)].capacity;
  }
  const std::vector<int32_t>& TablesFor(int32_t wish) const {
    return index_.tables.kinds[At(timetable_.TableKindOf(wish))].members;
  }

  int32_t KeptTable(int32_t w) const {
    const std::vector<int32_t>& tables = TablesFor(w);
    const Wish& wish = fair_.wishes[At(w)];
    for (const int32_t p : {wish.a, wish.b}) {
      const int32_t table = stays_at_[At(p)];
      if (table != kNone && Has(table) &&
          std::binary_search(tables.begin(), tables.end(), table)) {
        return table;
      }
    }
    return kNone;
  }

  // That which nobody who stays will want again, or latest.
  int32_t FreeTable(int32_t w, int32_t slot) const {
    int32_t best = kNone, best_wanted = kNone;
    for (const int32_t table : TablesFor(w)) {
      if (!Has(table)) continue;
      const int32_t wanted = WantedAgain(table, slot);
      if (wanted <= best_wanted) continue;
      best = table;
      best_wanted = wanted;
      if (wanted == kMostSlots) break;
    }
    return best;
  }

  // The next slot of the day in which who sat at the table last has a meeting;
  // kMostSlots: there is none.
  int32_t WantedAgain(int32_t table, int32_t slot) const {
    const int32_t sitter = sitter_[At(table)];
    if (sitter == kNone || stays_at_[At(sitter)] != table) return kMostSlots;
    const int32_t next = timetable_.Busy(sitter).Next(slot + 1);
    return next == kNone ||
                   fair_.slots[At(next)].day != fair_.slots[At(slot)].day
               ? kMostSlots
               : next;
  }

  void Sit(int32_t w, int32_t slot, int32_t table) {
    Hold({w, slot, table, InterpreterFor(w, slot)});
  }

  void Hold(const Meeting& meeting) {
    ++taken_[At(meeting.table)];
    const Wish& wish = fair_.wishes[At(meeting.wish)];
    for (const int32_t p : {wish.a, wish.b}) {
      if (!fair_.participants[At(p)].seated) continue;
      stays_at_[At(p)] = meeting.table;
      sitter_[At(meeting.table)] = p;
    }
    if (meeting.interpreter != kNone) {
      busy_[At(meeting.interpreter)] = meeting.slot;
    }
    schedule_.meetings.push_back(meeting);
  }

  int32_t InterpreterFor(int32_t w, int32_t slot) {
    const int32_t kind = timetable_.InterpreterKindOf(w);
    if (kind == kNone) return kNone;
    const std::vector<int32_t>& members =
        index_.interpreters.kinds[At(kind)].members;
    const Meeting* const printed = printed_[At(w)];
    if (printed != nullptr && printed->slot == slot &&
        std::binary_search(members.begin(), members.end(),
                           printed->interpreter) &&
        busy_[At(printed->interpreter)] != slot) {
      return printed->interpreter;
    }
    for (const int32_t one : members) {
      if (busy_[At(one)] != slot) return one;
    }
    return kNone;  // not reached: the kind had one left
  }

  const Timetable& timetable_;
  const std::vector<int32_t>& kept_;
  const FairIndex& index_;
  const Fair& fair_;
  std::vector<int32_t> stays_at_;  // by participant: the latest table
  std::vector<int32_t> taken_;     // by table, in the slot
  std::vector<int32_t> sitter_;    // by table: who sat there last and stays
  std::vector<int32_t> busy_;      // by interpreter: the latest slot
  std::vector<const Meeting*> printed_;  // by wish; null: it was not
  std::vector<const Meeting*> settled_;  // likewise
  Schedule schedule_;
};

// By wish: the table at which it stays as it is settled or was printed, or
// kNone.
std::vector<int32_t> StayPrinted(const Timetable& timetable,
                                 const Schedule& printed) {
  const FairIndex& index = timetable.index();
  const Fair& fair = *index.fair;
  std::vector<int32_t> kept(fair.wishes.size(), kNone);
  std::vector<int32_t> taken(fair.tables.size() * fair.slots.size());
  const auto keep = [&](const Meeting& meeting, int32_t most) {
    int32_t& there =
        taken[At(meeting.table) * fair.slots.size() + At(meeting.slot)];
    if (there >= most) return;
    ++there;
    kept[At(meeting.wish)] = meeting.table;
  };
  for (const Meeting& meeting : fair.settled) keep(meeting, kNoMaximum);
  for (const Meeting& meeting : printed.meetings) {
    if (timetable.SlotOf(meeting.wish) != meeting.slot ||
        kept[At(meeting.wish)] != kNone) {
      continue;
    }
    const std::vector<int32_t>& tables =
        index.tables.kinds[At(timetable.TableKindOf(meeting.wish))].members;
    if (std::binary_search(tables.begin(), tables.end(), meeting.table)) {
      keep(meeting, fair.tables[At(meeting.table)].capacity);
    }
  }
  return kept;
}

}  // namespace

Schedule SeatSlotBySlot(const Timetable& timetable, const Schedule& printed) {
  return Seating(timetable, printed, StayPrinted(timetable, printed)).Run();
}

Schedule Seat(const Timetable& timetable, const Schedule& printed) {
  const Fair& fair = *timetable.index().fair;
  Schedule best = SeatSlotBySlot(timetable, printed);
  Measures measures = Measure(fair, best);
  if (measures.table_moves == 0) return best;
  Timetable gathered = timetable;
  const std::vector<int32_t> kept = StayPrinted(timetable, printed);
  const std::vector<int32_t> planned = PlanSeats(gathered, kept);
  for (const std::vector<int32_t>& by : {planned, kept}) {
    Schedule other = Seating(gathered, printed, by).Run();
    const Measures of_other = Measure(fair, other);
    if (of_other.ByGoal(fair) <= measures.ByGoal(fair)) continue;
    best = std::move(other);
    measures = of_other;
  }
  return best;
}

}  // namespace ketnoi::schedule
