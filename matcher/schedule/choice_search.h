// Searches for the timetable that is worth the most: which wishes are held.

#ifndef KETNOI_MATCHER_SCHEDULE_CHOICE_SEARCH_H_
#define KETNOI_MATCHER_SCHEDULE_CHOICE_SEARCH_H_

#include <cstdint>
#include <functional>
#include <vector>

#include "matcher/optimize/work.h"
#include "matcher/schedule/choice_flow.h"
#include "matcher/schedule/eviction.h"
#include "matcher/schedule/placement.h"
#include "matcher/schedule/random.h"
#include "matcher/schedule/timetable.h"

namespace ketnoi::schedule {

// Refers to its arguments. Not thread-safe.
class ChoiceSearch {
 public:
  // `timetable` may hold wishes already; fixed ones stay where they are.
  ChoiceSearch(Timetable& timetable, const Choice& choice, uint64_t seed,
               optimize::Work& work);

  // Holds what was chosen as far as there is a place, then what else has one;
  // but for wishes of participants who are late.
  void Construct();
  // Exchanges wishes for others until the timetable is worth `bound`, or the
  // work is used up; calls `better` when it has become worth more than ever.
  // The timetable is then the best that was seen.
  void Improve(int64_t bound, const std::function<void()>& better);

 private:
  void RematchAll();
  bool InsertIfWorthWhile(int32_t wish, bool at_freed_table);
  bool Exchange(int64_t threshold);
  int32_t Candidate();
  int32_t CheapestSlot(int32_t wish);
  int64_t CostOf(int32_t wish, int32_t slot) const;

  Timetable& timetable_;
  Random random_;
  optimize::Work& work_;
  Placement placement_;
  Eviction eviction_;
  const bool tied_;             // by order or rest
  std::vector<int32_t> order_;  // wishes that can be held, rising in slack
  int64_t typical_ = 0;         // worth of a wish that is chosen
};

}  // namespace ketnoi::schedule

#endif  // KETNOI_MATCHER_SCHEDULE_CHOICE_SEARCH_H_
