#include "matcher/schedule/exact_choice.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "matcher/optimize/at.h"
#include "matcher/optimize/integer_program.h"
#include "matcher/schedule/choice_measures.h"
#include "matcher/schedule/fair_index.h"

namespace ketnoi::schedule {
namespace {

using optimize::IntegerProgram;
using optimize::ProgramTerm;
using Terms = std::vector<ProgramTerm>;

// Beyond this, a program takes longer than a search that finds as much.
constexpr size_t kFewPlaces = 2'000;
// The solver counts in doubles, and a row sums up all values.
constexpr int64_t kMostTotalValue = 100'000'000;

// Where a wish could be held: a variable of the program.
struct Place {
  int32_t wish = 0;
  int32_t slot = 0;
  int32_t table = kNone;        // the kind
  int32_t interpreter = kNone;  // likewise; kNone: it needs none
};

// The rules of a fair as rows.
class ChoiceProgram {
 public:
  explicit ChoiceProgram(const FairIndex& index)
      : index_(index), fair_(*index.fair), places_of_(fair_.wishes.size()) {}

  // False: there are too many places.
  bool AddPlaces() {
    for (size_t w = 0; w < fair_.wishes.size(); ++w) {
      const SlotSet& can = index_.can[w];
      for (int32_t s = can.Next(0); s != kNone; s = can.Next(s + 1)) {
        AddPlacesIn(static_cast<int32_t>(w), s);
        if (places_.size() > kFewPlaces) return false;
      }
    }
    program_.costs.resize(places_.size());
    return true;
  }

  void AddRules() {
    for (size_t w = 0; w < fair_.wishes.size(); ++w) {
      const auto wish = static_cast<int32_t>(w);
      AddRow(PlacesIn(wish, SlotSet::First(index_.slot_count)),
             fair_.wishes[w].fixed ? 1 : 0, 1);
      for (const int32_t first : index_.before[w]) AddOrder(first, wish);
    }
    for (size_t p = 0; p < fair_.participants.size(); ++p) {
      AddParticipant(static_cast<int32_t>(p));
    }
    AddUnits(index_.tables, &Place::table);
    AddUnits(index_.interpreters, &Place::interpreter);
  }

  // The lower their sum, the better is the goal, one of the first three.
  Terms CostsOf(Goal goal) const {
    if (goal == Goal::kFloors) return missing_;
    Terms costs;
    for (size_t v = 0; v < places_.size(); ++v) {
      const Wish& wish = fair_.wishes[At(places_[v].wish)];
      const int64_t gain =
          goal == Goal::kMusts ? (wish.must ? 1 : 0) : wish.value;
      if (gain > 0) costs.push_back({static_cast<int32_t>(v), -gain});
    }
    return costs;
  }
  // From now on the sum is at most so much.
  void Limit(Terms costs, int64_t most) {
    AddRow(std::move(costs), -optimize::kNoLimit, most);
  }
  // The program with these costs.
  const IntegerProgram& WithCosts(const Terms& costs) {
    std::fill(program_.costs.begin(), program_.costs.end(), 0);
    for (const ProgramTerm& term : costs) {
      program_.costs[At(term.variable)] = term.coefficient;
    }
    return program_;
  }
  const std::vector<Place>& places() const { return places_; }

 private:
  void AddPlacesIn(int32_t wish, int32_t slot) {
    const auto add = [&](int32_t table, int32_t interpreter) {
      places_of_[At(wish)].push_back(static_cast<int32_t>(places_.size()));
      places_.push_back({wish, slot, table, interpreter});
    };
    for (const int32_t table : index_.tables.KindsFor(wish)) {
      if (!index_.interpreters.Needs(wish)) {
        add(table, kNone);
        continue;
      }
      for (const int32_t one : index_.interpreters.KindsFor(wish)) {
        add(table, one);
      }
    }
  }

  Terms PlacesIn(int32_t wish, const SlotSet& slots) const {
    Terms terms;
    for (const int32_t place : places_of_[At(wish)]) {
      if (slots.Has(places_[At(place)].slot)) terms.push_back({place, 1});
    }
    return terms;
  }
  Terms MeetingsIn(int32_t participant, const SlotSet& slots) const {
    Terms terms;
    for (const int32_t w : index_.wishes_of[At(participant)]) {
      const Terms more = PlacesIn(w, slots);
      terms.insert(terms.end(), more.begin(), more.end());
    }
    return terms;
  }

  int32_t AddVariable() {
    program_.costs.push_back(0);
    return static_cast<int32_t>(program_.costs.size()) - 1;
  }
  void AddRow(Terms terms, int64_t low, int64_t high) {
    if (!terms.empty()) program_.rows.push_back({std::move(terms), low, high});
  }

  // In no slot is the one up to it and the other from it on.
  void AddOrder(int32_t first, int32_t last) {
    for (int32_t s = 0; s < index_.slot_count; ++s) {
      const SlotSet up_to = SlotSet::First(s + 1);
      Terms terms = PlacesIn(last, up_to);
      const Terms from = PlacesIn(
          first, SlotSet::First(index_.slot_count) - SlotSet::First(s));
      terms.insert(terms.end(), from.begin(), from.end());
      AddRow(std::move(terms), 0, 1);
    }
  }

  void AddParticipant(int32_t p) {
    const Participant& one = fair_.participants[At(p)];
    for (int32_t s = 0; s < index_.slot_count; ++s) {
      AddRow(MeetingsIn(p, SlotSet::Of(s)), 0, one.seats);
    }
    Terms all = MeetingsIn(p, SlotSet::First(index_.slot_count));
    AddRow(all, 0, index_.most[At(p)]);
    if (one.min_meetings > 0) AddFloor(one.min_meetings, std::move(all));
    if (one.most_consecutive > 0 || one.lunch) AddRest(p);
  }

  void AddFloor(int32_t floor, Terms meetings) {
    for (int32_t m = 0; m < floor; ++m) {
      missing_.push_back({AddVariable(), 1});
      meetings.push_back(missing_.back());
    }
    AddRow(std::move(meetings), floor, optimize::kNoLimit);
  }

  void AddRest(int32_t p) {
    const Participant& one = fair_.participants[At(p)];
    std::vector<int32_t> busy;  // by slot: a variable that is 1 if so
    for (int32_t s = 0; s < index_.slot_count; ++s) {
      busy.push_back(AddVariable());
      Terms terms = MeetingsIn(p, SlotSet::Of(s));
      terms.push_back({busy.back(), -one.seats});
      AddRow(std::move(terms), -optimize::kNoLimit, 0);
    }
    if (one.lunch) {
      for (const SlotSet& lunch : fair_.lunches) {
        Terms terms;
        for (int32_t s = lunch.Next(0); s != kNone; s = lunch.Next(s + 1)) {
          terms.push_back({busy[At(s)], 1});
        }
        AddRow(std::move(terms), 0, lunch.Count() - 1);
      }
    }
    if (one.most_consecutive > 0) AddRows(one.most_consecutive, busy);
  }

  void AddRows(int32_t most, const std::vector<int32_t>& busy) {
    for (int32_t s = 0; s + most < index_.slot_count; ++s) {
      if (fair_.slots[At(s)].day != fair_.slots[At(s + most)].day) continue;
      Terms terms;
      for (int32_t i = s; i <= s + most; ++i) {
        terms.push_back({busy[At(i)], 1});
      }
      AddRow(std::move(terms), 0, most);
    }
  }

  // In no slot are more tables, or interpreters, of a kind taken than are
  // there.
  void AddUnits(const Pool& pool, int32_t Place::*kind) {
    std::vector<Terms> taken(pool.kinds.size() * At(index_.slot_count));
    const auto cell = [&](int32_t k, int32_t slot) {
      return At(k) * At(index_.slot_count) + At(slot);
    };
    for (size_t v = 0; v < places_.size(); ++v) {
      if (places_[v].*kind == kNone) continue;
      taken[cell(places_[v].*kind, places_[v].slot)].push_back(
          {static_cast<int32_t>(v), 1});
    }
    for (size_t k = 0; k < pool.kinds.size(); ++k) {
      for (int32_t s = 0; s < index_.slot_count; ++s) {
        AddRow(std::move(taken[cell(static_cast<int32_t>(k), s)]), 0,
               pool.kinds[k].capacity[At(s)]);
      }
    }
  }

  const FairIndex& index_;
  const Fair& fair_;
  std::vector<Place> places_;
  std::vector<std::vector<int32_t>> places_of_;  // by wish
  Terms missing_;
  IntegerProgram program_;
};

// What is settled and who is late have rules of their own.
bool IsSmall(const FairIndex& index) {
  if (!index.fair->settled.empty()) return false;
  int64_t value = 0;
  for (size_t w = 0; w < index.can.size(); ++w) {
    if (index.IsLate(static_cast<int32_t>(w))) return false;
    value += index.fair->wishes[w].value;
  }
  return value <= kMostTotalValue;
}

// Makes the timetable hold what the program says; false, and nothing changed:
// it cannot, which would be the solver's fault.
bool Hold(const std::vector<Place>& places, const std::vector<uint8_t>& values,
          Timetable& timetable) {
  timetable.Keep();
  const Timetable::Mark before = timetable.Now();
  for (size_t w = 0; w < timetable.index().can.size(); ++w) {
    const auto wish = static_cast<int32_t>(w);
    if (timetable.SlotOf(wish) != kNone) timetable.Remove(wish);
  }
  for (size_t v = 0; v < places.size(); ++v) {
    const Place& place = places[v];
    if (values[v] == 0 || timetable.PlaceWith(place.wish, place.slot,
                                              place.table, place.interpreter)) {
      continue;
    }
    timetable.UndoTo(before);
    return false;
  }
  timetable.Keep();
  return true;
}

}  // namespace

bool ChooseExactly(Timetable& timetable, optimize::Work& work) {
  const FairIndex& index = timetable.index();
  ChoiceProgram program(index);
  if (!IsSmall(index) || !program.AddPlaces()) return false;
  program.AddRules();
  for (size_t g = 0; g < kChoiceGoals; ++g) {
    const Terms costs = program.CostsOf(index.fair->goals[g]);
    if (costs.empty()) continue;
    const auto reached = [&] {
      return -AsMeasures(MeasureChoice(timetable)).ByGoal(*index.fair)[g];
    };
    const optimize::ProgramAnswer better =
        optimize::Solve(program.WithCosts(costs), reached(), work);
    if (!better.values.empty() &&
        !Hold(program.places(), better.values, timetable)) {
      return false;
    }
    if (better.outcome == optimize::ProgramOutcome::kGivenUp) return false;
    program.Limit(costs, reached());
  }
  return true;
}

}  // namespace ketnoi::schedule
