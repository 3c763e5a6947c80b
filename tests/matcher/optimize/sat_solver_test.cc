#include "matcher/optimize/sat_solver.h"

#include <algorithm>
#include <bit>
#include <functional>
#include <optional>
#include <random>
#include <set>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "matcher/optimize/least_true.h"

namespace ketnoi::optimize {
namespace {

constexpr int64_t kEnough = 100'000;

std::vector<Literal> Variables(SatSolver& solver, size_t count) {
  std::vector<Literal> literals;
  for (size_t i = 0; i < count; ++i) literals.push_back(solver.NewVariable());
  return literals;
}

// How many of them can be true together.
std::set<size_t> Counts(SatSolver& solver,
                        const std::vector<Literal>& literals) {
  std::set<size_t> counts;
  for (uint32_t set = 0; set < (1u << literals.size()); ++set) {
    std::vector<Literal> assumed;
    for (size_t i = 0; i < literals.size(); ++i) {
      assumed.push_back((set >> i & 1) != 0 ? literals[i] : -literals[i]);
    }
    const auto count = static_cast<size_t>(std::popcount(set));
    if (solver.Solve(assumed) == SatAnswer::kYes) {
      counts.insert(count);
    } else {
      EXPECT_EQ(counts.count(count), 0u);
    }
  }
  return counts;
}

TEST(SatSolverTest, CountsUpToAndFromANumber) {
  const std::function<bool()> never;
  for (size_t size = 1; size <= 6; ++size) {
    for (size_t limit = 0; limit <= size; ++limit) {
      SatSolver at_most(kEnough, never), at_least(kEnough, never);
      const auto a = Variables(at_most, size), b = Variables(at_least, size);
      at_most.AddAtMost(a, limit);
      at_least.AddAtLeast(b, limit);
      const std::set<size_t> most = Counts(at_most, a);
      const std::set<size_t> least = Counts(at_least, b);
      EXPECT_EQ(most.size(), limit + 1) << size;
      EXPECT_EQ(*most.rbegin(), limit) << size;
      EXPECT_EQ(least.size(), size - limit + 1) << limit;
      EXPECT_EQ(*least.begin(), limit) << size;
    }
  }
}

TEST(SatSolverTest, LetsOneOfManyBeTrue) {
  const std::function<bool()> never;
  SatSolver solver(kEnough, never);
  const auto many = Variables(solver, 100);
  solver.AddAtMostOne(many);
  for (size_t i = 0; i < many.size(); ++i) {
    EXPECT_EQ(solver.Solve({many[i]}), SatAnswer::kYes);
    const Literal other = many[(i * 37 + 11) % many.size()];
    if (other == many[i]) continue;
    EXPECT_EQ(solver.Solve({many[i], other}), SatAnswer::kNo);
    EXPECT_EQ(solver.Core({many[i], other}).size(), 2u);
  }
}

TEST(SatSolverTest, EndsWhenItsEffortIsSpent) {
  const std::function<bool()> never;
  SatSolver solver(3, never);
  const Literal one = solver.NewVariable();
  EXPECT_EQ(solver.Solve({one}), SatAnswer::kYes);
  EXPECT_TRUE(solver.Value(one));
  EXPECT_EQ(solver.Solve({-one}), SatAnswer::kYes);
  EXPECT_EQ(solver.Solve({one}), SatAnswer::kGivenUp);
  EXPECT_EQ(solver.spent(), 3);
}

// The smallest set of nodes that touches every edge.
TEST(LeastTrueTest, FindsSmallestCovers) {
  const std::function<bool()> never;
  const std::function<void()> nobody;
  std::mt19937 random(1);
  for (int i = 0; i < 20; ++i) {
    constexpr uint32_t kNodes = 9;
    std::vector<std::pair<uint32_t, uint32_t>> edges;
    for (int e = 0; e < 16; ++e) {
      edges.emplace_back(random() % kNodes, random() % kNodes);
    }
    int fewest = kNodes;
    for (uint32_t set = 0; set < (1u << kNodes); ++set) {
      bool covers = true;
      for (const auto& [a, b] : edges) {
        covers &= (set >> a & 1) != 0 || (set >> b & 1) != 0;
      }
      if (covers) fewest = std::min(fewest, std::popcount(set));
    }

    SatSolver solver(kEnough, never);
    const auto nodes = Variables(solver, kNodes);
    for (const auto& [a, b] : edges) solver.Add({nodes[a], nodes[b]});
    const LeastTrue::Read read = [&]() -> std::optional<int64_t> {
      int64_t count = 0;
      for (const Literal node : nodes) count += solver.Value(node) ? 1 : 0;
      return count;
    };
    LeastTrue least(solver, nodes, read, nobody);
    EXPECT_EQ(least.Run(), LeastTrue::End::kBest);
    EXPECT_EQ(least.most(), fewest);
    EXPECT_EQ(least.least(), fewest);
  }
}

}  // namespace
}  // namespace ketnoi::optimize
