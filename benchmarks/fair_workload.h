// Fairs as they could be, of any size.

#ifndef KETNOI_BENCHMARKS_FAIR_WORKLOAD_H_
#define KETNOI_BENCHMARKS_FAIR_WORKLOAD_H_

#include <cstdint>

#include "matcher/schedule/fair.h"

namespace ketnoi::benchmarks {

struct FairCase {
  int32_t buyers = 26;
  int32_t suppliers = 70;
  int32_t slots = 14;  // over days of at most 20
  int32_t wishes = 900;
  uint64_t seed = 1;
};

// Wishes of few suppliers that many want and many that few do, of values up to
// 10,000; one in fifty must be held. Three in ten participants come late or
// leave early, and one in ten slots is missing besides. Tables are as many as
// the slots times tables that the most valuable choice of meetings takes if
// there are enough: none is spare.
schedule::Fair MakeFair(const FairCase& of);

}  // namespace ketnoi::benchmarks

#endif  // KETNOI_BENCHMARKS_FAIR_WORKLOAD_H_
