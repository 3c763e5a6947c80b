#include "matcher/schedule/timetable.h"

#include <algorithm>
#include <utility>

namespace ketnoi::schedule {

Timetable::Timetable(const FairIndex& index)
    : index_(index),
      tables_(index.tables, index.slot_count),
      interpreters_(index.interpreters, index.slot_count),
      slot_of_(index.fair->wishes.size(), kNone),
      at_(slot_of_.size(), kNone),
      in_slot_(At(index.slot_count)),
      load_(index.fair->participants.size() * in_slot_.size()),
      first_(load_.size(), kNone),
      next_(2 * slot_of_.size(), kNone),
      busy_(index.fair->participants.size()),
      held_(busy_.size()) {
  open_.reserve(busy_.size());
  for (size_t p = 0; p < busy_.size(); ++p) {
    const Participant& one = index.fair->participants[p];
    open_.push_back(one.available);
    worth_ -= one.min_meetings * index.worth.floor;
  }
  for (const Meeting& meeting : index.fair->settled) Settle(meeting);
}

// In the only kinds that it can have, whoever is there.
void Timetable::Settle(const Meeting& meeting) {
  const int32_t wish = meeting.wish;
  tables_.Set(wish, meeting.slot, index_.tables.KindsFor(wish).front());
  if (index_.interpreters.Needs(wish)) {
    interpreters_.Set(wish, meeting.slot,
                      index_.interpreters.KindsFor(wish).front());
  }
  worth_ += GainOf(wish);
  Enter(wish, meeting.slot);
}

void Timetable::KeepPrinted(std::vector<int32_t> printed, int64_t change_cost) {
  printed_ = std::move(printed);
  displaced_.assign(held_.size(), 0);
  change_cost_ = change_cost;
  for (size_t w = 0; w < printed_.size(); ++w) {
    if (printed_[w] == kNone || printed_[w] == slot_of_[w]) continue;
    Displace(index_.fair->wishes[w].a, 1);
    Displace(index_.fair->wishes[w].b, 1);
  }
}

void Timetable::Displace(int32_t participant, int32_t by) {
  int32_t& displaced = displaced_[At(participant)];
  const bool before = displaced > 0;
  displaced += by;
  const int32_t more = (displaced > 0 ? 1 : 0) - (before ? 1 : 0);
  changed_ += more;
  worth_ -= more * change_cost_;
}

int64_t Timetable::GainOf(int32_t wish) const {
  const Wish& of = index_.fair->wishes[At(wish)];
  int64_t gain = index_.worth_of[At(wish)];
  for (const int32_t p : {of.a, of.b}) {
    if (held_[At(p)] < index_.fair->participants[At(p)].min_meetings) {
      gain += index_.worth.floor;
    }
  }
  return gain;
}

int64_t Timetable::LossOf(int32_t wish) const {
  const Wish& of = index_.fair->wishes[At(wish)];
  int64_t loss = index_.worth_of[At(wish)];
  for (const int32_t p : {of.a, of.b}) {
    if (held_[At(p)] <= index_.fair->participants[At(p)].min_meetings) {
      loss += index_.worth.floor;
    }
  }
  return loss;
}

bool Timetable::RestAllows(int32_t participant, int32_t slot,
                           const SlotSet& busy) const {
  const Participant& one = index_.fair->participants[At(participant)];
  if (busy.Has(slot)) return true;
  if (one.most_consecutive > 0) {
    const std::vector<Slot>& slots = index_.fair->slots;
    int32_t first = slot, last = slot;
    while (first > 0 && busy.Has(first - 1) &&
           slots[At(first - 1)].day == slots[At(slot)].day) {
      --first;
    }
    while (last + 1 < index_.slot_count && busy.Has(last + 1) &&
           slots[At(last + 1)].day == slots[At(slot)].day) {
      ++last;
    }
    if (last - first + 1 > one.most_consecutive) return false;
  }
  if (one.lunch) {
    for (const SlotSet& lunch : index_.fair->lunches) {
      if (lunch.Has(slot) && (lunch - busy).Count() == 1) return false;
    }
  }
  return true;
}

bool Timetable::OrderAllows(int32_t wish, int32_t slot) const {
  for (const int32_t first : index_.before[At(wish)]) {
    if (SlotOf(first) != kNone && SlotOf(first) >= slot) return false;
  }
  for (const int32_t last : index_.after[At(wish)]) {
    if (SlotOf(last) != kNone && SlotOf(last) <= slot) return false;
  }
  return true;
}

bool Timetable::Allows(int32_t wish, int32_t slot) const {
  const Wish& of = index_.fair->wishes[At(wish)];
  return index_.can[At(wish)].Has(slot) && Open(of.a).Has(slot) &&
         Open(of.b).Has(slot) && !Full(of.a) && !Full(of.b) &&
         RestAllows(of.a, slot, Busy(of.a)) &&
         RestAllows(of.b, slot, Busy(of.b)) &&
         (!index_.ordered[At(wish)] || OrderAllows(wish, slot));
}

bool Timetable::Take(PoolUse& use, Act act, int32_t wish, int32_t slot) {
  shifts_.clear();
  if (!use.Take(wish, slot, in_slot_[At(slot)], shifts_)) return false;
  for (const PoolUse::Shift& shift : shifts_) {
    journal_.push_back({act, shift.wish, slot, shift.from, shift.from});
  }
  return true;
}

Timetable::Placing Timetable::TryPlace(int32_t wish, int32_t slot) {
  if (!Allows(wish, slot)) return Placing::kNotAllowed;
  const Mark mark = Now();
  if (!Take(tables_, Act::kTableShift, wish, slot)) return Placing::kNoTable;
  if (index_.interpreters.Needs(wish) &&
      !Take(interpreters_, Act::kInterpreterShift, wish, slot)) {
    tables_.Give(wish, slot);
    UndoTo(mark);
    return Placing::kNoInterpreter;
  }
  worth_ += GainOf(wish);
  Enter(wish, slot);
  journal_.push_back({Act::kPlaced, wish, slot});
  return Placing::kPlaced;
}

bool Timetable::PlaceWith(int32_t wish, int32_t slot, int32_t table,
                          int32_t interpreter) {
  if (!Allows(wish, slot) || !CanHave(index_.tables, wish, table) ||
      tables_.Free(table, slot) == 0) {
    return false;
  }
  if (index_.interpreters.Needs(wish)) {
    if (!CanHave(index_.interpreters, wish, interpreter) ||
        interpreters_.Free(interpreter, slot) == 0) {
      return false;
    }
    interpreters_.Set(wish, slot, interpreter);
  }
  tables_.Set(wish, slot, table);
  worth_ += GainOf(wish);
  Enter(wish, slot);
  journal_.push_back({Act::kPlaced, wish, slot});
  return true;
}

void Timetable::Remove(int32_t wish) {
  const int32_t slot = SlotOf(wish);
  journal_.push_back(
      {Act::kRemoved, wish, slot, TableKindOf(wish), InterpreterKindOf(wish)});
  worth_ -= LossOf(wish);
  Exit(wish, slot);
  tables_.Give(wish, slot);
  if (index_.interpreters.Needs(wish)) interpreters_.Give(wish, slot);
}

bool Timetable::CanHave(const Pool& pool, int32_t wish, int32_t kind) {
  const std::vector<int32_t>& kinds = pool.KindsFor(wish);
  return std::binary_search(kinds.begin(), kinds.end(), kind);
}

void Timetable::ShiftTable(int32_t wish, int32_t kind) {
  journal_.push_back({Act::kTableShift, wish, SlotOf(wish), TableKindOf(wish)});
  tables_.Set(wish, SlotOf(wish), kind);
}

bool Timetable::SetTableKind(int32_t wish, int32_t kind) {
  if (!CanHave(index_.tables, wish, kind) ||
      tables_.Free(kind, SlotOf(wish)) == 0) {
    return false;
  }
  ShiftTable(wish, kind);
  return true;
}

bool Timetable::SwapTableKinds(int32_t a, int32_t b) {
  const int32_t kind_a = TableKindOf(a), kind_b = TableKindOf(b);
  if (!CanHave(index_.tables, a, kind_b) || !CanHave(index_.tables, b, kind_a))
    return false;
  ShiftTable(a, kind_b);
  ShiftTable(b, kind_a);
  return true;
}

void Timetable::AddTouched(Mark mark, std::vector<int32_t>& wishes) const {
  for (size_t i = mark; i < journal_.size(); ++i) {
    wishes.push_back(journal_[i].wish);
  }
}

void Timetable::UndoTo(Mark mark) {
  while (journal_.size() > mark) {
    const Entry entry = journal_.back();
    journal_.pop_back();
    switch (entry.act) {
      case Act::kPlaced:
        worth_ -= LossOf(entry.wish);
        Exit(entry.wish, entry.slot);
        tables_.Give(entry.wish, entry.slot);
        if (index_.interpreters.Needs(entry.wish)) {
          interpreters_.Give(entry.wish, entry.slot);
        }
        break;
      case Act::kRemoved:
        worth_ += GainOf(entry.wish);
        Enter(entry.wish, entry.slot);
        tables_.Set(entry.wish, entry.slot, entry.table);
        if (entry.interpreter != kNone) {
          interpreters_.Set(entry.wish, entry.slot, entry.interpreter);
        }
        break;
      case Act::kTableShift:
        tables_.Set(entry.wish, entry.slot, entry.table);
        break;
      case Act::kInterpreterShift:
        interpreters_.Set(entry.wish, entry.slot, entry.interpreter);
        break;
    }
  }
}

void Timetable::Join(int32_t participant, int32_t wish, int32_t slot) {
  next_[Link(participant, wish)] = first_[Cell(participant, slot)];
  first_[Cell(participant, slot)] = wish;
  const int32_t load = ++LoadOf(participant, slot);
  ++held_[At(participant)];
  busy_[At(participant)].Add(slot);
  if (load >= index_.fair->participants[At(participant)].seats) {
    open_[At(participant)].Remove(slot);
  }
}

void Timetable::Leave(int32_t participant, int32_t wish, int32_t slot) {
  int32_t* link = &first_[Cell(participant, slot)];
  while (*link != wish) link = &next_[Link(participant, *link)];
  *link = next_[Link(participant, wish)];
  if (--LoadOf(participant, slot) == 0) busy_[At(participant)].Remove(slot);
  --held_[At(participant)];
  open_[At(participant)].Add(slot);
}

void Timetable::Enter(int32_t wish, int32_t slot) {
  const Wish& of = index_.fair->wishes[At(wish)];
  Join(of.a, wish, slot);
  Join(of.b, wish, slot);
  slot_of_[At(wish)] = slot;
  at_[At(wish)] = static_cast<int32_t>(in_slot_[At(slot)].size());
  in_slot_[At(slot)].push_back(wish);
  if (!printed_.empty() && printed_[At(wish)] == slot) {
    Displace(of.a, -1);
    Displace(of.b, -1);
  }
}

void Timetable::Exit(int32_t wish, int32_t slot) {
  const Wish& of = index_.fair->wishes[At(wish)];
  Leave(of.a, wish, slot);
  Leave(of.b, wish, slot);
  slot_of_[At(wish)] = kNone;
  if (!printed_.empty() && printed_[At(wish)] == slot) {
    Displace(of.a, 1);
    Displace(of.b, 1);
  }
  std::vector<int32_t>& in = in_slot_[At(slot)];
  at_[At(in.back())] = at_[At(wish)];
  in[At(at_[At(wish)])] = in.back();
  in.pop_back();
}

}  // namespace ketnoi::schedule
