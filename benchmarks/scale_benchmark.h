// The matcher alone on catalogues of up to a million suppliers, beside plain
// loops over the same records.

#ifndef KETNOI_BENCHMARKS_SCALE_BENCHMARK_H_
#define KETNOI_BENCHMARKS_SCALE_BENCHMARK_H_

#include "absl/status/status.h"
#include "benchmarks/report.h"
#include "benchmarks/workload.h"

namespace ketnoi::benchmarks {

// Adds the bandwidth of the memory, then for each size of catalogue, which is
// made, measured and dropped before the next, what the parts scale_index.h and
// scale_rank.h add. A million suppliers take some 10 GiB and several minutes.
absl::Status MeasureScale(const Settings& settings, Report& report);

}  // namespace ketnoi::benchmarks

#endif  // KETNOI_BENCHMARKS_SCALE_BENCHMARK_H_
