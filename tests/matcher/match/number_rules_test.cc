#include "matcher/match/number_rules.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <vector>

#include "gtest/gtest.h"

namespace ketnoi::match {
namespace {

using Lengths = std::array<int64_t, 3>;
constexpr int64_t kNone = index::kOpen;

Verdict Turned(Lengths required, Lengths offered) {
  return JudgeFits(required, offered, true).verdict;
}
Verdict InPlace(Lengths required, Lengths offered) {
  return JudgeFits(required, offered, false).verdict;
}

TEST(FitsTest, AnUnstatedSizeMayHoldTheLargest) {
  // A turning diameter says nothing of the length.
  EXPECT_EQ(Turned({50, 50, 800}, {600, kNone, kNone}), Verdict::kUnknown);
  EXPECT_EQ(Turned({50, 50, 800}, {40, kNone, kNone}), Verdict::kUnmet);
  EXPECT_EQ(Turned({50, 50, 800}, {600, 45, kNone}), Verdict::kUnmet);
  EXPECT_EQ(Turned({50, 50, 800}, {600, 50, kNone}), Verdict::kUnknown);
  EXPECT_EQ(Turned({50, 50, 800}, {800, 50, 50}), Verdict::kMet);
}

TEST(FitsTest, InPlaceOnlyTheUnstatedPlacesAreOpen) {
  EXPECT_EQ(InPlace({800, 50, 50}, {600, kNone, kNone}), Verdict::kUnmet);
  EXPECT_EQ(InPlace({500, 50, 50}, {600, kNone, kNone}), Verdict::kUnknown);
  EXPECT_EQ(InPlace({500, kNone, kNone}, {600, 1, 1}), Verdict::kMet);
}

TEST(RatioTest, IsExactForNumbersOfAnySize) {
  constexpr int64_t kMaxRatio = 1'000'000;
  for (int bits = 1; bits < 63; ++bits) {
    for (const int64_t change : {-1, 0, 1}) {
      const int64_t offered = (int64_t{1} << bits) + change;
      for (const int64_t required :
           {int64_t{1}, int64_t{3}, offered / 3 + 1, offered,
            std::numeric_limits<int64_t>::max()}) {
        const __int128 scaled = __int128{offered} * 10000;
        const __int128 floor = scaled / required;
        const __int128 ceiling = floor + (scaled % required == 0 ? 0 : 1);
        EXPECT_EQ(RatioDown(offered, required),
                  static_cast<int64_t>(std::min<__int128>(floor, kMaxRatio)))
            << offered << " of " << required;
        EXPECT_EQ(RatioUp(offered, required),
                  static_cast<int64_t>(std::min<__int128>(ceiling, kMaxRatio)))
            << offered << " of " << required;
      }
    }
  }
}

constexpr int64_t kLargest = 3;

// Every choice of `count` lengths of 1 to kLargest, the rest not there.
std::vector<Lengths> AllLengths(int count) {
  std::vector<Lengths> all = {{kNone, kNone, kNone}};
  for (int i = 0; i < count; ++i) {
    std::vector<Lengths> longer;
    for (Lengths lengths : all) {
      for (int64_t length = 1; length <= kLargest; ++length) {
        lengths[static_cast<size_t>(i)] = length;
        longer.push_back(lengths);
      }
    }
    all = std::move(longer);
  }
  return all;
}

// Whether the required lengths fit if the unstated ones are as large as needed,
// in some orientation.
bool MayFit(const Lengths& required, Lengths offered) {
  std::replace(offered.begin(), offered.end(), kNone, kLargest);
  std::sort(offered.begin(), offered.end());
  do {
    bool fits = true;
    for (size_t i = 0; i < required.size(); ++i) {
      fits &= required[i] <= offered[i];
    }
    if (fits) return true;
  } while (std::next_permutation(offered.begin(), offered.end()));
  return false;
}

TEST(FitsTest, UnmetOnlyIfNothingUnstatedCouldHelp) {
  for (int stated = 1; stated <= 3; ++stated) {
    for (const Lengths& required : AllLengths(3)) {
      for (const Lengths& offered : AllLengths(stated)) {
        const Verdict may = stated == 3 ? Verdict::kMet : Verdict::kUnknown;
        EXPECT_EQ(Turned(required, offered),
                  MayFit(required, offered) ? may : Verdict::kUnmet)
            << required[0] << ' ' << required[1] << ' ' << required[2] << " in "
            << offered[0] << ' ' << offered[1] << ' ' << offered[2];
      }
    }
  }
}

// One end says as much as it can refute or confirm, so a larger one may leave a
// question that a smaller one does not.
TEST(OverlapsTest, OneEndAloneIsNotBetterForBeingFarther) {
  const model::CriteriaSet functions;
  const auto verdict = [&](int64_t largest) {
    return JudgeNumber(model::MatchRule::kOverlaps, {4, 6}, {kNone, largest}, 0,
                       functions)
        .verdict;
  };
  EXPECT_EQ(verdict(3), Verdict::kUnmet);
  EXPECT_EQ(verdict(5), Verdict::kMet);
  EXPECT_EQ(verdict(8), Verdict::kUnknown);
}

}  // namespace
}  // namespace ketnoi::match
