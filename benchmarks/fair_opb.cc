#include "benchmarks/fair_opb.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>

#include "absl/strings/numbers.h"
#include "matcher/optimize/at.h"

namespace ketnoi::benchmarks {

using schedule::Fair;
using schedule::Schedule;
using schedule::Wish;

FairOpb::FairOpb(const Fair& fair, int32_t difference)
    : fair_(fair),
      place_(fair.wishes.size() * fair.slots.size()),
      meetings_(fair.participants.size()) {
  AddMeetings();
  for (size_t p = 0; p < fair.participants.size(); ++p) AddParticipant(p);
  AddTables();
  AddOrder();
  LimitDifference(difference);
  std::string head = fmt::format(
      "* #variable= {} #constraint= {}\nmin:", variables_, constraints_);
  for (const std::vector<int32_t>& ends : ends_) {
    for (const int32_t end : ends) {
      fmt::format_to(std::back_inserter(head), " +1 x{}", end);
    }
  }
  text_ = head + " ;\n" + text_;
}

void FairOpb::Add(const std::vector<Term>& terms, const char* relation,
                  int64_t bound) {
  for (const Term& term : terms) {
    fmt::format_to(std::back_inserter(text_), "{:+} x{} ", term.factor,
                   term.variable);
  }
  fmt::format_to(std::back_inserter(text_), "{} {} ;\n", relation, bound);
  ++constraints_;
}

void FairOpb::AddMeetings() {
  for (size_t w = 0; w < fair_.wishes.size(); ++w) {
    const Wish& wish = fair_.wishes[w];
    ++meetings_[At(wish.a)];
    ++meetings_[At(wish.b)];
    const schedule::SlotSet slots = wish.slots &
                                    fair_.participants[At(wish.a)].available &
                                    fair_.participants[At(wish.b)].available;
    std::vector<Term> one_of;
    for (int32_t s = slots.Next(0); s >= 0; s = slots.Next(s + 1)) {
      Place(w, At(s)) = New();
      one_of.push_back({1, Place(w, At(s))});
    }
    Add(one_of, "=", 1);
  }
}

// Busy in each slot or not, in as many as there are meetings; a break ends
// where a busy slot follows a free one and a meeting has been before.
void FairOpb::AddParticipant(size_t participant) {
  std::vector<Term> busy_slots;
  std::vector<int32_t> busy, seen, ends;
  for (size_t s = 0; s < fair_.slots.size(); ++s) {
    busy.push_back(New());
    busy_slots.push_back({1, busy[s]});
    std::vector<Term> here = {{-1, busy[s]}};
    for (size_t w = 0; w < fair_.wishes.size(); ++w) {
      const bool theirs = At(fair_.wishes[w].a) == participant ||
                          At(fair_.wishes[w].b) == participant;
      if (theirs && Place(w, s) != 0) here.push_back({1, Place(w, s)});
    }
    Add(here, "=", 0);

    seen.push_back(New());
    std::vector<Term> some = {{1, busy[s]}, {-1, seen[s]}};
    Add({{1, seen[s]}, {-1, busy[s]}}, ">=", 0);
    if (s > 0) {
      Add({{1, seen[s]}, {-1, seen[s - 1]}}, ">=", 0);
      some.push_back({1, seen[s - 1]});
    }
    Add(some, ">=", 0);
    if (s < 2) continue;
    const int32_t end = New();
    Add({{1, end}, {-1, busy[s]}, {1, busy[s - 1]}, {-1, seen[s - 1]}},
        ">=", -1);
    Add({{1, busy[s]}, {-1, end}}, ">=", 0);
    Add({{-1, busy[s - 1]}, {-1, end}}, ">=", -1);
    Add({{1, seen[s - 1]}, {-1, end}}, ">=", 0);
    ends.push_back(end);
  }
  Add(busy_slots, "=", meetings_[participant]);
  busy_.push_back(std::move(busy));
  ends_.push_back(std::move(ends));
}

void FairOpb::AddTables() {
  const auto tables = static_cast<int64_t>(fair_.tables.size());
  for (size_t s = 0; s < fair_.slots.size(); ++s) {
    std::vector<Term> meetings, people;
    for (size_t w = 0; w < fair_.wishes.size(); ++w) {
      if (Place(w, s) != 0) meetings.push_back({-1, Place(w, s)});
    }
    for (const std::vector<int32_t>& busy : busy_) {
      people.push_back({-1, busy[s]});
    }
    if (!meetings.empty()) Add(meetings, ">=", -tables);
    if (!people.empty()) Add(people, ">=", -2 * tables);
  }
}

void FairOpb::AddOrder() {
  for (size_t w = 0; w < fair_.wishes.size(); ++w) {
    for (const int32_t first : fair_.wishes[w].after) {
      std::vector<Term> earlier;
      for (size_t s = 0; s < fair_.slots.size(); ++s) {
        if (Place(w, s) != 0) {
          std::vector<Term> terms = earlier;
          terms.push_back({-1, Place(w, s)});
          Add(terms, ">=", 0);
        }
        if (Place(At(first), s) != 0)
          earlier.push_back({1, Place(At(first), s)});
      }
    }
  }
}

// Everybody has from a number of breaks on, of which each one that is possible
// has a variable, to `difference` more.
void FairOpb::LimitDifference(int32_t difference) {
  const auto slots = static_cast<int32_t>(fair_.slots.size());
  int32_t least_possible = slots;
  for (const int32_t meetings : meetings_) {
    least_possible =
        std::min({least_possible, std::max(0, meetings - 1), slots - meetings});
  }
  std::vector<int32_t> fewest;
  for (int32_t k = 0; k < least_possible; ++k) fewest.push_back(New());
  for (const std::vector<int32_t>& ends : ends_) {
    std::vector<Term> most, least;
    for (const int32_t end : ends) {
      most.push_back({-1, end});
      least.push_back({1, end});
    }
    for (const int32_t one : fewest) {
      most.push_back({1, one});
      least.push_back({-1, one});
    }
    if (!most.empty()) Add(most, ">=", -difference);
    if (!fewest.empty()) Add(least, ">=", 0);
  }
}

absl::StatusOr<Schedule> FairOpb::ScheduleOf(std::string_view values) const {
  std::set<int32_t> is_true;
  while (!values.empty()) {
    const size_t end = std::min(values.find(' '), values.size());
    int32_t variable = 0;
    if (values.starts_with('x') &&
        absl::SimpleAtoi(std::string(values.substr(1, end - 1)), &variable)) {
      is_true.insert(variable);
    }
    values.remove_prefix(std::min(end + 1, values.size()));
  }
  Schedule schedule;
  std::vector<int32_t> tables(fair_.slots.size());  // taken
  for (size_t w = 0; w < fair_.wishes.size(); ++w) {
    size_t slot = 0;
    while (slot < fair_.slots.size() &&
           is_true.count(place_[w * fair_.slots.size() + slot]) == 0) {
      ++slot;
    }
    if (slot == fair_.slots.size()) {
      return absl::InvalidArgumentError(
          fmt::format("meeting {} has no slot", w + 1));
    }
    schedule.meetings.push_back(
        {static_cast<int32_t>(w), static_cast<int32_t>(slot), tables[slot]++});
  }
  return schedule;
}

}  // namespace ketnoi::benchmarks
