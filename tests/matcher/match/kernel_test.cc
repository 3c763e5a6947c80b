// Every instruction set gives what the plainest loop gives.

#include "matcher/match/kernel.h"

#include <array>
#include <bit>
#include <cstring>
#include <vector>

#include "gtest/gtest.h"
#include "hwy/targets.h"
#include "matcher/match/block_plan.h"
#include "matcher/match/funnel_kernel.h"
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

TEST(KernelTest, MarksByTablesOfEverySizeAndWidth) {
  testing::Dice dice(1);
  OnEveryTarget([&] {
    for (const size_t width : {size_t{1}, size_t{2}, size_t{4}}) {
      for (const int32_t entries : {1, 2, 63, 64, 65, 255, 256, 257, 511, 512,
                                    513, 1025, 8192, 8193, 65536}) {
        if (width == 1 && entries > 256) continue;
        // Four different marks.
        std::vector<uint8_t> marks_of(static_cast<size_t>(entries));
        for (auto& mark : marks_of) {
          mark = dice.Pick(std::vector<uint8_t>{0, 1, 4, 0x80});
        }
        const MarkTable table(marks_of);
        for (const size_t length : kLengths) {
          std::vector<uint8_t> codes(length * width + kKernelPadding);
          std::vector<uint8_t> marks = Draw(length, 4, dice);
          std::vector<uint8_t> expected = marks;
          for (size_t i = 0; i < length; ++i) {
            const auto code = static_cast<uint32_t>(dice.Below(entries));
            std::memcpy(codes.data() + i * width, &code, width);
            expected[i] |= marks_of[code];
            ASSERT_EQ(table.At(code), marks_of[code]);
          }
          MarkByTable(codes.data(), width, length, table, marks.data());
          ASSERT_EQ(std::memcmp(marks.data(), expected.data(), length), 0)
              << length << " rows, " << entries << " entries, width " << width;
        }
      }
    }
  });
}

TEST(KernelTest, CountsBits) {
  testing::Dice dice(6);
  OnEveryTarget([&] {
    for (const size_t length : kLengths) {
      std::vector<uint64_t> words(length);
      size_t expected = 0;
      for (uint64_t& word : words) {
        for (int i = dice.Below(65); i > 0; --i) {
          word |= uint64_t{1} << dice.Below(64);
        }
        expected += static_cast<size_t>(std::popcount(word));
      }
      ASSERT_EQ(CountBits(words.data(), length), expected);
    }
  });
}

struct Rows {
  std::vector<uint32_t> positions;
  std::vector<uint32_t> sums;
};

// `count` ascending positions below `length`, with padding.
Rows DrawRows(size_t length, int32_t one_in, testing::Dice& dice) {
  Rows rows;
  for (size_t i = 0; i < length; ++i) {
    if (dice.Below(one_in) != 0) continue;
    rows.positions.push_back(static_cast<uint32_t>(i));
    rows.sums.push_back(static_cast<uint32_t>(dice.Below(1 << 27)));
  }
  return rows;
}

void Pad(std::vector<uint32_t>& values) {
  values.resize(values.size() + kKernelPadding);
}

TEST(KernelTest, AddsByTablesOfEveryWidth) {
  testing::Dice dice(4);
  OnEveryTarget([&] {
    for (const size_t length : kLengths) {
      for (const size_t width : {size_t{1}, size_t{2}, size_t{4}}) {
        const int32_t entries = width == 1 ? 200 : 3000;
        std::vector<uint32_t> table(static_cast<size_t>(entries));
        for (auto& value : table) {
          value = 1u << 31 | static_cast<uint32_t>(dice.Below(1 << 20));
        }
        std::vector<uint8_t> codes(length * width + kKernelPadding);
        std::vector<uint32_t> code_of(length);
        for (size_t i = 0; i < length; ++i) {
          code_of[i] = static_cast<uint32_t>(dice.Below(entries));
          std::memcpy(codes.data() + i * width, &code_of[i], width);
        }
        Rows rows = DrawRows(length, 2, dice);
        const size_t count = rows.positions.size();
        std::vector<uint32_t> expected = rows.sums;
        for (size_t i = 0; i < count; ++i) {
          expected[i] += table[code_of[rows.positions[i]]] & ((1u << 28) - 1);
        }
        Pad(rows.positions);
        Pad(rows.sums);
        ASSERT_EQ(AddByTable(codes.data(), width, rows.positions.data(), count,
                             table.data(), rows.sums.data()),
                  count);
        rows.sums.resize(count);
        ASSERT_EQ(rows.sums, expected) << length << " rows of " << width;
      }
    }
  });
}

TEST(KernelTest, StopsAddingShortlyBeforeAnEmptyEntry) {
  OnEveryTarget([&] {
    constexpr size_t kRows = 200;
    for (size_t empty = 0; empty < kRows; ++empty) {
      std::vector<uint8_t> codes(kRows + kKernelPadding);
      codes[empty] = 1;
      const std::vector<uint32_t> table = {1u << 31 | 5, 0};
      std::vector<uint32_t> positions(kRows + kKernelPadding);
      for (size_t i = 0; i < kRows; ++i) {
        positions[i] = static_cast<uint32_t>(i);
      }
      std::vector<uint32_t> sums(kRows + kKernelPadding);
      const size_t added = AddByTable(codes.data(), 1, positions.data(), kRows,
                                      table.data(), sums.data());
      ASSERT_LE(added, empty);
      ASSERT_LT(empty - added, kKernelPadding);
      for (size_t i = 0; i < kRows; ++i) {
        ASSERT_EQ(sums[i], i < added ? 5u : 0u) << i << " of " << empty;
      }
    }
  });
}

TEST(KernelTest, KeepsWhatIsLargeEnough) {
  testing::Dice dice(5);
  OnEveryTarget([&] {
    for (const size_t length : kLengths) {
      for (const uint32_t least : {1u, 1u << 26, 1u << 27}) {
        Rows rows = DrawRows(length, 1, dice);
        Rows expected;
        for (size_t i = 0; i < length; ++i) {
          if (rows.sums[i] < least) continue;
          expected.positions.push_back(rows.positions[i]);
          expected.sums.push_back(rows.sums[i]);
        }
        Pad(rows.positions);
        Pad(rows.sums);
        const size_t kept =
            KeepAtLeast(least, length, rows.positions.data(), rows.sums.data());
        rows.positions.resize(kept);
        rows.sums.resize(kept);
        ASSERT_EQ(rows.positions, expected.positions) << length << " rows";
        ASSERT_EQ(rows.sums, expected.sums) << length << " rows";
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
          std::vector<uint64_t> expected((length + 63) / 64);
          for (size_t i = 0; i < length; ++i) {
            expected[i / 64] |= uint64_t{(marks[i] & mask) == 0} << i % 64;
          }
          std::vector<uint64_t> bits(expected.size(), ~uint64_t{0});
          SelectUnmarked(marks.data(), length, mask, bits.data());
          ASSERT_EQ(bits, expected) << length << " rows, mask " << mask;
        }
      }
    }
  });
}

TEST(KernelTest, AddsTheGateThatMarksSayIsMissed) {
  testing::Dice dice(6);
  OnEveryTarget([&] {
    for (const size_t length : kLengths) {
      for (const uint8_t bit : {uint8_t{1}, uint8_t{16}, uint8_t{128}}) {
        const std::vector<uint8_t> marks = Draw(length, 8, dice);
        std::vector<uint8_t> missed = Draw(length, 256, dice);
        std::vector<uint8_t> expected = missed;
        for (size_t i = 0; i < length; ++i) {
          if ((marks[i] & kUnmetMark) != 0) expected[i] |= bit;
        }
        AddMissed(marks.data(), length, bit, missed.data());
        ASSERT_EQ(std::memcmp(missed.data(), expected.data(), length), 0)
            << length << " rows";
      }
    }
  });
}

// What a row gets past, gate by gate.
uint16_t PastOf(uint8_t missed, bool missed_earlier) {
  uint16_t past = 0;
  bool together = !missed_earlier;
  for (int gate = 0; gate < 8; ++gate) {
    if ((missed >> gate & 1) != 0) {
      together = false;
    } else {
      past = static_cast<uint16_t>(past | 1 << gate);
      if (together) past = static_cast<uint16_t>(past | 256 << gate);
    }
  }
  return past;
}

TEST(KernelTest, FindsWhatRowsGetPast) {
  testing::Dice dice(7);
  OnEveryTarget([&] {
    for (const size_t length : kLengths) {
      const std::vector<uint8_t> missed = Draw(length, 256, dice);
      const std::vector<uint8_t> earlier = Draw(length, 2, dice);
      std::vector<uint16_t> past(length + kKernelPadding);
      FindPast(missed.data(), nullptr, length, past.data());
      for (size_t i = 0; i < length; ++i) {
        ASSERT_EQ(past[i], PastOf(missed[i], false)) << i << " of " << length;
      }
      FindPast(missed.data(), earlier.data(), length, past.data());
      for (size_t i = 0; i < length; ++i) {
        ASSERT_EQ(past[i], PastOf(missed[i], earlier[i] != 0))
            << i << " of " << length;
      }
    }
  });
}

TEST(KernelTest, AddsHowManyGatesAreMissed) {
  testing::Dice dice(8);
  OnEveryTarget([&] {
    for (const size_t length : kLengths) {
      const std::vector<uint8_t> missed = Draw(length, 256, dice);
      std::vector<uint8_t> counts = Draw(length, 57, dice);
      std::vector<uint8_t> expected = counts;
      for (size_t i = 0; i < length; ++i) {
        expected[i] =
            static_cast<uint8_t>(expected[i] + std::popcount(missed[i]));
      }
      AddBitCounts(missed.data(), length, counts.data());
      ASSERT_EQ(std::memcmp(counts.data(), expected.data(), length), 0)
          << length << " rows";
    }
  });
}

TEST(KernelTest, CountsBitsByColumn) {
  testing::Dice dice(9);
  OnEveryTarget([&] {
    for (const size_t length : kLengths) {
      for (const int32_t below : {2, 300, 65536}) {
        std::vector<uint16_t> words(length + kKernelPadding, 0xFFFF);
        std::array<int32_t, 16> columns;
        columns.fill(3);
        std::array<int32_t, 16> expected = columns;
        for (size_t i = 0; i < length; ++i) {
          // Many are full, so that carries run through.
          words[i] = dice.Below(3) == 0
                         ? static_cast<uint16_t>(dice.Below(below))
                         : uint16_t{0xFFFF};
          for (size_t b = 0; b < 16; ++b) expected[b] += words[i] >> b & 1;
        }
        CountColumns(words.data(), length, columns.data());
        ASSERT_EQ(columns, expected) << length << " words";
      }
    }
  });
}

}  // namespace
}  // namespace ketnoi::match
