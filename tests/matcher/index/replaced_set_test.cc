#include "matcher/index/replaced_set.h"

#include <algorithm>
#include <set>
#include <vector>

#include "gtest/gtest.h"
#include "tests/testing/dice.h"

namespace ketnoi::index {
namespace {

TEST(ReplacedSetTest, IsASetThatOnlyGrows) {
  testing::Dice dice(1);
  for (const int32_t size : {1, 63, 64, 65, 32768, 32769, 100000}) {
    std::set<int32_t> expected;
    ReplacedSet set(size);
    for (int step = 0; step < 30; ++step) {
      const ReplacedSet before = set;
      std::set<int32_t> fresh;
      for (int i = dice.Below(5); i > 0; --i) {
        const int32_t position = dice.Below(size);
        if (expected.insert(position).second) fresh.insert(position);
      }
      set = set.With(std::vector<int32_t>(fresh.begin(), fresh.end()));
      std::vector<int32_t> since;
      set.ForEachSince(before, [&](int32_t p) { since.push_back(p); });
      ASSERT_EQ(since, std::vector<int32_t>(fresh.begin(), fresh.end()));
      for (const int32_t position : fresh) {
        ASSERT_TRUE(set.Test(position));
        ASSERT_FALSE(before.Test(position));
      }
    }
    Bitmap bitmap(static_cast<size_t>(size));
    for (int32_t position = 0; position < size; position += 2) {
      bitmap.Set(position);
    }
    set.RemoveFrom(bitmap);
    for (int32_t position = 0; position < size; ++position) {
      ASSERT_EQ(set.Test(position), expected.contains(position));
      ASSERT_EQ(bitmap.Test(position),
                position % 2 == 0 && !expected.contains(position));
    }
  }
}

}  // namespace
}  // namespace ketnoi::index
