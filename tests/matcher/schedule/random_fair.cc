#include "tests/matcher/schedule/random_fair.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <utility>

namespace ketnoi::schedule {
namespace {

class FairDice {
 public:
  FairDice(std::mt19937& random, const FairSize& size)
      : random_(random), size_(size) {}

  Fair Roll() {
    AddSlots();
    AddTables();
    AddInterpreters();
    const int32_t buyers = From(1, size_.buyers);
    const int32_t suppliers = From(1, size_.suppliers);
    for (int32_t p = 0; p < buyers + suppliers; ++p) {
      AddParticipant(p < buyers ? Side::kBuyer : Side::kSupplier);
    }
    const int32_t wishes = From(Once(8) ? 0 : size_.wishes / 2, size_.wishes);
    for (int32_t w = 0; w < wishes; ++w) {
      const int32_t a = From(0, buyers - 1);
      const int32_t b = buyers + From(0, suppliers - 1);
      AddWish(w, a, b);
    }
    std::shuffle(fair_.goals.begin(), fair_.goals.begin() + 3, random_);
    std::shuffle(fair_.goals.begin() + 3, fair_.goals.end(), random_);
    return std::move(fair_);
  }

 private:
  int32_t From(int32_t low, int32_t high) {
    return low + static_cast<int32_t>(random_() %
                                      static_cast<uint32_t>(high - low + 1));
  }
  bool Once(int32_t in) { return From(1, in) == 1; }
  int32_t slot_count() const {
    return static_cast<int32_t>(fair_.slots.size());
  }

  SlotSet Most() {
    SlotSet set = SlotSet::First(slot_count());
    for (int32_t s = 0; s < slot_count(); ++s) {
      if (Once(6)) set.Remove(s);
    }
    return set;
  }
  uint64_t Bits() { return static_cast<uint64_t>(From(0, 7)); }

  void AddSlots() {
    const int32_t slots = From(Once(8) ? 1 : 2, size_.slots);
    Slot slot;
    for (int32_t s = 0; s < slots; ++s) {
      if (s > 0 && Once(4)) ++slot.session;
      if (s > 0 && Once(6)) ++slot.day;
      fair_.slots.push_back(slot);
    }
    if (Once(3)) fair_.lunches.push_back(Most());
  }

  void AddTables() {
    const int32_t tables = From(Once(20) ? 0 : 1, size_.tables);
    for (int32_t t = 0; t < tables; ++t) {
      fair_.tables.push_back(
          {From(0, 1), Once(4) ? 2 : 1, Most(), Once(3) ? Bits() : 7});
    }
  }

  void AddInterpreters() {
    const int32_t interpreters = From(0, size_.interpreters);
    for (int32_t i = 0; i < interpreters; ++i) {
      fair_.interpreters.push_back({Bits() | 1, Most()});
    }
  }

  void AddParticipant(Side side) {
    Participant one;
    one.side = side;
    one.seats = Once(4) ? 2 : 1;
    one.available = Most();
    one.languages = Once(3) ? Bits() : 0;
    const auto tables = static_cast<int32_t>(fair_.tables.size());
    if (tables > 0 && Once(8)) one.home_table = From(0, tables - 1);
    one.seated = Once(2);
    if (Once(2)) one.min_meetings = From(0, 2);
    if (Once(3)) one.max_meetings = one.min_meetings + From(0, 2);
    if (Once(5)) one.most_consecutive = From(1, 2);
    one.lunch = Once(2);
    fair_.participants.push_back(one);
  }

  void AddWish(int32_t w, int32_t a, int32_t b) {
    Wish wish;
    wish.a = a;
    wish.b = b;
    wish.value = From(0, 9);
    wish.must = Once(5);
    wish.slots = Once(3) ? Most() : SlotSet::First(slot_count());
    if (Once(10)) {
      wish.fixed = true;
      wish.slots = SlotSet::Of(From(0, slot_count() - 1));
    } else {
      wish.forbidden = Once(10);
    }
    const auto tables = static_cast<int32_t>(fair_.tables.size());
    if (tables > 0 && Once(8)) wish.table = From(0, tables - 1);
    if (Once(6)) wish.features = Bits();
    if (w > 0 && Once(4)) wish.after.push_back(From(0, w - 1));
    fair_.wishes.push_back(std::move(wish));
  }

  std::mt19937& random_;
  const FairSize& size_;
  Fair fair_;
};

// Extends a schedule by the wishes from `w` on in every way. A schedule that
// breaks a rule breaks it with more meetings, too.
class EverySchedule {
 public:
  EverySchedule(const Fair& fair,
                const std::function<void(const Schedule&)>& visit)
      : fair_(fair), loose_(fair), visit_(visit) {
    for (Wish& wish : loose_.wishes) wish.fixed = false;
  }

  void From(size_t w) {
    if (w == fair_.wishes.size()) {
      if (Check(fair_, schedule_).ok()) visit_(schedule_);
      return;
    }
    From(w + 1);
    Meeting meeting;
    meeting.wish = static_cast<int32_t>(w);
    for (size_t s = 0; s < fair_.slots.size(); ++s) {
      for (size_t t = 0; t < fair_.tables.size(); ++t) {
        for (int32_t i = kNone;
             i < static_cast<int32_t>(fair_.interpreters.size()); ++i) {
          meeting.slot = static_cast<int32_t>(s);
          meeting.table = static_cast<int32_t>(t);
          meeting.interpreter = i;
          schedule_.meetings.push_back(meeting);
          if (Check(loose_, schedule_).ok()) From(w + 1);
          schedule_.meetings.pop_back();
        }
      }
    }
  }

 private:
  const Fair& fair_;
  Fair loose_;
  const std::function<void(const Schedule&)>& visit_;
  Schedule schedule_;
};

}  // namespace

Fair RandomFair(std::mt19937& random, const FairSize& size) {
  return FairDice(random, size).Roll();
}

Fair PlainFair(int32_t slots, int32_t tables, int32_t buyers,
               int32_t suppliers) {
  Fair fair;
  fair.slots.resize(static_cast<size_t>(slots));
  Table table;
  table.available = SlotSet::First(slots);
  fair.tables.assign(static_cast<size_t>(tables), table);
  for (int32_t p = 0; p < buyers + suppliers; ++p) {
    Participant one;
    one.side = p < buyers ? Side::kBuyer : Side::kSupplier;
    one.available = SlotSet::First(slots);
    fair.participants.push_back(one);
  }
  return fair;
}

void ForEachSchedule(const Fair& fair,
                     const std::function<void(const Schedule&)>& visit) {
  EverySchedule(fair, visit).From(0);
}

std::optional<Schedule> BestSchedule(const Fair& fair) {
  std::optional<Schedule> best;
  std::array<int64_t, kGoalCount> best_goals = {};
  ForEachSchedule(fair, [&](const Schedule& schedule) {
    const auto goals = Measure(fair, schedule).ByGoal(fair);
    if (!best.has_value() || goals > best_goals) {
      best = schedule;
      best_goals = goals;
    }
  });
  return best;
}

}  // namespace ketnoi::schedule
