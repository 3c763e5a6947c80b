#include "server/fair_fit.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/time/time.h"
#include "fmt/format.h"
#include "server/civil_time.h"

namespace ketnoi::server {
namespace {

using Ids = absl::flat_hash_set<std::string>;

void CheckIsKnown(std::string_view field, const std::string& id, const Ids& ids,
                  std::string_view what, Violations& violations) {
  if (id.empty() || ids.contains(id)) return;
  violations.Add(field, fmt::format("'{}' is no {} of the fair", id, what));
}

template <class List>
void CheckAreKnown(std::string_view field, const List& list, const Ids& ids,
                   std::string_view what, Violations& violations) {
  for (int i = 0; i < list.size(); ++i) {
    if (ids.contains(list[i])) continue;
    violations.Add(fmt::format("{}[{}]", field, i),
                   fmt::format("'{}' is no {} of the fair", list[i], what));
  }
}

// The instant of a civil time that may be empty, then `otherwise`.
absl::Time InstantOr(const absl::TimeZone& zone, std::string_view field,
                     const std::string& text, absl::Time otherwise,
                     Violations& violations) {
  if (text.empty()) return otherwise;
  const std::string problem = CivilTimeProblem(zone, text);
  if (problem.empty()) return InstantOf(zone, text);
  violations.Add(field, problem);
  return otherwise;
}

using SlotTimes = absl::flat_hash_map<std::string, std::string>;

// What makes a slot the one that it is, by its id.
SlotTimes SlotTimesOf(const v1::Fair& fair) {
  SlotTimes times;
  for (const v1::Session& session : fair.sessions()) {
    for (const v1::Slot& slot : session.slots()) {
      times[slot.id()] = fmt::format(
          "{} {} {}", session.id(), slot.start_time(), slot.duration_minutes());
    }
  }
  return times;
}

}  // namespace

void CheckFits(const FairFrame& fair, const v1::Participant& participant,
               Violations& violations) {
  const size_t found = violations.found();
  CheckIsKnown("table", participant.table(), fair.tables, "table", violations);
  CheckAreKnown("unavailable_slots", participant.unavailable_slots(),
                fair.slot_ids, "slot", violations);
  const absl::Time arrival =
      InstantOr(fair.zone, "arrival_time", participant.arrival_time(),
                absl::InfinitePast(), violations);
  const absl::Time departure =
      InstantOr(fair.zone, "departure_time", participant.departure_time(),
                absl::InfiniteFuture(), violations);
  if (arrival >= departure) {
    violations.Add(
        "departure_time",
        fmt::format("'{}' is not after arrival_time, '{}'",
                    participant.departure_time(), participant.arrival_time()));
  }
  Ids unavailable;
  for (int i = 0; i < participant.unavailable_slots_size(); ++i) {
    if (!unavailable.insert(participant.unavailable_slots(i)).second) {
      violations.Add(
          fmt::format("unavailable_slots[{}]", i),
          fmt::format("'{}' is there twice", participant.unavailable_slots(i)));
    }
  }
  if (violations.found() > found || fair.slots.empty()) return;
  const bool there = std::any_of(
      fair.slots.begin(), fair.slots.end(), [&](const FairFrame::Slot& slot) {
        return slot.start >= arrival && slot.end <= departure &&
               !unavailable.contains(slot.id);
      });
  if (there) return;
  const char* field = !unavailable.empty()                 ? "unavailable_slots"
                      : participant.arrival_time().empty() ? "departure_time"
                                                           : "arrival_time";
  violations.Add(field,
                 fmt::format("leaves none of the fair's {} slots to meet in",
                             fair.slots.size()));
}

void CheckFits(const FairFrame& fair, const v1::Wish& wish,
               Violations& violations) {
  const size_t found = violations.found();
  CheckIsKnown("fixed_slot", wish.fixed_slot(), fair.slot_ids, "slot",
               violations);
  CheckIsKnown("fixed_table", wish.fixed_table(), fair.tables, "table",
               violations);
  CheckAreKnown("sessions", wish.sessions(), fair.sessions, "session",
                violations);
  if (violations.found() > found || wish.fixed_slot().empty() ||
      wish.sessions().empty()) {
    return;
  }
  const auto slot = std::find_if(fair.slots.begin(), fair.slots.end(),
                                 [&](const FairFrame::Slot& each) {
                                   return each.id == wish.fixed_slot();
                                 });
  if (std::find(wish.sessions().begin(), wish.sessions().end(),
                slot->session) == wish.sessions().end()) {
    violations.Add("fixed_slot",
                   fmt::format("'{}' is in session '{}', which is not one of "
                               "the wish's",
                               wish.fixed_slot(), slot->session));
  }
}

bool Narrows(const v1::Fair& before, const v1::Fair& after) {
  if (before.time_zone() != after.time_zone()) return true;
  const SlotTimes times = SlotTimesOf(after);
  for (const auto& [id, time] : SlotTimesOf(before)) {
    const auto same = times.find(id);
    if (same == times.end() || same->second != time) return true;
  }
  Ids tables;
  for (const v1::Table& table : after.tables()) tables.insert(table.id());
  return std::any_of(
      before.tables().begin(), before.tables().end(),
      [&](const v1::Table& table) { return !tables.contains(table.id()); });
}

}  // namespace ketnoi::server
