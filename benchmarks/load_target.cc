#include "benchmarks/load_target.h"

#include <algorithm>

#include "benchmarks/load_servers.h"

namespace ketnoi::benchmarks {
namespace {

using std::chrono::nanoseconds;

void Append(const std::vector<double>& from, std::vector<double>& to) {
  to.insert(to.end(), from.begin(), from.end());
}

}  // namespace

template <class Loop>
absl::Status LoadTarget::Run(nanoseconds duration, const Loop& loop) {
  const auto start = std::chrono::steady_clock::now();
  const double server_start = CpuSeconds(process_);
  const double client_start = OwnCpuSeconds();
  const auto calls = loop();
  if (!calls.ok()) return calls.status();
  const double client = OwnCpuSeconds() - client_start;
  const double server = CpuSeconds(process_) - server_start;
  const std::chrono::duration<double> elapsed =
      std::chrono::steady_clock::now() - start;

  const LoopFigures figures = FiguresOf(*calls, duration);
  const auto count = static_cast<double>(calls->size());
  series_.calls_per_second.push_back(figures.calls_per_second);
  series_.server_us.push_back(server * 1e6 / count);
  series_.client_us.push_back(client * 1e6 / count);
  Append(figures.latency_ms, series_.latency_ms);
  Append(figures.lateness_ms, series_.lateness_ms);
  client_share_ = std::max(client_share_, client / elapsed.count());
  return absl::OkStatus();
}

absl::Status LoadTarget::RunClosed(int callers, nanoseconds duration) {
  return Run(duration, [&] { return client_.RunClosed(callers, duration); });
}

absl::Status LoadTarget::RunOpen(double rate, nanoseconds duration) {
  return Run(duration, [&] { return client_.RunOpen(rate, duration); });
}

}  // namespace ketnoi::benchmarks
