// The matcher agrees with the naive one on random worlds, exactly.

#include <array>
#include <cstdint>
#include <set>
#include <utility>

#include "tests/matcher/match/agreement.h"

namespace ketnoi::match {
namespace {

constexpr int kCases = 10000;
constexpr int kCasesPerWorld = 10;

// Every set of standings but the empty one.
RankQuery DrawQuery(testing::Dice& dice) {
  RankQuery query;
  const int32_t asked = dice.Between(1, 7);
  for (int s = 0; s < kStandings; ++s) query.standings[s] = asked >> s & 1;
  return query;
}

void CheckRanking(const CompiledCase& compiled,
                  const testing::RandomWorld& world,
                  const index::Snapshot& snapshot, testing::Dice& dice) {
  const oracle::Ranking expected =
      oracle::NaiveRank(compiled.question, world.suppliers);
  RankQuery everything;
  everything.standings[static_cast<size_t>(Standing::kIneligible)] = true;
  ASSERT_TRUE(SameRanking(
      AllPages(compiled.program, snapshot, everything, 1000), expected));
  const RankQuery query = DrawQuery(dice);
  ASSERT_TRUE(SameRanking(
      AllPages(compiled.program, snapshot, query, dice.Between(1, 5)),
      OnlyStandings(expected, query)));
}

void CheckExplanations(const CompiledCase& compiled,
                       const testing::RandomWorld& world,
                       const index::Snapshot& snapshot) {
  for (const auto& supplier : world.suppliers) {
    const model::Supplier* found = snapshot.Find(supplier->id);
    ASSERT_NE(found, nullptr);
    ASSERT_TRUE(SameMatch(Explain(compiled.program, snapshot, *found),
                          oracle::NaiveExplain(compiled.question, *supplier)));
  }
}

TEST(OracleTest, RankAndExplainAgreeOnRandomCases) {
  const int worlds = CaseCount(kCases) / kCasesPerWorld;
  for (int w = 0; w < worlds; ++w) {
    const testing::RandomWorld world = testing::MakeRandomWorld(uint64_t(w));
    const auto snapshot =
        index::Snapshot::Build(*world.reference, world.suppliers, 1);
    testing::Dice dice(uint64_t(w) + 1000000);
    for (int c = 0; c < kCasesPerWorld;) {
      SCOPED_TRACE(::testing::Message() << "world " << w << " case " << c);
      const auto compiled = DrawCase(world, dice);
      if (!compiled.ok()) continue;
      ++c;
      SCOPED_TRACE(KindsOf(*compiled));
      CheckRanking(*compiled, world, *snapshot, dice);
      CheckExplanations(*compiled, world, *snapshot);
      if (HasFailure()) return;
    }
  }
}

// The cases above are worth little if they miss a kind, a verdict or a reason.
TEST(OracleTest, RandomCasesReachEveryReasonAndKind) {
  std::set<Reason> reasons;
  std::set<model::CriterionKind> kinds;
  std::array<int, kStandings> standings{};
  for (uint64_t w = 0; w < 200; ++w) {
    const testing::RandomWorld world = testing::MakeRandomWorld(w);
    testing::Dice dice(w + 1000000);
    for (int c = 0; c < kCasesPerWorld; ++c) {
      const auto compiled = DrawCase(world, dice);
      if (!compiled.ok()) continue;
      for (const auto& criterion : compiled->question.criteria) {
        kinds.insert(model::KindOf(criterion.criterion.test));
      }
      for (const auto& supplier : world.suppliers) {
        const Match match = oracle::NaiveExplain(compiled->question, *supplier);
        ++standings[static_cast<size_t>(match.key.standing)];
        for (const auto& outcome : match.criteria) {
          reasons.insert(outcome.judgement.reason);
        }
      }
    }
  }
  EXPECT_EQ(kinds.size(), size_t{model::kCriterionKinds});
  for (int r = 0; r < kReasons; ++r) {
    EXPECT_TRUE(reasons.contains(static_cast<Reason>(r)))
        << ReasonName(static_cast<Reason>(r));
  }
  for (const int count : standings) EXPECT_GT(count, 100);
}

}  // namespace
}  // namespace ketnoi::match
