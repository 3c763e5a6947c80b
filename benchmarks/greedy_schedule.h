// What tools for fairs do: the most valuable wish first, in the first slot
// where there is a place for it.

#ifndef KETNOI_BENCHMARKS_GREEDY_SCHEDULE_H_
#define KETNOI_BENCHMARKS_GREEDY_SCHEDULE_H_

#include "matcher/schedule/fair.h"
#include "matcher/schedule/schedule.h"

namespace ketnoi::benchmarks {

// Wishes that must be held first, then by value; nothing that was placed moves.
// Requires a valid fair without fixed wishes, lunches, pauses, orders,
// interpreters, home tables and features, as MakeFair makes them.
schedule::Schedule GreedySchedule(const schedule::Fair& fair);

}  // namespace ketnoi::benchmarks

#endif  // KETNOI_BENCHMARKS_GREEDY_SCHEDULE_H_
