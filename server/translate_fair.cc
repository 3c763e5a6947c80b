#include "server/translate_fair.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <utility>

#include "fmt/format.h"
#include "matcher/optimize/at.h"
#include "server/civil_time.h"
#include "server/fair_frame.h"
#include "server/fair_ids.h"
#include "server/rpc_status.h"
#include "server/translate_wishes.h"

namespace ketnoi::server {
namespace {

using schedule::kNone;
using schedule::SlotSet;

constexpr int32_t kDefaultTier = 2;

class FairTranslation {
 public:
  FairTranslation(const FairRecords& records, const FairAsOf& as_of)
      : records_(records), as_of_(as_of), frame_(FrameOf(records.fair)) {}

  absl::StatusOr<FairModel> Run() {
    if (frame_.slots.empty()) {
      return NotSchedulable("NO_SLOTS", "the fair has no slots");
    }
    if (records_.fair.tables().empty()) {
      return NotSchedulable("NO_TABLES", "the fair has no tables");
    }
    NumberTexts();
    if (!violations_.empty()) return InvalidFields(violations_);
    AddSlots();
    AddTables();
    AddInterpreters();
    AddParticipants();
    AddGoals();
    AllowSettled();
    TranslateWishes(records_, ids_, as_of_, model_);
    AddFloors();
    const absl::Status status = schedule::CheckFair(model_.fair);
    if (!status.ok()) {
      return absl::InternalError(fmt::format("the fair became none: {}",
                                             std::string(status.message())));
    }
    return std::move(model_);
  }

 private:
  const Texts& LanguagesOf(const v1::Participant& one) const {
    return one.languages().empty() ? records_.fair.default_languages()
                                   : one.languages();
  }

  void NumberTexts() {
    for (const v1::Participant& one : records_.participants) {
      ids_.languages.Add(LanguagesOf(one));
    }
    for (const v1::Interpreter& one : records_.fair.interpreters()) {
      ids_.languages.Add(one.languages());
    }
    ids_.languages.Number("languages", "language", violations_);
    for (const v1::Wish& wish : records_.wishes) {
      ids_.features.Add(wish.table_features());
    }
    ids_.features.Number("table_features", "feature", violations_);
  }

  void AddSlots() {
    // A break, a run and a move are of one session on one day.
    absl::CivilDay day_before;
    std::string session_before;
    schedule::Slot now{-1, -1};
    for (size_t s = 0; s < frame_.slots.size(); ++s) {
      const FairFrame::Slot& slot = frame_.slots[s];
      const absl::CivilDay day = absl::ToCivilDay(slot.start, frame_.zone);
      const bool first = s == 0 || slot.session != session_before;
      if (first) ++now.session;
      if (first || day != day_before) ++now.day;
      day_before = day;
      session_before = slot.session;
      model_.fair.slots.push_back(now);
      model_.slot_ids.push_back(slot.id);
      ids_.slots.emplace(slot.id, static_cast<int32_t>(s));
      ids_.sessions[slot.session].Add(static_cast<int32_t>(s));
    }
    ids_.all_slots = SlotSet::First(static_cast<int32_t>(frame_.slots.size()));
    for (const v1::LunchWindow& window : records_.fair.lunch_windows()) {
      model_.fair.lunches.push_back(ids_.SlotsOf(window.slots()));
    }
  }

  void AddTables() {
    std::map<std::string, int32_t> areas;
    for (const v1::Table& table : records_.fair.tables()) {
      const auto area =
          areas.emplace(table.area(), static_cast<int32_t>(areas.size())).first;
      schedule::Table to;
      to.area = area->second;
      to.capacity = std::max(1, table.capacity());
      to.available = ids_.all_slots - ids_.SlotsOf(table.unavailable_slots());
      to.features = ids_.features.Of(table.features());
      ids_.tables.emplace(table.id(),
                          static_cast<int32_t>(model_.fair.tables.size()));
      model_.fair.tables.push_back(to);
    }
  }

  void AddInterpreters() {
    for (const v1::Interpreter& one : records_.fair.interpreters()) {
      model_.fair.interpreters.push_back(
          {ids_.languages.Of(one.languages()),
           ids_.all_slots - ids_.SlotsOf(one.unavailable_slots())});
    }
  }

  void AddParticipants() {
    for (const v1::Participant& one : records_.participants) {
      ids_.participants.emplace(one.name(),
                                static_cast<int32_t>(ids_.participants.size()));
      model_.fair.participants.push_back(ParticipantOf(one));
    }
  }

  schedule::Participant ParticipantOf(const v1::Participant& one) const {
    schedule::Participant to;
    const bool buyer = one.side() == v1::PARTICIPANT_SIDE_BUYER;
    to.side = buyer ? schedule::Side::kBuyer : schedule::Side::kSupplier;
    to.seats = std::max(1, one.seats());
    if (Comes(one)) to.available = AvailableOf(one);
    to.languages = ids_.languages.Of(LanguagesOf(one));
    to.seated = one.seated();
    if (one.seated() && !one.table().empty()) {
      const auto found = ids_.tables.find(one.table());
      if (found != ids_.tables.end()) to.home_table = found->second;
    }
    to.min_meetings = Comes(one) ? one.min_meetings() : 0;
    const int32_t cap = buyer ? records_.fair.buyer_meeting_cap()
                              : records_.fair.supplier_meeting_cap();
    if (one.max_meetings() > 0) {
      to.max_meetings = one.max_meetings();
    } else if (cap > 0) {
      to.max_meetings = std::max(cap, to.min_meetings);
    }
    to.most_consecutive = one.most_consecutive_meetings();
    to.lunch = one.wants_lunch();
    to.late = one.late_registration();
    return to;
  }

  SlotSet AvailableOf(const v1::Participant& one) const {
    const absl::Time from = one.arrival_time().empty()
                                ? absl::InfinitePast()
                                : InstantOf(frame_.zone, one.arrival_time());
    const absl::Time to = one.departure_time().empty()
                              ? absl::InfiniteFuture()
                              : InstantOf(frame_.zone, one.departure_time());
    SlotSet available;
    for (size_t s = 0; s < frame_.slots.size(); ++s) {
      const FairFrame::Slot& slot = frame_.slots[s];
      if (slot.start >= from && slot.end <= to) {
        available.Add(static_cast<int32_t>(s));
      }
    }
    return available - ids_.SlotsOf(one.unavailable_slots());
  }

  // Maximums and rest leave room for what is settled.
  void AllowSettled() {
    std::map<int32_t, SlotSet> busy;
    std::map<int32_t, int32_t> counts;
    for (const SettledMeeting& meeting : as_of_.settled) {
      const v1::Wish& wish = records_.wishes[At(meeting.wish)];
      for (const std::string& name : {wish.buyer(), wish.supplier()}) {
        const int32_t p = ids_.participants.find(name)->second;
        busy[p].Add(meeting.slot);
        ++counts[p];
      }
    }
    for (const auto& [p, slots] : busy) {
      schedule::Participant& one = model_.fair.participants[At(p)];
      one.max_meetings = std::max(one.max_meetings, counts[p]);
      if (one.most_consecutive > 0) {
        one.most_consecutive =
            std::max(one.most_consecutive, LongestRun(slots));
      }
      for (const SlotSet& lunch : model_.fair.lunches) {
        if (!lunch.Empty() && (lunch - slots).Empty()) one.lunch = false;
      }
    }
  }

  int32_t LongestRun(const SlotSet& slots) const {
    int32_t longest = 0, run = 0, before = kNone;
    for (int32_t s = slots.Next(0); s != kNone; s = slots.Next(s + 1)) {
      const bool follows =
          before == s - 1 && s > 0 &&
          model_.fair.slots[At(s)].day == model_.fair.slots[At(s - 1)].day;
      run = follows ? run + 1 : 1;
      longest = std::max(longest, run);
      before = s;
    }
    return longest;
  }

  // The exposure floor, of suppliers with a wish that both sides could want,
  // whether it can be held or not.
  void AddFloors() {
    std::vector<bool> counts(records_.wishes.size(), true);
    for (const RuledOutWish& one : model_.ruled_out) {
      counts[At(one.wish)] = one.reason != v1::LEFT_OUT_REASON_FORBIDDEN &&
                             one.reason != v1::LEFT_OUT_REASON_TYPES &&
                             one.reason != v1::LEFT_OUT_REASON_NOT_ATTENDING;
    }
    for (size_t w = 0; w < counts.size(); ++w) {
      if (!counts[w]) continue;
      const auto found = ids_.participants.find(records_.wishes[w].supplier());
      if (found == ids_.participants.end()) continue;
      const auto p = At(found->second);
      if (!Comes(records_.participants[p])) continue;
      schedule::Participant& one = model_.fair.participants[p];
      one.min_meetings =
          std::max(one.min_meetings,
                   std::min(records_.fair.exposure_floor(), one.max_meetings));
    }
  }

  void AddGoals() {
    std::vector<int> order;
    const auto add = [&](int goal) {
      if (std::find(order.begin(), order.end(), goal) == order.end()) {
        order.push_back(goal);
      }
    };
    // Goals are numbered in the default order; the first half are the first
    // three.
    const auto add_named = [&](bool first_half) {
      for (const int goal : records_.fair.goals()) {
        if ((goal <= v1::FAIR_GOAL_FLOORS) == first_half) add(goal);
      }
    };
    add_named(true);
    for (int g = v1::FAIR_GOAL_MUST_HAVES; g <= v1::FAIR_GOAL_FLOORS; ++g) {
      add(g);
    }
    add_named(false);
    for (int g = v1::FAIR_GOAL_BREAKS; g <= v1::FAIR_GOAL_TABLE_MOVES; ++g) {
      add(g);
    }
    for (size_t g = 0; g < model_.fair.goals.size(); ++g) {
      model_.fair.goals[g] = static_cast<schedule::Goal>(order[g] - 1);
    }
  }

  const FairRecords& records_;
  const FairAsOf& as_of_;
  const FairFrame frame_;
  Violations violations_;
  FairIds ids_;
  FairModel model_;
};

}  // namespace

absl::StatusOr<FairModel> TranslateFair(const FairRecords& records) {
  auto model = TranslateFair(records, FairAsOf());
  if (!model.ok()) return model;
  const absl::Status status = CheckFixed(records, *model);
  if (!status.ok()) return status;
  return model;
}

absl::StatusOr<FairModel> TranslateFair(const FairRecords& records,
                                        const FairAsOf& as_of) {
  return FairTranslation(records, as_of).Run();
}

void Unfix(const std::vector<int32_t>& wishes, FairModel& model) {
  for (const int32_t w : wishes) {
    model.fair.wishes[At(w)].fixed = false;
    model.colliding.push_back(w);
  }
}

absl::Status NotSchedulable(std::string_view cause, std::string_view message) {
  return Error(absl::StatusCode::kFailedPrecondition,
               v1::ERROR_REASON_FAIR_NOT_SCHEDULABLE, message,
               {{"cause", std::string(cause)}});
}

int32_t TierQuarters(int32_t buyer_tier, int32_t supplier_tier) {
  const auto weight = [](int32_t tier) {
    return 4 - (tier == 0 ? kDefaultTier : tier);
  };
  return weight(buyer_tier) + weight(supplier_tier);
}

}  // namespace ketnoi::server
