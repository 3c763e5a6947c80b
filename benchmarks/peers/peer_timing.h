// How long a run takes, measured as the programs of the peers do.

#ifndef KETNOI_BENCHMARKS_PEERS_PEER_TIMING_H_
#define KETNOI_BENCHMARKS_PEERS_PEER_TIMING_H_

#include <chrono>
#include <vector>

#include "absl/status/statusor.h"
#include "benchmarks/workload.h"

namespace ketnoi::benchmarks {

inline constexpr double kMostMilliseconds = 3000;
inline constexpr int kLeastRuns = 5;

// Milliseconds of each run by a clock on the wall, after three that are not
// counted: `repeat` of them, or fewer once kMostMilliseconds have passed. `run`
// gives a Status; the first error ends it all.
template <class Run>
absl::StatusOr<std::vector<double>> TimeRuns(int repeat, Run run) {
  constexpr int kWarmUp = 3;
  std::vector<double> samples;
  auto begin = std::chrono::steady_clock::now();
  for (int i = -kWarmUp; i < repeat; ++i) {
    if (i == 0) begin = std::chrono::steady_clock::now();
    const auto start = std::chrono::steady_clock::now();
    const absl::Status status = run();
    if (!status.ok()) return status;
    if (i >= 0) samples.push_back(MillisecondsSince(start));
    if (i + 1 >= kLeastRuns && MillisecondsSince(begin) > kMostMilliseconds) {
      break;
    }
  }
  return samples;
}

}  // namespace ketnoi::benchmarks

#endif  // KETNOI_BENCHMARKS_PEERS_PEER_TIMING_H_
