// One run of a solver on one fair of all-meetings mode, checked and timed.

#ifndef KETNOI_BENCHMARKS_FAIR_RUNS_H_
#define KETNOI_BENCHMARKS_FAIR_RUNS_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "matcher/schedule/fair.h"

namespace ketnoi::benchmarks {

struct FairRun {
  std::string state = "given up";  // or "optimal", "feasible", "infeasible"
  std::optional<int64_t> breaks;   // of the best schedule
  double seconds_to_best = 0;      // on the wall
  double seconds = 0;              // until it ended, on the wall
  double cpu_seconds = 0;          // until it ended
  double cpu_seconds_to_best = 0;  // of a peer: not known, as seconds_to_best
  bool proven() const { return state == "optimal" || state == "infeasible"; }
};

// HoldAll, in this thread, for `seconds` of CPU time at most. INTERNAL if its
// schedule is not one of the fair.
absl::StatusOr<FairRun> RunHoldAll(const schedule::Fair& fair,
                                   int32_t difference, double seconds);

// The program clasp on the problem as of FairOpb, for `seconds` of CPU time at
// most, in one thread, by cores. UNAVAILABLE if it is not installed; INTERNAL
// if its schedule is not one of the fair.
absl::StatusOr<FairRun> RunClasp(const schedule::Fair& fair, int32_t difference,
                                 double seconds);

}  // namespace ketnoi::benchmarks

#endif  // KETNOI_BENCHMARKS_FAIR_RUNS_H_
