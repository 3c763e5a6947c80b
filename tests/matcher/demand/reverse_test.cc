#include "matcher/demand/reverse.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "fmt/format.h"
#include "gtest/gtest.h"
#include "tests/matcher/demand/draw_program.h"
#include "tests/matcher/match/agreement.h"

namespace ketnoi::demand {
namespace {

using match::CompiledCase;
using match::Standing;

// Requirements of a world, and the days on which each is sought.
struct Demand {
  struct One {
    std::string name;
    Days days;
    CompiledCase compiled;
  };
  std::vector<One> all;
  std::shared_ptr<const RequirementSet> set;
};

Days DrawDays(model::Date as_of, testing::Dice& dice) {
  Days days;
  if (dice.Chance(30)) days.first = {as_of.days + dice.Between(-1, 1)};
  if (dice.Chance(30)) days.last = {as_of.days + dice.Between(-1, 1)};
  return days;
}

Demand DrawDemand(const testing::RandomWorld& world, testing::Dice& dice) {
  Demand demand;
  RequirementSetBuilder builder(*world.reference, world.criteria_set);
  const int count = dice.Between(0, 12);
  for (int r = 0; r < count; ++r) {
    auto compiled = match::DrawCase(world, dice);
    if (!compiled.ok()) continue;
    Demand::One one{fmt::format("buyers/{}/requirements/{}", dice.Below(3), r),
                    DrawDays(world.as_of, dice), *std::move(compiled)};
    builder.Put({one.name, one.days, one.compiled.program});
    demand.all.push_back(std::move(one));
  }
  demand.set = builder.Build();
  return demand;
}

bool IsSought(const Days& days, model::Date day) {
  return (!days.first || *days.first <= day) &&
         (!days.last || day <= *days.last);
}

struct Expected {
  std::vector<match::Match> matches;  // of all standings, with the name as id
  match::StandingTotals totals;
};

// Each requirement apart, as the naive matcher judges it.
Expected NaiveRanking(const Demand& demand, const model::Supplier& supplier,
                      const RequirementQuery& query) {
  Expected expected;
  for (const auto& [name, days, compiled] : demand.all) {
    if (!IsSought(days, query.as_of)) continue;
    if (name.substr(0, query.prefix.size()) != query.prefix) continue;
    if (!oracle::IsCandidate(compiled.question, supplier)) {
      ++expected.totals.outside_category;
      continue;
    }
    match::Match match = oracle::NaiveExplain(compiled.question, supplier);
    match.key.id = name;
    switch (match.key.standing) {
      case Standing::kEligible:
        ++expected.totals.eligible;
        break;
      case Standing::kConditional:
        ++expected.totals.conditional;
        break;
      case Standing::kIneligible:
        ++expected.totals.ineligible;
        break;
    }
    if (query.standings[static_cast<size_t>(match.key.standing)]) {
      expected.matches.push_back(std::move(match));
    }
  }
  std::sort(expected.matches.begin(), expected.matches.end(),
            [](const match::Match& a, const match::Match& b) {
              return Before(a.key, b.key);
            });
  return expected;
}

// All pages, with what each says about itself checked.
RequirementRanking AllPages(const Demand& demand,
                            const index::SupplierAt& supplier,
                            RequirementQuery query) {
  RequirementRanking whole;
  for (;;) {
    auto page = RankRequirements(*demand.set, supplier, query);
    if (!page.ok()) {
      ADD_FAILURE() << page.status();
      return whole;
    }
    EXPECT_EQ(page->skipped, static_cast<int64_t>(whole.matches.size()));
    EXPECT_LE(page->matches.size(), static_cast<size_t>(query.limit));
    whole.totals = page->totals;
    whole.matches.insert(whole.matches.end(), page->matches.begin(),
                         page->matches.end());
    if (!page->more) return whole;
    if (page->matches.empty() || whole.matches.size() > demand.all.size()) {
      ADD_FAILURE() << "pages without end";
      return whole;
    }
    query.after = whole.matches.back().key;
  }
}

RequirementQuery DrawQuery(const testing::RandomWorld& world,
                           testing::Dice& dice) {
  RequirementQuery query;
  query.as_of = world.as_of;
  for (bool& standing : query.standings) standing = dice.Chance(70);
  query.limit = dice.Between(1, 5);
  if (dice.Chance(30)) query.prefix = fmt::format("buyers/{}/", dice.Below(3));
  return query;
}

TEST(ReverseTest, EveryPairIsAsTheNaiveMatcherJudgesIt) {
  int64_t compared = 0;
  for (int w = 0; w < match::CaseCount(300); ++w) {
    SCOPED_TRACE(w);
    const auto world = testing::MakeRandomWorld(uint64_t(w) + 40'000);
    testing::Dice dice(uint64_t(w) + 5);
    const Demand demand = DrawDemand(world, dice);
    const auto snapshot =
        index::Snapshot::Build(*world.reference, world.suppliers, 1);
    for (const auto& supplier : world.suppliers) {
      const RequirementQuery query = DrawQuery(world, dice);
      const Expected expected = NaiveRanking(demand, *supplier, query);
      const auto at = snapshot->Find(supplier->id);
      const RequirementRanking actual = AllPages(demand, *at, query);
      ASSERT_EQ(actual.totals, expected.totals);
      ASSERT_EQ(actual.matches.size(), expected.matches.size());
      for (size_t i = 0; i < actual.matches.size(); ++i) {
        const RequirementMatch& got = actual.matches[i];
        const match::Match& want = expected.matches[i];
        ASSERT_EQ(got.key, want.key);
        ASSERT_EQ(at->segment->capability(got.row), want.capability);
        ASSERT_EQ(at->segment->site(got.row), want.site);
        ++compared;
      }
    }
  }
  EXPECT_GT(compared, 2000);
}

// Both directions of every pair, by the fast code of each.
TEST(ReverseTest, FiguresAreThoseOfTheForwardRanking) {
  for (int w = 0; w < match::CaseCount(60); ++w) {
    SCOPED_TRACE(w);
    const auto world = testing::MakeRandomWorld(uint64_t(w) + 50'000);
    testing::Dice dice(uint64_t(w) + 6);
    const Demand demand = DrawDemand(world, dice);
    const auto snapshot =
        index::Snapshot::Build(*world.reference, world.suppliers, 1);
    RequirementQuery query;
    query.as_of = world.as_of;
    for (bool& standing : query.standings) standing = true;
    query.limit = 1000;
    for (const auto& [name, days, compiled] : demand.all) {
      if (!IsSought(days, world.as_of)) continue;
      match::RankQuery forward = match::Everything();
      forward.limit = 1000;
      const auto ranking = match::Rank(compiled.program, *snapshot, forward);
      ASSERT_TRUE(ranking.ok());
      for (const match::Match& match : ranking->matches) {
        const auto reverse =
            RankRequirements(*demand.set, *snapshot->Find(match.key.id), query);
        ASSERT_TRUE(reverse.ok());
        const auto it = std::find_if(
            reverse->matches.begin(), reverse->matches.end(),
            [&name = name](const auto& one) { return one.key.id == name; });
        ASSERT_NE(it, reverse->matches.end()) << name;
        EXPECT_EQ(it->key.standing, match.key.standing);
        EXPECT_EQ(it->key.score, match.key.score);
        EXPECT_EQ(it->key.score_high, match.key.score_high);
        EXPECT_EQ(it->row, match.row);
      }
    }
  }
}

TEST(ReverseTest, StopsWhenTheCallerNoLongerWaits) {
  const auto world = testing::MakeRandomWorld(1, 14);
  testing::Dice dice(1);
  RequirementSetBuilder builder(*world.reference, world.criteria_set);
  const match::Program program = DrawProgram(world, dice);
  for (int i = 0; i < 10'000; ++i) {
    builder.Put({fmt::format("r{}", i), {}, program});
  }
  const auto set = builder.Build();
  const auto snapshot =
      index::Snapshot::Build(*world.reference, world.suppliers, 1);
  RequirementQuery query;
  query.as_of = world.as_of;
  int asked = 0;
  query.cancelled = [&asked] { return ++asked == 2; };
  int cancelled = 0;
  for (const auto& supplier : world.suppliers) {
    asked = 0;
    const auto ranking =
        RankRequirements(*set, *snapshot->Find(supplier->id), query);
    if (ranking.ok()) continue;
    EXPECT_TRUE(absl::IsCancelled(ranking.status()));
    EXPECT_EQ(asked, 2);
    ++cancelled;
  }
  EXPECT_GT(cancelled, 0);
}

}  // namespace
}  // namespace ketnoi::demand
