#include "matcher/schedule/replan.h"

#include <algorithm>
#include <random>
#include <set>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "matcher/optimize/at.h"
#include "tests/matcher/schedule/random_fair.h"

namespace ketnoi::schedule {
namespace {

using ::testing::HasSubstr;

ReplanOptions From(int32_t first_slot, int64_t change_cost = -1) {
  ReplanOptions options;
  options.first_slot = first_slot;
  options.steps = 100'000;
  options.change_cost = change_cost;
  return options;
}

// Somebody is gone and a table broken from `first_slot` on.
Fair AfterMishap(Fair fair, std::mt19937& random, int32_t first_slot) {
  const SlotSet begun = SlotSet::First(first_slot);
  fair.participants[random() % fair.participants.size()].available &= begun;
  if (!fair.tables.empty()) {
    fair.tables[random() % fair.tables.size()].available &= begun;
  }
  for (Wish& wish : fair.wishes) wish.fixed = false;
  return fair;
}

bool Contains(const Schedule& schedule, const Meeting& meeting) {
  return std::find(schedule.meetings.begin(), schedule.meetings.end(),
                   meeting) != schedule.meetings.end();
}

TEST(ReplanTest, WhatHasBegunStaysAndNothingIsAddedThere) {
  std::mt19937 random(5);
  int begun_meetings = 0, gone = 0;
  for (int i = 0; i < kRandomFairs / 2; ++i) {
    const Fair fair = RandomFair(random, {4, 3, 1, 3, 4, 10});
    SolveOptions few;
    few.steps = 20'000;
    const auto printed = Solve(fair, few, nullptr, nullptr);
    if (!printed.ok()) continue;
    const auto first = static_cast<int32_t>(random() % (fair.slots.size() + 1));
    const Fair now = AfterMishap(fair, random, first);
    const auto replanned = Replan(now, printed->schedule, From(first), nullptr);
    ASSERT_TRUE(replanned.ok()) << replanned.status();
    const Schedule& schedule = replanned->solution.schedule;
    ASSERT_TRUE(Check(now, schedule).ok()) << Check(now, schedule);
    for (const Meeting& meeting : printed->schedule.meetings) {
      if (meeting.slot >= first) continue;
      ++begun_meetings;
      EXPECT_TRUE(Contains(schedule, meeting));
    }
    for (const Meeting& meeting : schedule.meetings) {
      EXPECT_TRUE(meeting.slot >= first ||
                  Contains(printed->schedule, meeting));
    }
    gone += replanned->changed_agendas > 0 ? 1 : 0;
    const auto again = Replan(now, printed->schedule, From(first), nullptr);
    EXPECT_EQ(again->solution.schedule, schedule);
  }
  EXPECT_GT(begun_meetings, kRandomFairs / 4);
  EXPECT_GT(gone, kRandomFairs / 20);
}

// The fair without what is settled, and its schedule likewise.
Fair Unsettled(Fair fair) {
  for (const Meeting& meeting : fair.settled) {
    fair.wishes[At(meeting.wish)].fixed = false;
  }
  fair.settled.clear();
  return fair;
}
Schedule Others(const Fair& fair, Schedule schedule) {
  std::erase_if(schedule.meetings, [&](const Meeting& meeting) {
    return std::any_of(
        fair.settled.begin(), fair.settled.end(),
        [&](const Meeting& one) { return one.wish == meeting.wish; });
  });
  return schedule;
}

// Some meetings are settled, and afterwards people, tables and interpreters are
// not where they were.
Fair AfterSettling(const Fair& before, const Schedule& printed,
                   std::mt19937& random) {
  Fair fair = before;
  for (Wish& wish : fair.wishes) wish.fixed = false;
  for (const Meeting& meeting : printed.meetings) {
    if (random() % 2 == 0) continue;
    fair.settled.push_back(meeting);
    Wish& wish = fair.wishes[At(meeting.wish)];
    wish.fixed = true;
    wish.slots = SlotSet::Of(meeting.slot);
    wish.features = random() % 8;
  }
  const auto lose = [&](SlotSet& available) {
    for (const Meeting& meeting : fair.settled) {
      if (random() % 3 == 0) available.Remove(meeting.slot);
    }
  };
  for (Participant& one : fair.participants) {
    if (random() % 2 == 0) lose(one.available);
    if (random() % 4 == 0) one.languages = random() % 8;
  }
  for (Table& table : fair.tables) {
    if (random() % 2 == 0) lose(table.available);
    if (random() % 4 == 0) table.capacity = 1;
  }
  for (Interpreter& one : fair.interpreters) lose(one.available);
  return fair;
}

TEST(ReplanTest, WhatIsSettledStaysAndIsOpenToNobodyElse) {
  std::mt19937 random(9);
  int settled = 0, moved = 0;
  for (int i = 0; i < 2 * kRandomFairs; ++i) {
    const Fair before = RandomFair(random, {3, 2, 2, 3, 3, 5});
    SolveOptions few;
    few.steps = 20'000;
    const auto printed = Solve(before, few, nullptr, nullptr);
    if (!printed.ok()) continue;
    const Fair now = AfterSettling(before, printed->schedule, random);
    const auto replanned = Replan(now, printed->schedule, From(0, 0), nullptr);
    ASSERT_TRUE(replanned.ok()) << i << ' ' << replanned.status();
    const Schedule& schedule = replanned->solution.schedule;
    ASSERT_TRUE(Check(now, schedule).ok()) << Check(now, schedule);
    for (const Meeting& meeting : now.settled) {
      ++settled;
      ASSERT_TRUE(Contains(schedule, meeting)) << i;
    }
    const Schedule others = Others(now, schedule);
    const absl::Status alone = Check(Unsettled(now), others);
    ASSERT_TRUE(alone.ok()) << i << ' ' << alone;
    moved += replanned->changed_agendas > 0 ? 1 : 0;
    const auto best = BestSchedule(now);
    ASSERT_TRUE(best.has_value());
    EXPECT_GE(replanned->solution.bounds[0], Measure(now, *best).ByGoal(now)[0])
        << i;
  }
  EXPECT_GT(settled, kRandomFairs / 2);
  EXPECT_GT(moved, kRandomFairs / 20);
}

// A table of two places goes out of use while one of them is settled.
TEST(ReplanTest, TheOtherPlaceAtABrokenTableIsGone) {
  Fair fair = PlainFair(1, 2, 2, 2);
  fair.tables[0].capacity = 2;
  for (int32_t a = 0; a < 2; ++a) {
    Wish wish;
    wish.a = a;
    wish.b = a + 2;
    wish.value = 10;
    wish.slots = SlotSet::Of(0);
    fair.wishes.push_back(wish);
  }
  const Schedule printed = {{{0, 0, 0}, {1, 0, 0}}};
  fair.tables[0].available = {};
  fair.wishes[0].fixed = true;
  fair.settled = {{0, 0, 0}};
  const auto moved = Replan(fair, printed, From(0), nullptr);
  ASSERT_TRUE(moved.ok()) << moved.status();
  EXPECT_EQ(moved->solution.schedule, (Schedule{{{0, 0, 0}, {1, 0, 1}}}));
  fair.tables[1].available = {};
  const auto gone = Replan(fair, printed, From(0), nullptr);
  ASSERT_TRUE(gone.ok()) << gone.status();
  EXPECT_EQ(gone->solution.schedule, (Schedule{{{0, 0, 0}}}));
}

// Where a changed agenda costs more than all values, only those change of whom
// a printed meeting cannot be held as it was.
TEST(ReplanTest, OnlyThoseChangeWhoMustIfChangesAreDear) {
  std::mt19937 random(6);
  for (int i = 0; i < kRandomFairs / 2; ++i) {
    Fair fair = RandomFair(random, {4, 3, 1, 3, 4, 10});
    // These go before all value, so before what a change costs.
    for (Wish& wish : fair.wishes) wish.must = false;
    for (Participant& one : fair.participants) one.min_meetings = 0;
    SolveOptions few;
    few.steps = 20'000;
    const auto printed = Solve(fair, few, nullptr, nullptr);
    if (!printed.ok()) continue;
    const Fair now = AfterMishap(fair, random, 0);
    const auto replanned =
        Replan(now, printed->schedule, From(0, 1'000), nullptr);
    ASSERT_TRUE(replanned.ok()) << replanned.status();
    // As the rules are those that were kept, what is not against one meeting
    // alone is not against all of them.
    std::set<int32_t> must_change;
    for (const Meeting& meeting : printed->schedule.meetings) {
      if (Check(now, {{meeting}}).ok()) continue;
      must_change.insert(fair.wishes[At(meeting.wish)].a);
      must_change.insert(fair.wishes[At(meeting.wish)].b);
    }
    EXPECT_EQ(At(replanned->changed_agendas), must_change.size()) << i;
  }
}

// One after the other, each beside those before it that could be held.
std::vector<int32_t> NaivelyColliding(Fair fair, const Schedule& printed) {
  std::vector<int32_t> fixed, colliding;
  for (size_t w = 0; w < fair.wishes.size(); ++w) {
    if (fair.wishes[w].fixed) fixed.push_back(static_cast<int32_t>(w));
    fair.wishes[w].fixed = false;
  }
  const auto comes_before = [&](int32_t a, int32_t b) {
    const auto stays = [&](int32_t w) {
      return std::any_of(printed.meetings.begin(), printed.meetings.end(),
                         [&](const Meeting& meeting) {
                           return meeting.wish == w &&
                                  fair.wishes[At(w)].slots.Has(meeting.slot);
                         });
    };
    const Wish &one = fair.wishes[At(a)], &other = fair.wishes[At(b)];
    if (stays(a) != stays(b)) return stays(a);
    if (one.must != other.must) return one.must;
    return one.value != other.value ? one.value > other.value : a < b;
  };
  std::sort(fixed.begin(), fixed.end(), comes_before);
  for (const int32_t w : fixed) {
    fair.wishes[At(w)].fixed = true;
    if (BestSchedule(fair).has_value()) continue;
    fair.wishes[At(w)].fixed = false;
    colliding.push_back(w);
  }
  return colliding;
}

TEST(ReplanTest, OfFixedMeetingsThatCollideTheLaterOnesAreNamed) {
  std::mt19937 random(10);
  int colliding = 0;
  for (int i = 0; i < kRandomFairs; ++i) {
    Fair fair = RandomFair(random, {2, 2, 1, 2, 3, 4});
    Schedule printed;
    for (size_t w = 0; w < fair.wishes.size(); ++w) {
      Wish& wish = fair.wishes[w];
      if (wish.forbidden || random() % 4 == 0) continue;
      const auto slot = static_cast<int32_t>(random() % fair.slots.size());
      wish.fixed = true;
      wish.slots = SlotSet::Of(slot);
      if (fair.tables.empty() || random() % 2 == 0) continue;
      printed.meetings.push_back({static_cast<int32_t>(w), slot, 0});
    }
    const auto named = FixedThatCollide(fair, printed);
    ASSERT_TRUE(named.ok()) << named.status();
    ASSERT_EQ(*named, NaivelyColliding(fair, printed)) << i;
    colliding += named->empty() ? 0 : 1;
    for (const int32_t w : *named) fair.wishes[At(w)].fixed = false;
    const auto replanned = Replan(fair, {}, From(0), nullptr);
    EXPECT_TRUE(replanned.ok()) << i << ' ' << replanned.status();
  }
  EXPECT_GT(colliding, kRandomFairs / 4);
}

TEST(ReplanTest, NothingChangesIfNothingHappened) {
  std::mt19937 random(8);
  const Fair fair = RandomFair(random, {4, 3, 1, 3, 4, 10});
  SolveOptions few;
  few.steps = 20'000;
  const auto printed = Solve(fair, few, nullptr, nullptr);
  ASSERT_TRUE(printed.ok());
  ASSERT_GT(printed->schedule.meetings.size(), 1u);
  const auto replanned = Replan(fair, printed->schedule, From(0), nullptr);
  ASSERT_TRUE(replanned.ok());
  EXPECT_EQ(replanned->solution.schedule, printed->schedule);
  EXPECT_EQ(replanned->changed_agendas, 0);
}

// Two buyers, one supplier, two slots, one table: whoever is late has a dearer
// wish.
TEST(ReplanTest, LateOnesTakeOnlyWhatIsFree) {
  Fair fair = PlainFair(1, 1, 2, 1);
  for (int32_t a = 0; a < 2; ++a) {
    Wish wish;
    wish.a = a;
    wish.b = 2;
    wish.value = 10 + 90 * a;
    wish.slots = SlotSet::First(1);
    fair.wishes.push_back(wish);
  }
  const Schedule printed = {{{0, 0, 0}}};
  auto replanned = Replan(fair, printed, From(0, 0), nullptr);
  ASSERT_TRUE(replanned.ok());
  EXPECT_EQ(replanned->solution.measures.value, 100);
  fair.participants[1].late = true;
  replanned = Replan(fair, printed, From(0, 0), nullptr);
  ASSERT_TRUE(replanned.ok());
  EXPECT_EQ(replanned->solution.measures.value, 10);

  fair.slots.resize(2);
  for (Wish& wish : fair.wishes) wish.slots = SlotSet::First(2);
  fair.tables[0].available = SlotSet::First(2);
  for (Participant& one : fair.participants) {
    one.available = SlotSet::First(2);
  }
  replanned = Replan(fair, printed, From(0, 0), nullptr);
  ASSERT_TRUE(replanned.ok());
  EXPECT_EQ(replanned->solution.measures.value, 110);
  EXPECT_EQ(replanned->changed_agendas, 0);
}

TEST(ReplanTest, PrintedMeetingMovesIfThatIsWorthMore) {
  // 0-2 is printed in slot 0; 1 can meet 2 in slot 0 only.
  Fair fair = PlainFair(2, 1, 2, 1);
  for (int32_t a = 0; a < 2; ++a) {
    Wish wish;
    wish.a = a;
    wish.b = 2;
    wish.value = 100;
    wish.slots = SlotSet::First(a == 0 ? 2 : 1);
    fair.wishes.push_back(wish);
  }
  const Schedule printed = {{{0, 0, 0}}};
  const auto moved = Replan(fair, printed, From(0, 40), nullptr);
  ASSERT_TRUE(moved.ok());
  EXPECT_EQ(moved->solution.measures.value, 200);
  EXPECT_EQ(moved->changed_agendas, 2);
  const auto kept = Replan(fair, printed, From(0, 60), nullptr);
  ASSERT_TRUE(kept.ok());
  EXPECT_EQ(kept->solution.measures.value, 100);
  EXPECT_EQ(kept->changed_agendas, 0);
  const auto begun = Replan(fair, printed, From(1, 0), nullptr);
  ASSERT_TRUE(begun.ok());
  EXPECT_EQ(begun->solution.schedule, printed);
}

// What is settled changes no agenda, although its table is out of use.
TEST(ReplanTest, AChangeCostsAlsoThoseOfWhomAMeetingIsSettled) {
  Fair fair = PlainFair(3, 1, 2, 2);
  for (const int32_t a : {0, 1, 0}) {
    Wish wish;
    wish.a = a;
    wish.b = 2;
    wish.value = 100;
    wish.slots = SlotSet::First(a == 0 ? 2 : 1);
    fair.wishes.push_back(wish);
  }
  fair.wishes[2].b = 3;
  fair.wishes[2].fixed = true;
  fair.wishes[2].slots = SlotSet::Of(2);
  fair.settled = {{2, 2, 0}};
  fair.tables[0].available.Remove(2);
  const Schedule printed = {{{0, 0, 0}, {2, 2, 0}}};
  const auto kept = Replan(fair, printed, From(0, 60), nullptr);
  ASSERT_TRUE(kept.ok()) << kept.status();
  EXPECT_EQ(kept->solution.schedule, printed);
  const auto moved = Replan(fair, printed, From(0, 40), nullptr);
  ASSERT_TRUE(moved.ok()) << moved.status();
  EXPECT_EQ(moved->solution.measures.value, 300);
  EXPECT_EQ(moved->changed_agendas, 2);
}

TEST(ReplanTest, NamesWhatIsWrong) {
  Fair fair = PlainFair(2, 1, 2, 1);
  Wish wish;
  wish.b = 2;
  wish.slots = SlotSet::First(2);
  fair.wishes.push_back(wish);
  EXPECT_EQ(Replan(fair, {}, From(3), nullptr).status().message(),
            "first_slot is 3, and there are 2 slots");
  EXPECT_THAT(Replan(fair, {{{1, 0, 0}}}, From(0), nullptr).status().message(),
              HasSubstr("printed.meetings[0] is of wish 1"));
  fair.participants[0].available = SlotSet::Of(1);
  EXPECT_THAT(Replan(fair, {{{0, 0, 0}}}, From(1), nullptr).status().message(),
              HasSubstr("wishes[0] is fixed to slot 0, and cannot be held"));
}

}  // namespace
}  // namespace ketnoi::schedule
