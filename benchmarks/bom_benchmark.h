// Bills of materials asked of a real server: their rankings, and who should
// make which line.

#ifndef KETNOI_BENCHMARKS_BOM_BENCHMARK_H_
#define KETNOI_BENCHMARKS_BOM_BENCHMARK_H_

#include "absl/status/status.h"
#include "benchmarks/report.h"
#include "benchmarks/workload.h"

namespace ketnoi::benchmarks {

// Adds bom.rank.first_line and bom.rank, of bills that the server never saw,
// bom.rank.again, bom.plan, and bom.plan.gap.
absl::Status MeasureBoms(const Settings& settings, Report& report);

}  // namespace ketnoi::benchmarks

#endif  // KETNOI_BENCHMARKS_BOM_BENCHMARK_H_
