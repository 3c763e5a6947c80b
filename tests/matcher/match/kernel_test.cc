// Every instruction set gives what the plainest loop gives.

#include "matcher/match/kernel.h"

#include <cstring>
#include <vector>

#include "gtest/gtest.h"
#include "hwy/targets.h"
#include "tests/testing/dice.h"

namespace ketnoi::match {
namespace {

// Runs `test` once on each instruction set that this machine has.
template <class Test>
void OnEveryTarget(Test test) {
  hwy::SetSupportedTargetsForTest(0);
  int targets = 0;
  for (int64_t left = hwy::SupportedTargets(); left != 0; left &= left - 1) {
    const int64_t target = left & -left;
    SCOPED_TRACE(hwy::TargetName(target));
    hwy::SetSupportedTargetsForTest(target);
    hwy::GetChosenTarget().Update(target);
    test();
    ++targets;
    hwy::SetSupportedTargetsForTest(0);
  }
  hwy::GetChosenTarget().Update(hwy::SupportedTargets());
  EXPECT_GT(targets, 1);
}

// Lengths around every vector length, and of several chunks.
constexpr size_t kLengths[] = {0,  1,  2,  7,   15,  16,  17,   31,   32,  33,
                               63, 64, 65, 127, 129, 255, 1000, 4095, 4096};

std::vector<uint8_t> Draw(size_t size, int32_t below, testing::Dice& dice) {
  std::vector<uint8_t> values(size + kKernelPadding);
  for (auto& value : values) value = static_cast<uint8_t>(dice.Below(below));
  return values;
}

TEST(KernelTest, MarksByTablesOfEverySize) {
  testing::Dice dice(1);
  OnEveryTarget([&] {
    for (const size_t length : kLengths) {
      for (const int32_t entries : {1, 2, 15, 16, 17, 100, 255, 256}) {
        std::vector<uint8_t> table = Draw(256, 4, dice);
        std::fill(table.begin() + entries, table.end(), uint8_t{0});
        const std::vector<uint8_t> codes = Draw(length, entries, dice);
        std::vector<uint8_t> marks = Draw(length, 4, dice);
        std::vector<uint8_t> expected = marks;
        for (size_t i = 0; i < length; ++i) expected[i] |= table[codes[i]];
        MarkByTable(codes.data(), length, table.data(),
                    static_cast<size_t>(entries), marks.data());
        ASSERT_EQ(std::memcmp(marks.data(), expected.data(), length), 0)
            << length << " rows, " << entries << " entries";
      }
    }
  });
}

TEST(KernelTest, SelectsWhatHasNoMark) {
  testing::Dice dice(2);
  OnEveryTarget([&] {
    for (const size_t length : kLengths) {
      for (const int32_t below : {1, 2, 4}) {
        for (uint8_t mask = 0; mask < 4; ++mask) {
          const std::vector<uint8_t> marks = Draw(length, below, dice);
          std::vector<uint16_t> expected;
          for (size_t i = 0; i < length; ++i) {
            if ((marks[i] & mask) == 0) {
              expected.push_back(static_cast<uint16_t>(i));
            }
          }
          std::vector<uint16_t> positions(length + 1);
          positions.resize(
              SelectUnmarked(marks.data(), length, mask, positions.data()));
          ASSERT_EQ(positions, expected) << length << " rows, mask " << mask;
        }
      }
    }
  });
}

}  // namespace
}  // namespace ketnoi::match
