// Searches for the timetable with the fewest breaks and moves among those that
// hold the same wishes.

#ifndef KETNOI_MATCHER_SCHEDULE_COMFORT_SEARCH_H_
#define KETNOI_MATCHER_SCHEDULE_COMFORT_SEARCH_H_

#include <bitset>
#include <cstdint>
#include <functional>
#include <vector>

#include "matcher/optimize/work.h"
#include "matcher/schedule/placement.h"
#include "matcher/schedule/random.h"
#include "matcher/schedule/timetable.h"

namespace ketnoi::schedule {

// Breaks and moves between areas, in the order of the fair's goals. Moves
// between tables of one area depend on Seat alone.
struct Discomfort {
  int64_t first = 0;
  int64_t second = 0;

  friend auto operator<=>(const Discomfort&, const Discomfort&) = default;
};

// Refers to its arguments. Not thread-safe.
class ComfortSearch {
 public:
  ComfortSearch(Timetable& timetable, uint64_t seed, optimize::Work& work);

  // Until there is none left, or the work is used up; calls `better` when there
  // is less than ever. The timetable is then the best that was seen. The search
  // accepts less and less that makes things worse, by the work that is done or
  // the time that `time_passed` says, from 0 to 1, whichever is more.
  void Improve(const std::function<void()>& better,
               const std::function<double()>& time_passed);

  int64_t breaks() const {
    return breaks_first_ ? total_.first : total_.second;
  }

 private:
  Discomfort Of(int32_t participant) const;
  int64_t BreaksOf(int32_t participant) const;
  int64_t AreaMovesOf(int32_t participant) const;
  using Areas = std::bitset<kMostAreas>;
  Areas AreasOf(int32_t participant, int32_t slot) const;

  int32_t Uneasy();
  bool Try(int32_t patience);
  bool Change(int32_t participant);
  bool ChangeSlot(int32_t participant);
  bool ChangeTable(int32_t participant);
  bool MoveOne(int32_t wish, int32_t slot);
  int32_t AnyMeeting(int32_t participant);
  int32_t GapNear(int32_t participant, int32_t except);
  bool Accept(const Discomfort& before, const Discomfort& after,
              int32_t patience);
  void Recount();
  void FindTouched(Timetable::Mark mark);

  Timetable& timetable_;
  Random random_;
  optimize::Work& work_;
  Placement placement_;
  bool breaks_first_ = true;
  bool areas_ = false;  // there are several
  std::vector<SlotSet> days_;
  std::vector<Discomfort> of_;  // by participant
  Discomfort total_;
  std::vector<int32_t> met_;  // participants with meetings
  // By the latest change: wishes, and who is in them.
  std::vector<int32_t> wishes_, touched_;
};

}  // namespace ketnoi::schedule

#endif  // KETNOI_MATCHER_SCHEDULE_COMFORT_SEARCH_H_
