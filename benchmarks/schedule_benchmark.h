// Schedules of generated fairs, made and made again, in one thread.

#ifndef KETNOI_BENCHMARKS_SCHEDULE_BENCHMARK_H_
#define KETNOI_BENCHMARKS_SCHEDULE_BENCHMARK_H_

#include "absl/status/status.h"
#include "benchmarks/report.h"
#include "benchmarks/workload.h"

namespace ketnoi::benchmarks {

// Adds schedule, replan and greedy for fairs of three sizes: times, gaps to the
// bound, what replanning changes, and what a greedy schedule would come to.
// Every schedule passes schedule::Check first.
absl::Status MeasureSchedules(const Settings& settings, Report& report);

}  // namespace ketnoi::benchmarks

#endif  // KETNOI_BENCHMARKS_SCHEDULE_BENCHMARK_H_
