#include "server/wish_circles.h"

#include "gtest/gtest.h"
#include "matcher/optimize/at.h"

namespace ketnoi::server {
namespace {

using After = std::vector<std::vector<int32_t>>;

bool Lower(int32_t a, int32_t b) { return a < b; }

// Whether each wish that is left can come after those that it is to.
bool HasNoCircle(const After& after, const std::vector<int32_t>& left_out) {
  std::vector<bool> done(after.size());
  for (const int32_t w : left_out) done[At(w)] = true;
  for (size_t round = 0; round < after.size(); ++round) {
    for (size_t w = 0; w < after.size(); ++w) {
      bool ready = true;
      for (const int32_t first : after[w]) ready = ready && done[At(first)];
      if (ready) done[w] = true;
    }
  }
  return std::vector<bool>(after.size(), true) == done;
}

TEST(WishCirclesTest, LeavesOutTheLeastOfEachCircle) {
  EXPECT_EQ(BreakCircles({{1}, {2}, {}}, Lower), (std::vector<int32_t>{}));
  EXPECT_EQ(BreakCircles({{1}, {2}, {1}, {4}, {3}}, Lower),
            (std::vector<int32_t>{1, 3}));
  EXPECT_EQ(
      BreakCircles({{1}, {2}, {0}}, [](int32_t a, int32_t b) { return a > b; }),
      (std::vector<int32_t>{2}));
}

TEST(WishCirclesTest, LeavesNoneInWishesAtRandom) {
  uint32_t random = 7;
  for (int round = 0; round < 50; ++round) {
    After after(12);
    for (size_t w = 0; w < after.size(); ++w) {
      for (int i = 0; i < 2; ++i) {
        random = random * 1664525 + 1013904223;
        const auto other = static_cast<int32_t>((random >> 16) % after.size());
        if (At(other) != w) after[w].push_back(other);
      }
    }
    const auto left_out = BreakCircles(after, Lower);
    EXPECT_TRUE(HasNoCircle(after, left_out)) << round;
    EXPECT_LT(left_out.size(), after.size() / 2 + 1) << round;
  }
}

}  // namespace
}  // namespace ketnoi::server
