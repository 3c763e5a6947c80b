#include "benchmarks/plot.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <string_view>

#include "fmt/format.h"

namespace ketnoi::benchmarks {
namespace {

constexpr double kLeft = 90;  // of the axes, pixels
constexpr double kTop = 50;
constexpr double kWidth = 520;
constexpr double kHeight = 400;
constexpr double kLegend = kLeft + kWidth + 24;
constexpr double kLegendStep = 22;
constexpr double kTotalWidth = kLegend + 210;
constexpr double kTotalHeight = kTop + kHeight + 60;

// Dark enough on white; apart for people who do not tell red from green.
constexpr std::array<std::string_view, 6> kColours = {
    "#0b6aa2", "#c4500c", "#20754a", "#8a3b8f", "#5a5a5a", "#8a6d00"};
constexpr std::array<std::string_view, 6> kDashes = {"none",     "7 4",  "2 3",
                                                     "10 3 2 3", "14 4", "1 5"};

// The powers of ten that an axis runs between, and where a value lies on it.
struct Axis {
  int low = 0;
  int high = 1;

  double At(double value) const {  // 0 to 1
    return (std::log10(value) - low) / (high - low);
  }
};

Axis AxisOf(const Plot& plot, double PlotPoint::*coordinate) {
  double least = 0;
  double most = 0;
  for (const PlotLine& line : plot.lines) {
    for (const PlotPoint& point : line.points) {
      const double value = point.*coordinate;
      least = least == 0 ? value : std::min(least, value);
      most = std::max(most, value);
    }
  }
  if (least == 0) return {};
  Axis axis{static_cast<int>(std::floor(std::log10(least))),
            static_cast<int>(std::ceil(std::log10(most)))};
  if (axis.low == axis.high) ++axis.high;
  return axis;
}

std::string Escaped(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '<') {
      escaped += "&lt;";
    } else if (c == '"') {
      escaped += "&quot;";
    } else if (c == '&') {
      escaped += "&amp;";
    } else {
      escaped += c;
    }
  }
  return escaped;
}

// "0.001", "10", "1,000,000".
std::string PowerText(int power) {
  if (power < 0) return fmt::format("{:.{}f}", std::pow(10, power), -power);
  std::string text = "1";
  for (int digit = power; digit > 0; --digit) {
    text += digit % 3 == 0 ? ",0" : "0";
  }
  return text;
}

// Builds one picture.
class Drawing {
 public:
  explicit Drawing(const Plot& plot)
      : plot_(plot),
        x_(AxisOf(plot, &PlotPoint::x)),
        y_(AxisOf(plot, &PlotPoint::y)) {}

  std::string Draw() {
    svg_ += fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0:g}\" "
        "height=\"{1:g}\" viewBox=\"0 0 {0:g} {1:g}\" role=\"img\" "
        "aria-label=\"{2}\" font-family=\"sans-serif\" font-size=\"13\" "
        "fill=\"#1a1a1a\">\n"
        "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n",
        kTotalWidth, kTotalHeight, Escaped(plot_.title));
    Text(kLeft, kTop - 22, "start", plot_.title, "font-size=\"15\"");
    DrawAxes();
    for (size_t i = 0; i < plot_.lines.size(); ++i) {
      DrawLine(plot_.lines[i]);
      DrawLegend(plot_.lines[i], kTop + 8 + kLegendStep * double(i));
    }
    svg_ += "</svg>\n";
    return svg_;
  }

 private:
  void Text(double x, double y, std::string_view anchor, std::string_view text,
            std::string_view more = "") {
    svg_ += fmt::format(
        "<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\" {}>{}</text>\n", x,
        y, anchor, more, Escaped(text));
  }

  void Rule(double x1, double y1, double x2, double y2) {
    svg_ += fmt::format(
        "<line x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\" "
        "stroke=\"#d5d5d5\"/>\n",
        x1, y1, x2, y2);
  }

  double X(double value) const { return kLeft + kWidth * x_.At(value); }
  double Y(double value) const { return kTop + kHeight * (1 - y_.At(value)); }

  void DrawAxes() {
    for (int power = x_.low; power <= x_.high; ++power) {
      const double x = X(std::pow(10, power));
      Rule(x, kTop, x, kTop + kHeight);
      Text(x, kTop + kHeight + 20, "middle", PowerText(power));
    }
    for (int power = y_.low; power <= y_.high; ++power) {
      const double y = Y(std::pow(10, power));
      Rule(kLeft, y, kLeft + kWidth, y);
      Text(kLeft - 8, y + 4, "end", PowerText(power));
    }
    svg_ += fmt::format(
        "<rect x=\"{:g}\" y=\"{:g}\" width=\"{:g}\" height=\"{:g}\" "
        "fill=\"none\" stroke=\"#1a1a1a\"/>\n",
        kLeft, kTop, kWidth, kHeight);
    Text(kLeft + kWidth / 2, kTop + kHeight + 45, "middle", plot_.x_label);
    const double middle = kTop + kHeight / 2;
    Text(18, middle, "middle", plot_.y_label,
         fmt::format("transform=\"rotate(-90 18 {:g})\"", middle));
  }

  std::string Stroke(const PlotLine& line) const {
    return fmt::format(
        "fill=\"none\" stroke=\"{}\" stroke-width=\"2\" "
        "stroke-dasharray=\"{}\"",
        kColours[line.colour % kColours.size()],
        kDashes[line.dash % kDashes.size()]);
  }

  void Mark(const PlotLine& line, double x, double y) {
    svg_ += fmt::format(
        "<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"3.5\" fill=\"{}\"/>\n", x, y,
        kColours[line.colour % kColours.size()]);
  }

  void DrawLine(const PlotLine& line) {
    std::string points;
    for (const PlotPoint& point : line.points) {
      points += fmt::format("{:.1f},{:.1f} ", X(point.x), Y(point.y));
    }
    svg_ += fmt::format("<polyline points=\"{}\" {}/>\n", points, Stroke(line));
    for (const PlotPoint& point : line.points) {
      Mark(line, X(point.x), Y(point.y));
    }
  }

  void DrawLegend(const PlotLine& line, double y) {
    svg_ += fmt::format(
        "<polyline points=\"{0:.1f},{1:.1f} {2:.1f},{1:.1f}\" {3}/>\n", kLegend,
        y, kLegend + 44, Stroke(line));
    Mark(line, kLegend + 22, y);
    Text(kLegend + 52, y + 4, "start", line.name);
  }

  const Plot& plot_;
  const Axis x_;
  const Axis y_;
  std::string svg_;
};

// The place of `name` in `names`, to which it is added if it is new.
size_t PlaceOf(const std::string& name, std::vector<std::string>& names) {
  const auto found = std::find(names.begin(), names.end(), name);
  const auto place = static_cast<size_t>(found - names.begin());
  if (found == names.end()) names.push_back(name);
  return place;
}

}  // namespace

Plot PlotOf(const Report& report) {
  Plot plot{"Time of one ranking against catalogue size",
            "suppliers in the catalogue",
            "ms, p50",
            {}};
  std::vector<std::string> names;
  std::vector<std::string> engines;
  std::vector<std::string> classes;
  for (const Measure& measure : report.measures()) {
    if (measure.engine.empty()) continue;
    const std::string name = measure.engine + ", " + measure.query_class;
    const size_t place = PlaceOf(name, names);
    if (place == plot.lines.size()) {
      plot.lines.push_back({name,
                            PlaceOf(measure.query_class, classes),
                            PlaceOf(measure.engine, engines),
                            {}});
    }
    plot.lines[place].points.push_back({static_cast<double>(measure.suppliers),
                                        Percentile(measure.samples, 0.5)});
  }
  for (PlotLine& line : plot.lines) {
    std::stable_sort(
        line.points.begin(), line.points.end(),
        [](const PlotPoint& a, const PlotPoint& b) { return a.x < b.x; });
  }
  return plot;
}

std::string PlotSvg(const Plot& plot) { return Drawing(plot).Draw(); }

absl::Status WritePlot(const Report& report, const std::string& path) {
  const Plot plot = PlotOf(report);
  if (plot.lines.empty()) {
    return absl::FailedPreconditionError(
        "nothing to plot: that takes the benchmark 'scale'");
  }
  std::ofstream file(path);
  file << PlotSvg(plot);
  file.close();
  if (!file) {
    return absl::UnavailableError(fmt::format("cannot write '{}'", path));
  }
  return absl::OkStatus();
}

}  // namespace ketnoi::benchmarks
