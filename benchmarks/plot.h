// Time against catalogue size, drawn from what was measured.

#ifndef KETNOI_BENCHMARKS_PLOT_H_
#define KETNOI_BENCHMARKS_PLOT_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "benchmarks/report.h"

namespace ketnoi::benchmarks {

struct PlotPoint {
  double x = 0;  // both positive
  double y = 0;
};

struct PlotLine {
  std::string name;
  // Lines of one colour ask the same, lines of one dash are of one engine; both
  // begin again after as many as there are.
  size_t colour = 0;
  size_t dash = 0;
  std::vector<PlotPoint> points;  // by ascending x
};

struct Plot {
  std::string title;
  std::string x_label;
  std::string y_label;
  std::vector<PlotLine> lines;
};

// p50 of every measure with an engine: a line per engine and query class, in
// the order of their first measures.
Plot PlotOf(const Report& report);

// A picture of its own background, so that it reads on a dark page too. Both
// axes are logarithmic with a tick per power of ten; points are marked, lines
// named in a legend. The same plot gives the same bytes.
std::string PlotSvg(const Plot& plot);

// PlotSvg(PlotOf(report)) into a file. FAILED_PRECONDITION: nothing measured is
// a point of it; UNAVAILABLE: the file cannot be written.
absl::Status WritePlot(const Report& report, const std::string& path);

}  // namespace ketnoi::benchmarks

#endif  // KETNOI_BENCHMARKS_PLOT_H_
