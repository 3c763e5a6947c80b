// The matcher agrees with the naive one on random worlds, exactly.

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "matcher/index/segment_merger.h"
#include "tests/matcher/match/agreement.h"

namespace ketnoi::match {
namespace {

constexpr int kOracleCases = 10000;
constexpr int kCasesPerWorld = 10;

// Every set of standings but the empty one.
RankQuery DrawStandings(testing::Dice& dice) {
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
  const RankQuery query = DrawStandings(dice);
  ASSERT_TRUE(SameRanking(
      AllPages(compiled.program, snapshot, query, dice.Between(1, 5)),
      OnlyStandings(expected, query)));
}

void CheckExplanations(const CompiledCase& compiled,
                       const testing::RandomWorld& world,
                       const index::Snapshot& snapshot) {
  for (const auto& supplier : world.suppliers) {
    const auto found = snapshot.Find(supplier->id);
    ASSERT_TRUE(found.has_value());
    ASSERT_TRUE(SameMatch(Explain(compiled.program, *found),
                          oracle::NaiveExplain(compiled.question, *supplier)));
  }
}

TEST(OracleTest, RankAndExplainAgreeOnRandomCases) {
  int left = CaseCount(kOracleCases);
  for (int w = 0; left > 0; ++w) {
    const testing::RandomWorld world = testing::MakeRandomWorld(uint64_t(w));
    // A world without suppliers is checked, but is no case.
    if (!world.suppliers.empty()) left -= kCasesPerWorld;
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

// The snapshot with the large parts merged that are due, if any.
std::shared_ptr<const index::Snapshot> FoldDue(
    const testing::RandomWorld& world,
    std::shared_ptr<const index::Snapshot> snapshot) {
  index::Fold fold;
  for (const index::Part& part : snapshot->parts()) {
    if (!IsSmall(part)) fold.parts.push_back(part);
  }
  const size_t first = FirstToFold(fold.parts, index::kFoldRatio);
  if (first == fold.parts.size()) return snapshot;
  fold.parts.erase(fold.parts.begin(), fold.parts.begin() + ptrdiff_t(first));
  fold.merged =
      index::MergeSegments(*world.reference, fold.parts, [] { return false; });
  return snapshot->Folded(fold);
}

// Several hundred suppliers, written in small steps, so that segments of every
// size merge; some are written twice.
std::shared_ptr<const index::Snapshot> WriteMany(
    const testing::RandomWorld& world, testing::Dice& dice) {
  constexpr size_t kStep = 12;
  auto snapshot = index::Snapshot::Build(*world.reference, {}, 0);
  const auto& all = world.suppliers;
  for (size_t next = 0; next < all.size(); next += kStep) {
    std::vector<index::Change> changes;
    for (size_t s = next; s < std::min(next + kStep, all.size()); ++s) {
      changes.push_back({all[s]->id, all[s]});
      if (s > 0 && dice.Chance(20)) {
        const auto& again = all[size_t(dice.Below(int32_t(s)))];
        changes.push_back({again->id, again});
      }
      if (s + kStep < all.size() && dice.Chance(10)) {  // to be replaced
        changes.push_back({all[s + kStep]->id, all[s]});
        changes.back().supplier = testing::RandomSupplier(
            *world.reference, world.as_of, changes.back().id, dice);
      }
    }
    snapshot = snapshot->With(std::move(changes), snapshot->revision() + 1);
    if (dice.Chance(30)) snapshot = FoldDue(world, std::move(snapshot));
  }
  return snapshot;
}

TEST(OracleTest, RankAndExplainAgreeOnALargeWorldOfManySegments) {
  constexpr int kManySuppliers = 900;
  const testing::RandomWorld world =
      testing::MakeRandomWorld(1, kManySuppliers);
  testing::Dice dice(2);
  const auto snapshot = WriteMany(world, dice);
  ASSERT_EQ(snapshot->supplier_count(), kManySuppliers);
  ASSERT_GT(snapshot->parts().size(), 2u);
  ASSERT_GT(snapshot->parts().front().live, 512);  // merged
  for (int c = 0; c < CaseCount(30);) {
    SCOPED_TRACE(::testing::Message() << "case " << c);
    const auto compiled = DrawCase(world, dice);
    if (!compiled.ok()) continue;
    ++c;
    SCOPED_TRACE(KindsOf(*compiled));
    CheckRanking(*compiled, world, *snapshot, dice);
    CheckExplanations(*compiled, world, *snapshot);
    if (HasFailure()) return;
  }
}

// How often the cases above judge by each rule, with each verdict.
class Coverage {
 public:
  void Add(const testing::RandomWorld& world, const CompiledCase& compiled) {
    const auto& criteria = compiled.question.criteria;
    for (const auto& supplier : world.suppliers) {
      const Match match = oracle::NaiveExplain(compiled.question, *supplier);
      ++standings_[static_cast<size_t>(match.key.standing)];
      for (size_t i = 0; i < criteria.size(); ++i) {
        const Judgement& judgement = match.criteria[i].judgement;
        ++reasons_[static_cast<size_t>(judgement.reason)];
        ++rules_[RuleOf(*world.reference, criteria[i].criterion.test)]
                [static_cast<size_t>(judgement.verdict)];
      }
    }
  }

  void Check() const {
    constexpr int kEnough = 50;
    // 18 kinds but attributes, of which places have two rules; 13 rules of
    // attributes, of which EQUAL_WITHIN is for compositions as well and FITS
    // for sizes in place and turned.
    EXPECT_EQ(rules_.size(), size_t{19 + 15});
    for (const auto& [rule, verdicts] : rules_) {
      for (int v = 0; v < 3; ++v) {
        if (rule == kAsk && v == int(Verdict::kUnmet)) continue;  // never
        EXPECT_GE(verdicts[size_t(v)], kEnough) << rule << " verdict " << v;
      }
    }
    for (int r = 0; r < kReasons; ++r) {
      EXPECT_GE(reasons_[size_t(r)], kEnough)
          << ReasonName(static_cast<Reason>(r));
    }
    for (const int count : standings_) EXPECT_GE(count, kEnough);
  }

 private:
  // The kind, or the attribute: random worlds have one attribute of each rule.
  static std::string RuleOf(const model::Reference& reference,
                            const model::Test& test) {
    if (const auto* attribute = std::get_if<model::AttributeTest>(&test)) {
      return "attribute " +
             reference.attributes[attribute->required.attribute.index()].id;
    }
    if (std::holds_alternative<model::DistanceTest>(test)) return "distance";
    return model::KindName(model::KindOf(test));
  }

  static constexpr const char* kAsk = "attribute ask";
  std::map<std::string, std::array<int, 3>> rules_;
  std::array<int, kReasons> reasons_{};
  std::array<int, kStandings> standings_{};
};

// The cases above are worth little if they miss a rule, a verdict or a reason.
TEST(OracleTest, RandomCasesReachEveryRuleVerdictAndReason) {
  Coverage coverage;
  for (uint64_t w = 0; w < kOracleCases / kCasesPerWorld; ++w) {
    const testing::RandomWorld world = testing::MakeRandomWorld(w);
    testing::Dice dice(w + 1000000);
    for (int c = 0; c < kCasesPerWorld; ++c) {
      const auto compiled = DrawCase(world, dice);
      if (compiled.ok()) coverage.Add(world, *compiled);
    }
  }
  coverage.Check();
}

}  // namespace
}  // namespace ketnoi::match
