// The service under load: RankSuppliers on a city's catalogue, by callers who
// ask about a thousand and more different requirements.

#ifndef KETNOI_BENCHMARKS_LOAD_BENCHMARK_H_
#define KETNOI_BENCHMARKS_LOAD_BENCHMARK_H_

#include "absl/status/status.h"
#include "benchmarks/report.h"
#include "benchmarks/workload.h"

namespace ketnoi::benchmarks {

// Adds load.inline, load.stored and load.kept: throughput, latency and CPU time
// of closed loops beside those of the bare server, and latency of open ones.
absl::Status MeasureLoad(const Settings& settings, Report& report);

}  // namespace ketnoi::benchmarks

#endif  // KETNOI_BENCHMARKS_LOAD_BENCHMARK_H_
