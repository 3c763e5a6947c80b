// A query of several parts has one answer: that of a loop over all rows.

#include "benchmarks/ask.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "benchmarks/rowwise_rank.h"
#include "gtest/gtest.h"
#include "matcher/match/matcher.h"
#include "tests/testing/random_world.h"

namespace ketnoi::benchmarks {
namespace {

using match::Match;
using match::Standing;
using testing::RandomWorld;

constexpr int kWorlds = 300;
constexpr size_t kLimit = 5;
constexpr size_t kAll = 1000;  // more than a world has suppliers

// The same requirement, of each sector and of no category.
struct Everywhere {
  BoundParts parts;
  std::optional<RowwiseQuestion> question;
};

// Without a question: the requirement does not compile.
Everywhere Prepare(const RandomWorld& world, model::Requirement requirement) {
  Everywhere asked;
  const auto& tree = world.reference->categories;
  for (model::CategoryId sector{0}; sector.value < tree.size();
       sector = tree.End(sector)) {
    requirement.category = sector;
    auto program = match::Compile(requirement, world.criteria_set,
                                  *world.reference, {world.as_of, {}});
    if (!program.ok()) return asked;
    asked.parts.push_back(
        std::make_unique<const match::BoundProgram>(*std::move(program)));
  }
  requirement.category = {};
  auto question = RowwiseQuestion::Make(*world.reference, world.criteria_set,
                                        world.as_of, requirement);
  if (question.ok()) asked.question.emplace(*std::move(question));
  return asked;
}

// Calls `check(world, snapshot, asked)`; each world has rows in two sectors.
template <class Check>
void ForRandomQueries(uint64_t seed, Check check) {
  int compiled = 0;
  for (uint64_t w = 0; w < kWorlds; ++w) {
    const RandomWorld world = testing::MakeRandomWorld(seed + w);
    const auto snapshot =
        index::Snapshot::Build(*world.reference, world.suppliers, 1);
    testing::Dice dice(seed + w + 999'999);
    const Everywhere asked = Prepare(
        world, testing::RandomRequirement(*world.reference, world.as_of, dice));
    if (!asked.question) continue;
    ++compiled;
    ASSERT_EQ(asked.parts.size(), 2u);
    SCOPED_TRACE(::testing::Message() << "world " << w);
    check(world, *snapshot, asked);
    if (::testing::Test::HasFailure()) return;
  }
  EXPECT_GT(compiled, kWorlds / 2);
}

std::vector<Match> Asked(const Everywhere& asked,
                         const index::Snapshot& snapshot, size_t limit,
                         Asking asking = {}) {
  match::Workspace workspace;
  return AskParts(asked.parts, snapshot, limit, asking, workspace).value();
}

// The first of the best candidate rows, in the order of the record.
std::pair<int32_t, int32_t> BestRow(const model::Supplier& supplier,
                                    const RowwiseQuestion& question,
                                    const match::RankKey& key) {
  std::pair<int32_t, int32_t> best(1000, 1000);
  for (int32_t i = 0; i < std::ssize(supplier.capabilities); ++i) {
    const auto listed = supplier.capabilities[static_cast<size_t>(i)].category;
    if (!question.IsCandidate(listed)) continue;
    ForEachRow(supplier, i, [&](const RowwiseRow& row) {
      const RowwiseScore score = question.Score(row);
      if (score.standing != key.standing || score.score != key.score ||
          score.score_high != key.score_high) {
        return;
      }
      best = std::min(best, {row.capability, row.site});
    });
  }
  return best;
}

TEST(AskTest, PartsAreAnsweredAsByALoopOverAllRows) {
  ForRandomQueries(1, [](const RandomWorld& world,
                         const index::Snapshot& snapshot,
                         const Everywhere& asked) {
    const RowwiseRanking expected =
        RankPlainly(*asked.question, world.suppliers, kLimit);
    for (const bool bound : {true, false}) {
      std::vector<match::RankKey> keys;
      for (const Match& match : Asked(asked, snapshot, kLimit, {true, bound})) {
        keys.push_back(match.key);
        EXPECT_FALSE(match.criteria.empty());
      }
      EXPECT_EQ(keys, expected.top);
    }
  });
}

TEST(AskTest, ASupplierOfTwoSectorsCountsOnceByItsBestStanding) {
  int twice = 0;
  ForRandomQueries(10'000, [&](const RandomWorld& world,
                               const index::Snapshot& snapshot,
                               const Everywhere& asked) {
    const auto totals =
        RankPlainly(*asked.question, world.suppliers, kAll).totals;
    const std::vector<Match> all = Asked(asked, snapshot, kAll);
    const auto count = [&](Standing standing) {
      return std::count_if(all.begin(), all.end(), [&](const Match& match) {
        return match.key.standing == standing;
      });
    };
    EXPECT_EQ(count(Standing::kEligible), totals.eligible);
    EXPECT_EQ(count(Standing::kConditional), totals.conditional);
    int64_t by_part = 0;
    match::Workspace workspace;
    for (const auto& part : asked.parts) {
      match::RankQuery query;
      query.limit = static_cast<int32_t>(kAll);
      by_part +=
          std::ssize(match::Rank(*part, snapshot, query, workspace)->matches);
    }
    if (by_part > std::ssize(all)) ++twice;
  });
  EXPECT_GT(twice, kWorlds / 10);
}

TEST(AskTest, OfRowsThatRankAlikeTheFirstOfTheRecordIsGiven) {
  ForRandomQueries(
      20'000, [](const RandomWorld& world, const index::Snapshot& snapshot,
                 const Everywhere& asked) {
        for (const Match& match : Asked(asked, snapshot, kAll)) {
          const auto it = std::find_if(
              world.suppliers.begin(), world.suppliers.end(),
              [&](const auto& one) { return one->id == match.key.id; });
          ASSERT_NE(it, world.suppliers.end());
          EXPECT_EQ(std::pair(match.capability, match.site),
                    BestRow(**it, *asked.question, match.key));
        }
      });
}

}  // namespace
}  // namespace ketnoi::benchmarks
