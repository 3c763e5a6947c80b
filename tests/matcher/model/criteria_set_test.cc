#include "matcher/model/criteria_set.h"

#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace ketnoi::model {
namespace {

constexpr int64_t kSmallest = std::numeric_limits<int64_t>::min();
constexpr int64_t kLargest = std::numeric_limits<int64_t>::max();

TEST(ValueFunctionTest, IsConstantBeyondItsEnds) {
  const ValueFunction f({{10, 1000}, {20, 9000}});
  EXPECT_EQ(f.At(kSmallest), 1000);
  EXPECT_EQ(f.At(10), 1000);
  EXPECT_EQ(f.At(20), 9000);
  EXPECT_EQ(f.At(kLargest), 9000);
}

TEST(ValueFunctionTest, OneAnchorIsAConstant) {
  const ValueFunction f({{5, 700}});
  EXPECT_EQ(f.At(4), 700);
  EXPECT_EQ(f.At(5), 700);
  EXPECT_EQ(f.At(6), 700);
}

TEST(ValueFunctionTest, RoundsDownWhetherItRisesOrFalls) {
  const ValueFunction rises({{0, 0}, {3, 10}});
  EXPECT_EQ(rises.At(1), 3);  // 3.33
  EXPECT_EQ(rises.At(2), 6);  // 6.67
  const ValueFunction falls({{0, 10}, {3, 0}});
  EXPECT_EQ(falls.At(1), 6);  // 6.67
  EXPECT_EQ(falls.At(2), 3);  // 3.33
}

TEST(ValueFunctionTest, SpansAllIntegers) {
  const ValueFunction f({{kSmallest, 0}, {kLargest, 10000}});
  EXPECT_TRUE(f.Check(1).ok());
  EXPECT_EQ(f.At(0), 5000);
  EXPECT_EQ(f.At(kLargest - 1), 9999);
}

// Whatever integers it is worked out in.
TEST(ValueFunctionTest, IsExactForRunsOfAnyLength) {
  for (int bits = 1; bits < 63; ++bits) {
    for (const int64_t change : {-1, 0, 1}) {
      const int64_t run = (int64_t{1} << bits) + change;
      const ValueFunction rises({{0, 0}, {run, 9999}});
      const ValueFunction falls({{0, 9999}, {run, 0}});
      for (const int64_t x : {int64_t{0}, run / 3, run / 2, run - 1}) {
        const auto floor = static_cast<int32_t>(__int128{x} * 9999 / run);
        const bool whole = __int128{x} * 9999 % run == 0;
        EXPECT_EQ(rises.At(x), floor) << x << " of " << run;
        EXPECT_EQ(falls.At(x), 9999 - floor - (whole ? 0 : 1))
            << x << " of " << run;
      }
    }
  }
}

TEST(ValueFunctionTest, IsMonotoneIfItsAnchorsAre) {
  std::mt19937 random(1);
  for (int round = 0; round < 200; ++round) {
    std::vector<ValueFunction::Anchor> anchors;
    int64_t x = -50;
    int32_t value = 0;
    for (int i = 0; i < 6; ++i) {
      anchors.push_back({x, value});
      x += 1 + static_cast<int64_t>(random() % 40);
      value += static_cast<int32_t>(random() % 1500);
    }
    const ValueFunction rises(anchors);
    ASSERT_TRUE(rises.Check(1).ok());
    for (auto& anchor : anchors) anchor.value = 10'000 - anchor.value;
    const ValueFunction falls(anchors);
    ASSERT_TRUE(falls.Check(-1).ok());
    for (int64_t i = -60; i < x + 10; ++i) {
      EXPECT_LE(rises.At(i), rises.At(i + 1));
      EXPECT_GE(falls.At(i), falls.At(i + 1));
    }
  }
}

TEST(ValueFunctionTest, CheckNamesWhatIsWrong) {
  const struct {
    std::vector<ValueFunction::Anchor> anchors;
    int direction;
    const char* named;
  } kCases[] = {
      {{}, 1, "needs an anchor"},      {{{0, -1}}, 1, "-1"},
      {{{0, 10001}}, 1, "10001"},      {{{0, 1}, {0, 2}}, 1, "x = 0"},
      {{{5, 1}, {4, 2}}, 1, "x = 4"},  {{{0, 2}, {1, 1}}, 1, "falls"},
      {{{0, 1}, {1, 2}}, -1, "rises"},
  };
  for (const auto& c : kCases) {
    const absl::Status status = ValueFunction(c.anchors).Check(c.direction);
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
    EXPECT_NE(status.ToString().find(c.named), std::string::npos) << status;
  }
}

}  // namespace
}  // namespace ketnoi::model
