// Many requirements in one call, and requirements that stay bound, are answered
// as one by one.

#include "matcher/match/batch.h"

#include <atomic>
#include <memory>
#include <vector>

#include "matcher/match/binding.h"
#include "tests/matcher/match/agreement.h"

namespace ketnoi::match {
namespace {

constexpr int kWorlds = 10;
constexpr int kSuppliers = 60;
constexpr int kCases = 30;

::testing::AssertionResult Same(const Ranking& actual,
                                const Ranking& expected) {
  if (!(actual.totals == expected.totals) || actual.more != expected.more ||
      actual.skipped != expected.skipped ||
      actual.matches.size() != expected.matches.size()) {
    return ::testing::AssertionFailure() << "not the same totals or length";
  }
  for (size_t i = 0; i < actual.matches.size(); ++i) {
    auto same = SameMatch(actual.matches[i], expected.matches[i]);
    if (!same) return same;
  }
  return ::testing::AssertionSuccess();
}

RankQuery DrawQuery(testing::Dice& dice) {
  RankQuery query;
  query.limit = dice.Below(8);
  for (bool& standing : query.standings) standing = dice.Below(2) == 0;
  query.with_criteria = dice.Below(2) == 0;
  return query;
}

std::vector<CompiledCase> DrawCases(const testing::RandomWorld& world,
                                    testing::Dice& dice) {
  std::vector<CompiledCase> cases;
  while (cases.size() < kCases) {
    auto compiled = DrawCase(world, dice);
    if (compiled.ok()) cases.push_back(*std::move(compiled));
  }
  return cases;
}

TEST(BatchTest, AnswersAsOneByOne) {
  for (uint64_t seed = 1; seed <= kWorlds; ++seed) {
    const testing::RandomWorld world =
        testing::MakeRandomWorld(seed, kSuppliers);
    testing::Dice dice(seed);
    const auto snapshot =
        index::Snapshot::Build(*world.reference, world.suppliers, 1);
    const std::vector<CompiledCase> cases = DrawCases(world, dice);
    std::vector<BatchItem> items;
    for (const CompiledCase& one : cases) {
      items.push_back({&one.program, DrawQuery(dice)});
    }
    for (const int threads : {1, 2, 5}) {
      const auto rankings = RankBatch(items, *snapshot, threads, nullptr);
      ASSERT_TRUE(rankings.ok()) << rankings.status();
      ASSERT_EQ(rankings->size(), items.size());
      for (size_t i = 0; i < items.size(); ++i) {
        const auto alone = Rank(*items[i].program, *snapshot, items[i].query);
        ASSERT_TRUE(alone.ok());
        EXPECT_TRUE(Same((*rankings)[i], *alone)) << KindsOf(cases[i]);
      }
    }
  }
}

TEST(BatchTest, EndsWhenItIsToldTo) {
  const testing::RandomWorld world = testing::MakeRandomWorld(3, kSuppliers);
  testing::Dice dice(3);
  const auto snapshot =
      index::Snapshot::Build(*world.reference, world.suppliers, 1);
  const std::vector<CompiledCase> cases = DrawCases(world, dice);
  std::vector<BatchItem> items;
  for (const CompiledCase& one : cases) items.push_back({&one.program, {}});
  for (const int threads : {1, 4}) {
    std::atomic<int> asked = 0;
    const auto rankings =
        RankBatch(items, *snapshot, threads, [&] { return ++asked > 5; });
    EXPECT_EQ(rankings.status().code(), absl::StatusCode::kCancelled);
    EXPECT_LE(asked, 6 + threads);
  }
}

TEST(BatchTest, NothingIsAnsweredByNothing) {
  const testing::RandomWorld world = testing::MakeRandomWorld(4);
  const auto snapshot =
      index::Snapshot::Build(*world.reference, world.suppliers, 1);
  const auto rankings = RankBatch({}, *snapshot, 3, nullptr);
  ASSERT_TRUE(rankings.ok());
  EXPECT_TRUE(rankings->empty());
}

// Over snapshots that come and go, of which some segments stay.
TEST(BoundProgramTest, AnswersAsAProgramThatIsNotBound) {
  for (uint64_t seed = 1; seed <= kWorlds; ++seed) {
    const testing::RandomWorld world =
        testing::MakeRandomWorld(seed, kSuppliers);
    testing::Dice dice(seed);
    auto snapshot =
        index::Snapshot::Build(*world.reference, world.suppliers, 1);
    std::vector<std::unique_ptr<BoundProgram>> bound;
    for (CompiledCase& one : DrawCases(world, dice)) {
      bound.push_back(std::make_unique<BoundProgram>(std::move(one.program)));
    }
    Workspace workspace;
    for (int64_t revision = 2; revision < 6; ++revision) {
      for (const auto& program : bound) {
        const RankQuery query = DrawQuery(dice);
        const auto expected = Rank(program->program(), *snapshot, query);
        for (int again = 0; again < 2; ++again) {
          const auto actual = Rank(*program, *snapshot, query, workspace);
          ASSERT_TRUE(actual.ok() && expected.ok());
          EXPECT_TRUE(Same(*actual, *expected));
        }
      }
      const auto& changed = world.suppliers[static_cast<size_t>(
          dice.Below(static_cast<int32_t>(world.suppliers.size())))];
      snapshot = snapshot->With(
          {{changed->id, dice.Below(2) == 0 ? changed : nullptr}}, revision);
    }
  }
}

TEST(BoundProgramTest, KeepsNoBindingOfASegmentThatIsGone) {
  const testing::RandomWorld world = testing::MakeRandomWorld(5, kSuppliers);
  testing::Dice dice(5);
  const BoundProgram bound(std::move(DrawCases(world, dice).front().program));
  Workspace workspace;
  size_t bytes = 0;
  for (int64_t revision = 1; revision < 20; ++revision) {
    const auto snapshot =
        index::Snapshot::Build(*world.reference, world.suppliers, revision);
    ASSERT_TRUE(Rank(bound, *snapshot, {}, workspace).ok());
    if (revision == 1) bytes = bound.Bytes();
  }
  EXPECT_GT(bytes, sizeof(BoundProgram));
  EXPECT_LT(bound.Bytes(), 3 * bytes);
}

}  // namespace
}  // namespace ketnoi::match
