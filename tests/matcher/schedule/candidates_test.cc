#include "matcher/schedule/candidates.h"

#include <map>
#include <random>
#include <set>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace ketnoi::schedule {
namespace {

using ::testing::ElementsAre;
using enum Candidacy;

bool IsCandidate(Candidacy candidacy) {
  return candidacy == kByScore || candidacy == kByFloor;
}

TEST(CandidatesTest, LimitsLeaveOutTheLowest) {
  const std::vector<MatchedPair> pairs = {
      {0, 0, 9'000, true},  {0, 1, 8'000, true}, {1, 0, 7'000, true},
      {1, 1, 6'000, false}, {2, 0, 5'000, true}, {2, 2, 1'000, true}};
  EXPECT_THAT(
      ChooseCandidates(pairs, {}),
      ElementsAre(kByScore, kByScore, kByScore, kByScore, kByScore, kByScore));
  EXPECT_THAT(ChooseCandidates(pairs, {.min_score = 6'000}),
              ElementsAre(kByScore, kByScore, kByScore, kByScore, kLowScore,
                          kLowScore));
  EXPECT_THAT(ChooseCandidates(pairs, {.most_per_buyer = 1}),
              ElementsAre(kByScore, kBuyerCrowded, kByScore, kBuyerCrowded,
                          kByScore, kBuyerCrowded));
  EXPECT_THAT(ChooseCandidates(pairs, {.most_per_supplier = 2}),
              ElementsAre(kByScore, kByScore, kByScore, kByScore,
                          kSupplierCrowded, kByScore));
  EXPECT_THAT(
      ChooseCandidates(pairs, {.min_score = 8'500, .exposure_floor = 1}),
      ElementsAre(kByScore, kByFloor, kLowScore, kLowScore, kLowScore,
                  kByFloor));
}

TEST(CandidatesTest, FloorsHoldAndAHigherScoreLosesNothing) {
  std::mt19937 random(1);
  const auto below = [&](uint32_t count) {
    return static_cast<int32_t>(random() % count);
  };
  for (int round = 0; round < 200; ++round) {
    std::vector<MatchedPair> pairs;
    std::set<std::pair<int32_t, int32_t>> seen;
    for (int i = 0; i < 20; ++i) {
      const MatchedPair pair = {below(4), below(5), below(100), below(3) > 0};
      if (seen.insert({pair.buyer, pair.supplier}).second) {
        pairs.push_back(pair);
      }
    }
    const CandidateLimits limits = {below(80), below(4), below(4), below(3)};
    const auto chosen = ChooseCandidates(pairs, limits);
    std::map<int32_t, int32_t> candidates, eligible, by_score;
    for (size_t i = 0; i < pairs.size(); ++i) {
      eligible[pairs[i].supplier] += pairs[i].eligible ? 1 : 0;
      by_score[pairs[i].supplier] += chosen[i] == kByScore ? 1 : 0;
      candidates[pairs[i].supplier] +=
          pairs[i].eligible && IsCandidate(chosen[i]) ? 1 : 0;
    }
    for (const auto& [supplier, count] : candidates) {
      EXPECT_GE(count, std::min(limits.exposure_floor, eligible[supplier]));
      if (limits.most_per_supplier > 0) {
        EXPECT_LE(by_score[supplier], limits.most_per_supplier);
      }
    }
    const size_t one =
        static_cast<size_t>(below(static_cast<uint32_t>(pairs.size())));
    pairs[one].score += 1 + below(50);
    if (IsCandidate(chosen[one])) {
      EXPECT_TRUE(IsCandidate(ChooseCandidates(pairs, limits)[one]));
    }
  }
}

}  // namespace
}  // namespace ketnoi::schedule
