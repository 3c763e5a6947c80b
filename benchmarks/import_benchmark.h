// Import of generated suppliers through the stream, and calls to them.

#ifndef KETNOI_BENCHMARKS_IMPORT_BENCHMARK_H_
#define KETNOI_BENCHMARKS_IMPORT_BENCHMARK_H_

#include "absl/status/status.h"
#include "benchmarks/report.h"
#include "benchmarks/workload.h"

namespace ketnoi::benchmarks {

// Adds import.rate and call.rank.generated.
absl::Status MeasureImport(const Settings& settings, Report& report);

}  // namespace ketnoi::benchmarks

#endif  // KETNOI_BENCHMARKS_IMPORT_BENCHMARK_H_
