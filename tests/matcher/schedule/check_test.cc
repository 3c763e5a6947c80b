#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "matcher/optimize/at.h"
#include "matcher/schedule/schedule.h"
#include "tests/matcher/schedule/random_fair.h"

namespace ketnoi::schedule {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

Wish WishOf(int32_t a, int32_t b, int64_t value) {
  Wish wish;
  wish.a = a;
  wish.b = b;
  wish.value = value;
  wish.slots = SlotSet::First(kMostSlots);
  return wish;
}

// Two buyers (0, 1), two suppliers (2, 3), four slots, two tables; each buyer
// wishes for each supplier.
Fair FourWishes() {
  Fair fair = PlainFair(4, 2, 2, 2);
  fair.tables[1].area = 1;
  for (int32_t a = 0; a < 2; ++a) {
    for (int32_t b = 2; b < 4; ++b) {
      fair.wishes.push_back(WishOf(a, b, 10 * a + b));
      fair.wishes.back().slots = SlotSet::First(4);
    }
  }
  return fair;
}

// 0-2 and 1-3 in slot 0; 0-3 in slot 2.
Schedule ThreeMeetings() { return {{{0, 0, 0}, {1, 2, 1}, {3, 0, 1}}}; }

std::string Wrong(const Fair& fair, const Schedule& schedule) {
  EXPECT_TRUE(CheckFair(fair).ok()) << CheckFair(fair);
  return std::string(Check(fair, schedule).message());
}

TEST(CheckTest, AcceptsWhatKeepsEveryRule) {
  EXPECT_EQ(Wrong(FourWishes(), ThreeMeetings()), "");
  EXPECT_EQ(Wrong(FourWishes(), {}), "");
}

TEST(CheckTest, MeasuresWhatScheduleComesTo) {
  Fair fair = FourWishes();
  fair.wishes[1].must = true;
  fair.participants[2].min_meetings = 3;
  fair.participants[0].seated = true;
  const Measures measures = Measure(fair, ThreeMeetings());
  EXPECT_EQ(measures.musts, 1);
  EXPECT_EQ(measures.value, 2 + 3 + 13);
  EXPECT_EQ(measures.missing, 2);
  EXPECT_EQ(measures.breaks, 2);
  EXPECT_EQ(measures.idle_slots, 2);
  EXPECT_EQ(measures.area_moves, 1);
  EXPECT_EQ(measures.table_moves, 1);
  EXPECT_THAT(measures.ByGoal(fair), ElementsAre(1, 18, -2, -2, -1, -1));
  EXPECT_THAT(BreaksOf(fair, ThreeMeetings()), ElementsAre(1, 0, 0, 1));

  fair.slots[2].day = fair.slots[3].day = 1;
  EXPECT_EQ(Measure(fair, ThreeMeetings()).breaks, 0);
  EXPECT_EQ(Measure(fair, ThreeMeetings()).area_moves, 0);
}

TEST(CheckTest, NamesTheRuleThatIsBroken) {
  const Schedule schedule = ThreeMeetings();
  Fair fair = FourWishes();
  fair.wishes[1].forbidden = true;
  EXPECT_THAT(Wrong(fair, schedule), HasSubstr("forbidden"));

  fair = FourWishes();
  fair.wishes[1].slots.Remove(2);
  EXPECT_THAT(Wrong(fair, schedule), HasSubstr("not in this slot"));

  fair = FourWishes();
  fair.participants[3].available.Remove(2);
  EXPECT_THAT(Wrong(fair, schedule), HasSubstr("somebody is not available"));

  fair = FourWishes();
  fair.tables[1].available.Remove(2);
  EXPECT_THAT(Wrong(fair, schedule), HasSubstr("table is not available"));

  fair = FourWishes();
  fair.wishes[1].features = 2;
  EXPECT_THAT(Wrong(fair, schedule), HasSubstr("lacks a feature"));

  fair = FourWishes();
  fair.wishes[1].table = 0;
  EXPECT_THAT(Wrong(fair, schedule), HasSubstr("and not at 0"));

  fair = FourWishes();
  fair.participants[1].home_table = 0;
  EXPECT_THAT(Wrong(fair, schedule), HasSubstr("somebody else's"));

  fair = FourWishes();
  fair.wishes[0].after = {1};
  EXPECT_THAT(Wrong(fair, schedule), HasSubstr("to be after"));
  fair.wishes[0].after = {2};  // which is not held
  EXPECT_EQ(Wrong(fair, schedule), "");

  fair = FourWishes();
  fair.wishes[2].fixed = true;
  fair.wishes[2].slots = SlotSet::Of(1);
  EXPECT_THAT(Wrong(fair, schedule), HasSubstr("fixed and not held"));

  fair = FourWishes();
  fair.participants[0].max_meetings = 1;
  EXPECT_THAT(Wrong(fair, schedule), HasSubstr("has 2 meetings"));

  fair = FourWishes();
  fair.participants[0].lunch = true;
  fair.lunches.push_back(SlotSet::Of(2));
  EXPECT_THAT(Wrong(fair, schedule), HasSubstr("no lunch 0"));
  // Who is not there has no meeting.
  fair.lunches[0].Add(3);
  fair.participants[0].available.Remove(3);
  EXPECT_EQ(Wrong(fair, schedule), "");
}

TEST(CheckTest, NobodyAndNothingIsInTwoPlaces) {
  Fair fair = FourWishes();
  EXPECT_THAT(Wrong(fair, {{{0, 1, 0}, {1, 1, 1}}}),
              HasSubstr("participant 0 has 2 meetings in slot 1"));
  fair.participants[0].seats = 2;
  EXPECT_EQ(Wrong(fair, {{{0, 1, 0}, {1, 1, 1}}}), "");
  EXPECT_THAT(Wrong(fair, {{{0, 1, 0}, {3, 1, 0}}}),
              HasSubstr("more meetings than places"));
  EXPECT_THAT(Wrong(fair, {{{1, 1, 0}, {0, 0, 1}}}), HasSubstr("comes after"));
  EXPECT_THAT(Wrong(fair, {{{4, 1, 0}}}), HasSubstr("wish 4"));
  fair.participants[1].most_consecutive = 1;
  EXPECT_THAT(Wrong(fair, {{{2, 1, 0}, {3, 2, 0}}}), HasSubstr("in a row"));
  EXPECT_EQ(Wrong(fair, {{{2, 1, 0}, {3, 3, 0}}}), "");
}

TEST(CheckTest, ThoseWithoutACommonLanguageNeedAnInterpreter) {
  Fair fair = FourWishes();
  fair.participants[0].languages = 1;
  fair.participants[2].languages = 2;
  fair.participants[3].languages = 3;
  Interpreter interpreter;
  interpreter.languages = 3;
  interpreter.available = SlotSet::Of(0);
  fair.interpreters = {interpreter, interpreter};
  fair.interpreters[1].languages = 6;
  EXPECT_THAT(Wrong(fair, {{{0, 0, 0}}}), HasSubstr("no common language"));
  EXPECT_EQ(Wrong(fair, {{{0, 0, 0, 0}}}), "");
  EXPECT_THAT(Wrong(fair, {{{0, 0, 0, 1}}}), HasSubstr("not an interpreter"));
  EXPECT_THAT(Wrong(fair, {{{0, 1, 0, 0}}}), HasSubstr("is not available"));
  EXPECT_THAT(Wrong(fair, {{{1, 0, 0, 0}}}), HasSubstr("not an interpreter"));
  fair.participants[1].languages = 1;
  fair.participants[3].languages = 2;
  EXPECT_THAT(Wrong(fair, {{{0, 0, 0, 0}, {3, 0, 1, 0}}}),
              HasSubstr("two meetings"));
}

TEST(FairTest, NamesWhatIsWrong) {
  const auto wrong = [](auto change) {
    Fair fair = FourWishes();
    change(fair);
    EXPECT_EQ(CheckFair(fair).code(), absl::StatusCode::kInvalidArgument);
    return std::string(CheckFair(fair).message());
  };
  EXPECT_EQ(wrong([](Fair& f) { f.wishes[3].b = 4; }),
            "wishes[3].b is 4, and there are 4");
  EXPECT_EQ(wrong([](Fair& f) { f.wishes[3].b = 1; }),
            "wishes[3] is of participant 1 with itself");
  EXPECT_EQ(wrong([](Fair& f) { f.participants[0].seats = 0; }),
            "participants[0].seats is 0, and not 1 to 20");
  EXPECT_EQ(wrong([](Fair& f) { f.tables[1].available.Add(4); }),
            "tables[1].available is 4, and there are 4");
  EXPECT_EQ(wrong([](Fair& f) { f.slots[1].day = 1; }),
            "slots[2] is of day 0 and session 0 after 1, 0");
  EXPECT_EQ(wrong([](Fair& f) { f.wishes[2].fixed = true; }),
            "wishes[2] is fixed, and not to one slot");
  EXPECT_EQ(wrong([](Fair& f) {
              f.wishes[0].after = {1};
              f.wishes[1].after = {3};
              f.wishes[3].after = {1};
            }),
            "wishes[].after: wish 1 before 3 before 1");
  EXPECT_THAT(wrong([](Fair& f) { std::swap(f.goals[0], f.goals[5]); }),
              HasSubstr("goals[0] is 5"));
  EXPECT_EQ(wrong([](Fair& f) { f.wishes.resize(kMostWishes + 1); }),
            "wishes are 200001, and at most 200000 can be");
}

TEST(FairTest, RandomFairsAreValidAndHaveSchedules) {
  std::mt19937 random(1);
  int held = 0;
  for (int i = 0; i < 50; ++i) {
    const Fair fair = RandomFair(random, {3, 2, 1, 2, 2, 3});
    ASSERT_TRUE(CheckFair(fair).ok()) << CheckFair(fair);
    const auto best = BestSchedule(fair);
    if (best.has_value()) held += static_cast<int>(best->meetings.size());
  }
  EXPECT_GT(held, 25);
}

// 0-2 and 1-3 are settled at one place, 0 left, and the table is out of use.
TEST(CheckTest, WhatIsSettledIsJudgedOnlyBesideOthers) {
  Fair fair = FourWishes();
  const Schedule schedule = {{{0, 0, 0}, {3, 0, 0}}};
  EXPECT_THAT(Wrong(fair, schedule), HasSubstr("more meetings than places"));
  fair.settled = schedule.meetings;
  for (const int w : {0, 3}) {
    fair.wishes[At(w)].fixed = true;
    fair.wishes[At(w)].slots = SlotSet::Of(0);
  }
  fair.wishes[0].after = {3};
  fair.participants[0].available = SlotSet::Of(1);
  fair.tables[0].available = {};
  EXPECT_EQ(Wrong(fair, schedule), "");
  EXPECT_EQ(Wrong(fair, {{{0, 0, 0}, {1, 1, 1}, {3, 0, 0}}}), "");
  EXPECT_THAT(Wrong(fair, {{{0, 0, 1}, {3, 0, 0}}}),
              HasSubstr("wish 0 in slot 0 at table 1: settled in slot 0 at"));
  EXPECT_THAT(Wrong(fair, {{{3, 0, 0}}}), HasSubstr("fixed and not held"));
  EXPECT_THAT(Wrong(fair, {{{0, 0, 0}, {1, 0, 1}, {3, 0, 0}}}),
              HasSubstr("somebody is not available"));
  fair.participants[0].available = SlotSet::First(2);
  EXPECT_THAT(Wrong(fair, {{{0, 0, 0}, {1, 0, 1}, {3, 0, 0}}}),
              HasSubstr("participant 0 has 2 meetings in slot 0"));
  fair.wishes[3].after = {1};
  EXPECT_THAT(Wrong(fair, {{{0, 0, 0}, {1, 1, 1}, {3, 0, 0}}}),
              HasSubstr("before one that it is to be after"));
  fair.settled[0].slot = 1;
  EXPECT_EQ(CheckFair(fair).message(),
            "settled[0] is in slot 1, and wishes[0] is not fixed to it");
}

}  // namespace
}  // namespace ketnoi::schedule
