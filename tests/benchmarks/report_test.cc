// Percentiles by nearest rank, ratios, goals, and both forms of a report.

#include "benchmarks/report.h"

#include <fstream>
#include <sstream>
#include <string>

#include "gtest/gtest.h"

namespace ketnoi::benchmarks {
namespace {

Measure MeasureOf(std::string name, std::vector<double> samples) {
  Measure measure;
  measure.name = std::move(name);
  measure.unit = "ms";
  measure.samples = std::move(samples);
  return measure;
}

TEST(PercentileTest, IsASampleByNearestRank) {
  const std::vector<double> samples = {15, 50, 20, 40, 35};  // in any order
  EXPECT_EQ(Percentile(samples, 0.05), 15);
  EXPECT_EQ(Percentile(samples, 0.20), 15);
  EXPECT_EQ(Percentile(samples, 0.30), 20);
  EXPECT_EQ(Percentile(samples, 0.40), 20);
  EXPECT_EQ(Percentile(samples, 0.50), 35);
  EXPECT_EQ(Percentile(samples, 1), 50);
}

TEST(PercentileTest, OfEvenlyManySamplesTakesTheLowerMiddle) {
  EXPECT_EQ(Percentile({1, 2, 3, 4}, 0.5), 2);
}

TEST(PercentileTest, EndsAreTheSmallestAndTheLargest) {
  EXPECT_EQ(Percentile({3, 1, 2}, 0), 1);
  EXPECT_EQ(Percentile({3, 1, 2}, 1), 3);
  EXPECT_EQ(Percentile({7}, 0.5), 7);
}

TEST(PercentileTest, OfAHundredSamplesIsTheOneOfThatNumber) {
  std::vector<double> samples;
  for (int i = 100; i >= 1; --i) samples.push_back(i);
  EXPECT_EQ(Percentile(samples, 0.5), 50);
  EXPECT_EQ(Percentile(samples, 0.95), 95);
  EXPECT_EQ(Percentile(samples, 0.99), 99);
}

TEST(ReportTest, GoalsAreForTheMedian) {
  Report report;
  Measure met = MeasureOf("a", {1, 2, 100});
  met.goal = 2;
  report.Add(met);
  EXPECT_FALSE(report.MissesAGoal());
  Measure missed = MeasureOf("b", {1, 2.1, 3});
  missed.goal = 2;
  report.Add(missed);
  EXPECT_TRUE(report.MissesAGoal());
}

TEST(ReportTest, GoalsOfWhatIsComparedAreForTheRatio) {
  Report report;
  report.Add(MeasureOf("fast", {2}));
  Measure slow = MeasureOf("slow", {100});
  slow.compared_with = "fast";
  slow.more_is_better = true;
  slow.goal = 50;
  report.Add(slow);
  EXPECT_FALSE(report.MissesAGoal());
  slow.name = "not slow enough";
  slow.goal = 51;
  report.Add(slow);
  EXPECT_TRUE(report.MissesAGoal());
}

TEST(ReportTest, TableNamesFactsMeasuresAndGoals) {
  Report report;
  report.AddFact("compiler", "one");
  report.Add(MeasureOf("fast", {2}));
  Measure slow = MeasureOf("a.name.longer.than.any.column@1000000", {250});
  slow.compared_with = "fast";
  slow.more_is_better = true;
  slow.goal = 200;
  report.Add(slow);
  const std::string table = report.Table();
  EXPECT_NE(table.find("compiler      one\n"), std::string::npos) << table;
  EXPECT_NE(table.find("125 x fast"), std::string::npos) << table;
  EXPECT_NE(table.find(">= 200.0 MISSED"), std::string::npos) << table;
}

TEST(ReportTest, JsonHasALinePerMeasure) {
  Report report;
  report.AddFact("CPU", "a \"fast\"\tone");
  report.Add(MeasureOf("fast", {1, 2, 3, 4}));
  Measure slow = MeasureOf("plain.leaf@1400", {8});
  slow.compared_with = "fast";
  slow.engine = "plain loop";
  slow.query_class = "leaf";
  slow.suppliers = 1400;
  report.Add(slow);
  const std::string path = testing::TempDir() + "/report_test.json";
  ASSERT_TRUE(report.WriteJson(path).ok());
  std::stringstream text;
  text << std::ifstream(path).rdbuf();
  EXPECT_EQ(
      text.str(),
      "{\"facts\": {\"CPU\": \"a \\\"fast\\\" one\"}}\n"
      "{\"name\": \"fast\", \"value\": 2, \"unit\": \"ms\", \"samples\": 4, "
      "\"p50\": 2, \"p95\": 4, \"p99\": 4, \"ratio\": 0, \"compared_with\": "
      "\"\", \"goal\": 0, \"more_is_better\": false, \"missed\": false, "
      "\"engine\": \"\", \"query_class\": \"\", \"suppliers\": 0}\n"
      "{\"name\": \"plain.leaf@1400\", \"value\": 8, \"unit\": \"ms\", "
      "\"samples\": 1, \"p50\": 8, \"p95\": 8, \"p99\": 8, \"ratio\": 4, "
      "\"compared_with\": \"fast\", \"goal\": 0, \"more_is_better\": false, "
      "\"missed\": false, \"engine\": \"plain loop\", \"query_class\": "
      "\"leaf\", \"suppliers\": 1400}\n");
}

TEST(ReportTest, SaysThatAFileCannotBeWritten) {
  EXPECT_FALSE(Report().WriteJson("/nowhere/at/all").ok());
}

}  // namespace
}  // namespace ketnoi::benchmarks
