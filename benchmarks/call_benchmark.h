// RankSuppliers over loopback on the sample catalogue, beside a bare call that
// returns the same bytes.

#ifndef KETNOI_BENCHMARKS_CALL_BENCHMARK_H_
#define KETNOI_BENCHMARKS_CALL_BENCHMARK_H_

#include "absl/status/status.h"
#include "benchmarks/report.h"
#include "benchmarks/workload.h"

namespace ketnoi::benchmarks {

// Adds call.bare and call.rank, with 1 and with 8 callers at a time.
absl::Status MeasureCalls(const Settings& settings, Report& report);

}  // namespace ketnoi::benchmarks

#endif  // KETNOI_BENCHMARKS_CALL_BENCHMARK_H_
