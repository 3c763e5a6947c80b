// Calls of an open loop are due at a constant rate, and are judged from then.

#include "benchmarks/load_schedule.h"

#include <chrono>
#include <cstdint>
#include <vector>

#include "benchmarks/report.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace ketnoi::benchmarks {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::nanoseconds;
using std::chrono::seconds;
using testing::DoubleEq;
using testing::ElementsAre;

TEST(DueTimeTest, IsEvenlySpaced) {
  EXPECT_EQ(DueTime(0, 1000), nanoseconds(0));
  EXPECT_EQ(DueTime(1, 1000), milliseconds(1));
  EXPECT_EQ(DueTime(250, 1000), milliseconds(250));
}

TEST(DueTimeTest, AddsUpNoError) {
  EXPECT_EQ(DueTime(1, 3), nanoseconds(333'333'333));
  EXPECT_EQ(DueTime(2, 3), nanoseconds(666'666'667));
  EXPECT_EQ(DueTime(3'000'000, 3), seconds(1'000'000));
  EXPECT_EQ(DueTime(int64_t{7'300} * 3600, 7'300), seconds(3600));
}

TEST(CallsDueWithinTest, CountsThoseBeforeTheEnd) {
  EXPECT_EQ(CallsDueWithin(seconds(2), 1000), 2000);
  EXPECT_EQ(CallsDueWithin(milliseconds(250), 10), 3);  // at 0, 100, 200 ms
  EXPECT_EQ(CallsDueWithin(milliseconds(1), 10), 1);
  for (const double rate : {0.5, 3.0, 997.0, 12'345.6}) {
    const int64_t count = CallsDueWithin(seconds(7), rate);
    EXPECT_LT(DueTime(count - 1, rate), seconds(7)) << rate;
    EXPECT_GE(DueTime(count, rate), seconds(7)) << rate;
  }
}

TEST(FiguresTest, CountsLatencyFromWhenACallWasDue) {
  const LoopFigures figures =
      FiguresOf({{milliseconds(0), microseconds(10), milliseconds(2)},
                 {milliseconds(1), milliseconds(4), milliseconds(5)}},
                milliseconds(10));
  EXPECT_THAT(figures.latency_ms, ElementsAre(DoubleEq(2), DoubleEq(4)));
  EXPECT_THAT(figures.lateness_ms, ElementsAre(DoubleEq(0.01), DoubleEq(3)));
}

TEST(FiguresTest, CountsThroughputUntilTheLastAnswer) {
  const std::vector<CallTimes> calls = {{{}, {}, milliseconds(100)},
                                        {{}, {}, milliseconds(800)},
                                        {{}, {}, milliseconds(750)}};
  EXPECT_DOUBLE_EQ(FiguresOf(calls, milliseconds(500)).calls_per_second, 3.75);
  EXPECT_DOUBLE_EQ(FiguresOf(calls, seconds(1)).calls_per_second, 3);
}

// A server that answers in 1 ms, but stands still for the second second of
// ten: of an open loop's calls a tenth were due in it, and waited for its end.
TEST(FiguresTest, ShowsAPauseThatAClosedLoopHides) {
  const auto answer_of = [](nanoseconds sent) {
    const bool pauses = sent >= seconds(1) && sent < seconds(2);
    return (pauses ? nanoseconds(seconds(2)) : sent) + milliseconds(1);
  };
  std::vector<CallTimes> open;
  for (int64_t i = 0; i < CallsDueWithin(seconds(10), 100); ++i) {
    const nanoseconds due = DueTime(i, 100);
    open.push_back({due, due, answer_of(due)});
  }
  std::vector<CallTimes> closed;
  for (nanoseconds now{}; now < seconds(10); now = closed.back().answered) {
    closed.push_back({now, now, answer_of(now)});
  }
  const auto open_ms = FiguresOf(open, seconds(10)).latency_ms;
  const auto closed_ms = FiguresOf(closed, seconds(10)).latency_ms;
  EXPECT_DOUBLE_EQ(Percentile(open_ms, 0.5), 1);
  EXPECT_DOUBLE_EQ(Percentile(open_ms, 0.95), 501);
  EXPECT_DOUBLE_EQ(Percentile(open_ms, 0.99), 901);
  EXPECT_DOUBLE_EQ(Percentile(open_ms, 0.999), 991);
  EXPECT_DOUBLE_EQ(Percentile(closed_ms, 0.999), 1);
}

TEST(PercentileTest, IsByNearestRank) {
  std::vector<double> samples;
  for (int i = 1000; i > 0; --i) samples.push_back(i);
  EXPECT_EQ(Percentile(samples, 0.5), 500);
  EXPECT_EQ(Percentile(samples, 0.95), 950);
  EXPECT_EQ(Percentile(samples, 0.999), 999);
  EXPECT_EQ(Percentile(samples, 1), 1000);
  EXPECT_EQ(Percentile({7}, 0.999), 7);
  EXPECT_EQ(Percentile({1, 2, 3, 4}, 0.5), 2);
}

}  // namespace
}  // namespace ketnoi::benchmarks
