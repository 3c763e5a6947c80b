// The matcher alone, in one thread, on generated suppliers.

#ifndef KETNOI_BENCHMARKS_RANK_BENCHMARK_H_
#define KETNOI_BENCHMARKS_RANK_BENCHMARK_H_

#include "absl/status/status.h"
#include "benchmarks/report.h"
#include "benchmarks/workload.h"

namespace ketnoi::benchmarks {

// Adds index.build, index.write, rank.leaf, rank.group, rank.sector, rank.all
// and explain.
absl::Status MeasureRanking(const Settings& settings, Report& report);

}  // namespace ketnoi::benchmarks

#endif  // KETNOI_BENCHMARKS_RANK_BENCHMARK_H_
