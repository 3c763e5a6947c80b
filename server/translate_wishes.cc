#include "server/translate_wishes.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "fmt/format.h"
#include "matcher/optimize/at.h"
#include "server/meeting_rules.h"
#include "server/wish_circles.h"

namespace ketnoi::server {
namespace {

using schedule::kNone;
using schedule::SlotSet;

bool HasTier(const v1::Wish& wish, v1::WishTier tier) {
  return wish.buyer_tier() == tier || wish.supplier_tier() == tier;
}

// Where the wish is held for certain, or kNone.
int32_t PlaceOf(const schedule::Fair& fair, const schedule::Wish& wish) {
  if (wish.table != kNone) return wish.table;
  const int32_t home = fair.participants[At(wish.a)].home_table;
  return home != kNone ? home : fair.participants[At(wish.b)].home_table;
}

class WishTranslation {
 public:
  WishTranslation(const FairRecords& records, const FairIds& ids,
                  const FairAsOf& as_of, FairModel& model)
      : records_(records),
        ids_(ids),
        as_of_(as_of),
        rules_(records.fair),
        model_(model),
        begun_(SlotSet::First(as_of.first_slot)),
        settled_(records.wishes.size(), nullptr),
        is_home_(model.fair.tables.size()) {
    for (const SettledMeeting& meeting : as_of.settled) {
      settled_[At(meeting.wish)] = &meeting;
    }
    for (const schedule::Participant& one : model.fair.participants) {
      if (one.home_table != kNone) is_home_[At(one.home_table)] = true;
    }
  }

  void Run() {
    for (const v1::Wish& wish : records_.wishes) {
      if (HasTier(wish, v1::WISH_TIER_NO_THANKS)) {
        refused_.emplace(wish.buyer(), wish.supplier());
      }
    }
    std::vector<v1::LeftOutReason> reasons(records_.wishes.size());
    for (size_t w = 0; w < reasons.size(); ++w) reasons[w] = ReasonOf(w);
    RuleOutCircles(reasons);
    model_.wish_positions.assign(reasons.size(), kNone);
    for (size_t w = 0; w < reasons.size(); ++w) {
      if (reasons[w] != v1::LEFT_OUT_REASON_UNSPECIFIED || HeldApart(w)) {
        model_.ruled_out.push_back({static_cast<int32_t>(w), reasons[w]});
        continue;
      }
      model_.wish_positions[w] =
          static_cast<int32_t>(model_.wish_records.size());
      model_.wish_records.push_back(static_cast<int32_t>(w));
    }
    for (const int32_t w : model_.wish_records) {
      schedule::Wish wish = WishOf(records_.wishes[At(w)]);
      if (settled_[At(w)] != nullptr) Settle(*settled_[At(w)], wish);
      model_.fair.wishes.push_back(std::move(wish));
    }
  }

 private:
  bool HeldApart(size_t w) const {
    return !as_of_.held_apart.empty() && as_of_.held_apart[w];
  }

  // Makes `to`, the next wish of the fair, held as its meeting is. What is to
  // come before it still is, but for what is settled likewise and was not.
  void Settle(const SettledMeeting& meeting, schedule::Wish& to) {
    to.fixed = true;
    to.slots = SlotSet::Of(meeting.slot);
    std::erase_if(to.after, [&](int32_t first) {
      return !Binds(model_.wish_records[At(first)], meeting);
    });
    model_.fair.settled.push_back(
        {static_cast<int32_t>(model_.fair.wishes.size()), meeting.slot,
         meeting.table, meeting.interpreter});
  }

  // Whether the wish `first`, of the records, can still come before the
  // meeting, as it should.
  bool Binds(int32_t first, const SettledMeeting& meeting) const {
    const SettledMeeting* const other = settled_[At(first)];
    return other == nullptr || other->slot < meeting.slot;
  }

  // What the records alone hold against a wish, but for circles: the first, in
  // the order of the reasons.
  v1::LeftOutReason ReasonOf(size_t w) {
    const v1::Wish& wish = records_.wishes[w];
    if (settled_[w] != nullptr || HeldApart(w)) {
      return v1::LEFT_OUT_REASON_UNSPECIFIED;
    }
    if (!as_of_.cancelled.empty() && as_of_.cancelled[w]) {
      return v1::LEFT_OUT_REASON_CANCELLED;
    }
    if (refused_.contains(std::pair(wish.buyer(), wish.supplier()))) {
      return v1::LEFT_OUT_REASON_FORBIDDEN;
    }
    const auto buyer = ids_.participants.find(wish.buyer());
    const auto supplier = ids_.participants.find(wish.supplier());
    if (buyer == ids_.participants.end() ||
        supplier == ids_.participants.end()) {
      return v1::LEFT_OUT_REASON_NOT_ATTENDING;
    }
    const v1::Participant& a = records_.participants[At(buyer->second)];
    const v1::Participant& b = records_.participants[At(supplier->second)];
    if (!rules_.MayMeet(a, b)) return v1::LEFT_OUT_REASON_TYPES;
    if (!Comes(a) || !Comes(b)) return v1::LEFT_OUT_REASON_NOT_ATTENDING;
    // Of others the search says why, unless they could be in a circle.
    return wish.fixed_slot().empty() && wish.after().empty()
               ? v1::LEFT_OUT_REASON_UNSPECIFIED
               : AloneProblem(wish);
  }

  // Why the wish cannot even be held alone, in an empty timetable.
  v1::LeftOutReason AloneProblem(const v1::Wish& wish) {
    const schedule::Wish one = WishOf(wish);
    const schedule::Participant& a = model_.fair.participants[At(one.a)];
    const schedule::Participant& b = model_.fair.participants[At(one.b)];
    SlotSet slots = one.slots & a.available & b.available;
    if (slots.Empty()) return v1::LEFT_OUT_REASON_NO_COMMON_SLOT;
    const SlotSet tables = TableSlots(one);
    slots &= tables;
    if (slots.Empty()) {
      return tables.Empty() ? v1::LEFT_OUT_REASON_NO_SUITABLE_TABLE
                            : v1::LEFT_OUT_REASON_NO_FREE_TABLE;
    }
    if (!schedule::Understand(a, b)) {
      const SlotSet interpreters = InterpreterSlots(a, b);
      slots &= interpreters;
      if (slots.Empty()) {
        return interpreters.Empty() ? v1::LEFT_OUT_REASON_NO_INTERPRETER
                                    : v1::LEFT_OUT_REASON_NO_FREE_INTERPRETER;
      }
    }
    if (a.lunch || b.lunch) slots -= OnlyLunchSlots();
    return slots.Empty() ? v1::LEFT_OUT_REASON_REST
                         : v1::LEFT_OUT_REASON_UNSPECIFIED;
  }

  // In which a table that the wish could be held at is there.
  const SlotSet& TableSlots(const schedule::Wish& wish) {
    const int32_t place = PlaceOf(model_.fair, wish);
    const auto [at, is_new] =
        table_slots_.try_emplace(std::pair(place, wish.features));
    if (!is_new) return at->second;
    const auto& tables = model_.fair.tables;
    for (size_t t = 0; t < tables.size(); ++t) {
      const bool can = place == kNone ? !is_home_[t] : At(place) == t;
      if (can && (wish.features & ~tables[t].features) == 0) {
        at->second |= tables[t].available;
      }
    }
    return at->second;
  }

  // In which somebody who interprets between the two is there.
  const SlotSet& InterpreterSlots(const schedule::Participant& a,
                                  const schedule::Participant& b) {
    const auto [at, is_new] =
        interpreter_slots_.try_emplace(std::pair(a.languages, b.languages));
    if (!is_new) return at->second;
    for (const schedule::Interpreter& one : model_.fair.interpreters) {
      if (schedule::Interprets(one, a, b)) at->second |= one.available;
    }
    return at->second;
  }

  // That are all of a lunch window.
  SlotSet OnlyLunchSlots() const {
    SlotSet slots;
    for (const SlotSet& lunch : model_.fair.lunches) {
      if (lunch.Count() == 1) slots |= lunch;
    }
    return slots;
  }

  void RuleOutCircles(std::vector<v1::LeftOutReason>& reasons) {
    for (size_t w = 0; w < reasons.size(); ++w) {
      wishes_.emplace(records_.wishes[w].name(), static_cast<int32_t>(w));
    }
    std::vector<std::vector<int32_t>> after(reasons.size());
    for (size_t w = 0; w < reasons.size(); ++w) {
      if (reasons[w] != v1::LEFT_OUT_REASON_UNSPECIFIED || HeldApart(w)) {
        continue;
      }
      for (const std::string& name : records_.wishes[w].after()) {
        const auto found = wishes_.find(name);
        if (found != wishes_.end() &&
            reasons[At(found->second)] == v1::LEFT_OUT_REASON_UNSPECIFIED &&
            (settled_[w] == nullptr || Binds(found->second, *settled_[w]))) {
          after[w].push_back(found->second);
        }
      }
    }
    const auto less = [&](int32_t a, int32_t b) { return IsLess(a, b); };
    for (const int32_t w : BreakCircles(after, less)) {
      reasons[At(w)] = v1::LEFT_OUT_REASON_CIRCLE;
    }
  }

  // Whether wish a is to be given up rather than b.
  bool IsLess(int32_t a, int32_t b) const {
    const auto rank = [&](int32_t w) {
      const v1::Wish& wish = records_.wishes[At(w)];
      return std::tuple(settled_[At(w)] != nullptr, !wish.fixed_slot().empty(),
                        HasTier(wish, v1::WISH_TIER_MUST_MEET), wish.value(),
                        -w);
    };
    return rank(a) < rank(b);
  }

  schedule::Wish WishOf(const v1::Wish& wish) const {
    schedule::Wish to;
    to.a = ids_.participants.find(wish.buyer())->second;
    to.b = ids_.participants.find(wish.supplier())->second;
    const int32_t quarters =
        TierQuarters(records_.participants[At(to.a)].priority_tier(),
                     records_.participants[At(to.b)].priority_tier());
    to.value = std::min(int64_t{wish.value()} * quarters / 4,
                        schedule::kMostWishValue);
    to.must = HasTier(wish, v1::WISH_TIER_MUST_MEET);
    to.fixed = !wish.fixed_slot().empty();
    to.slots = SlotsOf(wish);
    if (!wish.fixed_table().empty()) {
      const auto found = ids_.tables.find(wish.fixed_table());
      if (found != ids_.tables.end()) to.table = found->second;
    }
    to.features = ids_.features.Of(wish.table_features());
    for (const std::string& name : wish.after()) {
      const auto found = wishes_.find(name);
      if (found == wishes_.end()) continue;
      const int32_t position = model_.wish_positions[At(found->second)];
      if (position != kNone) to.after.push_back(position);
    }
    return to;
  }

  SlotSet SlotsOf(const v1::Wish& wish) const {
    SlotSet slots = wish.sessions().empty() ? ids_.all_slots : SlotSet();
    for (const std::string& session : wish.sessions()) {
      const auto found = ids_.sessions.find(session);
      if (found != ids_.sessions.end()) slots |= found->second;
    }
    slots -= begun_;
    if (wish.fixed_slot().empty()) return slots;
    const auto found = ids_.slots.find(wish.fixed_slot());
    return found == ids_.slots.end() ? SlotSet()
                                     : slots & SlotSet::Of(found->second);
  }

  const FairRecords& records_;
  const FairIds& ids_;
  const FairAsOf& as_of_;
  const MeetingRules rules_;
  FairModel& model_;
  const SlotSet begun_;
  std::vector<const SettledMeeting*> settled_;  // by wish of the records
  std::vector<bool> is_home_;                   // by table
  // By place and features, and by the languages of the two.
  absl::flat_hash_map<std::pair<int32_t, uint64_t>, SlotSet> table_slots_;
  absl::flat_hash_map<std::pair<uint64_t, uint64_t>, SlotSet>
      interpreter_slots_;
  absl::flat_hash_map<std::string, int32_t> wishes_;  // by name
  // Pairs of types, and of participants.
  absl::flat_hash_set<std::pair<std::string, std::string>> refused_;
};

}  // namespace

bool Comes(const v1::Participant& participant) {
  return participant.attendance() != v1::ATTENDANCE_NO_SHOW &&
         participant.attendance() != v1::ATTENDANCE_CANCELLED;
}

void TranslateWishes(const FairRecords& records, const FairIds& ids,
                     const FairAsOf& as_of, FairModel& model) {
  WishTranslation(records, ids, as_of, model).Run();
}

absl::Status CheckFixed(const FairRecords& records, const FairModel& model) {
  using Use = std::pair<int32_t, int32_t>;  // of a slot, by whom or at which
  std::map<Use, int32_t> of_participants, of_tables;
  const auto collision = [&](size_t w, std::string_view where) {
    const v1::Wish& wish = records.wishes[At(model.wish_records[w])];
    return NotSchedulable(
        "FIXED",
        fmt::format("{}: fixed_slot '{}' is one meeting too many for {}",
                    wish.name(), wish.fixed_slot(), where));
  };
  const schedule::Fair& fair = model.fair;
  for (size_t w = 0; w < fair.wishes.size(); ++w) {
    const schedule::Wish& wish = fair.wishes[w];
    if (!wish.fixed) continue;
    const int32_t slot = wish.slots.Next(0);
    for (const int32_t p : {wish.a, wish.b}) {
      if (++of_participants[{slot, p}] > fair.participants[At(p)].seats) {
        return collision(w, records.participants[At(p)].name());
      }
    }
    const int32_t table = PlaceOf(fair, wish);
    if (table != kNone &&
        ++of_tables[{slot, table}] > fair.tables[At(table)].capacity) {
      return collision(
          w, fmt::format("table '{}'", records.fair.tables(table).id()));
    }
  }
  return absl::OkStatus();
}

}  // namespace ketnoi::server
