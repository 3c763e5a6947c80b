// What the benchmarks measured, as a table for people and as rows for programs.

#ifndef KETNOI_BENCHMARKS_REPORT_H_
#define KETNOI_BENCHMARKS_REPORT_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"

namespace ketnoi::benchmarks {

// One figure: samples of one quantity.
struct Measure {
  std::string name;  // "rank.leaf"
  std::string unit;  // "ms", "rows/s"
  std::vector<double> samples;
  // The measure of the same run that p50 is divided by; empty: none.
  std::string compared_with;
  // What p50, or the ratio if there is one, has to reach; 0: nothing.
  double goal = 0;
  bool more_is_better = false;
  // Of a measure that is a point of the plot of time against catalogue size;
  // none, if `engine` is empty.
  std::string engine = {};       // "Ketnoi", "plain loop"
  std::string query_class = {};  // "leaf"
  int64_t suppliers = 0;         // of the catalogue
};

// What a run was made with, one line each: {"compiler", "g++ 12.2"}.
using Facts = std::vector<std::pair<std::string, std::string>>;

// The value that `share` (0 to 1) of the samples do not exceed, by nearest
// rank. Requires at least one sample.
double Percentile(std::vector<double> samples, double share);

// Not thread-safe.
class Report {
 public:
  // Adds what a benchmark was made with.
  void AddFact(std::string name, std::string value);
  // A measure without samples, which a tiny catalogue may give, is left out.
  void Add(Measure measure);

  // Facts, then a row per measure.
  std::string Table() const;
  // One JSON object per line: the facts first, then a measure each, with its
  // p50 as `value` and once more among the percentiles. UNAVAILABLE: the file
  // cannot be written.
  absl::Status WriteJson(const std::string& path) const;
  // True if a measure misses its goal.
  bool MissesAGoal() const;

  // In the order in which they were added.
  const std::vector<Measure>& measures() const { return measures_; }

 private:
  struct Row;
  Row RowOf(const Measure& measure) const;

  Facts facts_;
  std::vector<Measure> measures_;
};

}  // namespace ketnoi::benchmarks

#endif  // KETNOI_BENCHMARKS_REPORT_H_
