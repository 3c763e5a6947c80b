#include "matcher/schedule/fair.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

#include "fmt/format.h"
#include "matcher/optimize/at.h"

namespace ketnoi::schedule {
namespace {

// Says what is wrong first, and where.
class FairCheck {
 public:
  explicit FairCheck(const Fair& fair) : fair_(fair) {}

  absl::Status Run() {
    CheckSizes();
    CheckSlots();
    CheckTables();
    CheckInterpreters();
    CheckParticipants();
    for (size_t w = 0; w < fair_.wishes.size(); ++w) CheckWish(w);
    for (size_t m = 0; m < fair_.settled.size(); ++m) CheckSettled(m);
    CheckGoals();
    if (wrong_.empty()) CheckOrder();
    return wrong_.empty() ? absl::OkStatus()
                          : absl::InvalidArgumentError(wrong_);
  }

 private:
  void Wrong(std::string what) {
    if (wrong_.empty()) wrong_ = std::move(what);
  }
  // `count`: how many there are of what the position names.
  void Position(const std::string& field, int32_t position, size_t count) {
    if (position < 0 || At(position) >= count) {
      Wrong(fmt::format("{} is {}, and there are {}", field, position, count));
    }
  }
  void Within(const std::string& field, int64_t value, int64_t low,
              int64_t high) {
    if (value < low || value > high) {
      Wrong(fmt::format("{} is {}, and not {} to {}", field, value, low, high));
    }
  }
  void Slots(const std::string& field, const SlotSet& slots) {
    const int32_t past = slots.Next(static_cast<int32_t>(fair_.slots.size()));
    if (past != kNone) Position(field, past, fair_.slots.size());
  }

  void CheckSizes() {
    const auto most = [&](const char* field, size_t count, int32_t limit) {
      if (count > At(limit)) {
        Wrong(fmt::format("{} are {}, and at most {} can be", field, count,
                          limit));
      }
    };
    most("slots", fair_.slots.size(), kMostSlots);
    most("tables", fair_.tables.size(), kMostTables);
    most("interpreters", fair_.interpreters.size(), kMostInterpreters);
    most("participants", fair_.participants.size(), kMostParticipants);
    most("wishes", fair_.wishes.size(), kMostWishes);
  }

  void CheckSlots() {
    if (!wrong_.empty()) return;  // positions beyond kMostSlots are no slots
    for (size_t s = 0; s < fair_.slots.size(); ++s) {
      const Slot& slot = fair_.slots[s];
      const Slot before = s == 0 ? Slot{} : fair_.slots[s - 1];
      if (slot.day < before.day || slot.session < before.session) {
        Wrong(fmt::format("slots[{}] is of day {} and session {} after {}, {}",
                          s, slot.day, slot.session, before.day,
                          before.session));
      }
    }
    for (size_t l = 0; l < fair_.lunches.size(); ++l) {
      Slots(fmt::format("lunches[{}]", l), fair_.lunches[l]);
    }
  }

  void CheckTables() {
    for (size_t t = 0; t < fair_.tables.size(); ++t) {
      const Table& table = fair_.tables[t];
      Within(fmt::format("tables[{}].area", t), table.area, 0, kMostAreas - 1);
      Within(fmt::format("tables[{}].capacity", t), table.capacity, 1,
             kMostCapacity);
      Slots(fmt::format("tables[{}].available", t), table.available);
    }
  }

  void CheckInterpreters() {
    for (size_t i = 0; i < fair_.interpreters.size(); ++i) {
      Slots(fmt::format("interpreters[{}].available", i),
            fair_.interpreters[i].available);
    }
  }

  void CheckParticipants() {
    for (size_t p = 0; p < fair_.participants.size(); ++p) {
      const Participant& one = fair_.participants[p];
      const std::string field = fmt::format("participants[{}]", p);
      Within(field + ".seats", one.seats, 1, kMostSeats);
      Slots(field + ".available", one.available);
      if (one.home_table != kNone) {
        Position(field + ".home_table", one.home_table, fair_.tables.size());
      }
      Within(field + ".min_meetings", one.min_meetings, 0, kNoMaximum);
      Within(field + ".max_meetings", one.max_meetings, one.min_meetings,
             kNoMaximum);
      Within(field + ".most_consecutive", one.most_consecutive, 0, kNoMaximum);
    }
  }

  void CheckWish(size_t w) {
    const Wish& wish = fair_.wishes[w];
    const std::string field = fmt::format("wishes[{}]", w);
    Position(field + ".a", wish.a, fair_.participants.size());
    Position(field + ".b", wish.b, fair_.participants.size());
    if (wish.a == wish.b) {
      Wrong(fmt::format("{} is of participant {} with itself", field, wish.a));
    }
    Within(field + ".value", wish.value, 0, kMostWishValue);
    Slots(field + ".slots", wish.slots);
    if (wish.fixed && (wish.forbidden || wish.slots.Count() != 1)) {
      Wrong(fmt::format("{} is fixed, and {}", field,
                        wish.forbidden ? "forbidden" : "not to one slot"));
    }
    if (wish.table != kNone) {
      Position(field + ".table", wish.table, fair_.tables.size());
    }
    for (size_t i = 0; i < wish.after.size(); ++i) {
      Position(fmt::format("{}.after[{}]", field, i), wish.after[i],
               fair_.wishes.size());
    }
  }

  void CheckSettled(size_t m) {
    const Meeting& meeting = fair_.settled[m];
    const std::string field = fmt::format("settled[{}]", m);
    Position(field + ".wish", meeting.wish, fair_.wishes.size());
    Position(field + ".slot", meeting.slot, fair_.slots.size());
    Position(field + ".table", meeting.table, fair_.tables.size());
    if (meeting.interpreter != kNone) {
      Position(field + ".interpreter", meeting.interpreter,
               fair_.interpreters.size());
    }
    if (!wrong_.empty()) return;
    const Wish& wish = fair_.wishes[At(meeting.wish)];
    if (m > 0 && meeting.wish <= fair_.settled[m - 1].wish) {
      Wrong(fmt::format("{} is of wish {} after {}", field, meeting.wish,
                        fair_.settled[m - 1].wish));
    } else if (!wish.fixed || !wish.slots.Has(meeting.slot)) {
      Wrong(fmt::format("{} is in slot {}, and wishes[{}] is not fixed to it",
                        field, meeting.slot, meeting.wish));
    }
  }

  void CheckGoals() {
    for (int32_t g = 0; g < kGoalCount; ++g) {
      const Goal goal = fair_.goals[At(g)];
      const bool of_choice = goal <= Goal::kFloors;
      if (of_choice != (g < 3) ||
          std::count(fair_.goals.begin(), fair_.goals.end(), goal) != 1) {
        Wrong(fmt::format(
            "goals[{}] is {}, and musts, value and floors are to come before "
            "the others, each once",
            g, static_cast<int>(goal)));
      }
    }
  }

  // Wishes from the first on: one that is left over is in a circle, or after
  // one.
  void CheckOrder() {
    std::vector<int32_t> waits_for(fair_.wishes.size());
    std::vector<std::vector<int32_t>> before(fair_.wishes.size());
    std::vector<int32_t> ready;
    for (size_t w = 0; w < fair_.wishes.size(); ++w) {
      const auto wish = static_cast<int32_t>(w);
      for (const int32_t first : fair_.wishes[w].after) {
        before[At(first)].push_back(wish);
        ++waits_for[w];
      }
      if (waits_for[w] == 0) ready.push_back(wish);
    }
    size_t done = 0;
    while (done < ready.size()) {
      for (const int32_t next : before[At(ready[done])]) {
        if (--waits_for[At(next)] == 0) ready.push_back(next);
      }
      ++done;
    }
    if (done == fair_.wishes.size()) return;
    Wrong("wishes[].after: " + Circle(waits_for));
  }

  // From any wish that waits, backwards until one comes twice.
  std::string Circle(const std::vector<int32_t>& waits_for) const {
    size_t at = 0;
    while (waits_for[at] == 0) ++at;
    std::vector<size_t> path;
    while (std::find(path.begin(), path.end(), at) == path.end()) {
      path.push_back(at);
      for (const int32_t first : fair_.wishes[at].after) {
        if (waits_for[At(first)] > 0) {
          at = At(first);
          break;
        }
      }
    }
    std::string text = fmt::format("wish {}", at);
    for (size_t i = path.size(); i-- > 0;) {
      text += fmt::format(" before {}", path[i]);
      if (path[i] == at) break;
    }
    return text;
  }

  const Fair& fair_;
  std::string wrong_;
};

}  // namespace

absl::Status CheckFair(const Fair& fair) { return FairCheck(fair).Run(); }

}  // namespace ketnoi::schedule
