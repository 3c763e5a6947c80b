// Rankings of requirements for suppliers, and what measures of support would
// change, in one thread, on generated suppliers and requirements.

#ifndef KETNOI_BENCHMARKS_DEMAND_BENCHMARK_H_
#define KETNOI_BENCHMARKS_DEMAND_BENCHMARK_H_

#include "absl/status/status.h"
#include "benchmarks/report.h"
#include "benchmarks/workload.h"

namespace ketnoi::benchmarks {

// Adds demand.build, demand.requirements, demand.questions and demand.levers,
// the last also for two and four times as many suppliers, requirements and
// levers; and what MeasureWatches adds.
absl::Status MeasureDemand(const Settings& settings, Report& report);

}  // namespace ketnoi::benchmarks

#endif  // KETNOI_BENCHMARKS_DEMAND_BENCHMARK_H_
