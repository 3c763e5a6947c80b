#include "matcher/schedule/meeting_program.h"

#include <algorithm>
#include <numeric>

#include "matcher/schedule/break_counter.h"

namespace ketnoi::schedule {
namespace {

using optimize::Literal;
using optimize::SatSolver;

// Participants no two of whom meet, so that many of all meetings are theirs,
// each of exactly one: how many of them are busy is then how many of those
// meetings there are, and a shorter sum. Greedily: who has many meetings, with
// people who have few.
std::vector<int32_t> FindApart(const FairIndex& index) {
  const size_t count = index.wishes_of.size();
  std::vector<std::set<int32_t>> met(count);
  for (const Wish& wish : index.fair->wishes) {
    if (wish.forbidden) continue;
    met[At(wish.a)].insert(wish.b);
    met[At(wish.b)].insert(wish.a);
  }
  std::vector<std::pair<int64_t, int32_t>> ranks;
  for (size_t p = 0; p < count; ++p) {
    const auto meetings = static_cast<int64_t>(index.wishes_of[p].size());
    if (meetings < 2 || index.fair->participants[p].seats > 1) continue;
    int64_t of_met = 0;
    for (const int32_t other : met[p]) {
      of_met += static_cast<int64_t>(index.wishes_of[At(other)].size());
    }
    ranks.emplace_back(of_met - 10 * meetings, static_cast<int32_t>(p));
  }
  std::sort(ranks.begin(), ranks.end());
  std::vector<int32_t> apart;
  std::vector<bool> met_one(count);
  for (const auto& [rank, p] : ranks) {
    if (met_one[At(p)]) continue;
    apart.push_back(p);
    for (const int32_t other : met[At(p)]) met_one[At(other)] = true;
  }
  return apart;
}

}  // namespace

MeetingProgram::MeetingProgram(const FairIndex& index,
                               const std::vector<SlotSet>& slots,
                               SatSolver& solver)
    : index_(index),
      fair_(*index.fair),
      slots_(slots),
      solver_(solver),
      in_(fair_.wishes.size() * fair_.slots.size(), solver.False()),
      busy_(fair_.participants.size() * fair_.slots.size(), solver.False()),
      up_to_(fair_.wishes.size()),
      apart_(FindApart(index)) {
  AddWishes();
  for (size_t p = 0; p < fair_.participants.size(); ++p) {
    AddParticipant(static_cast<int32_t>(p));
  }
  AddOrder();
  LimitTables();
  std::set<std::vector<int32_t>> sets(index.interpreters.sets.begin(),
                                      index.interpreters.sets.end());
  for (const std::vector<int32_t>& kinds : sets) {
    LimitKinds(index.interpreters, kinds);
  }
}

void MeetingProgram::AddWishes() {
  for (size_t w = 0; w < fair_.wishes.size(); ++w) {
    if (fair_.wishes[w].forbidden) continue;
    std::vector<Literal> one_of;
    for (int32_t s = slots_[w].Next(0); s != kNone; s = slots_[w].Next(s + 1)) {
      one_of.push_back(solver_.NewVariable());
      in_[w * fair_.slots.size() + At(s)] = one_of.back();
    }
    solver_.Add(one_of);
    solver_.AddAtMostOne(one_of);
  }
}

void MeetingProgram::AddParticipant(int32_t participant) {
  const Participant& one = fair_.participants[At(participant)];
  const std::vector<int32_t>& wishes = index_.wishes_of[At(participant)];
  AgendaLiterals agenda;
  for (int32_t s = 0; s < index_.slot_count; ++s) {
    std::vector<Literal> here;
    for (const int32_t w : wishes) {
      if (In(w, s) != solver_.False()) here.push_back(In(w, s));
    }
    Literal busy = solver_.False();
    if (!here.empty()) {
      busy = solver_.NewVariable();
      for (const Literal literal : here) solver_.Add({-literal, busy});
      if (one.seats == 1) {
        solver_.AddAtMostOne(here);
      } else {
        solver_.AddAtMost(here, At(one.seats));
      }
      here.push_back(-busy);
      solver_.Add(here);
    }
    busy_[At(participant) * At(index_.slot_count) + At(s)] = busy;
    agenda.busy.push_back(busy);
  }
  agenda.meetings = static_cast<int32_t>(wishes.size());
  agenda.one_by_one = one.seats == 1;
  one_by_one_ &= agenda.one_by_one;
  AddRest(participant);
  breaks_.push_back(AddBreaks(fair_.slots, agenda, solver_));
}

void MeetingProgram::AddRest(int32_t participant) {
  const Participant& one = fair_.participants[At(participant)];
  std::vector<Literal> in_a_row;
  for (int32_t s = 0; s < index_.slot_count && one.most_consecutive > 0; ++s) {
    if (s > 0 && fair_.slots[At(s)].day != fair_.slots[At(s - 1)].day) {
      in_a_row.clear();
    }
    in_a_row.push_back(-Busy(participant, s));
    if (in_a_row.size() <= At(one.most_consecutive)) continue;
    solver_.Add(in_a_row);
    in_a_row.erase(in_a_row.begin());
  }
  for (const SlotSet& lunch : fair_.lunches) {
    if (!one.lunch || lunch.Empty()) continue;
    std::vector<Literal> one_free;
    for (int32_t s = lunch.Next(0); s != kNone; s = lunch.Next(s + 1)) {
      one_free.push_back(-Busy(participant, s));
    }
    solver_.Add(one_free);
  }
}

const std::vector<Literal>& MeetingProgram::UpTo(int32_t wish) {
  std::vector<Literal>& up_to = up_to_[At(wish)];
  for (int32_t s = 0; up_to.size() < At(index_.slot_count); ++s) {
    const Literal at = In(wish, s), now = solver_.NewVariable();
    const Literal before = s == 0 ? solver_.False() : up_to.back();
    solver_.Add({-at, now});
    solver_.Add({-before, now});
    solver_.Add({-now, before, at});
    up_to.push_back(now);
  }
  return up_to;
}

void MeetingProgram::AddOrder() {
  for (size_t w = 0; w < fair_.wishes.size(); ++w) {
    if (fair_.wishes[w].forbidden) continue;
    for (const int32_t first : index_.before[w]) {
      if (fair_.wishes[At(first)].forbidden) continue;
      const std::vector<Literal>& earlier = UpTo(first);
      const std::vector<Literal>& later = UpTo(static_cast<int32_t>(w));
      solver_.Add({-later[0]});
      for (size_t s = 1; s < later.size(); ++s) {
        solver_.Add({-later[s], earlier[s - 1]});
      }
    }
  }
}

void MeetingProgram::LimitTables() {
  const Pool& tables = index_.tables;
  std::vector<int32_t> all(tables.kinds.size());
  std::iota(all.begin(), all.end(), 0);
  std::set<std::vector<int32_t>> sets(tables.sets.begin(), tables.sets.end());
  sets.insert(all);
  for (const std::vector<int32_t>& kinds : sets) LimitKinds(tables, kinds);
  if (!one_by_one_) return;
  // Half of those who are busy is how many meetings there are, and as all are
  // held, a slot has those that the others have no table for.
  std::vector<int32_t> capacity(fair_.slots.size());
  for (const Pool::Kind& kind : tables.kinds) {
    for (size_t s = 0; s < capacity.size(); ++s)
      capacity[s] += kind.capacity[s];
  }
  const int64_t total =
      std::accumulate(capacity.begin(), capacity.end(), int64_t{0});
  const auto held =
      std::count_if(fair_.wishes.begin(), fair_.wishes.end(),
                    [](const Wish& wish) { return !wish.forbidden; });
  for (int32_t s = 0; s < index_.slot_count; ++s) {
    const int32_t most = capacity[At(s)];
    const int64_t least = std::max<int64_t>(0, held - (total - most));
    LimitPeople(s, static_cast<int32_t>(least), most);
  }
}

void MeetingProgram::LimitPeople(int32_t slot, int32_t least, int32_t most) {
  std::vector<Literal> busy;
  for (size_t p = 0; p < fair_.participants.size(); ++p) {
    const Literal literal = Busy(static_cast<int32_t>(p), slot);
    if (literal != solver_.False()) busy.push_back(literal);
  }
  solver_.AddAtMost(busy, 2 * At(most));
  solver_.AddAtLeast(busy, 2 * At(least));
}

// The wishes that can be in the slot, but only with one of the kinds.
std::vector<int32_t> MeetingProgram::Bounded(const Pool& pool,
                                             const std::vector<bool>& in_kinds,
                                             int32_t slot) const {
  std::vector<bool> set_is_bounded;
  for (const std::vector<int32_t>& set : pool.sets) {
    set_is_bounded.push_back(
        std::all_of(set.begin(), set.end(), [&](int32_t kind) {
          return in_kinds[At(kind)] ||
                 pool.kinds[At(kind)].capacity[At(slot)] == 0;
        }));
  }
  std::vector<int32_t> wishes;
  for (size_t w = 0; w < fair_.wishes.size(); ++w) {
    const auto wish = static_cast<int32_t>(w);
    if (In(wish, slot) != solver_.False() && pool.Needs(wish) &&
        set_is_bounded[At(pool.set_of[w])]) {
      wishes.push_back(wish);
    }
  }
  return wishes;
}

void MeetingProgram::LimitKinds(const Pool& pool,
                                const std::vector<int32_t>& kinds) {
  std::vector<bool> in_kinds(pool.kinds.size());
  for (const int32_t kind : kinds) in_kinds[At(kind)] = true;
  for (int32_t s = 0; s < index_.slot_count; ++s) {
    int32_t most = 0;
    for (const int32_t kind : kinds)
      most += pool.kinds[At(kind)].capacity[At(s)];
    LimitMeetings(Bounded(pool, in_kinds, s), s, most);
  }
}

// Literals of which as many are true as of the wishes are in the slot.
std::vector<Literal> MeetingProgram::Inputs(const std::vector<int32_t>& wishes,
                                            int32_t slot) const {
  std::vector<bool> counts(fair_.wishes.size());
  for (const int32_t w : wishes) counts[At(w)] = true;
  std::vector<Literal> inputs;
  for (const int32_t p : apart_) {
    const std::vector<int32_t>& theirs = index_.wishes_of[At(p)];
    const bool all_count =
        std::all_of(theirs.begin(), theirs.end(), [&](int32_t w) {
          return counts[At(w)] || In(w, slot) == solver_.False();
        });
    if (!all_count || Busy(p, slot) == solver_.False()) continue;
    inputs.push_back(Busy(p, slot));
    for (const int32_t w : theirs) counts[At(w)] = false;
  }
  for (const int32_t w : wishes) {
    if (counts[At(w)]) inputs.push_back(In(w, slot));
  }
  return inputs;
}

void MeetingProgram::LimitMeetings(const std::vector<int32_t>& wishes,
                                   int32_t slot, int32_t most) {
  if (wishes.size() <= At(most)) return;
  const std::vector<Literal> inputs = Inputs(wishes, slot);
  if (most == 1) {
    solver_.AddAtMostOne(inputs);
  } else {
    solver_.AddAtMost(inputs, At(most));
  }
}

void MeetingProgram::LimitDifference(int32_t most) {
  size_t fewest = breaks_.empty() ? 0 : breaks_[0].size();
  for (const auto& of_one : breaks_) fewest = std::min(fewest, of_one.size());
  // Whoever has `most` breaks more than k makes everybody have k at least.
  std::vector<Literal> all_have;  // one, two, ...
  for (size_t k = 0; k < fewest; ++k) {
    all_have.push_back(solver_.NewVariable());
    for (const auto& of_one : breaks_) {
      solver_.Add({-all_have.back(), of_one[k]});
    }
  }
  for (const auto& of_one : breaks_) {
    for (size_t k = 0; k + At(most) < of_one.size(); ++k) {
      solver_.Add(
          {-of_one[k + At(most)], k < fewest ? all_have[k] : solver_.False()});
    }
  }
}

std::vector<Literal> MeetingProgram::Breaks() const {
  std::vector<Literal> all;
  for (const auto& of_one : breaks_) {
    all.insert(all.end(), of_one.begin(), of_one.end());
  }
  return all;
}

std::vector<int32_t> MeetingProgram::Slots() const {
  std::vector<int32_t> slots(fair_.wishes.size(), kNone);
  for (size_t w = 0; w < slots.size(); ++w) {
    for (int32_t s = 0; s < index_.slot_count; ++s) {
      const Literal at = In(static_cast<int32_t>(w), s);
      if (at != solver_.False() && solver_.Value(at)) slots[w] = s;
    }
  }
  return slots;
}

}  // namespace ketnoi::schedule
