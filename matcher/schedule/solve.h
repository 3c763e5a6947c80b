// Makes the schedule of a fair.
//
//   absl::StatusOr<Solution> solution = Solve(fair, {}, nullptr, nullptr);
//
// The goals are lexicographic (fair.h; docs/scheduling.md). To find the best
// schedule is NP-hard; Solve makes a good one, and says how much better any
// could be.

#ifndef KETNOI_MATCHER_SCHEDULE_SOLVE_H_
#define KETNOI_MATCHER_SCHEDULE_SOLVE_H_

#include <array>
#include <cstdint>
#include <functional>

#include "absl/status/statusor.h"
#include "matcher/schedule/fair.h"
#include "matcher/schedule/schedule.h"

namespace ketnoi::schedule {

struct SolveOptions {
  uint64_t seed = 1;
  // How much is done at most, in steps: the same on every machine. A step is
  // about what it takes to look at one meeting; a second of a core is some 100
  // million.
  int64_t steps = 200'000'000;
  // Which share of the time that there is has passed, from 0 to 1; null: time
  // does not matter. Of what is left when there is a first schedule, six tenths
  // go to the choice of wishes at most, the rest to breaks and moves. Asked as
  // `stop`, which ends it for good.
  std::function<double()> time_passed;
};

struct Solution {
  Schedule schedule;
  Measures measures;
  // In the order of fair.goals, each so that more is better, as
  // Measures::ByGoal: no schedule that is at least as good in the goals before
  // exceeds it. For breaks and moves, 0.
  std::array<int64_t, kGoalCount> bounds = {};
  int64_t steps = 0;  // used
  // By `stop` or for the time, before they were used up.
  bool stopped = false;
};

// How far a search is: of the best schedule so far.
struct Progress {
  int64_t meetings = 0;
  int64_t musts = 0;
  int64_t value = 0;
  int64_t value_bound = 0;  // of the value, if musts and floors are at theirs
  int64_t missing = 0;
  // As last counted: while wishes are chosen, that of the first schedule.
  int64_t breaks = 0;
  int64_t steps = 0;
};

// The same fair, seed and steps give the same schedule, unless `time_passed` is
// given or `stop` (null: never) becomes true: the best so far is returned then.
// Both are called by the calling thread, every few milliseconds, but not while
// the bound is computed: a second for 100,000 wishes and 60 slots, some 20 s
// for the largest fairs. `progress` (null: nobody is told) is called by the
// calling thread, at first and when there is a better schedule. Check holds for
// the schedule. INVALID_ARGUMENT as CheckFair, or if fixed wishes cannot be
// held together; INTERNAL if Check should find a fault.
absl::StatusOr<Solution> Solve(
    const Fair& fair, const SolveOptions& options,
    const std::function<void(const Progress&)>& progress,
    const std::function<bool()>& stop);

}  // namespace ketnoi::schedule

#endif  // KETNOI_MATCHER_SCHEDULE_SOLVE_H_
