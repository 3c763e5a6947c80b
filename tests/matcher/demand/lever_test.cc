#include "matcher/demand/lever.h"

#include <limits>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "gtest/gtest.h"
#include "tests/matcher/demand/draw_lever.h"
#include "tests/matcher/match/agreement.h"

namespace ketnoi::demand {
namespace {

using model::MatchRule;

// Whether a better value can only help, whatever is required.
bool OnlyHelps(const Lever& lever, const model::Reference& reference) {
  const auto* reach = std::get_if<ReachAttribute>(&lever.measure);
  if (reach == nullptr) return true;
  if (std::holds_alternative<model::Incomparable>(reach->value.value)) {
    return false;
  }
  switch (reference.attributes[reach->value.attribute.index()].rule) {
    case MatchRule::kAtMost:
    case MatchRule::kAtLeast:
    case MatchRule::kCovers:
    case MatchRule::kClassAtLeast:
    case MatchRule::kAllOf:
    case MatchRule::kAnyOf:
    case MatchRule::kSameOrEquivalent:
      return true;
    default:
      return false;
  }
}

// Whether it betters what is stated, or adds to a list.
bool SaysNothingNew(const Lever& lever) {
  return std::holds_alternative<LearnProcess>(lever.measure) ||
         std::holds_alternative<WorkMaterial>(lever.measure) ||
         std::holds_alternative<RaiseCapacity>(lever.measure) ||
         std::holds_alternative<ShortenLeadTime>(lever.measure);
}

TEST(LeverTest, TakesNothingAway) {
  int64_t applied = 0;
  int64_t raised = 0;
  for (int w = 0; w < match::CaseCount(2000); ++w) {
    SCOPED_TRACE(w);
    const auto world = testing::MakeRandomWorld(uint64_t(w) + 90'000);
    testing::Dice dice(uint64_t(w) + 13);
    if (world.suppliers.empty()) continue;
    const auto compiled = match::DrawCase(world, dice);
    if (!compiled.ok()) continue;
    for (const auto& supplier : world.suppliers) {
      const auto lever = DrawLever(world, dice);
      if (!lever || !OnlyHelps(*lever, *world.reference)) continue;
      const auto edits =
          EditsOf(*lever, *supplier, *world.reference, world.as_of);
      const model::Supplier after = model::Apply(*supplier, edits);
      const auto before_key =
          oracle::NaiveExplain(compiled->question, *supplier).key;
      const auto after_key =
          oracle::NaiveExplain(compiled->question, after).key;
      // What was not stated may turn out to be too little, such as a level.
      if (before_key.standing == match::Standing::kEligible) {
        EXPECT_EQ(after_key.standing, match::Standing::kEligible)
            << "measure " << lever->measure.index();
      }
      if (SaysNothingNew(*lever)) {
        EXPECT_LE(after_key.standing, before_key.standing)
            << "measure " << lever->measure.index();
      }
      applied += edits.empty() ? 0 : 1;
      raised += after_key.standing < before_key.standing ? 1 : 0;
    }
  }
  EXPECT_GT(applied, 500);
  EXPECT_GT(raised, 10);
}

// What was reached is there; only capacity and time can always be bettered.
TEST(LeverTest, DoesNothingTwice) {
  int64_t applied = 0;
  for (int w = 0; w < match::CaseCount(200); ++w) {
    SCOPED_TRACE(w);
    const auto world = testing::MakeRandomWorld(uint64_t(w) + 95'000);
    testing::Dice dice(uint64_t(w) + 14);
    if (world.suppliers.empty()) continue;
    for (const auto& supplier : world.suppliers) {
      const auto lever = DrawLever(world, dice);
      if (!lever || std::holds_alternative<RaiseCapacity>(lever->measure) ||
          std::holds_alternative<ShortenLeadTime>(lever->measure)) {
        continue;
      }
      const auto edits =
          EditsOf(*lever, *supplier, *world.reference, world.as_of);
      const model::Supplier after = model::Apply(*supplier, edits);
      EXPECT_TRUE(EditsOf(*lever, after, *world.reference, world.as_of).empty())
          << "measure " << lever->measure.index();
      applied += edits.empty() ? 0 : 1;
    }
  }
  EXPECT_GT(applied, 200);
}

TEST(LeverTest, ConcernsItsCategoryOnly) {
  const auto world = testing::MakeRandomWorld(17, 14);
  const auto& tree = world.reference->categories;
  int concerned = 0;
  for (const auto& supplier : world.suppliers) {
    for (int32_t category = 0; category < tree.size(); ++category) {
      const Lever lever{"l", 1, {category}, RaiseCapacity{150}};
      for (const model::Edit& edit :
           EditsOf(lever, *supplier, *world.reference, world.as_of)) {
        const auto& raised = std::get<model::SetMonthlyCapacity>(edit);
        const auto& capability =
            supplier->capabilities[static_cast<size_t>(raised.capability)];
        EXPECT_TRUE(tree.Covers({category}, capability.category));
        EXPECT_EQ(raised.capacity.value_e3,
                  capability.monthly_capacity->value_e3 * 150 / 100);
        ++concerned;
      }
    }
  }
  EXPECT_GT(concerned, 0);
}

TEST(LeverTest, RoundsTimesUpAndKeepsCapacitiesInRange) {
  const auto world = testing::MakeRandomWorld(1);
  model::Supplier supplier;
  supplier.capabilities.resize(1);
  supplier.capabilities[0].series_lead_days = 5;
  supplier.capabilities[0].monthly_capacity =
      model::Quantity{std::numeric_limits<int64_t>::max(), {}};
  const auto time = EditsOf({"l", 1, {}, ShortenLeadTime{50}}, supplier,
                            *world.reference, world.as_of);
  ASSERT_EQ(time.size(), 1u);
  EXPECT_EQ(std::get<model::SetSeriesLeadTime>(time[0]).days, 3);
  const auto capacity = EditsOf({"l", 1, {}, RaiseCapacity{1000}}, supplier,
                                *world.reference, world.as_of);
  ASSERT_EQ(capacity.size(), 1u);
  EXPECT_EQ(std::get<model::SetMonthlyCapacity>(capacity[0]).capacity.value_e3,
            std::numeric_limits<int64_t>::max());
}

}  // namespace
}  // namespace ketnoi::demand
