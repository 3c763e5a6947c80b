// When calls are due, and what came of them.
//
// A closed loop has a number of callers, each of which sends its next call when
// the last is answered: it finds the throughput, but while the server stops no
// caller sends, and the calls that others would have made are not counted
// ("coordinated omission"). An open loop sends at a constant rate, whatever the
// answers do, and counts each latency from the moment at which the call was
// due, also if it could only be sent later.

#ifndef KETNOI_BENCHMARKS_LOAD_SCHEDULE_H_
#define KETNOI_BENCHMARKS_LOAD_SCHEDULE_H_

#include <chrono>
#include <cstdint>
#include <vector>

namespace ketnoi::benchmarks {

// One answered call, as times since the loop began.
struct CallTimes {
  std::chrono::nanoseconds due{};  // in a closed loop the same as sent
  std::chrono::nanoseconds sent{};
  std::chrono::nanoseconds answered{};
};

// When call `index`, from 0, is due at `rate` calls a second: computed from the
// index, so that no error adds up. rate > 0.
std::chrono::nanoseconds DueTime(int64_t index, double rate);

// How many calls are due before `duration` is over.
int64_t CallsDueWithin(std::chrono::nanoseconds duration, double rate);

struct LoopFigures {
  // Until the last was answered, though not for less than `duration`: calls
  // under way at its end were worked on before, so they count.
  double calls_per_second = 0;
  std::vector<double> latency_ms;   // of every call, from due to answered
  std::vector<double> lateness_ms;  // of every call, from due to sent
};

// duration > 0.
LoopFigures FiguresOf(const std::vector<CallTimes>& calls,
                      std::chrono::nanoseconds duration);

}  // namespace ketnoi::benchmarks

#endif  // KETNOI_BENCHMARKS_LOAD_SCHEDULE_H_
