// Small fairs of every shape, and the best schedule by going through all.

#ifndef KETNOI_TESTS_MATCHER_SCHEDULE_RANDOM_FAIR_H_
#define KETNOI_TESTS_MATCHER_SCHEDULE_RANDOM_FAIR_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <random>

#include "matcher/schedule/fair.h"
#include "matcher/schedule/schedule.h"

namespace ketnoi::schedule {

// How many of them tests try; these are quick enough for sanitizers, too.
inline constexpr int kRandomFairs = 300;

// At most so many of each; the fair is valid and has every rule now and then.
struct FairSize {
  int32_t slots = 4;
  int32_t tables = 2;
  int32_t interpreters = 1;
  int32_t buyers = 3;
  int32_t suppliers = 3;
  int32_t wishes = 5;
};

Fair RandomFair(std::mt19937& random, const FairSize& size);

// A fair of one day in which everything is allowed: `buyers` before
// `suppliers`, as many tables as asked for, no wishes.
Fair PlainFair(int32_t slots, int32_t tables, int32_t buyers,
               int32_t suppliers);

// Calls `visit` with each schedule in which every hard rule holds.
void ForEachSchedule(const Fair& fair,
                     const std::function<void(const Schedule&)>& visit);

// One of those whose measures are the best in the order of the fair's goals;
// none: fixed meetings cannot all be held.
std::optional<Schedule> BestSchedule(const Fair& fair);

}  // namespace ketnoi::schedule

#endif  // KETNOI_TESTS_MATCHER_SCHEDULE_RANDOM_FAIR_H_
