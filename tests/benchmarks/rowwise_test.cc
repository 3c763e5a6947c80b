// The loops that the matcher is compared with answer what the naive matcher
// does, on random worlds.

#include <algorithm>
#include <vector>

#include "benchmarks/rowwise_rank.h"
#include "gtest/gtest.h"
#include "tests/matcher/oracle/naive_rank.h"
#include "tests/testing/random_world.h"

namespace ketnoi::benchmarks {
namespace {

using match::RankKey;
using match::Standing;
using testing::Dice;
using testing::RandomWorld;

constexpr int kWorlds = 400;
constexpr int kRequirements = 6;
constexpr size_t kLimit = 5;

// What a peer is to answer.
RowwiseRanking NaiveAnswer(const oracle::Question& question,
                           const RandomWorld& world) {
  const oracle::Ranking naive = oracle::NaiveRank(question, world.suppliers);
  RowwiseRanking ranking;
  ranking.totals = naive.totals;
  for (const match::Match& match : naive.matches) {
    if (match.key.standing == Standing::kIneligible) continue;
    if (ranking.top.size() < kLimit) ranking.top.push_back(match.key);
  }
  return ranking;
}

// Calls `check(world, requirement, question for the naive matcher, question)`.
template <class Check>
void ForRandomQuestions(uint64_t seed, Check check) {
  for (uint64_t w = 0; w < kWorlds; ++w) {
    const RandomWorld world = testing::MakeRandomWorld(seed + w);
    Dice dice(seed + w + 999'999);
    for (int r = 0; r < kRequirements; ++r) {
      const model::Requirement requirement =
          testing::RandomRequirement(*world.reference, world.as_of, dice);
      const auto naive = oracle::NaiveCompile(
          *world.reference, world.criteria_set, world.as_of, requirement, {});
      const auto question = RowwiseQuestion::Make(
          *world.reference, world.criteria_set, world.as_of, requirement);
      ASSERT_EQ(naive.ok(), question.ok());
      if (!naive.ok()) continue;
      SCOPED_TRACE(::testing::Message() << "world " << w << " case " << r);
      check(world, *naive, *question);
      if (::testing::Test::HasFailure()) return;
    }
  }
}

void ExpectSame(const RowwiseRanking& actual, const RowwiseRanking& expected) {
  EXPECT_EQ(actual.top, expected.top);
  EXPECT_EQ(actual.totals, expected.totals);
}

TEST(RowwiseTest, ThePlainLoopAnswersAsTheNaiveMatcher) {
  ForRandomQuestions(
      1, [](const RandomWorld& world, const oracle::Question& naive,
            const RowwiseQuestion& question) {
        ExpectSame(RankPlainly(question, world.suppliers, kLimit),
                   NaiveAnswer(naive, world));
      });
}

TEST(RowwiseTest, TheBucketedLoopAnswersAsTheNaiveMatcher) {
  ForRandomQuestions(
      100'000, [](const RandomWorld& world, const oracle::Question& naive,
                  const RowwiseQuestion& question) {
        BucketedRows rows(*world.reference, world.suppliers);
        const RowwiseRanking expected = NaiveAnswer(naive, world);
        ExpectSame(rows.Rank(question, kLimit), expected);
        // Nothing is left of the first call.
        ExpectSame(rows.Rank(question, kLimit), expected);
      });
}

// Without a category a supplier counts by the best of its rows in any sector.
TEST(RowwiseTest, WithoutACategoryEverythingIsRanked) {
  ForRandomQuestions(200'000, [](const RandomWorld& world,
                                 const oracle::Question& naive,
                                 const RowwiseQuestion& question) {
    model::Requirement requirement = question.requirement();
    requirement.category = {};
    const auto everything = RowwiseQuestion::Make(
        *world.reference, world.criteria_set, world.as_of, requirement);
    ASSERT_TRUE(everything.ok());
    std::vector<RankKey> keys;
    const auto& tree = world.reference->categories;
    for (model::CategoryId sector{0}; sector.value < tree.size();
         sector = tree.End(sector)) {
      const oracle::Question part{
          {naive.basis.reference, naive.basis.criteria_set, naive.basis.as_of,
           sector},
          naive.criteria};
      for (const match::Match& match :
           oracle::NaiveRank(part, world.suppliers).matches) {
        if (match.key.standing == Standing::kIneligible) continue;
        keys.push_back(match.key);
      }
    }
    std::sort(keys.begin(), keys.end(),
              [](const RankKey& a, const RankKey& b) { return Before(a, b); });
    std::vector<RankKey> best;
    for (const RankKey& key : keys) {
      const bool known =
          std::any_of(best.begin(), best.end(),
                      [&](const RankKey& other) { return other.id == key.id; });
      if (!known && best.size() < kLimit) best.push_back(key);
    }
    EXPECT_EQ(RankPlainly(*everything, world.suppliers, kLimit).top, best);
  });
}

}  // namespace
}  // namespace ketnoi::benchmarks
