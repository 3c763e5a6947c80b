#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/time/time.h"
#include "fmt/format.h"
#include "server/civil_time.h"
#include "server/fair_fields.h"
#include "server/field_checks.h"
#include "server/resource_name.h"

namespace ketnoi::server {
namespace {

using Ids = absl::flat_hash_set<std::string>;

constexpr int kMostSessions = 100;
constexpr int kMostSlots = 256;
constexpr int kMostLunchWindows = 31;
constexpr int kMostAreas = 500;
constexpr int kMostTables = 5'000;
constexpr int kMostInterpreters = 500;
constexpr int kMostMeetingRules = 1'000;
constexpr int kMostFeatures = 20;
constexpr int kMostFairLanguages = 20;
constexpr int kMostSlotMinutes = 1'440;
constexpr int kMostTableCapacity = 100;
constexpr int kMostMeetings = 5'120;  // 20 seats in 256 slots

// The goals that come before the others; they are numbered so.
bool ComesFirst(int goal) { return goal <= v1::FAIR_GOAL_FLOORS; }

// One per fair.
class FairChecks {
 public:
  FairChecks(FieldChecks& checks, const v1::Fair& fair)
      : checks_(checks), fair_(fair) {}

  void Run() {
    checks_.IsNamed(Path(root_, "display_name"), fair_.display_name());
    checks_.TextFits(Path(root_, "venue"), fair_.venue(), kText);
    checks_.TextFits(Path(root_, "remarks"), fair_.remarks(), kText);
    zone_ = TimeZoneFromName(fair_.time_zone());
    if (!zone_) {
      checks_.Refuse(Path(root_, "time_zone"),
                     fmt::format("'{}' is no time zone of the IANA database, "
                                 "such as 'Asia/Ho_Chi_Minh'",
                                 fair_.time_zone()));
    }
    CheckSessions();
    CheckLunchWindows();
    CheckAreas();
    CheckTables();
    CheckInterpreters();
    CheckRules();
    CheckGoals();
    checks_.CheckEntries(root_, "default_languages", fair_.default_languages(),
                         kMostFairLanguages, FieldChecks::Language());
    checks_.InRange(Path(root_, "exposure_floor"),
                    int64_t{fair_.exposure_floor()}, 0, kMostSlots);
    checks_.InRange(Path(root_, "supplier_meeting_cap"),
                    int64_t{fair_.supplier_meeting_cap()}, 0, kMostMeetings);
    checks_.InRange(Path(root_, "buyer_meeting_cap"),
                    int64_t{fair_.buyer_meeting_cap()}, 0, kMostMeetings);
  }

 private:
  // Notes the id; a violation: it is none, or was noted before.
  void NoteId(const Path& parent, const std::string& id, Ids& ids) {
    const Path path(parent, "id");
    if (!IsId(id)) {
      checks_.Refuse(path,
                     fmt::format("'{}' is not an id: {}", id, kIdGrammar));
    } else if (!ids.insert(id).second) {
      checks_.Refuse(path, fmt::format("'{}' is there twice", id));
    }
  }

  EntryRule SlotOfFair() const {
    return {"a slot of the fair",
            [this](const std::string& id) { return days_.contains(id); }};
  }

  void CheckSessions() {
    const auto& sessions = fair_.sessions();
    if (!checks_.AtMost(Path(root_, "sessions"), sessions.size(),
                        kMostSessions)) {
      return;
    }
    Ids ids;
    Ids slot_ids;
    int slots = 0;
    for (int i = 0; i < sessions.size(); ++i) {
      const Path path(root_, "sessions", i);
      NoteId(path, sessions[i].id(), ids);
      checks_.TextFits(Path(path, "display_name"), sessions[i].display_name(),
                       kText);
      slots += sessions[i].slots_size();
      const Path list(path, "slots");
      if (sessions[i].slots().empty()) checks_.Refuse(list, kRequired);
      if (slots > kMostSlots) {
        checks_.Refuse(list,
                       fmt::format("{} slots of the fair so far; at most {} "
                                   "are accepted",
                                   slots, kMostSlots));
        return;
      }
      for (int j = 0; j < sessions[i].slots_size(); ++j) {
        CheckSlot(Path(path, "slots", j), sessions[i].slots(j), slot_ids);
      }
    }
  }

  void CheckSlot(const Path& path, const v1::Slot& slot, Ids& ids) {
    NoteId(path, slot.id(), ids);
    const Path start_time(path, "start_time");
    const bool lasts =
        checks_.InRange(Path(path, "duration_minutes"),
                        int64_t{slot.duration_minutes()}, 1, kMostSlotMinutes);
    const absl::TimeZone zone = zone_.value_or(absl::UTCTimeZone());
    const std::string problem = CivilTimeProblem(zone, slot.start_time());
    days_[slot.id()] = slot.start_time().substr(0, slot.start_time().find('T'));
    if (!problem.empty()) {
      checks_.Refuse(start_time, problem);
      return;
    }
    const absl::Time start = InstantOf(zone, slot.start_time());
    if (start < last_end_) {
      checks_.Refuse(
          start_time,
          fmt::format("'{}' is before slot '{}' has ended, at {}",
                      slot.start_time(), last_slot_,
                      CivilTimeText(absl::ToCivilMinute(last_end_, zone))));
    }
    if (!lasts) return;
    last_end_ = start + absl::Minutes(slot.duration_minutes());
    last_slot_ = slot.id();
  }

  void CheckLunchWindows() {
    const auto& windows = fair_.lunch_windows();
    if (!checks_.AtMost(Path(root_, "lunch_windows"), windows.size(),
                        kMostLunchWindows)) {
      return;
    }
    Ids in_windows;
    for (int i = 0; i < windows.size(); ++i) {
      const Path path(root_, "lunch_windows", i);
      const auto& slots = windows[i].slots();
      if (slots.empty()) checks_.Refuse(Path(path, "slots"), kRequired);
      checks_.CheckEntries(path, "slots", slots, kMostSlots, SlotOfFair());
      std::string day;
      for (int j = 0; j < slots.size(); ++j) {
        const auto found = days_.find(slots[j]);
        if (found == days_.end()) continue;
        if (j == 0) day = found->second;
        if (found->second != day) {
          checks_.Refuse(Path(path, "slots", j),
                         fmt::format("'{}' is on {}, the first on {}", slots[j],
                                     found->second, day));
        }
      }
      for (int j = 0; j < slots.size(); ++j) {
        if (in_windows.contains(slots[j])) {
          checks_.Refuse(Path(path, "slots", j),
                         fmt::format("'{}' is in a window before", slots[j]));
        }
      }
      in_windows.insert(slots.begin(), slots.end());
    }
  }

  void CheckAreas() {
    const auto& areas = fair_.areas();
    if (!checks_.AtMost(Path(root_, "areas"), areas.size(), kMostAreas)) return;
    for (int i = 0; i < areas.size(); ++i) {
      const Path path(root_, "areas", i);
      NoteId(path, areas[i].id(), areas_);
      checks_.TextFits(Path(path, "display_name"), areas[i].display_name(),
                       kText);
    }
  }

  void CheckTables() {
    const auto& tables = fair_.tables();
    if (!checks_.AtMost(Path(root_, "tables"), tables.size(), kMostTables)) {
      return;
    }
    Ids ids;
    for (int i = 0; i < tables.size(); ++i) {
      const v1::Table& table = tables[i];
      const Path path(root_, "tables", i);
      NoteId(path, table.id(), ids);
      checks_.TextFits(Path(path, "display_name"), table.display_name(), kText);
      if (!table.area().empty() && !areas_.contains(table.area())) {
        checks_.Refuse(
            Path(path, "area"),
            fmt::format("'{}' is no area of the fair", table.area()));
      }
      checks_.InRange(Path(path, "capacity"), int64_t{table.capacity()}, 0,
                      kMostTableCapacity);
      checks_.CheckEntries(path, "features", table.features(), kMostFeatures,
                           {kIdGrammar, IsId});
      checks_.CheckEntries(path, "unavailable_slots", table.unavailable_slots(),
                           kMostSlots, SlotOfFair());
    }
  }

  void CheckInterpreters() {
    const auto& interpreters = fair_.interpreters();
    if (!checks_.AtMost(Path(root_, "interpreters"), interpreters.size(),
                        kMostInterpreters)) {
      return;
    }
    Ids ids;
    for (int i = 0; i < interpreters.size(); ++i) {
      const v1::Interpreter& interpreter = interpreters[i];
      const Path path(root_, "interpreters", i);
      NoteId(path, interpreter.id(), ids);
      checks_.TextFits(Path(path, "full_name"), interpreter.full_name(),
                       kShortText);
      checks_.CheckEntries(path, "languages", interpreter.languages(),
                           kMostFairLanguages, FieldChecks::Language());
      if (interpreter.languages_size() < 2) {
        checks_.Refuse(Path(path, "languages"),
                       fmt::format("{} languages; at least two are interpreted "
                                   "between",
                                   interpreter.languages_size()));
      }
      checks_.CheckEntries(path, "unavailable_slots",
                           interpreter.unavailable_slots(), kMostSlots,
                           SlotOfFair());
    }
  }

  void CheckRules() {
    const auto& rules = fair_.meeting_rules();
    if (!checks_.AtMost(Path(root_, "meeting_rules"), rules.size(),
                        kMostMeetingRules)) {
      return;
    }
    for (int i = 0; i < rules.size(); ++i) {
      const Path path(root_, "meeting_rules", i);
      CheckType(Path(path, "buyer_type"), rules[i].buyer_type());
      CheckType(Path(path, "supplier_type"), rules[i].supplier_type());
    }
  }

  void CheckType(const Path& path, const std::string& type) {
    if (type.empty() || IsId(type)) return;
    checks_.Refuse(path, fmt::format("'{}' is not {}", type, kIdGrammar));
  }

  void CheckGoals() {
    absl::flat_hash_set<int> seen;
    bool others = false;
    for (int i = 0; i < fair_.goals_size(); ++i) {
      const int goal = fair_.goals(i);
      const Path path(root_, "goals", i);
      if (goal <= 0 || goal > v1::FAIR_GOAL_TABLE_MOVES) {
        checks_.Refuse(path, fmt::format("{} is not one of its values", goal));
        continue;
      }
      const std::string name = v1::FairGoal_Name(fair_.goals(i));
      if (!seen.insert(goal).second) {
        checks_.Refuse(path, fmt::format("{} is there twice", name));
      }
      others |= !ComesFirst(goal);
      if (others && ComesFirst(goal)) {
        checks_.Refuse(path,
                       fmt::format("{} comes before breaks and moves", name));
      }
    }
  }

  FieldChecks& checks_;
  const v1::Fair& fair_;
  const Path root_;
  std::optional<absl::TimeZone> zone_;
  // Of slots so far: where they begin, and the end of the last.
  absl::flat_hash_map<std::string, std::string> days_;
  absl::Time last_end_ = absl::InfinitePast();
  std::string last_slot_;
  Ids areas_;
};

}  // namespace

void Validate(const model::Reference& reference, const v1::Fair& fair,
              Violations& violations) {
  FieldChecks checks(reference, violations);
  FairChecks(checks, fair).Run();
}

std::vector<v1::FairGoal> GoalsInOrder(const v1::Fair& fair) {
  std::vector<v1::FairGoal> goals;
  for (const bool first : {true, false}) {
    for (const int goal : fair.goals()) {
      if (ComesFirst(goal) == first) {
        goals.push_back(static_cast<v1::FairGoal>(goal));
      }
    }
    for (int goal = 1; goal <= v1::FAIR_GOAL_TABLE_MOVES; ++goal) {
      if (ComesFirst(goal) == first &&
          std::find(goals.begin(), goals.end(), goal) == goals.end()) {
        goals.push_back(static_cast<v1::FairGoal>(goal));
      }
    }
  }
  return goals;
}

}  // namespace ketnoi::server
