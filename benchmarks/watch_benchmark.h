// What a watch of many requirements costs when one supplier is written.

#ifndef KETNOI_BENCHMARKS_WATCH_BENCHMARK_H_
#define KETNOI_BENCHMARKS_WATCH_BENCHMARK_H_

#include "absl/status/status.h"
#include "benchmarks/report.h"
#include "benchmarks/workload.h"

namespace ketnoi::benchmarks {

// Adds watch.update@NxF: from the written record to the pairs that changed,
// among N requirements, without (F 0) and with the first 10 of each.
absl::Status MeasureWatches(const Settings& settings,
                            const ReferenceSource& source, Report& report);

}  // namespace ketnoi::benchmarks

#endif  // KETNOI_BENCHMARKS_WATCH_BENCHMARK_H_
