#include "benchmarks/fair_workload.h"

#include <algorithm>
#include <cstddef>
#include <random>
#include <set>
#include <utility>

#include "matcher/schedule/choice_flow.h"
#include "matcher/schedule/fair_index.h"

namespace ketnoi::benchmarks {
namespace {

class FairMaker {
 public:
  explicit FairMaker(const FairCase& of) : of_(of), random_(of.seed) {}

  schedule::Fair Make() {
    for (int32_t s = 0; s < of_.slots; ++s) {
      fair_.slots.push_back({s / 20, s / 10});
    }
    for (int32_t p = 0; p < of_.buyers + of_.suppliers; ++p) AddParticipant(p);
    AddWishes();
    AddTables(of_.buyers);
    AddTables(TablesNeeded());
    return std::move(fair_);
  }

 private:
  int32_t Below(int32_t count) {
    return static_cast<int32_t>(random_() % static_cast<uint64_t>(count));
  }

  schedule::SlotSet Presence() {
    schedule::SlotSet slots = schedule::SlotSet::First(of_.slots);
    if (Below(10) < 3) {
      const int32_t missed = 1 + Below(of_.slots / 2);
      const int32_t first = Below(2) == 0 ? 0 : of_.slots - missed;
      for (int32_t s = first; s < first + missed; ++s) slots.Remove(s);
    }
    for (int32_t s = 0; s < of_.slots; ++s) {
      if (Below(10) == 0) slots.Remove(s);
    }
    return slots;
  }

  void AddParticipant(int32_t p) {
    schedule::Participant one;
    one.side =
        p < of_.buyers ? schedule::Side::kBuyer : schedule::Side::kSupplier;
    one.available = Presence();
    one.seated = p < of_.buyers;
    one.min_meetings = p < of_.buyers ? 0 : 1;
    fair_.participants.push_back(one);
  }

  // The smaller of three numbers is small: few are wanted by many.
  int32_t Popular(int32_t count) {
    return std::min({Below(count), Below(count), Below(count)});
  }

  void AddWishes() {
    std::set<std::pair<int32_t, int32_t>> pairs;
    while (static_cast<int32_t>(pairs.size()) < of_.wishes) {
      const int32_t a = Below(of_.buyers);
      const int32_t b = of_.buyers + (Below(2) == 0 ? Below(of_.suppliers)
                                                    : Popular(of_.suppliers));
      if (!pairs.insert({a, b}).second) continue;
      schedule::Wish wish;
      wish.a = a;
      wish.b = b;
      wish.value = 1 + std::max(Below(10'000), Below(10'000));
      wish.must = Below(50) == 0;
      wish.slots = schedule::SlotSet::First(of_.slots);
      fair_.wishes.push_back(std::move(wish));
    }
  }

  void AddTables(int32_t count) {
    schedule::Table table;
    table.available = schedule::SlotSet::First(of_.slots);
    fair_.tables.assign(static_cast<size_t>(count), table);
  }

  int32_t TablesNeeded() {
    const auto index = schedule::IndexFair(fair_);
    if (!index.ok()) return of_.buyers;
    const schedule::Choice choice =
        schedule::ChooseByFlow(*index, index->worth);
    const auto meetings = static_cast<int32_t>(
        std::count(choice.chosen.begin(), choice.chosen.end(), true));
    return (meetings + of_.slots - 1) / of_.slots;
  }

  const FairCase& of_;
  std::mt19937_64 random_;
  schedule::Fair fair_;
};

}  // namespace

schedule::Fair MakeFair(const FairCase& of) { return FairMaker(of).Make(); }

}  // namespace ketnoi::benchmarks
