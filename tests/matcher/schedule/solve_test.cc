#include "matcher/schedule/solve.h"

#include <algorithm>
#include <functional>
#include <random>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "matcher/optimize/at.h"
#include "matcher/schedule/choice_measures.h"
#include "matcher/schedule/left_out.h"
#include "tests/matcher/schedule/random_fair.h"

namespace ketnoi::schedule {
namespace {

using ::testing::HasSubstr;

SolveOptions Few(int64_t steps = 100'000) {
  SolveOptions options;
  options.steps = steps;
  return options;
}

// A plain fair in which every buyer wishes for every supplier, at values that
// look random.
Fair EveryWish(int32_t slots, int32_t tables, int32_t buyers,
               int32_t suppliers) {
  Fair fair = PlainFair(slots, tables, buyers, suppliers);
  std::mt19937 random(7);
  for (int32_t a = 0; a < buyers; ++a) {
    for (int32_t b = buyers; b < buyers + suppliers; ++b) {
      Wish wish;
      wish.a = a;
      wish.b = b;
      wish.value = 1 + static_cast<int64_t>(random() % 1000);
      wish.slots = SlotSet::First(slots);
      fair.wishes.push_back(wish);
    }
  }
  return fair;
}

// What is held is the best that can be, and proven to be.
TEST(SolveTest, IsTheBestChoiceOfEverySmallFair) {
  std::mt19937 random(2);
  int solved = 0, best_of_all = 0;
  for (int i = 0; i < kRandomFairs; ++i) {
    const Fair fair = RandomFair(random, {3, 2, 1, 2, 3, 4});
    const auto best = BestSchedule(fair);
    const auto solution = Solve(fair, Few(500'000), nullptr, nullptr);
    if (!best.has_value()) {
      EXPECT_EQ(solution.status().code(), absl::StatusCode::kInvalidArgument);
      continue;
    }
    ASSERT_TRUE(solution.ok()) << solution.status();
    ASSERT_TRUE(Check(fair, solution->schedule).ok());
    EXPECT_EQ(solution->measures, Measure(fair, solution->schedule));
    const auto goals = solution->measures.ByGoal(fair);
    const auto best_goals = Measure(fair, *best).ByGoal(fair);
    for (size_t g = 0; g < kChoiceGoals; ++g) {
      EXPECT_EQ(goals[g], best_goals[g]) << "fair " << i;
      EXPECT_EQ(goals[g], solution->bounds[g]) << "fair " << i;
    }
    ASSERT_LE(goals, best_goals) << i;
    ++solved;
    best_of_all += goals == best_goals ? 1 : 0;
  }
  EXPECT_GT(solved, kRandomFairs * 3 / 4);
  EXPECT_GE(best_of_all, solved * 97 / 100);
}

// No schedule that is as good in the goals before exceeds a bound.
TEST(SolveTest, BoundsHoldForEverySchedule) {
  std::mt19937 random(3);
  for (int i = 0; i < kRandomFairs / 3; ++i) {
    const Fair fair = RandomFair(random, {3, 2, 1, 2, 2, 4});
    const auto solution = Solve(fair, Few(20'000), nullptr, nullptr);
    if (!solution.ok()) continue;
    const auto reached = solution->measures.ByGoal(fair);
    ForEachSchedule(fair, [&](const Schedule& schedule) {
      const auto goals = Measure(fair, schedule).ByGoal(fair);
      for (size_t g = 0; g < goals.size(); ++g) {
        ASSERT_LE(goals[g], solution->bounds[g]) << "fair " << i;
        if (goals[g] < reached[g]) break;
      }
    });
  }
}

// Where everybody is always there, the choice is a flow and its meetings are an
// edge colouring, which always exists: the value is proven.
TEST(SolveTest, ValueIsProvenWhereEverybodyIsAlwaysThere) {
  const auto solution =
      Solve(EveryWish(6, 8, 8, 12), Few(2'000'000), nullptr, nullptr);
  ASSERT_TRUE(solution.ok());
  EXPECT_EQ(solution->schedule.meetings.size(), 48u);
  EXPECT_EQ(solution->measures.value, solution->bounds[1]);
}

// Two suppliers stay at the same table; who stays nowhere is not there.
TEST(SolveTest, ASharedTableHasNoMoreMeetingsThanItsCapacity) {
  Fair fair = EveryWish(1, 2, 3, 3);
  fair.participants[3].home_table = fair.participants[4].home_table = 0;
  for (const int32_t capacity : {1, 2}) {
    fair.tables[0].capacity = capacity;
    const auto solution = Solve(fair, Few(100'000), nullptr, nullptr);
    ASSERT_TRUE(solution.ok());
    ASSERT_TRUE(Check(fair, solution->schedule).ok());
    int32_t shared = 0;
    for (const Meeting& meeting : solution->schedule.meetings) {
      const bool stays = fair.wishes[At(meeting.wish)].b != 5;
      EXPECT_EQ(meeting.table, stays ? 0 : 1);
      shared += stays ? 1 : 0;
    }
    EXPECT_EQ(shared, capacity);
  }
}

// Each buyer with three suppliers of its own; there is an area for each buyer.
TEST(SolveTest, MeetingsAreCloseInTimeAndPlace) {
  Fair fair = PlainFair(6, 4, 4, 12);
  for (int32_t w = 0; w < 12; ++w) {
    Wish wish;
    wish.a = w / 3;
    wish.b = 4 + w;
    wish.value = 1;
    wish.slots = SlotSet::First(6);
    fair.wishes.push_back(wish);
  }
  for (int32_t t = 0; t < 4; ++t) {
    fair.tables[At(t)].area = t;
    fair.participants[At(t)].seated = true;
  }
  const auto solution = Solve(fair, Few(1'000'000), nullptr, nullptr);
  ASSERT_TRUE(solution.ok());
  EXPECT_EQ(solution->schedule.meetings.size(), 12u);
  EXPECT_EQ(solution->measures.breaks, 0);
  EXPECT_EQ(solution->measures.area_moves, 0);
  EXPECT_EQ(solution->measures.table_moves, 0);
}

// Far more steps than there is time for: six tenths of it are the choice's,
// and the rest is used as if the steps had been counted.
TEST(SolveTest, TimeLeavesItsShareToComfort) {
  const Fair fair = EveryWish(12, 6, 10, 20);
  const auto without = Solve(fair, Few(1'000'000), nullptr, nullptr);
  SolveOptions options = Few(1'000'000'000'000);
  int64_t asked = 0, first_breaks = -1;
  constexpr int64_t kQuestions = 150;
  options.time_passed = [&] {
    return static_cast<double>(++asked) / kQuestions;
  };
  const auto limited = Solve(
      fair, options,
      [&](const Progress& progress) {
        if (first_breaks < 0) first_breaks = progress.breaks;
      },
      [&] { return asked >= kQuestions; });
  ASSERT_TRUE(without.ok() && limited.ok());
  EXPECT_FALSE(without->stopped);
  EXPECT_TRUE(limited->stopped);
  EXPECT_GT(first_breaks, 2 * limited->measures.breaks);
  EXPECT_LE(limited->measures.breaks, without->measures.breaks + 3);
}

TEST(SolveTest, ThereAreMeetingsHoweverSoonItIsStopped) {
  const auto solution =
      Solve(EveryWish(6, 8, 8, 12), Few(), nullptr, [] { return true; });
  ASSERT_TRUE(solution.ok());
  EXPECT_TRUE(solution->stopped);
  EXPECT_GT(solution->schedule.meetings.size(), 30u);
}

// One buyer, three suppliers, two slots: whoever is late has the dearest wish.
TEST(SolveTest, LateOnesTakeOnlyWhatIsFree) {
  Fair fair = EveryWish(2, 1, 1, 3);
  for (Wish& wish : fair.wishes) wish.value = wish.b == 3 ? 100 : 1;
  EXPECT_EQ(Solve(fair, Few(), nullptr, nullptr)->measures.value, 101);
  fair.participants[3].late = true;
  EXPECT_EQ(Solve(fair, Few(), nullptr, nullptr)->measures.value, 2);
  fair.wishes[0].forbidden = true;
  EXPECT_EQ(Solve(fair, Few(), nullptr, nullptr)->measures.value, 101);
}

TEST(SolveTest, SameSeedAndStepsGiveTheSameSchedule) {
  const Fair fair = EveryWish(6, 5, 8, 12);
  const auto first = Solve(fair, Few(), nullptr, nullptr);
  const auto again = Solve(fair, Few(), nullptr, nullptr);
  SolveOptions other = Few();
  other.seed = 2;
  const auto another = Solve(fair, other, nullptr, nullptr);
  ASSERT_TRUE(first.ok() && again.ok() && another.ok());
  EXPECT_EQ(first->schedule, again->schedule);
  EXPECT_EQ(first->steps, again->steps);
  EXPECT_NE(first->schedule, another->schedule);
}

TEST(SolveTest, ProgressOnlyGetsBetterAndStopKeepsTheBest) {
  const Fair fair = EveryWish(8, 6, 10, 20);
  int64_t told = 0, last = 0;
  bool stop = false;
  SolveOptions options = Few(50'000'000'000);
  const auto solution = Solve(
      fair, options,
      [&](const Progress& progress) {
        EXPECT_GE(progress.value, last);
        EXPECT_LE(progress.value, progress.value_bound);
        last = progress.value;
        stop = ++told >= 2;
      },
      [&] { return stop; });
  ASSERT_TRUE(solution.ok());
  EXPECT_TRUE(solution->stopped);
  EXPECT_LT(solution->steps, options.steps);
  EXPECT_GE(solution->measures.value, last);
}

TEST(SolveTest, FixedWishesThatCollideAreNamed) {
  Fair fair = EveryWish(3, 2, 2, 2);
  fair.wishes[0].fixed = fair.wishes[1].fixed = true;
  fair.wishes[0].slots = fair.wishes[1].slots = SlotSet::Of(1);
  const auto solution = Solve(fair, Few(), nullptr, nullptr);
  EXPECT_EQ(solution.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(solution.status().message(), HasSubstr("wishes[1] is fixed to"));
}

// At noon, of which the buyer is there for the second slot only.
TEST(SolveTest, WhoIsAwayForSomeOfLunchCanMeetInTheRest) {
  Fair fair = EveryWish(3, 2, 1, 2);
  SlotSet noon = SlotSet::Of(1);
  noon.Add(2);
  fair.lunches = {noon};
  fair.participants[0].lunch = true;
  EXPECT_EQ(Solve(fair, Few(), nullptr, nullptr)->schedule.meetings.size(), 2u);
  fair.participants[0].available = noon;
  EXPECT_EQ(Solve(fair, Few(), nullptr, nullptr)->schedule.meetings.size(), 1u);
  fair.participants[0].available = SlotSet::Of(2);
  EXPECT_EQ(Solve(fair, Few(), nullptr, nullptr)->schedule.meetings.size(), 1u);
}

// What is said against the second of two fixed wishes, both in slot 1 of 3
// unless a test moves them.
class FixedTest : public ::testing::Test {
 protected:
  FixedTest() : fair_(EveryWish(3, 2, 2, 2)) {
    Fix(0, 1);
    Fix(3, 1);
  }
  void Fix(size_t wish, int32_t slot) {
    fair_.wishes[wish].fixed = true;
    fair_.wishes[wish].slots = SlotSet::Of(slot);
  }
  std::string Problem() const {
    const auto solution = Solve(fair_, Few(), nullptr, nullptr);
    const std::string text(solution.status().message());
    const std::string beside = "beside the others that are fixed, as ";
    const size_t at = text.find(beside);
    return at == std::string::npos ? text : text.substr(at + beside.size());
  }

  Fair fair_;
};

TEST_F(FixedTest, NamesTheOrder) {
  EXPECT_EQ(Problem(), "");
  fair_.wishes[3].after = {0};
  EXPECT_EQ(Problem(), "wishes[0] is to come before it");
  fair_.wishes[3].after = {};
  fair_.wishes[0].after = {3};
  EXPECT_EQ(Problem(), "wishes[0] is to come after it");
}

TEST_F(FixedTest, NamesWhoHasNoSeatLeft) {
  Fix(1, 1);
  EXPECT_EQ(Problem(), "participants[0] has no seat left");
  Fix(1, 2);
  fair_.participants[0].max_meetings = 1;
  EXPECT_EQ(Problem(), "participants[0] has its most meetings");
}

TEST_F(FixedTest, NamesTheRest) {
  Fix(1, 2);
  fair_.participants[0].most_consecutive = 1;
  EXPECT_EQ(Problem(), "one of the two would have too many meetings in a row");
  fair_.participants[0].most_consecutive = 0;
  fair_.participants[0].lunch = true;
  SlotSet noon = SlotSet::Of(1);
  noon.Add(2);
  fair_.lunches = {noon};
  EXPECT_EQ(Problem(), "participants[0] would have no lunch");
}

TEST_F(FixedTest, NamesTablesAndInterpreters) {
  fair_.wishes[0].table = fair_.wishes[3].table = 1;
  EXPECT_EQ(Problem(), "no table that would do is left");
  fair_.wishes[3].table = 0;
  for (size_t p = 0; p < 4; ++p) {
    fair_.participants[p].languages = p < 2 ? 1 : 2;
  }
  fair_.interpreters = {{3, SlotSet::First(3)}};
  EXPECT_EQ(Problem(), "no interpreter that would do is left");
}

TEST(SolveTest, FairsWithNothingHaveEmptySchedules) {
  for (const Fair& fair :
       {Fair{}, PlainFair(0, 1, 2, 2), EveryWish(3, 0, 2, 2)}) {
    const auto solution = Solve(fair, Few(), nullptr, nullptr);
    ASSERT_TRUE(solution.ok()) << solution.status();
    EXPECT_TRUE(solution->schedule.meetings.empty());
  }
}

TEST(SolveTest, RefusesWorthsThatCannotBeToldApart) {
  Fair fair = EveryWish(3, 2, 100, 100);
  for (Wish& wish : fair.wishes) {
    wish.value = kMostWishValue;
    wish.must = true;
  }
  for (Participant& one : fair.participants) one.min_meetings = 100;
  for (int i = 0; i < 9; ++i) {
    fair.wishes.insert(fair.wishes.end(), fair.wishes.begin(),
                       fair.wishes.begin() + 10'000);
  }
  EXPECT_THAT(Solve(fair, Few(), nullptr, nullptr).status().message(),
              HasSubstr("too much to be told apart"));
}

// What WhyLeftOut says of every wish, against trying every place for it.
TEST(LeftOutTest, ReasonsAreTrue) {
  std::mt19937 random(4);
  std::vector<int> seen(16);
  for (int i = 0; i < kRandomFairs; ++i) {
    const Fair fair = RandomFair(random, {4, 2, 1, 3, 3, 8});
    const auto solution = Solve(fair, Few(5'000), nullptr, nullptr);
    if (!solution.ok()) continue;
    const auto why = WhyLeftOut(fair, solution->schedule);
    ASSERT_TRUE(why.ok());
    for (size_t w = 0; w < why->size(); ++w) {
      ++seen[static_cast<size_t>((*why)[w])];
      const auto held =
          std::any_of(solution->schedule.meetings.begin(),
                      solution->schedule.meetings.end(),
                      [&](const Meeting& m) { return At(m.wish) == w; });
      EXPECT_EQ((*why)[w] == LeftOut::kHeld, held);
      // Nothing that could be held is left out, alone or with others.
      EXPECT_NE((*why)[w], LeftOut::kCouldBeHeld) << "fair " << i;
      Fair alone = fair;
      alone.wishes = {fair.wishes[w]};
      alone.wishes[0].after.clear();
      alone.wishes[0].fixed = false;
      alone.wishes[0].must = true;
      const auto can = BestSchedule(alone);
      const bool never = (*why)[w] >= LeftOut::kForbidden &&
                         (*why)[w] <= LeftOut::kInterpreterAway;
      if (fair.participants[At(fair.wishes[w].a)].max_meetings > 0 &&
          fair.participants[At(fair.wishes[w].b)].max_meetings > 0 &&
          fair.lunches.empty()) {
        EXPECT_EQ(can->meetings.empty(), never) << "fair " << i << ", " << w;
      }
    }
  }
  for (const LeftOut why :
       {LeftOut::kForbidden, LeftOut::kNoCommonSlot, LeftOut::kNoSuitableTable,
        LeftOut::kTableAway, LeftOut::kNoInterpreter, LeftOut::kFirstFull,
        LeftOut::kSecondFull, LeftOut::kNoFreeSlot, LeftOut::kRest}) {
    EXPECT_GT(seen[static_cast<size_t>(why)], 0) << static_cast<int>(why);
  }
}

TEST(LeftOutTest, NamesWhatIsTaken) {
  Fair fair = EveryWish(1, 1, 2, 2);
  auto why = WhyLeftOut(fair, {{{0, 0, 0}}});
  ASSERT_TRUE(why.ok());
  EXPECT_EQ(*why, (std::vector{LeftOut::kHeld, LeftOut::kFirstFull,
                               LeftOut::kSecondFull, LeftOut::kNoFreeTable}));
  fair = EveryWish(2, 2, 2, 2);
  fair.wishes[3].after = {0};
  EXPECT_EQ((*WhyLeftOut(fair, {{{0, 1, 0}}}))[3], LeftOut::kOrder);
  EXPECT_EQ((*WhyLeftOut(fair, {{{0, 0, 0}}}))[3], LeftOut::kCouldBeHeld);
}

// Both are free in the second slot, in which the only table is out of use.
TEST(LeftOutTest, TablesOutOfUseAreNoLackOfTime) {
  Fair fair = EveryWish(2, 1, 2, 2);
  fair.tables[0].available = SlotSet::Of(0);
  EXPECT_EQ((*WhyLeftOut(fair, {{{0, 0, 0}}}))[1], LeftOut::kNoTableThen);
  EXPECT_EQ((*WhyLeftOut(fair, {{{0, 0, 0}}}))[3], LeftOut::kNoFreeTable);
  fair.participants[1].min_meetings = 1;
  const Schedule schedule = {{{0, 0, 0}}};
  EXPECT_EQ(WhyFloorsFail(fair, schedule, *WhyLeftOut(fair, schedule))[1],
            FloorGap::kVenueFull);
}

TEST(LeftOutTest, InterpretersAwayAreNoLackOfTime) {
  Fair fair = EveryWish(2, 2, 2, 2);
  for (size_t p = 0; p < 4; ++p) {
    fair.participants[p].languages = p < 2 ? 1 : 2;
  }
  fair.interpreters = {{3, SlotSet::Of(0)}};
  EXPECT_EQ((*WhyLeftOut(fair, {{{0, 0, 0, 0}}}))[1],
            LeftOut::kNoFreeInterpreter);
}

// A table or interpreter that would do is not the same as none.
TEST(LeftOutTest, TellsAwayFromNone) {
  Fair fair = EveryWish(2, 1, 1, 1);
  fair.tables[0].available = SlotSet::Of(0);
  fair.participants[0].available = SlotSet::Of(1);
  const auto why = [&] { return (*WhyLeftOut(fair, {}))[0]; };
  EXPECT_EQ(why(), LeftOut::kTableAway);
  fair.wishes[0].features = 1;
  EXPECT_EQ(why(), LeftOut::kNoSuitableTable);
  fair.wishes[0].features = 0;
  fair.tables[0].available = SlotSet::First(2);
  fair.participants[0].languages = 1;
  fair.participants[1].languages = 2;
  EXPECT_EQ(why(), LeftOut::kNoInterpreter);
  fair.interpreters = {{3, SlotSet::Of(0)}};
  EXPECT_EQ(why(), LeftOut::kInterpreterAway);
}

TEST(LeftOutTest, WhoIsThereForLunchOnlyHasFewSlots) {
  Fair fair = EveryWish(2, 1, 1, 1);
  fair.lunches = {SlotSet::Of(1)};
  fair.participants[0].available = SlotSet::Of(1);
  fair.participants[0].lunch = true;
  fair.participants[0].min_meetings = 1;
  const auto gap = [&] {
    return WhyFloorsFail(fair, {}, *WhyLeftOut(fair, {}))[0];
  };
  EXPECT_EQ(gap(), FloorGap::kFewSlots);
  fair.lunches = {SlotSet::First(2)};  // it eats in the other one
  EXPECT_EQ(gap(), FloorGap::kOther);
}

// Wishes are missing, or slots: whichever there are fewer of.
TEST(LeftOutTest, TellsFewWishesFromFewSlots) {
  Fair fair = EveryWish(4, 2, 1, 3);
  fair.participants[0].min_meetings = 5;
  const auto gap = [&] {
    return WhyFloorsFail(fair, {}, *WhyLeftOut(fair, {}))[0];
  };
  EXPECT_EQ(gap(), FloorGap::kFewWishes);
  fair.participants[0].available = SlotSet::First(3);
  EXPECT_EQ(gap(), FloorGap::kFewSlots);
  fair.participants[0].available = {};
  EXPECT_EQ(gap(), FloorGap::kFewSlots);
  // Three wishes, of which two must be in the same slot.
  fair.participants[0].available = SlotSet::First(4);
  fair.participants[0].min_meetings = 3;
  fair.wishes[0].slots = fair.wishes[1].slots = SlotSet::Of(2);
  EXPECT_EQ(gap(), FloorGap::kFewWishes);
  fair.wishes[1].slots.Add(3);
  EXPECT_EQ(gap(), FloorGap::kOther);
}

TEST(LeftOutTest, SaysWhyFloorsFail) {
  Fair fair = EveryWish(2, 1, 2, 2);
  fair.participants[0].min_meetings = 3;  // there are two slots
  fair.participants[1].min_meetings = 2;
  fair.participants[1].seats = 2;
  const Schedule schedule = {{{0, 0, 0}, {1, 1, 0}}};
  ASSERT_TRUE(Check(fair, schedule).ok());
  const auto why = WhyLeftOut(fair, schedule);
  const auto gaps = WhyFloorsFail(fair, schedule, *why);
  EXPECT_EQ(gaps[0], FloorGap::kFewSlots);
  EXPECT_EQ(gaps[1], FloorGap::kVenueFull);
  EXPECT_EQ(gaps[2], FloorGap::kReached);
  fair.participants[1].min_meetings = 3;
  EXPECT_EQ(WhyFloorsFail(fair, schedule, *why)[1], FloorGap::kFewWishes);
}

}  // namespace
}  // namespace ketnoi::schedule
