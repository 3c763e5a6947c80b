#include "matcher/schedule/break_counter.h"

#include <algorithm>

#include "matcher/optimize/at.h"

namespace ketnoi::schedule {
namespace {

using optimize::Literal;
using optimize::SatSolver;

class BreakCounter {
 public:
  BreakCounter(const std::vector<Slot>& slots, const AgendaLiterals& agenda,
               SatSolver& solver)
      : slots_(slots),
        agenda_(agenda),
        solver_(solver),
        slot_count_(static_cast<int32_t>(slots.size())),
        one_day_(slots.empty() || slots.front().day == slots.back().day) {}

  std::vector<Literal> Run() {
    // What follows from the other clauses is found much sooner if it is said.
    if (agenda_.one_by_one) AddDone();
    if (agenda_.meetings < 2) return {};
    AddSeen();
    AddEnds();
    SetMost();
    CountEnds();
    std::vector<Literal> breaks;
    for (int32_t k = 1; k <= most_; ++k) {
      breaks.push_back(EndsUpTo(slot_count_ - 1, k));
    }
    if (one_day_ && agenda_.one_by_one && !breaks.empty()) {
      AddUnfinished(breaks);
      AddUnbroken(breaks[0]);
    }
    return breaks;
  }

 private:
  Literal Busy(int32_t slot) const { return agenda_.busy[At(slot)]; }
  bool CanBeBusy(int32_t slot) const { return Busy(slot) != solver_.False(); }
  bool FirstOfDay(int32_t slot) const {
    return slot == 0 || slots_[At(slot)].day != slots_[At(slot - 1)].day;
  }

  // seen_: a slot of the day is busy, up to and with this one.
  void AddSeen() {
    for (int32_t s = 0; s < slot_count_; ++s) {
      if (FirstOfDay(s)) {
        seen_.push_back(Busy(s));
        continue;
      }
      const Literal before = seen_.back(), seen = solver_.NewVariable();
      solver_.Add({-before, seen});
      solver_.Add({-Busy(s), seen});
      solver_.Add({-seen, before, Busy(s)});
      seen_.push_back(seen);
    }
  }

  // ends_: this slot is busy, the one before it is not, and an earlier one of
  // the day is.
  void AddEnds() {
    int32_t of_day = 0;  // the slot's place in the day
    for (int32_t s = 0; s < slot_count_; ++s) {
      of_day = FirstOfDay(s) ? 0 : of_day + 1;
      if (of_day < 2 || !CanBeBusy(s)) {
        ends_.push_back(solver_.False());
        continue;
      }
      const Literal end = solver_.NewVariable(), seen = seen_[At(s - 1)];
      solver_.Add({-Busy(s), Busy(s - 1), -seen, end});
      solver_.Add({-end, Busy(s)});
      solver_.Add({-end, -Busy(s - 1)});
      solver_.Add({-end, seen});
      ends_.push_back(end);
    }
  }

  void SetMost() {
    int32_t possible = 0, of_day = 0;
    for (int32_t s = 0; s < slot_count_; ++s) {
      of_day = FirstOfDay(s) ? 0 : of_day + 1;
      if (of_day >= 2 && of_day % 2 == 0) ++possible;
      possible_.push_back(possible);
    }
    most_ = std::min(possible, agenda_.meetings - 1);
    if (one_day_ && agenda_.one_by_one) {
      most_ = std::clamp(slot_count_ - agenda_.meetings, 0, most_);
    }
  }

  // Whether `count` ends are at or before the slot.
  Literal EndsUpTo(int32_t slot, int32_t count) const {
    if (count == 0) return solver_.True();
    if (slot < 0 || count > possible_[At(slot)]) return solver_.False();
    return counts_[At(slot)][At(count - 1)];
  }

  void CountEnds() {
    for (int32_t s = 0; s < slot_count_; ++s) {
      counts_.emplace_back();
      for (int32_t k = 1; k <= std::min(possible_[At(s)], most_); ++k) {
        const Literal before = EndsUpTo(s - 1, k), end = ends_[At(s)];
        const Literal one_less = EndsUpTo(s - 1, k - 1);
        const Literal count = solver_.NewVariable();
        solver_.Add({-before, count});
        solver_.Add({-one_less, -end, count});
        solver_.Add({-count, before, end});
        solver_.Add({-count, one_less});
        counts_.back().push_back(count);
      }
    }
  }

  // Whether `count` of the first `slots` slots are busy.
  Literal BusyOf(int32_t slots, int32_t count) const {
    if (count <= 0 || agenda_.meetings - count > slot_count_ - slots) {
      return solver_.True();
    }
    if (count > std::min(slots, agenda_.meetings)) return solver_.False();
    if (slots == slot_count_) return solver_.True();
    return busy_of_[At(slots)][At(count)];
  }

  // As many slots are busy as there are meetings.
  void AddDone() {
    const int32_t meetings = agenda_.meetings;
    busy_of_.assign(At(slot_count_),
                    std::vector<Literal>(At(meetings) + 1, solver_.True()));
    for (int32_t s = 1; s < slot_count_; ++s) {
      for (int32_t k = 1; k <= std::min(s, meetings); ++k) {
        if (meetings - k <= slot_count_ - s) {
          busy_of_[At(s)][At(k)] = solver_.NewVariable();
        }
      }
    }
    for (int32_t s = 1; s <= slot_count_; ++s) {
      const Literal busy = Busy(s - 1);
      for (int32_t k = 1; k <= meetings; ++k) {
        const Literal count = BusyOf(s, k);
        solver_.Add({-BusyOf(s - 1, k), count});
        solver_.Add({-BusyOf(s - 1, k - 1), -busy, count});
        solver_.Add({-count, BusyOf(s - 1, k), busy});
        solver_.Add({-count, BusyOf(s - 1, k - 1)});
      }
      solver_.Add({-BusyOf(s - 1, meetings), -busy});
    }
  }

  // After a free slot, with meetings before it and some to come, there is one
  // more break.
  void AddUnfinished(const std::vector<Literal>& breaks) {
    for (int32_t s = 1; s + 1 < slot_count_; ++s) {
      for (int32_t k = 1; k <= most_; ++k) {
        solver_.Add({-seen_[At(s)], -EndsUpTo(s, k - 1), Busy(s),
                     BusyOf(s + 1, agenda_.meetings), breaks[At(k - 1)]});
      }
    }
  }

  // Without any break, the meetings follow each other from some slot on.
  void AddUnbroken(Literal broken) {
    std::vector<Literal> from, one_of = {broken};
    std::vector<std::vector<Literal>> covers(At(slot_count_));
    for (int32_t first = 0; first + agenda_.meetings <= slot_count_; ++first) {
      const int32_t end = first + agenda_.meetings;
      bool possible = true;
      for (int32_t s = first; s < end; ++s) possible &= CanBeBusy(s);
      if (!possible) continue;
      const Literal here = solver_.NewVariable();
      solver_.Add({-here, -broken});
      for (int32_t s = 0; s < slot_count_; ++s) {
        const bool busy = s >= first && s < end;
        solver_.Add({-here, busy ? Busy(s) : -Busy(s)});
        if (busy) covers[At(s)].push_back(here);
      }
      from.push_back(here);
      one_of.push_back(here);
    }
    solver_.Add(one_of);
    solver_.AddAtMostOne(from);
    for (int32_t s = 0; s < slot_count_; ++s) {
      if (covers[At(s)].size() == from.size()) {
        solver_.Add({broken, Busy(s)});
      }
      covers[At(s)].push_back(broken);
      covers[At(s)].push_back(-Busy(s));
      solver_.Add(covers[At(s)]);
    }
  }

  const std::vector<Slot>& slots_;
  const AgendaLiterals& agenda_;
  SatSolver& solver_;
  const int32_t slot_count_;
  const bool one_day_;
  int32_t most_ = 0;                           // breaks
  std::vector<Literal> seen_, ends_;           // by slot
  std::vector<int32_t> possible_;              // ends up to a slot
  std::vector<std::vector<Literal>> counts_;   // of ends, by slot
  std::vector<std::vector<Literal>> busy_of_;  // by slots and count
};

}  // namespace

std::vector<Literal> AddBreaks(const std::vector<Slot>& slots,
                               const AgendaLiterals& agenda,
                               SatSolver& solver) {
  return BreakCounter(slots, agenda, solver).Run();
}

}  // namespace ketnoi::schedule
