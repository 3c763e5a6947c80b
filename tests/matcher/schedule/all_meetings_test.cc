#include "matcher/schedule/all_meetings.h"

#include <algorithm>
#include <optional>
#include <random>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "matcher/optimize/at.h"
#include "tests/matcher/schedule/random_fair.h"

namespace ketnoi::schedule {
namespace {

using ::testing::HasSubstr;

HoldAllResult Held(const Fair& fair, int32_t difference) {
  auto result = HoldAll(fair, {difference, 100'000}, nullptr, nullptr);
  EXPECT_TRUE(result.ok()) << result.status();
  return result.ok() ? *result : HoldAllResult{};
}

size_t MeetingsOf(const Fair& fair) {
  return static_cast<size_t>(
      std::count_if(fair.wishes.begin(), fair.wishes.end(),
                    [](const Wish& wish) { return !wish.forbidden; }));
}

// By going through all schedules: the fewest breaks of those that hold all
// meetings, by difference up to 2.
std::vector<std::optional<int64_t>> FewestBreaks(const Fair& fair) {
  std::vector<std::optional<int64_t>> fewest(3);
  ForEachSchedule(fair, [&](const Schedule& schedule) {
    if (schedule.meetings.size() != MeetingsOf(fair)) return;
    const int64_t breaks = Measure(fair, schedule).breaks;
    const std::vector<int32_t> of = BreaksOf(fair, schedule);
    const auto [low, high] = std::minmax_element(of.begin(), of.end());
    for (size_t d = 0; d < fewest.size(); ++d) {
      if (*high - *low > static_cast<int32_t>(d)) continue;
      fewest[d] = std::min(fewest[d].value_or(breaks), breaks);
    }
  });
  return fewest;
}

// Few people with many meetings, at one table, in slots of one day or two.
Fair FullFair(std::mt19937& random) {
  const auto once = [&](uint32_t in) { return random() % in == 0; };
  Fair fair = PlainFair(6, 1, 2, 2);
  fair.tables[0].capacity = once(3) ? 1 : 2;
  if (once(4)) {
    for (size_t s = 3; s < 6; ++s) fair.slots[s].day = 1;
  }
  for (Participant& one : fair.participants) {
    for (int32_t s = 0; s < 6; ++s) {
      if (once(3)) one.available.Remove(s);
    }
    if (once(4)) one.seats = 2;
    if (once(8)) one.most_consecutive = 1;
  }
  for (int32_t w = 0; w < 4; ++w) {
    Wish wish;
    wish.a = w % 2;
    wish.b = 2 + static_cast<int32_t>(random() % 2);
    wish.slots = SlotSet::First(6);
    if (w > 0 && once(6)) wish.after.push_back(w - 1);
    fair.wishes.push_back(wish);
  }
  return fair;
}

// Checks all differences; returns the fewest breaks at the smallest of them.
std::optional<int64_t> ExpectFewest(const Fair& fair) {
  const auto fewest = FewestBreaks(fair);
  for (size_t d = 0; d < fewest.size(); ++d) {
    SCOPED_TRACE(d);
    const HoldAllResult result = Held(fair, static_cast<int32_t>(d));
    if (!fewest[d].has_value()) {
      EXPECT_EQ(result.state, HoldAllState::kInfeasible);
      continue;
    }
    EXPECT_EQ(result.state, HoldAllState::kOptimal);
    EXPECT_EQ(result.breaks, *fewest[d]);
    EXPECT_EQ(result.least_breaks, *fewest[d]);
    EXPECT_EQ(result.schedule.meetings.size(), MeetingsOf(fair));
    EXPECT_TRUE(Check(fair, result.schedule).ok());
  }
  for (const auto& breaks : fewest) {
    if (breaks.has_value()) return breaks;
  }
  return std::nullopt;
}

TEST(HoldAllTest, HasTheFewestBreaksOfAllSchedulesOfAnyFair) {
  std::mt19937 random(3);
  int held = 0;
  for (int i = 0; i < kRandomFairs / 3; ++i) {
    SCOPED_TRACE(i);
    const Fair fair = RandomFair(random, {4, 2, 1, 2, 2, 4});
    const auto breaks = ExpectFewest(fair);
    if (breaks.has_value() && MeetingsOf(fair) > 1) ++held;
  }
  EXPECT_GT(held, kRandomFairs / 30);
}

TEST(HoldAllTest, HasTheFewestBreaksWhereThereAreSome) {
  std::mt19937 random(4);
  int with_breaks = 0;
  for (int i = 0; i < kRandomFairs / 15; ++i) {
    SCOPED_TRACE(i);
    if (ExpectFewest(FullFair(random)).value_or(0) > 0) ++with_breaks;
  }
  EXPECT_GE(with_breaks, kRandomFairs / 60);
}

// Everybody of one side meets everybody of the other.
Fair EveryMeeting(int32_t slots, int32_t tables, int32_t side) {
  Fair fair = PlainFair(slots, tables, side, side);
  for (int32_t a = 0; a < side; ++a) {
    for (int32_t b = side; b < 2 * side; ++b) {
      Wish wish;
      wish.a = a;
      wish.b = b;
      wish.slots = SlotSet::First(slots);
      fair.wishes.push_back(wish);
    }
  }
  return fair;
}

TEST(HoldAllTest, TellsHowFarItIsAndIsTheSameEveryTime) {
  const Fair fair = EveryMeeting(10, 5, 6);
  std::optional<int64_t> breaks;
  int64_t least = 0;
  const HoldAllOptions options;
  const auto once = HoldAll(
      fair, options,
      [&](const HoldAllProgress& progress) {
        if (breaks.has_value()) {
          EXPECT_LE(*progress.breaks, *breaks);
        }
        EXPECT_GE(progress.least_breaks, least);
        breaks = progress.breaks;
        least = progress.least_breaks;
      },
      nullptr);
  ASSERT_TRUE(once.ok());
  EXPECT_EQ(once->state, HoldAllState::kOptimal);
  EXPECT_EQ(breaks, once->breaks);
  EXPECT_EQ(least, once->least_breaks);
  const auto again = HoldAll(fair, options, nullptr, nullptr);
  EXPECT_EQ(once->schedule, again->schedule);
  EXPECT_EQ(once->effort, again->effort);
}

TEST(HoldAllTest, EndsWithTheBestSoFar) {
  const Fair fair = EveryMeeting(7, 6, 6);
  EXPECT_EQ(HoldAll(fair, {2, 0}, nullptr, nullptr)->state,
            HoldAllState::kGivenUp);
  EXPECT_EQ(HoldAll(fair, {2, 1'000'000}, nullptr, [] { return true; })->state,
            HoldAllState::kGivenUp);

  // Seven slots, of which the first buyer has the first and the last two only.
  Fair broken = EveryMeeting(7, 1, 2);
  broken.participants[0].available = SlotSet::Of(0) | SlotSet::Of(6);
  bool found = false;
  const auto stopped = HoldAll(
      broken, {}, [&](const HoldAllProgress&) { found = true; },
      [&] { return found; });
  ASSERT_TRUE(stopped.ok());
  EXPECT_EQ(stopped->state, HoldAllState::kFeasible);
  EXPECT_EQ(stopped->least_breaks, 0);
  EXPECT_TRUE(Check(broken, stopped->schedule).ok());
}

TEST(HoldAllTest, SaysWhyNotAllCanBeHeld) {
  const auto why = [](const Fair& fair) {
    const HoldAllResult result = Held(fair, 2);
    EXPECT_EQ(result.state, HoldAllState::kInfeasible);
    EXPECT_TRUE(result.schedule.meetings.empty());
    return std::pair(result.obstacle.why, result.obstacle.position);
  };
  using Why = Obstacle::Why;
  Fair fair = EveryMeeting(4, 2, 2);
  fair.wishes[3].slots = {};
  EXPECT_EQ(why(fair), std::pair(Why::kNoSlot, 3));

  fair = EveryMeeting(4, 2, 2);  // 2 after 1 after 0, in two slots
  fair.wishes[1].after = {0};
  fair.wishes[2].after = {1};
  for (Wish& wish : fair.wishes) wish.slots = SlotSet::First(2);
  EXPECT_EQ(why(fair).first, Why::kNoSlot);

  fair = EveryMeeting(4, 5, 5);
  EXPECT_EQ(why(fair), std::pair(Why::kTooFewSlots, 0));

  fair = EveryMeeting(4, 2, 2);
  fair.participants[2].max_meetings = 1;
  EXPECT_EQ(why(fair), std::pair(Why::kMaximum, 2));

  fair = EveryMeeting(3, 1, 2);
  EXPECT_EQ(why(fair), std::pair(Why::kTooFewTables, kNone));
  fair.wishes[0].forbidden = true;  // then it is not among those to hold
  EXPECT_EQ(Held(fair, 2).state, HoldAllState::kOptimal);
}

// Three tables do for meetings that need one of two of them each, but not for
// four at a time, though each two kinds do for two.
TEST(HoldAllTest, CountsTablesOfWhichMeetingsShareSome) {
  Fair fair = PlainFair(1, 4, 4, 4);
  for (size_t t = 0; t < 4; ++t) fair.tables[t].features = (t + 1) % 4;
  fair.tables[1].features = 3;  // 1, 3, 3, 0
  fair.tables[2].features = 2;  // 1, 3, 2, 0
  for (int32_t w = 0; w < 4; ++w) {
    Wish wish;
    wish.a = w;
    wish.b = 4 + w;
    wish.features = w < 2 ? 1 : 2;
    wish.slots = SlotSet::First(1);
    fair.wishes.push_back(wish);
  }
  const HoldAllResult one_slot = Held(fair, 2);
  EXPECT_EQ(one_slot.state, HoldAllState::kInfeasible);
  EXPECT_EQ(one_slot.obstacle.why, Obstacle::Why::kUnknown);
  fair.wishes[3].features = 0;
  EXPECT_EQ(Held(fair, 2).state, HoldAllState::kOptimal);
}

TEST(HoldAllTest, RefusesWhatItCannotDo) {
  const auto refused = [](const Fair& fair, HoldAllOptions options) {
    return HoldAll(fair, options, nullptr, nullptr).status();
  };
  Fair fair = EveryMeeting(4, 2, 2);
  EXPECT_EQ(refused(fair, {-1, 1}).code(), absl::StatusCode::kInvalidArgument);
  fair.wishes[0].b = 9;
  EXPECT_THAT(std::string(refused(fair, {}).message()),
              HasSubstr("wishes[0].b is 9"));

  fair = EveryMeeting(250, 50, 30);
  EXPECT_EQ(refused(fair, {}).code(), absl::StatusCode::kResourceExhausted);
}

}  // namespace
}  // namespace ketnoi::schedule
