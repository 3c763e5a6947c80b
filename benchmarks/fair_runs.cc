#include "benchmarks/fair_runs.h"

#include <fmt/format.h>
#include <sys/resource.h>
#include <time.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <iterator>
#include <limits>
#include <thread>
#include <vector>

#include "absl/strings/numbers.h"
#include "benchmarks/child_process.h"
#include "benchmarks/fair_opb.h"
#include "benchmarks/workload.h"
#include "matcher/schedule/all_meetings.h"
#include "matcher/schedule/schedule.h"

namespace ketnoi::benchmarks {
namespace {

using schedule::Fair;
using schedule::HoldAllState;
using schedule::Schedule;

constexpr char kClasp[] = "/usr/bin/clasp";  // where Debian has it

class WallClock {
 public:
  double Seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() -
                                         start_)
        .count();
  }

 private:
  const std::chrono::steady_clock::time_point start_ =
      std::chrono::steady_clock::now();
};

// That it holds every meeting, keeps every rule, and has these breaks.
absl::Status CheckAll(const Fair& fair, const Schedule& schedule,
                      int32_t difference, int64_t breaks) {
  if (absl::Status status = Check(fair, schedule); !status.ok()) return status;
  const std::vector<int32_t> of = BreaksOf(fair, schedule);
  int64_t sum = 0;
  for (const int32_t one : of) sum += one;
  const auto [low, high] = std::minmax_element(of.begin(), of.end());
  if (schedule.meetings.size() != fair.wishes.size() || sum != breaks ||
      (!of.empty() && *high - *low > difference)) {
    return absl::InternalError(fmt::format(
        "{} of {} meetings, {} breaks and not {}, which differ by {}",
        schedule.meetings.size(), fair.wishes.size(), sum, breaks,
        of.empty() ? 0 : *high - *low));
  }
  return absl::OkStatus();
}

double ChildrenCpuSeconds() {
  rusage usage = {};
  ::getrusage(RUSAGE_CHILDREN, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) +
           1e-6 * static_cast<double>(time.tv_usec);
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

// Of a child that has not been waited for; 0: it is not known.
double CpuSecondsOf(pid_t pid) {
  clockid_t clock = {};
  timespec time = {};
  if (::clock_getcpuclockid(pid, &clock) != 0 ||
      ::clock_gettime(clock, &time) != 0) {
    return 0;
  }
  return static_cast<double>(time.tv_sec) +
         1e-9 * static_cast<double>(time.tv_nsec);
}

// What clasp says, line by line: "o 5", "s OPTIMUM FOUND", "v x1 -x2".
struct ClaspOutput {
  int64_t breaks = -1;
  std::string answer, values;
};

ClaspOutput ReadClasp(const std::string& log) {
  ClaspOutput output;
  std::ifstream file(log);
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("o ")) {
      // A line that is being written is read again later.
      if (!absl::SimpleAtoi(line.substr(2), &output.breaks)) break;
      output.values.clear();
    } else if (line.starts_with("s ")) {
      output.answer = line.substr(2);
    } else if (line.starts_with("v ")) {
      output.values += line.substr(1);
    }
  }
  return output;
}

}  // namespace

absl::StatusOr<FairRun> RunHoldAll(const Fair& fair, int32_t difference,
                                   double seconds) {
  FairRun run;
  const WallClock wall;
  const CpuClock cpu;
  schedule::HoldAllOptions options;
  options.most_difference = difference;
  options.effort = std::numeric_limits<int64_t>::max();
  const auto result = schedule::HoldAll(
      fair, options,
      [&](const schedule::HoldAllProgress& progress) {
        if (progress.breaks == run.breaks) return;
        run.breaks = progress.breaks;
        run.seconds_to_best = wall.Seconds();
        run.cpu_seconds_to_best = cpu.Milliseconds() / 1000;
      },
      [&] { return cpu.Milliseconds() > 1000 * seconds; });
  run.seconds = wall.Seconds();
  run.cpu_seconds = cpu.Milliseconds() / 1000;
  if (!result.ok()) return result.status();
  switch (result->state) {
    case HoldAllState::kOptimal:
      run.state = "optimal";
      break;
    case HoldAllState::kFeasible:
      run.state = "feasible";
      break;
    case HoldAllState::kInfeasible:
      run.state = "infeasible";
      break;
    case HoldAllState::kGivenUp:
      break;
  }
  if (!run.breaks.has_value()) return run;
  absl::Status sound =
      CheckAll(fair, result->schedule, difference, result->breaks);
  if (!sound.ok()) return sound;
  return run;
}

absl::StatusOr<FairRun> RunClasp(const Fair& fair, int32_t difference,
                                 double seconds) {
  const FairOpb problem(fair, difference);
  const TemporaryFolder folder;
  const std::string opb = folder.Path("fair.opb"), log = folder.Path("log");
  std::ofstream(opb) << problem.text();

  FairRun run;
  const WallClock wall;
  const double cpu_before = ChildrenCpuSeconds();
  auto clasp = ChildProcess::Start({kClasp, "--parallel-mode=1", "--quiet=1,0",
                                    "--opt-strategy=usc,pmres,disjoint", opb},
                                   log);
  if (!clasp.ok()) return clasp.status();
  int64_t best = -1;
  for (bool running = true; running;) {
    running = clasp->Running();
    const int64_t breaks = ReadClasp(log).breaks;
    if (breaks != best) run.seconds_to_best = wall.Seconds();
    best = breaks;
    // Interrupted, it tells the best that it has.
    if (running && CpuSecondsOf(clasp->pid()) > seconds) clasp->End();
    if (running) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  run.seconds = wall.Seconds();
  run.cpu_seconds = ChildrenCpuSeconds() - cpu_before;
  run.cpu_seconds_to_best = run.seconds_to_best;

  const ClaspOutput output = ReadClasp(log);
  if (output.answer == "UNSATISFIABLE") run.state = "infeasible";
  if (output.answer == "OPTIMUM FOUND") run.state = "optimal";
  if (output.answer == "SATISFIABLE") run.state = "feasible";
  if (output.values.empty()) return run;
  const auto schedule = problem.ScheduleOf(output.values);
  if (!schedule.ok()) return schedule.status();
  absl::Status sound = CheckAll(fair, *schedule, difference, output.breaks);
  if (!sound.ok()) return sound;
  run.breaks = output.breaks;
  return run;
}

}  // namespace ketnoi::benchmarks
