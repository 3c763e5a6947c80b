// Check, Measure and BreaksOf: plain, from the fair's own words, and without
// anything that makes schedules.

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "fmt/format.h"
#include "matcher/optimize/at.h"
#include "matcher/schedule/schedule.h"

namespace ketnoi::schedule {
namespace {

// The meetings of a participant, by slot.
using Agenda = std::map<int32_t, std::vector<Meeting>>;

std::vector<Agenda> AgendasOf(const Fair& fair, const Schedule& schedule) {
  std::vector<Agenda> agendas(fair.participants.size());
  for (const Meeting& meeting : schedule.meetings) {
    const Wish& wish = fair.wishes[At(meeting.wish)];
    agendas[At(wish.a)][meeting.slot].push_back(meeting);
    agendas[At(wish.b)][meeting.slot].push_back(meeting);
  }
  return agendas;
}

class ScheduleCheck {
 public:
  ScheduleCheck(const Fair& fair, const Schedule& schedule)
      : fair_(fair), schedule_(schedule) {
    for (const Meeting& meeting : fair.settled) {
      settled_.emplace(meeting.wish, meeting);
    }
  }

  absl::Status Run() {
    CheckPositions();
    if (!wrong_.empty()) return absl::InternalError(wrong_);
    for (const Meeting& meeting : schedule_.meetings) CheckMeeting(meeting);
    CheckTables();
    CheckInterpreters();
    CheckFixed();
    const std::vector<Agenda> agendas = AgendasOf(fair_, schedule_);
    for (size_t p = 0; p < agendas.size(); ++p) CheckAgenda(p, agendas[p]);
    return wrong_.empty() ? absl::OkStatus() : absl::InternalError(wrong_);
  }

 private:
  void Wrong(std::string what) {
    if (wrong_.empty()) wrong_ = std::move(what);
  }

  void CheckPositions() {
    const auto inside = [](int32_t position, size_t count) {
      return position >= 0 && At(position) < count;
    };
    int32_t before = kNone;
    for (const Meeting& meeting : schedule_.meetings) {
      if (meeting.wish <= before) {
        Wrong(fmt::format("wish {} comes after {}", meeting.wish, before));
      }
      before = meeting.wish;
      if (!inside(meeting.wish, fair_.wishes.size()) ||
          !inside(meeting.slot, fair_.slots.size()) ||
          !inside(meeting.table, fair_.tables.size()) ||
          (meeting.interpreter != kNone &&
           !inside(meeting.interpreter, fair_.interpreters.size()))) {
        Wrong(fmt::format("wish {} in slot {} at table {} with interpreter {}",
                          meeting.wish, meeting.slot, meeting.table,
                          meeting.interpreter));
      }
      if (wrong_.empty()) slot_of_[meeting.wish] = meeting.slot;
    }
  }

  bool IsSettled(const Meeting& meeting) const {
    return settled_.count(meeting.wish) > 0;
  }
  // Whether one of them could have been left out.
  bool HasFree(const std::vector<Meeting>& meetings) const {
    return std::any_of(meetings.begin(), meetings.end(),
                       [&](const Meeting& one) { return !IsSettled(one); });
  }

  void CheckSettled(const Meeting& meeting) {
    const Meeting& as = settled_.find(meeting.wish)->second;
    if (meeting == as) return;
    Wrong(fmt::format(
        "wish {} in slot {} at table {}: settled in slot {} at "
        "table {}",
        meeting.wish, meeting.slot, meeting.table, as.slot, as.table));
  }

  void CheckOrder(const Meeting& meeting) {
    for (const int32_t first : fair_.wishes[At(meeting.wish)].after) {
      const auto held = slot_of_.find(first);
      if (held == slot_of_.end() || held->second < meeting.slot ||
          (IsSettled(meeting) && settled_.count(first) > 0)) {
        continue;
      }
      Wrong(
          fmt::format("wish {} in slot {} at table {}: before one that it is "
                      "to be after",
                      meeting.wish, meeting.slot, meeting.table));
    }
  }

  void CheckMeeting(const Meeting& meeting) {
    CheckOrder(meeting);
    if (IsSettled(meeting)) {
      CheckSettled(meeting);
    } else {
      CheckFree(meeting);
    }
  }

  void CheckFree(const Meeting& meeting) {
    const Wish& wish = fair_.wishes[At(meeting.wish)];
    const Participant& a = fair_.participants[At(wish.a)];
    const Participant& b = fair_.participants[At(wish.b)];
    const Table& table = fair_.tables[At(meeting.table)];
    const auto wrong = [&](const char* what) {
      Wrong(fmt::format("wish {} in slot {} at table {}: {}", meeting.wish,
                        meeting.slot, meeting.table, what));
    };
    if (wish.forbidden) wrong("forbidden");
    if (!wish.slots.Has(meeting.slot)) wrong("not in this slot");
    if (!a.available.Has(meeting.slot) || !b.available.Has(meeting.slot)) {
      wrong("somebody is not available");
    }
    if (!table.available.Has(meeting.slot)) wrong("the table is not available");
    if ((wish.features & ~table.features) != 0) {
      wrong("the table lacks a feature");
    }
    CheckPlace(meeting, wish);
    if (meeting.interpreter == kNone) {
      if (!Understand(a, b)) wrong("no common language");
    } else if (Understand(a, b) ||
               !Interprets(fair_.interpreters[At(meeting.interpreter)], a, b)) {
      wrong("not an interpreter for it");
    } else if (!fair_.interpreters[At(meeting.interpreter)].available.Has(
                   meeting.slot)) {
      wrong("the interpreter is not available");
    }
  }

  void CheckPlace(const Meeting& meeting, const Wish& wish) {
    const int32_t home_a = fair_.participants[At(wish.a)].home_table;
    const int32_t home_b = fair_.participants[At(wish.b)].home_table;
    const int32_t home = home_a != kNone ? home_a : home_b;
    const int32_t only = wish.table != kNone ? wish.table : home;
    if (only != kNone && meeting.table != only) {
      Wrong(fmt::format("wish {} at table {} and not at {}", meeting.wish,
                        meeting.table, only));
    }
    if (only == kNone && Homes().count(meeting.table) > 0) {
      Wrong(fmt::format("wish {} at table {}, which is somebody else's",
                        meeting.wish, meeting.table));
    }
  }

  const std::set<int32_t>& Homes() {
    if (homes_.empty()) {
      homes_.insert(kNone);
      for (const Participant& one : fair_.participants) {
        homes_.insert(one.home_table);
      }
    }
    return homes_;
  }

  void CheckTables() {
    std::map<std::pair<int32_t, int32_t>, std::vector<Meeting>> meetings;
    for (const Meeting& meeting : schedule_.meetings) {
      meetings[{meeting.slot, meeting.table}].push_back(meeting);
    }
    for (const auto& [place, there] : meetings) {
      if (there.size() > At(fair_.tables[At(place.second)].capacity) &&
          HasFree(there)) {
        Wrong(fmt::format("table {} in slot {} has more meetings than places",
                          place.second, place.first));
      }
    }
  }

  void CheckInterpreters() {
    std::map<std::pair<int32_t, int32_t>, std::vector<Meeting>> meetings;
    for (const Meeting& meeting : schedule_.meetings) {
      if (meeting.interpreter == kNone) continue;
      meetings[{meeting.slot, meeting.interpreter}].push_back(meeting);
    }
    for (const auto& [place, there] : meetings) {
      if (there.size() > 1 && HasFree(there)) {
        Wrong(fmt::format("interpreter {} in slot {} has two meetings",
                          place.second, place.first));
      }
    }
  }

  void CheckFixed() {
    for (size_t w = 0; w < fair_.wishes.size(); ++w) {
      if (fair_.wishes[w].fixed &&
          slot_of_.count(static_cast<int32_t>(w)) == 0) {
        Wrong(fmt::format("wish {} is fixed and not held", w));
      }
    }
  }

  void CheckAgenda(size_t p, const Agenda& agenda) {
    const Participant& one = fair_.participants[p];
    int64_t meetings = 0;
    int32_t run = 0, before = kNone;
    for (const auto& [slot, held] : agenda) {
      meetings += static_cast<int64_t>(held.size());
      if (held.size() > At(one.seats) && HasFree(held)) {
        Wrong(fmt::format("participant {} has {} meetings in slot {}", p,
                          held.size(), slot));
      }
      const bool follows =
          before != kNone && slot == before + 1 &&
          fair_.slots[At(slot)].day == fair_.slots[At(before)].day;
      run = follows ? run + 1 : 1;
      before = slot;
      if (one.most_consecutive > 0 && run > one.most_consecutive) {
        Wrong(fmt::format("participant {} has {} slots with meetings in a row",
                          p, run));
      }
    }
    if (meetings > one.max_meetings) {
      Wrong(fmt::format("participant {} has {} meetings", p, meetings));
    }
    for (size_t l = 0; one.lunch && l < fair_.lunches.size(); ++l) {
      int32_t busy = 0;
      for (const auto& [slot, held] : agenda) {
        busy += fair_.lunches[l].Has(slot) ? 1 : 0;
      }
      if (busy > 0 && busy == fair_.lunches[l].Count()) {
        Wrong(fmt::format("participant {} has no lunch {}", p, l));
      }
    }
  }

  const Fair& fair_;
  const Schedule& schedule_;
  std::map<int32_t, int32_t> slot_of_;  // by wish that is held
  std::map<int32_t, Meeting> settled_;  // by wish
  std::set<int32_t> homes_;
  std::string wrong_;
};

// Whether the two, which rise, have nothing in common.
bool Disjoint(const std::set<int32_t>& a, const std::set<int32_t>& b) {
  return std::none_of(a.begin(), a.end(),
                      [&](int32_t one) { return b.count(one) > 0; });
}

// Adds what one agenda comes to; returns its breaks.
int32_t AddAgenda(const Fair& fair, const Participant& one,
                  const Agenda& agenda, Measures& measures) {
  int32_t breaks = 0, before = kNone;
  int64_t meetings = 0;
  std::set<int32_t> tables_before, areas_before;
  for (const auto& [slot, held] : agenda) {
    meetings += static_cast<int64_t>(held.size());
    std::set<int32_t> tables, areas;
    for (const Meeting& meeting : held) {
      tables.insert(meeting.table);
      areas.insert(fair.tables[At(meeting.table)].area);
    }
    if (before != kNone &&
        fair.slots[At(before)].day == fair.slots[At(slot)].day) {
      if (slot > before + 1) {
        ++breaks;
        measures.idle_slots += slot - before - 1;
      }
      if (Disjoint(areas, areas_before)) ++measures.area_moves;
      if (one.seated && Disjoint(tables, tables_before)) {
        ++measures.table_moves;
      }
    }
    before = slot;
    tables_before = std::move(tables);
    areas_before = std::move(areas);
  }
  measures.breaks += breaks;
  measures.missing += std::max<int64_t>(0, one.min_meetings - meetings);
  return breaks;
}

}  // namespace

absl::Status Check(const Fair& fair, const Schedule& schedule) {
  return ScheduleCheck(fair, schedule).Run();
}

Measures Measure(const Fair& fair, const Schedule& schedule) {
  Measures measures;
  for (const Meeting& meeting : schedule.meetings) {
    const Wish& wish = fair.wishes[At(meeting.wish)];
    measures.musts += wish.must ? 1 : 0;
    measures.value += wish.value;
  }
  const std::vector<Agenda> agendas = AgendasOf(fair, schedule);
  for (size_t p = 0; p < agendas.size(); ++p) {
    AddAgenda(fair, fair.participants[p], agendas[p], measures);
  }
  return measures;
}

std::vector<int32_t> BreaksOf(const Fair& fair, const Schedule& schedule) {
  std::vector<int32_t> breaks;
  Measures measures;
  const std::vector<Agenda> agendas = AgendasOf(fair, schedule);
  for (size_t p = 0; p < agendas.size(); ++p) {
    breaks.push_back(
        AddAgenda(fair, fair.participants[p], agendas[p], measures));
  }
  return breaks;
}

std::array<int64_t, kGoalCount> Measures::ByGoal(const Fair& fair) const {
  std::array<int64_t, kGoalCount> by_goal = {};
  for (size_t g = 0; g < by_goal.size(); ++g) {
    switch (fair.goals[g]) {
      case Goal::kMusts:
        by_goal[g] = musts;
        break;
      case Goal::kValue:
        by_goal[g] = value;
        break;
      case Goal::kFloors:
        by_goal[g] = -missing;
        break;
      case Goal::kBreaks:
        by_goal[g] = -breaks;
        break;
      case Goal::kAreaMoves:
        by_goal[g] = -area_moves;
        break;
      case Goal::kTableMoves:
        by_goal[g] = -table_moves;
        break;
    }
  }
  return by_goal;
}

}  // namespace ketnoi::schedule
