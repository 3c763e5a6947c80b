#include "benchmarks/greedy_schedule.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <tuple>
#include <vector>

#include "matcher/optimize/at.h"

namespace ketnoi::benchmarks {

schedule::Schedule GreedySchedule(const schedule::Fair& fair) {
  std::vector<int32_t> order(fair.wishes.size());
  for (size_t w = 0; w < order.size(); ++w) order[w] = static_cast<int32_t>(w);
  std::sort(order.begin(), order.end(), [&](int32_t a, int32_t b) {
    const schedule::Wish& x = fair.wishes[At(a)];
    const schedule::Wish& y = fair.wishes[At(b)];
    return std::tuple(!x.must, -x.value, a) < std::tuple(!y.must, -y.value, b);
  });
  std::vector<schedule::SlotSet> free;
  for (const schedule::Participant& one : fair.participants) {
    free.push_back(one.available);
  }
  std::vector<int32_t> tables(fair.slots.size());  // taken, by slot
  schedule::Schedule schedule;
  for (const int32_t w : order) {
    const schedule::Wish& wish = fair.wishes[At(w)];
    const schedule::SlotSet slots =
        wish.slots & free[At(wish.a)] & free[At(wish.b)];
    for (int32_t s = slots.Next(0); s >= 0; s = slots.Next(s + 1)) {
      if (At(tables[At(s)]) == fair.tables.size()) continue;
      schedule.meetings.push_back({w, s, tables[At(s)]++});
      free[At(wish.a)].Remove(s);
      free[At(wish.b)].Remove(s);
      break;
    }
  }
  std::sort(schedule.meetings.begin(), schedule.meetings.end(),
            [](const schedule::Meeting& a, const schedule::Meeting& b) {
              return a.wish < b.wish;
            });
  return schedule;
}

}  // namespace ketnoi::benchmarks
