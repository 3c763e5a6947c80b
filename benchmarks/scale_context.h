// What the parts of the scale benchmark share: one catalogue of one size.

#ifndef KETNOI_BENCHMARKS_SCALE_CONTEXT_H_
#define KETNOI_BENCHMARKS_SCALE_CONTEXT_H_

#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "benchmarks/report.h"
#include "benchmarks/workload.h"
#include "matcher/index/snapshot.h"

namespace ketnoi::benchmarks {

// The size that the goals are about.
inline constexpr int32_t kGoalSuppliers = 1'000'000;

struct ScaleContext {
  const Settings& settings;
  const ReferenceSource& source;
  Report& report;
  double read_gb_per_second = 0;  // the best pass of MeasureReadBandwidth

  // Of this size; set one after another.
  ModelSuppliers suppliers = {};
  std::shared_ptr<const index::Snapshot> snapshot = nullptr;
  int64_t rows = 0;         // capabilities at each of their sites
  int64_t index_bytes = 0;  // 0: not known

  int64_t size() const { return std::ssize(suppliers); }
  // "rank.leaf@1000000".
  std::string Named(const std::string& what) const {
    return what + '@' + std::to_string(size());
  }
  // `goal` if this is the size that it is about, else none.
  double Goal(double goal) const { return size() == kGoalSuppliers ? goal : 0; }
  // A measure that is not compared with another one.
  Measure Start(const std::string& what, std::string unit,
                double goal = 0) const {
    Measure measure;
    measure.name = Named(what);
    measure.unit = std::move(unit);
    measure.goal = Goal(goal);
    return measure;
  }
};

// Calls `pass` until it has taken its share of CPU time, at least once; each
// pass times everything once, so that every query has equally many samples.
template <class Pass>
void RunPasses(const Settings& settings, Pass pass) {
  const double milliseconds = settings.quick ? 200 : 4000;
  const int most = settings.quick ? 5 : 40;
  const CpuClock clock;
  for (int i = 0; i < most && clock.Milliseconds() < milliseconds; ++i) pass();
}

}  // namespace ketnoi::benchmarks

#endif  // KETNOI_BENCHMARKS_SCALE_CONTEXT_H_
