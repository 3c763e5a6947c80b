// Portfolios of supports, in one thread, of composed problems.

#ifndef KETNOI_BENCHMARKS_PORTFOLIO_BENCHMARK_H_
#define KETNOI_BENCHMARKS_PORTFOLIO_BENCHMARK_H_

#include "absl/status/status.h"
#include "benchmarks/report.h"
#include "benchmarks/workload.h"

namespace ketnoi::benchmarks {

// Adds portfolio and portfolio.gap by unlocks and by budget.
absl::Status MeasurePortfolios(const Settings& settings, Report& report);

}  // namespace ketnoi::benchmarks

#endif  // KETNOI_BENCHMARKS_PORTFOLIO_BENCHMARK_H_
