#include "matcher/demand/requirement_set.h"

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "gtest/gtest.h"
#include "tests/matcher/demand/draw_program.h"

namespace ketnoi::demand {
namespace {

// What a block says of one of its requirements, whatever its tests' numbers.
struct Said {
  std::vector<std::pair<model::Test, int32_t>> gates;
  std::vector<std::pair<model::Test, int32_t>> wishes;
  friend bool operator==(const Said&, const Said&) = default;
};

Said SaidOf(const RequirementBlock& block, size_t i) {
  Said said;
  for (const Asked& asked : block.gates(i)) {
    said.gates.emplace_back(block.tests()[asked.test]->criterion.test,
                            asked.weight_bp);
  }
  for (const Asked& asked : block.wishes(i)) {
    said.wishes.emplace_back(block.tests()[asked.test]->criterion.test,
                             asked.weight_bp);
  }
  return said;
}

Said SaidOf(const match::Program& program) {
  Said said;
  for (const match::Step& step : program.steps) {
    (step.criterion.gate ? said.gates : said.wishes)
        .emplace_back(step.criterion.test, step.weight_bp);
  }
  return said;
}

TEST(RequirementSetTest, HoldsWhatWasPutLast) {
  for (uint64_t w = 0; w < 20; ++w) {
    SCOPED_TRACE(w);
    const auto world = testing::MakeRandomWorld(w + 60'000);
    testing::Dice dice(w);
    RequirementSetBuilder builder(*world.reference, world.criteria_set);
    std::map<std::string, SoughtRequirement> kept;
    for (int step = 0; step < 300; ++step) {
      const std::string name = fmt::format("r{:02}", dice.Below(20));
      if (dice.Chance(40)) {
        builder.Remove(name);
        kept.erase(name);
      } else {
        const SoughtRequirement put{
            name, {{}, model::Date{dice.Below(3)}}, DrawProgram(world, dice)};
        builder.Put(put);
        kept.insert_or_assign(name, put);
      }
      if (dice.Chance(70)) continue;
      const auto set = builder.Build();
      EXPECT_EQ(set->size(), kept.size());
      size_t found = 0;
      for (const auto& block : set->blocks()) {
        EXPECT_GT(block->size(), 0u);
        for (size_t i = 0; i < block->size(); ++i, ++found) {
          const auto it = kept.find(block->name(i));
          ASSERT_NE(it, kept.end()) << block->name(i);
          const SoughtRequirement& expected = it->second;
          EXPECT_EQ(block->category(), expected.program.category);
          EXPECT_EQ(SaidOf(*block, i), SaidOf(expected.program));
          for (int32_t day = 0; day < 4; ++day) {
            EXPECT_EQ(block->IsSought(i, {day}),
                      day <= expected.days.last->days);
          }
          if (i > 0) {
            EXPECT_LT(block->name(i - 1), block->name(i));
          }
        }
      }
      EXPECT_EQ(found, kept.size());
    }
  }
}

TEST(RequirementSetTest, AsksEachTestOnce) {
  const auto world = testing::MakeRandomWorld(7);
  testing::Dice dice(7);
  const match::Program program = DrawProgram(world, dice);
  RequirementSetBuilder builder(*world.reference, world.criteria_set);
  for (int i = 0; i < 50; ++i) {
    builder.Put({fmt::format("r{}", i), {}, program});
  }
  const auto set = builder.Build();
  ASSERT_EQ(set->blocks().size(), 1u);
  EXPECT_LE(set->blocks()[0]->tests().size(), program.steps.size());
}

TEST(RequirementSetTest, ForgetsTestsThatNobodyAsks) {
  const auto world = testing::MakeRandomWorld(8);
  testing::Dice dice(8);
  RequirementSetBuilder builder(*world.reference, world.criteria_set);
  size_t most = 0;
  for (int i = 0; i < 2000; ++i) {
    builder.Put({"r", {}, DrawProgram(world, dice)});
    const auto set = builder.Build();
    for (const auto& block : set->blocks()) {
      most = std::max(most, block->tests().size());
    }
  }
  EXPECT_LT(most, 100u);
}

TEST(RequirementSetTest, SharesBlocksThatDidNotChange) {
  const auto world = testing::MakeRandomWorld(9);
  testing::Dice dice(9);
  RequirementSetBuilder builder(*world.reference, world.criteria_set);
  const match::Program first = DrawProgram(world, dice);
  match::Program second = DrawProgram(world, dice);
  while (second.category == first.category) second = DrawProgram(world, dice);
  builder.Put({"a", {}, first});
  builder.Put({"b", {}, second});
  const auto before = builder.Build();
  builder.Put({"c", {}, second});
  const auto after = builder.Build();
  ASSERT_EQ(before->blocks().size(), 2u);
  ASSERT_EQ(after->blocks().size(), 2u);
  const size_t unchanged = first.category < second.category ? 0 : 1;
  EXPECT_EQ(before->blocks()[unchanged], after->blocks()[unchanged]);
  EXPECT_NE(before->blocks()[1 - unchanged], after->blocks()[1 - unchanged]);
}

TEST(RequirementSetTest, FindsNamesByTheirBeginning) {
  const auto world = testing::MakeRandomWorld(10);
  testing::Dice dice(10);
  const match::Program program = DrawProgram(world, dice);
  RequirementSetBuilder builder(*world.reference, world.criteria_set);
  for (const char* name : {"a/1", "a/2", "ab/1", "b/1"}) {
    builder.Put({name, {}, program});
  }
  const auto set = builder.Build();
  const RequirementBlock& block = *set->blocks()[0];
  using Range = std::pair<size_t, size_t>;
  EXPECT_EQ(block.WithPrefix(""), Range(0, 4));
  EXPECT_EQ(block.WithPrefix("a/"), Range(0, 2));
  EXPECT_EQ(block.WithPrefix("b/1"), Range(3, 4));
  EXPECT_EQ(block.WithPrefix("c"), Range(4, 4));
}

}  // namespace
}  // namespace ketnoi::demand
