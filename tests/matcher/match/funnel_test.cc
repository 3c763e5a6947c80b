// Funnels and near misses are those that one counts row by row.

#include "matcher/match/funnel.h"

#include <algorithm>
#include <bit>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "tests/matcher/match/agreement.h"

namespace ketnoi::match {
namespace {

// The gates that a judged row misses, bit by step.
uint64_t MissedBy(const Match& row, uint64_t gates) {
  uint64_t missed = 0;
  for (size_t i = 0; i < row.criteria.size(); ++i) {
    const bool unmet = row.criteria[i].judgement.verdict == Verdict::kUnmet;
    if (unmet && (gates >> i & 1) != 0) missed |= uint64_t{1} << i;
  }
  return missed;
}

// Gates [0, count) of those set in `gates`.
uint64_t FirstGates(uint64_t gates, int count) {
  uint64_t first = 0;
  for (; count > 0; --count, gates &= gates - 1) first |= gates & -gates;
  return first;
}

// Whether a row misses none of `gates`.
bool AnyPast(const std::vector<uint64_t>& rows, uint64_t gates) {
  return std::any_of(rows.begin(), rows.end(), [gates](uint64_t missed) {
    return (missed & gates) == 0;
  });
}

// Of one supplier: the row that misses the fewest gates; of several the best,
// which is the earlier one among equals.
std::optional<NearMiss> NaiveNearMiss(const std::vector<Match>& rows,
                                      uint64_t gates, int32_t most_missed) {
  std::optional<NearMiss> best;
  for (const Match& row : rows) {
    NearMiss near{row.key, row.capability, row.site, MissedBy(row, gates)};
    near.key.standing = Standing::kIneligible;
    const int missed = std::popcount(near.missed);
    if (missed == 0) return std::nullopt;
    if (missed > most_missed) continue;
    if (!best) {
      best = near;
      continue;
    }
    const int before = std::popcount(best->missed);
    if (missed != before) {
      if (missed < before) best = near;
    } else if (Before(near.key, best->key)) {
      best = near;
    }
  }
  return best;
}

Funnel NaiveFunnel(
    const oracle::Question& question, uint64_t gates, const FunnelQuery& query,
    const std::vector<std::shared_ptr<const model::Supplier>>& suppliers) {
  Funnel funnel;
  for (uint64_t left = gates; left != 0; left &= left - 1) {
    funnel.gates.push_back({static_cast<size_t>(std::countr_zero(left)), 0, 0});
  }
  for (const auto& supplier : suppliers) {
    const std::vector<Match> rows = oracle::CandidateRows(question, *supplier);
    if (rows.empty()) continue;
    std::vector<uint64_t> missed;
    for (const Match& row : rows) missed.push_back(MissedBy(row, gates));
    ++funnel.candidates;
    if (AnyPast(missed, gates)) ++funnel.past_all;
    for (int g = 0; g < std::popcount(gates); ++g) {
      FunnelGate& gate = funnel.gates[static_cast<size_t>(g)];
      if (!AnyPast(missed, uint64_t{1} << gate.step)) ++gate.alone;
      if (AnyPast(missed, FirstGates(gates, g)) &&
          !AnyPast(missed, FirstGates(gates, g + 1))) {
        ++gate.in_order;
      }
    }
    auto near = NaiveNearMiss(rows, gates, query.most_missed);
    if (near) funnel.near_misses.push_back(*std::move(near));
  }
  std::sort(funnel.near_misses.begin(), funnel.near_misses.end(),
            [](const NearMiss& a, const NearMiss& b) {
              const int of_a = std::popcount(a.missed);
              const int of_b = std::popcount(b.missed);
              return of_a != of_b ? of_a < of_b : Before(a.key, b.key);
            });
  const auto limit = static_cast<size_t>(query.limit);
  if (funnel.near_misses.size() > limit) funnel.near_misses.resize(limit);
  return funnel;
}

void ExpectSame(const Funnel& actual, const Funnel& expected) {
  EXPECT_EQ(actual.candidates, expected.candidates);
  EXPECT_EQ(actual.past_all, expected.past_all);
  ASSERT_EQ(actual.gates.size(), expected.gates.size());
  for (size_t g = 0; g < actual.gates.size(); ++g) {
    EXPECT_EQ(actual.gates[g].step, expected.gates[g].step);
    EXPECT_EQ(actual.gates[g].alone, expected.gates[g].alone) << "gate " << g;
    EXPECT_EQ(actual.gates[g].in_order, expected.gates[g].in_order)
        << "gate " << g;
  }
  ASSERT_EQ(actual.near_misses.size(), expected.near_misses.size());
  for (size_t i = 0; i < actual.near_misses.size(); ++i) {
    const NearMiss& near = actual.near_misses[i];
    const NearMiss& wanted = expected.near_misses[i];
    EXPECT_EQ(near.key, wanted.key) << i;
    EXPECT_EQ(near.missed, wanted.missed) << i;
    EXPECT_EQ(near.capability, wanted.capability) << i;
    EXPECT_EQ(near.site, wanted.site) << i;
  }
}

TEST(FunnelTest, AgreesWithCountingRowByRow) {
  FunnelWorkspace workspace;
  int near_misses = 0;
  int past_some = 0;
  for (uint64_t seed = 1; seed <= 40; ++seed) {
    const testing::RandomWorld world = testing::MakeRandomWorld(seed, 40);
    testing::Dice dice(seed);
    // Some suppliers are written again, so that there are several parts.
    auto snapshot =
        index::Snapshot::Build(*world.reference, world.suppliers, 1);
    for (size_t i = 0; i < world.suppliers.size(); i += 9) {
      snapshot =
          snapshot->With({{world.suppliers[i]->id, world.suppliers[i]}}, 2);
    }
    for (int i = 0; i < CaseCount(25);) {
      auto compiled = DrawCase(world, dice);
      if (!compiled.ok()) continue;
      ++i;
      const BoundProgram bound(std::move(compiled->program));
      const FunnelQuery query{dice.Below(4), dice.Below(9), nullptr};
      const auto funnel = MakeFunnel(bound, *snapshot, query, workspace);
      ASSERT_TRUE(funnel.ok()) << funnel.status();
      SCOPED_TRACE(KindsOf(*compiled));
      ExpectSame(*funnel, NaiveFunnel(compiled->question, bound.program().gates,
                                      query, world.suppliers));
      near_misses += static_cast<int>(funnel->near_misses.size());
      for (const FunnelGate& gate : funnel->gates) {
        past_some += gate.in_order > 0 && gate.in_order != gate.alone ? 1 : 0;
      }
      const auto ranking = Rank(bound.program(), *snapshot, {});
      ASSERT_TRUE(ranking.ok());
      EXPECT_EQ(funnel->past_all,
                ranking->totals.eligible + ranking->totals.conditional);
      EXPECT_EQ(funnel->candidates,
                funnel->past_all + ranking->totals.ineligible);
    }
  }
  EXPECT_GT(near_misses, 100);
  EXPECT_GT(past_some, 20);
}

TEST(FunnelTest, EndsWhenItIsToldTo) {
  auto supplier = std::make_shared<model::Supplier>();
  supplier->id = "one";
  supplier->capabilities.resize(20'000);
  for (auto& capability : supplier->capabilities) capability.category = {0};
  const testing::RandomWorld world = testing::MakeRandomWorld(1);
  model::CriteriaSet set = world.criteria_set;
  set.weights.fill({1, false});
  const auto snapshot = index::Snapshot::Build(*world.reference, {supplier}, 1);
  model::Requirement requirement;
  requirement.category = {0};
  auto program = Compile(requirement, set, *world.reference, {world.as_of, {}});
  ASSERT_TRUE(program.ok()) << program.status();
  const BoundProgram bound(*std::move(program));
  FunnelWorkspace workspace;
  FunnelQuery query;
  int asked = 0;
  query.cancelled = [&asked] { return ++asked == 2; };
  EXPECT_EQ(MakeFunnel(bound, *snapshot, query, workspace).status().code(),
            absl::StatusCode::kCancelled);
  query.cancelled = nullptr;
  // Nothing of it stays behind.
  const auto funnel = MakeFunnel(bound, *snapshot, query, workspace);
  ASSERT_TRUE(funnel.ok());
  EXPECT_EQ(funnel->candidates, 1);
  EXPECT_EQ(funnel->past_all, 1);
}

}  // namespace
}  // namespace ketnoi::match
