// One server under load, and what was measured on it.

#ifndef KETNOI_BENCHMARKS_LOAD_TARGET_H_
#define KETNOI_BENCHMARKS_LOAD_TARGET_H_

#include <chrono>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "benchmarks/child_process.h"
#include "benchmarks/load_client.h"
#include "benchmarks/load_schedule.h"

namespace ketnoi::benchmarks {

// What a series of rounds gave.
struct LoadSeries {
  std::vector<double> calls_per_second;  // a sample per round
  std::vector<double> latency_ms;        // a sample per call
  std::vector<double> lateness_ms;       // a sample per call
  std::vector<double> server_us;         // CPU time per call, one per round
  std::vector<double> client_us;         // CPU time per call, one per round
};

// Not thread-safe.
class LoadTarget {
 public:
  // `name`: of its measures, "load.stored.bare". `process` and `exchanges` must
  // outlive it.
  LoadTarget(std::string name, const ServerProcess& server,
             const std::string& path, std::span<const Exchange> exchanges)
      : name_(std::move(name)),
        process_(server.process),
        client_(server.address, path, exchanges) {}

  // A round, added to the series. Errors are those of LoadClient.
  absl::Status RunClosed(int callers, std::chrono::nanoseconds duration);
  absl::Status RunOpen(double rate, std::chrono::nanoseconds duration);

  // The series until now, which begins anew.
  LoadSeries TakeSeries() { return std::exchange(series_, {}); }

  const std::string& name() const { return name_; }
  LoadClient& client() { return client_; }
  // The largest share of a core that the client took in a round.
  double client_share() const { return client_share_; }

 private:
  template <class Loop>
  absl::Status Run(std::chrono::nanoseconds duration, const Loop& loop);

  const std::string name_;
  const ChildProcess& process_;
  LoadClient client_;
  LoadSeries series_;
  double client_share_ = 0;
};

}  // namespace ketnoi::benchmarks

#endif  // KETNOI_BENCHMARKS_LOAD_TARGET_H_
