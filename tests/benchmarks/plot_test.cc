// The picture has what was measured, at the right places.

#include "benchmarks/plot.h"

#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace ketnoi::benchmarks {
namespace {

int Count(const std::string& text, const std::string& part) {
  int count = 0;
  for (size_t at = text.find(part); at != std::string::npos;
       at = text.find(part, at + part.size())) {
    ++count;
  }
  return count;
}

bool Has(const std::string& text, const std::string& part) {
  return Count(text, part) > 0;
}

Measure Point(std::string engine, std::string query_class, int64_t suppliers,
              double milliseconds) {
  Measure measure;
  measure.name = engine + query_class + std::to_string(suppliers);
  measure.unit = "ms";
  measure.samples = {milliseconds};
  measure.engine = std::move(engine);
  measure.query_class = std::move(query_class);
  measure.suppliers = suppliers;
  return measure;
}

Report TwoEngines() {
  Report report;
  Measure none;
  none.name = "not of the plot";
  none.samples = {1};
  report.Add(none);
  report.Add(Point("Ketnoi", "leaf", 10000, 0.1));
  report.Add(Point("Ketnoi", "leaf", 1000, 0.01));
  report.Add(Point("Ketnoi", "sector", 1000, 1));
  report.Add(Point("plain loop", "leaf", 1000, 10));
  return report;
}

TEST(PlotTest, HasALinePerEngineAndClass) {
  const Plot plot = PlotOf(TwoEngines());
  ASSERT_EQ(plot.lines.size(), 3u);
  EXPECT_EQ(plot.lines[0].name, "Ketnoi, leaf");
  EXPECT_EQ(plot.lines[1].name, "Ketnoi, sector");
  EXPECT_EQ(plot.lines[2].name, "plain loop, leaf");
  EXPECT_EQ(plot.lines[0].colour, plot.lines[2].colour);
  EXPECT_EQ(plot.lines[0].dash, plot.lines[1].dash);
  EXPECT_NE(plot.lines[0].colour, plot.lines[1].colour);
  EXPECT_NE(plot.lines[0].dash, plot.lines[2].dash);
  ASSERT_EQ(plot.lines[0].points.size(), 2u);
  EXPECT_EQ(plot.lines[0].points[0].x, 1000);
  EXPECT_EQ(plot.lines[0].points[1].y, 0.1);
}

TEST(PlotTest, BothAxesAreLogarithmic) {
  // 1,000 to 10,000 by 0.01 to 10: a power of ten is a third of the height.
  const std::string svg = PlotSvg(PlotOf(TwoEngines()));
  EXPECT_TRUE(Has(svg, "<polyline points=\"90.0,450.0 610.0,316.7 \"")) << svg;
  EXPECT_TRUE(Has(svg, "<polyline points=\"90.0,50.0 \"")) << svg;
  for (const char* tick :
       {">1,000<", ">10,000<", ">0.01<", ">0.1<", ">1<", ">10<"}) {
    EXPECT_TRUE(Has(svg, tick)) << tick;
  }
}

TEST(PlotTest, HasLabelsLegendAndABackground) {
  const std::string svg = PlotSvg(PlotOf(TwoEngines()));
  for (const char* text :
       {"<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>",
        ">suppliers in the catalogue<", ">ms, p50<", ">Ketnoi, leaf<",
        ">plain loop, leaf<"}) {
    EXPECT_TRUE(Has(svg, text)) << text;
  }
  EXPECT_EQ(Count(svg, "<polyline"), 6);  // each line, and in the legend
  EXPECT_EQ(Count(svg, "<circle"), 7);    // each point, and in the legend
}

TEST(PlotTest, OneSizeIsOneTickAndTheNextOne) {
  Report report;
  report.Add(Point("Ketnoi", "leaf", 1000, 1));
  const std::string svg = PlotSvg(PlotOf(report));
  EXPECT_TRUE(Has(svg, "cx=\"90.0\" cy=\"450.0\"")) << svg;
  EXPECT_FALSE(Has(svg, "nan")) << svg;
}

TEST(PlotTest, TextsAreEscaped) {
  const std::string svg =
      PlotSvg({"a < b & c", "x", "y", {{"<line>", 0, 0, {{1, 1}}}}});
  EXPECT_TRUE(Has(svg, ">a &lt; b &amp; c<")) << svg;
  EXPECT_TRUE(Has(svg, ">&lt;line><")) << svg;
}

TEST(PlotTest, NothingMeasuredIsAnError) {
  EXPECT_EQ(WritePlot(Report(), testing::TempDir() + "/plot_test.svg").code(),
            absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(WritePlot(TwoEngines(), "/nowhere/at/all").code(),
            absl::StatusCode::kUnavailable);
}

}  // namespace
}  // namespace ketnoi::benchmarks
