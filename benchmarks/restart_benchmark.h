// Starts of the server, from the column file and from the store.

#ifndef KETNOI_BENCHMARKS_RESTART_BENCHMARK_H_
#define KETNOI_BENCHMARKS_RESTART_BENCHMARK_H_

#include "absl/status/status.h"
#include "benchmarks/report.h"
#include "benchmarks/workload.h"

namespace ketnoi::benchmarks {

// Adds restart.file and restart.store, of Settings::suppliers or generated()
// suppliers. INTERNAL unless both give the same rankings.
absl::Status MeasureRestart(const Settings& settings, Report& report);

}  // namespace ketnoi::benchmarks

#endif  // KETNOI_BENCHMARKS_RESTART_BENCHMARK_H_
