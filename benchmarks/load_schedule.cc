#include "benchmarks/load_schedule.h"

#include <algorithm>
#include <cmath>

namespace ketnoi::benchmarks {
namespace {

using std::chrono::nanoseconds;

double Seconds(nanoseconds time) {
  return std::chrono::duration<double>(time).count();
}

double Milliseconds(nanoseconds time) {
  return std::chrono::duration<double, std::milli>(time).count();
}

}  // namespace

nanoseconds DueTime(int64_t index, double rate) {
  return nanoseconds(std::llround(static_cast<double>(index) * 1e9 / rate));
}

int64_t CallsDueWithin(nanoseconds duration, double rate) {
  return static_cast<int64_t>(std::ceil(Seconds(duration) * rate));
}

LoopFigures FiguresOf(const std::vector<CallTimes>& calls,
                      nanoseconds duration) {
  LoopFigures figures;
  nanoseconds end = duration;
  for (const CallTimes& call : calls) {
    figures.latency_ms.push_back(Milliseconds(call.answered - call.due));
    figures.lateness_ms.push_back(Milliseconds(call.sent - call.due));
    end = std::max(end, call.answered);
  }
  figures.calls_per_second = static_cast<double>(calls.size()) / Seconds(end);
  return figures;
}

}  // namespace ketnoi::benchmarks
