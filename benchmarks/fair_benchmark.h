// `ketnoi-bench fair`: all-meetings mode on instances that were published.

#ifndef KETNOI_BENCHMARKS_FAIR_BENCHMARK_H_
#define KETNOI_BENCHMARKS_FAIR_BENCHMARK_H_

#include <string>
#include <string_view>
#include <vector>

#include "benchmarks/report.h"

namespace ketnoi::benchmarks {

inline constexpr std::string_view kFairCommand = "fair";

// Runs the command with the words after its name; the exit code, as of
// ketnoi-bench. `report` may have facts about the machine already. A total
// below a published optimum, or a proof that contradicts one, fails the run.
int RunFair(const std::vector<std::string>& words, Report& report);

}  // namespace ketnoi::benchmarks

#endif  // KETNOI_BENCHMARKS_FAIR_BENCHMARK_H_
