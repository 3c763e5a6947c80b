// Relaxations are those that one finds by trying every set of gates.

#include "matcher/match/relaxation.h"

#include <algorithm>
#include <bit>
#include <map>
#include <tuple>
#include <utility>
#include <vector>

#include "matcher/match/funnel.h"
#include "matcher/match/miss_sets.h"
#include "tests/matcher/match/agreement.h"

namespace ketnoi::match {
namespace {

// By supplier that misses a gate by each row: what its rows miss.
std::vector<std::vector<uint64_t>> MissedBySupplier(
    const CompiledCase& compiled, const testing::RandomWorld& world) {
  std::vector<std::vector<uint64_t>> all;
  for (const auto& supplier : world.suppliers) {
    std::vector<uint64_t> missed;
    for (const Match& row :
         oracle::CandidateRows(compiled.question, *supplier)) {
      uint64_t& mask = missed.emplace_back(0);
      for (size_t i = 0; i < row.criteria.size(); ++i) {
        if ((compiled.program.gates >> i & 1) == 0) continue;
        if (row.criteria[i].judgement.verdict != Verdict::kUnmet) continue;
        mask |= uint64_t{1} << i;
      }
    }
    if (std::count(missed.begin(), missed.end(), 0u) == 0) {
      all.push_back(std::move(missed));
    }
  }
  return all;
}

// The order in which sets of gates are preferred, by what each one gains.
auto PreferenceOf(const Program& program, uint64_t dropped, int32_t gained,
                  int32_t target) {
  int32_t weight = 0;
  std::vector<int> steps;
  for (uint64_t left = dropped; left != 0; left &= left - 1) {
    steps.push_back(std::countr_zero(left));
    weight += program.steps[size_t(steps.back())].weight_bp;
  }
  const bool reached = gained >= target;
  return std::tuple(!reached, reached ? 0 : -gained, steps.size(), weight,
                    steps);
}

Relaxation NaiveRelaxation(const CompiledCase& compiled,
                           const testing::RandomWorld& world, int32_t target) {
  const auto suppliers = MissedBySupplier(compiled, world);
  Relaxation best;
  const uint64_t gates = compiled.program.gates;
  // Every subset of the gates.
  for (uint64_t dropped = gates; dropped != 0;
       dropped = (dropped - 1) & gates) {
    if (std::popcount(dropped) > 3) continue;
    const auto gained = static_cast<int32_t>(std::count_if(
        suppliers.begin(), suppliers.end(), [&](const auto& rows) {
          return std::any_of(rows.begin(), rows.end(), [&](uint64_t missed) {
            return (missed & ~dropped) == 0;
          });
        }));
    if (gained == 0) continue;
    if (best.dropped == 0 ||
        PreferenceOf(compiled.program, dropped, gained, target) <
            PreferenceOf(compiled.program, best.dropped, best.gained, target)) {
      best = {dropped, gained, gained >= target};
    }
  }
  return best;
}

// How many miss no gate if these are none any more.
int32_t PastWithout(const Program& program, uint64_t dropped,
                    const index::Snapshot& snapshot) {
  Program relaxed = program;
  relaxed.gates &= ~dropped;
  for (size_t i = 0; i < relaxed.steps.size(); ++i) {
    if ((dropped >> i & 1) != 0) relaxed.steps[i].criterion.gate = false;
  }
  const auto ranking = Rank(relaxed, snapshot, {});
  EXPECT_TRUE(ranking.ok());
  return ranking->totals.eligible + ranking->totals.conditional;
}

TEST(RelaxationTest, AgreesWithTryingEverySetOfGates) {
  FunnelWorkspace workspace;
  std::map<int, int> dropped;
  int missed_target = 0;
  for (uint64_t seed = 1; seed <= 40; ++seed) {
    const testing::RandomWorld world = testing::MakeRandomWorld(seed, 40);
    testing::Dice dice(seed + 99);
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
      const BoundProgram bound(compiled->program);
      FunnelQuery query;
      query.with_groups = true;
      const auto funnel = MakeFunnel(bound, *snapshot, query, workspace);
      ASSERT_TRUE(funnel.ok());
      const int32_t target = dice.Between(1, 12);
      const auto actual = CheapestRelaxation(compiled->program, funnel->groups,
                                             target, nullptr);
      ASSERT_TRUE(actual.ok());
      const Relaxation expected = NaiveRelaxation(*compiled, world, target);
      SCOPED_TRACE(KindsOf(*compiled));
      ASSERT_EQ(actual->dropped, expected.dropped);
      EXPECT_EQ(actual->gained, expected.gained);
      EXPECT_EQ(actual->reached, expected.reached);
      EXPECT_EQ(PastWithout(compiled->program, actual->dropped, *snapshot),
                funnel->past_all + actual->gained);
      ++dropped[std::popcount(actual->dropped)];
      missed_target += actual->reached ? 0 : 1;
    }
  }
  for (int count = 0; count <= kMostDropped; ++count) {
    EXPECT_GT(dropped[count], 10) << count;
  }
  EXPECT_GT(missed_target, 10);
}

TEST(RelaxationTest, EndsWhenItIsToldTo) {
  Program program;
  program.steps.resize(4);
  const std::vector<MissGroup> groups = {{{1, 2, 4}, 5}};
  int asked = 0;
  EXPECT_EQ(CheapestRelaxation(program, groups, 100,
                               [&asked] { return ++asked == 3; })
                .status()
                .code(),
            absl::StatusCode::kCancelled);
}

TEST(MissSetsTest, KeepsWhatHoldsNoOther) {
  MissSets sets;
  int32_t state = sets.With(MissSets::kNone, 0b110);
  EXPECT_EQ(sets.With(state, 0b111), state);
  state = sets.With(state, 0b001);
  EXPECT_EQ(sets.Of(state), (std::vector<uint64_t>{0b001, 0b110}));
  const int32_t other = sets.With(sets.With(MissSets::kNone, 0b001), 0b110);
  EXPECT_EQ(other, state);
  state = sets.With(state, 0b100);
  EXPECT_EQ(sets.Of(state), (std::vector<uint64_t>{0b001, 0b100}));
}

}  // namespace
}  // namespace ketnoi::match
