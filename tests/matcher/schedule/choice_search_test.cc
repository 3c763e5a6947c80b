#include "matcher/schedule/choice_search.h"

#include <functional>
#include <random>
#include <vector>

#include "gtest/gtest.h"
#include "matcher/optimize/at.h"
#include "matcher/optimize/work.h"
#include "matcher/schedule/choice_flow.h"
#include "matcher/schedule/choice_measures.h"
#include "matcher/schedule/exact_choice.h"
#include "matcher/schedule/fixed.h"
#include "tests/matcher/schedule/random_fair.h"

namespace ketnoi::schedule {
namespace {

struct Found {
  bool ok = false;  // fixed wishes can be held
  bool proven = false;
  int32_t meetings = 0;
  int64_t worth = 0;
};

Found Of(const Timetable& timetable) {
  Found found;
  found.ok = true;
  found.worth = timetable.worth();
  for (size_t w = 0; w < timetable.index().can.size(); ++w) {
    if (timetable.SlotOf(static_cast<int32_t>(w)) != kNone) ++found.meetings;
  }
  return found;
}

// By exchanges alone.
Found Search(const Fair& fair) {
  const auto index = IndexFair(fair);
  EXPECT_TRUE(index.ok()) << index.status();
  Timetable timetable(*index);
  if (!PlaceFixed(timetable).ok()) return {};
  const std::function<bool()> never;
  optimize::Work work(200'000, never);
  const Choice choice = ChooseByFlow(*index, index->worth);
  ChoiceSearch search(timetable, choice, 1, work);
  search.Construct();
  search.Improve(kMostWorth, [] {});
  return Of(timetable);
}

// By programs alone.
Found Exact(const Fair& fair, int64_t steps = 100'000'000) {
  const auto index = IndexFair(fair);
  EXPECT_TRUE(index.ok()) << index.status();
  Timetable timetable(*index);
  if (!PlaceFixed(timetable).ok()) return {};
  const std::function<bool()> never;
  optimize::Work work(steps, never);
  const bool proven = ChooseExactly(timetable, work);
  Found found = Of(timetable);
  found.proven = proven;
  return found;
}

// A buyer who wishes for every supplier.
Fair OneBuyer(int32_t slots, int32_t tables, int32_t suppliers) {
  Fair fair = PlainFair(slots, tables, 1, suppliers);
  for (int32_t w = 0; w < suppliers; ++w) {
    Wish wish;
    wish.a = 0;
    wish.b = 1 + w;
    wish.value = 1 + w;
    wish.slots = SlotSet::First(slots);
    fair.wishes.push_back(wish);
  }
  return fair;
}

// The last is worth the most and so is placed first, where the first should be.
TEST(ChoiceSearchTest, MovesWhatStandsInTheWayOfOrder) {
  constexpr int32_t kChain = 6;
  Fair fair = OneBuyer(kChain, 1, kChain);
  for (int32_t w = 1; w < kChain; ++w) fair.wishes[At(w)].after = {w - 1};
  EXPECT_EQ(Search(fair).meetings, kChain);
}

// Both meetings of the buyer, who can have two at a time, have to be in the
// same slot of two, as the other one is for lunch. Each supplier alone could be
// in either.
TEST(ChoiceSearchTest, MovesWhatStandsInTheWayOfLunch) {
  Fair fair = OneBuyer(6, 2, 6);
  fair.participants[0].seats = 2;
  fair.participants[0].lunch = true;
  fair.lunches = {SlotSet::First(2), SlotSet::Of(2) | SlotSet::Of(3),
                  SlotSet::Of(4) | SlotSet::Of(5)};
  for (int32_t s = 0; s < 6; ++s) {
    fair.participants[At(1 + s)].available =
        s % 2 == 0 ? SlotSet::Of(s) | SlotSet::Of(s + 1) : SlotSet::Of(s);
  }
  EXPECT_EQ(Search(fair).meetings, 6);
}

// The two ways share nothing but the timetable.
TEST(ChoiceSearchTest, FindsWhatProgramsFind) {
  std::mt19937 random(31);
  int compared = 0, same = 0;
  for (int i = 0; i < kRandomFairs; ++i) {
    const Fair fair = RandomFair(random, {6, 3, 2, 4, 5, 14});
    const Found found = Search(fair);
    if (!found.ok) continue;
    const Found exact = Exact(fair);
    ASSERT_TRUE(exact.proven) << i;
    ASSERT_LE(found.worth, exact.worth) << i;
    ++compared;
    same += found.worth == exact.worth ? 1 : 0;
  }
  EXPECT_GT(compared, kRandomFairs / 3);
  EXPECT_GE(same, compared * 95 / 100);
}

TEST(ExactChoiceTest, SaysSoWhenItGivesUp) {
  std::mt19937 random(32);
  int given_up = 0;
  for (int i = 0; i < kRandomFairs / 3; ++i) {
    const Fair fair = RandomFair(random, {6, 3, 2, 4, 5, 14});
    const Found exact = Exact(fair);
    const Found hurried = Exact(fair, 1);
    if (!exact.ok) continue;
    EXPECT_LE(hurried.worth, exact.worth);
    EXPECT_TRUE(!hurried.proven || hurried.worth == exact.worth);
    given_up += hurried.proven ? 0 : 1;
  }
  EXPECT_GT(given_up, 10);
  Fair late = OneBuyer(3, 1, 3);
  EXPECT_TRUE(Exact(late).proven);
  late.participants[1].late = true;
  EXPECT_FALSE(Exact(late).proven);
  EXPECT_FALSE(Exact(OneBuyer(50, 1, 50)).proven);
}

}  // namespace
}  // namespace ketnoi::schedule
