// Sourcing plans of bills of materials, in one thread.

#ifndef KETNOI_BENCHMARKS_PLAN_BENCHMARK_H_
#define KETNOI_BENCHMARKS_PLAN_BENCHMARK_H_

#include "absl/status/status.h"
#include "benchmarks/report.h"
#include "benchmarks/workload.h"

namespace ketnoi::benchmarks {

// Adds plan and plan.gap for bills of several sizes, with and without a limit
// on one supplier's share; and what the plans came to, as facts.
absl::Status MeasurePlans(const Settings& settings, Report& report);

}  // namespace ketnoi::benchmarks

#endif  // KETNOI_BENCHMARKS_PLAN_BENCHMARK_H_
