#include "matcher/schedule/seating.h"

#include <algorithm>
#include <cstdint>
#include <random>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "matcher/optimize/at.h"
#include "matcher/schedule/fair_index.h"
#include "tests/matcher/schedule/random_fair.h"

namespace ketnoi::schedule {
namespace {

// Holds wishes of the fair in random slots, as many as have room.
void HoldSome(std::mt19937& random, Timetable& timetable) {
  const auto wishes =
      static_cast<int32_t>(timetable.index().fair->wishes.size());
  for (int32_t w = 0; w < wishes; ++w) {
    for (int tries = 0; tries < 3; ++tries) {
      const auto slot = static_cast<int32_t>(
          random() % static_cast<uint32_t>(timetable.index().slot_count));
      if (timetable.Place(w, slot)) break;
    }
  }
}

Wish OpenWish(int32_t a, int32_t b, int32_t slots) {
  Wish wish;
  wish.a = a;
  wish.b = b;
  wish.slots = SlotSet::First(slots);
  return wish;
}

// A fair in which each buyer, all of them seated, wishes for every supplier.
Fair SeatedBuyers(int32_t slots, int32_t tables, int32_t buyers,
                  int32_t suppliers) {
  Fair fair = PlainFair(slots, tables, buyers, suppliers);
  for (int32_t a = 0; a < buyers; ++a) {
    fair.participants[At(a)].seated = true;
    for (int32_t b = buyers; b < buyers + suppliers; ++b) {
      fair.wishes.push_back(OpenWish(a, b, slots));
    }
  }
  return fair;
}

struct Moves {
  Measures by_slot, planned;
};

// Of a timetable whose fair has every rule now and then.
Moves MovesOf(const Fair& fair, const Timetable& timetable,
              const Schedule& printed) {
  const Schedule by_slot = SeatSlotBySlot(timetable, printed);
  const Schedule planned = Seat(timetable, printed);
  Fair loose = fair;  // not all that is fixed is held
  for (Wish& wish : loose.wishes) wish.fixed = false;
  const absl::Status sound = Check(loose, planned);
  EXPECT_TRUE(sound.ok()) << sound;
  return {Measure(fair, by_slot), Measure(fair, planned)};
}

TEST(SeatingTest, NeverMovesMoreThanSlotBySlot) {
  std::mt19937 random(11);
  int fewer = 0;
  for (int i = 0; i < kRandomFairs * 4; ++i) {
    const Fair fair = RandomFair(random, {8, 5, 2, 5, 6, 24});
    const auto index = IndexFair(fair);
    ASSERT_TRUE(index.ok());
    Timetable timetable(*index);
    HoldSome(random, timetable);
    const Moves moves = MovesOf(fair, timetable, {});
    ASSERT_LE(moves.planned.table_moves, moves.by_slot.table_moves) << i;
    ASSERT_GE(moves.planned.ByGoal(fair), moves.by_slot.ByGoal(fair)) << i;
    fewer += moves.planned.table_moves < moves.by_slot.table_moves ? 1 : 0;
  }
  EXPECT_GT(fewer, kRandomFairs / 50);
}

// As many tables as seated participants who are busy on a day, who may be
// there for some of it only.
TEST(SeatingTest, NobodyMovesWhereThereAreEnoughTables) {
  std::mt19937 random(12);
  int64_t by_slot = 0;
  for (int i = 0; i < kRandomFairs; ++i) {
    Fair fair = SeatedBuyers(10, 7, 7, 12);
    for (size_t s = 5; s < 10; ++s) fair.slots[s].day = 1;
    for (Participant& one : fair.participants) {
      for (int32_t s = 0; s < 10; ++s) {
        if (random() % 4 == 0) one.available.Remove(s);
      }
    }
    std::shuffle(fair.wishes.begin(), fair.wishes.end(), random);
    const auto index = IndexFair(fair);
    ASSERT_TRUE(index.ok());
    Timetable timetable(*index);
    HoldSome(random, timetable);
    const Moves moves = MovesOf(fair, timetable, {});
    EXPECT_EQ(moves.planned.table_moves, 0) << i;
    by_slot += moves.by_slot.table_moves;
  }
  EXPECT_GT(by_slot, 0);
}

// The buyer's first meeting is at the table with power, where the others'
// are not; all could be there.
TEST(SeatingTest, KindsOfTablesChangeForThoseWhoStay) {
  Fair fair = SeatedBuyers(3, 2, 1, 3);
  fair.tables[1].features = 1;
  fair.wishes[0].features = 1;
  const auto index = IndexFair(fair);
  ASSERT_TRUE(index.ok());
  Timetable timetable(*index);
  for (int32_t w = 0; w < 3; ++w) ASSERT_TRUE(timetable.Place(w, w));
  ASSERT_NE(timetable.TableKindOf(0), timetable.TableKindOf(1));
  const Moves moves = MovesOf(fair, timetable, {});
  EXPECT_EQ(moves.by_slot.table_moves, 1);
  EXPECT_EQ(moves.planned.table_moves, 0);
}

// Nobody is sent to another area for a table, unless the organiser says so.
TEST(SeatingTest, AreasStayAsTheyAre) {
  Fair fair = SeatedBuyers(4, 4, 2, 4);
  fair.tables[2].area = fair.tables[3].area = 1;
  const auto index = IndexFair(fair);
  ASSERT_TRUE(index.ok());
  Timetable timetable(*index);
  for (int32_t s = 0; s < 4; ++s) {
    ASSERT_TRUE(timetable.PlaceWith(s, s, s < 2 ? 0 : 1, kNone));
    ASSERT_TRUE(timetable.PlaceWith(4 + (s + 1) % 4, s, s < 2 ? 0 : 1, kNone));
  }
  Moves moves = MovesOf(fair, timetable, {});
  EXPECT_EQ(moves.planned.area_moves, moves.by_slot.area_moves);
  EXPECT_EQ(moves.planned.table_moves, 2);
  std::swap(fair.goals[4], fair.goals[5]);
  moves = MovesOf(fair, timetable, {});
  EXPECT_EQ(moves.planned.table_moves, 0);
}

TEST(SeatingTest, WhatWasPrintedStays) {
  std::mt19937 random(13);
  for (int i = 0; i < kRandomFairs; ++i) {
    const Fair fair = SeatedBuyers(8, 6, 5, 9);
    const auto index = IndexFair(fair);
    ASSERT_TRUE(index.ok());
    Timetable timetable(*index);
    HoldSome(random, timetable);
    Schedule printed = SeatSlotBySlot(timetable, {});
    std::erase_if(printed.meetings,
                  [&](const Meeting&) { return random() % 3 == 0; });
    const Schedule now = Seat(timetable, printed);
    for (const Meeting& meeting : printed.meetings) {
      EXPECT_NE(std::find(now.meetings.begin(), now.meetings.end(), meeting),
                now.meetings.end());
    }
    const Moves moves = MovesOf(fair, timetable, printed);
    EXPECT_LE(moves.planned.table_moves, moves.by_slot.table_moves);
  }
}

}  // namespace
}  // namespace ketnoi::schedule
