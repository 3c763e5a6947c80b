#include "clients/agenda/book.h"

#include <algorithm>
#include <set>

#include "clients/agenda/changes.h"
#include "clients/agenda/sheet.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/clients/agenda/invented_fair.h"

namespace ketnoi::agenda {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

v1::Fair OneSlotFair(const char* zone, const char* time, int minutes) {
  v1::Fair fair;
  fair.set_name("fairs/clocks");
  fair.set_time_zone(zone);
  v1::Session& session = *fair.add_sessions();
  session.set_id("night");
  v1::Slot& slot = *session.add_slots();
  slot.set_id("one");
  slot.set_start_time(time);
  slot.set_duration_minutes(minutes);
  return fair;
}

TEST(BookTest, TimesAreThoseOfTheFairsClocks) {
  const FairBook book = SmallFair().Published(VietnameseWords());
  ASSERT_EQ(book.slots.size(), 5u);
  EXPECT_EQ(TimeText(book.slots[1]), "09:30–09:55");
  EXPECT_EQ(DayText(book, book.slots[0], VietnameseWords()),
            "Thứ Bảy, 28/11/2026");
  EXPECT_EQ(DayText(book, book.slots[4], EnglishWords()), "Sunday, 2026-11-29");
  EXPECT_EQ(LocalTimeText(book, book.slots[0].begin),
            "2026-11-28T09:00:00+07:00");
}

TEST(BookTest, ASlotOverWhichClocksChangeEndsByTheChangedClock) {
  // Clocks go from 02:00 to 03:00, and back from 03:00 to 02:00.
  const auto spring =
      BookOfMeetings(OneSlotFair("Europe/Berlin", "2026-03-29T01:30", 60), {},
                     {}, EnglishWords());
  ASSERT_TRUE(spring.ok());
  EXPECT_EQ(TimeText(spring->slots[0]), "01:30–03:30");
  const auto autumn =
      BookOfMeetings(OneSlotFair("Europe/Berlin", "2026-10-25T01:30", 120), {},
                     {}, EnglishWords());
  ASSERT_TRUE(autumn.ok());
  EXPECT_EQ(TimeText(autumn->slots[0]), "01:30–02:30");
  EXPECT_EQ(LocalTimeText(*autumn, autumn->slots[0].begin),
            "2026-10-25T01:30:00+02:00");
  EXPECT_EQ(LocalTimeText(*autumn, autumn->slots[0].end),
            "2026-10-25T02:30:00+01:00");
}

TEST(BookTest, SaysWhatItCannotRead) {
  const auto zone = BookOfMeetings(
      OneSlotFair("Asia/Hue", "2026-03-29T01:30", 60), {}, {}, EnglishWords());
  EXPECT_EQ(zone.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(zone.status().message()), HasSubstr("Asia/Hue"));
  const auto time = BookOfMeetings(OneSlotFair("UTC", "half past", 60), {}, {},
                                   EnglishWords());
  EXPECT_EQ(time.status().code(), absl::StatusCode::kInvalidArgument);
  InventedFair fair = SmallFair();
  fair.fair.mutable_sessions(1)->clear_slots();
  const auto slot = BookOfSchedule(fair.fair, fair.participants, fair.schedule,
                                   fair.scheduled, EnglishWords());
  EXPECT_EQ(slot.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(slot.status().message()), HasSubstr("sun-0"));
}

TEST(BookTest, WhatTheFairNoLongerHasGoesByItsId) {
  InventedFair fair = SmallFair();
  fair.fair.clear_tables();
  fair.fair.clear_interpreters();
  fair.fair.mutable_sessions(1)->clear_slots();
  fair.participants.clear();
  const FairBook book = fair.Published(EnglishWords());
  ASSERT_EQ(book.persons.size(), 4u);
  EXPECT_EQ(book.persons[0].name, "b1");
  EXPECT_EQ(book.persons[0].side, v1::PARTICIPANT_SIDE_BUYER);
  ASSERT_EQ(book.slots.size(), 5u);
  EXPECT_EQ(book.slots[4].session, kNobody);
  EXPECT_EQ(TimeText(book.slots[4]), "09:00–09:30");
  EXPECT_EQ(book.tables[0].name, "t1");
}

// The slot is still the fair's: its meetings stay in its session.
TEST(BookTest, ASlotOfFormerTimesIsOfItsSession) {
  InventedFair fair = SmallFair();
  fair.fair.mutable_sessions(0)->mutable_slots(1)->set_start_time(
      "2026-11-28T09:35");
  const FairBook book = fair.Published(EnglishWords());
  ASSERT_EQ(book.slots.size(), 6u);
  for (size_t i = 0; i < 5; ++i) {
    EXPECT_EQ(book.slots[i].session, 0) << i;
    EXPECT_EQ(book.slots[i].former, i == 1) << i;
  }
  EXPECT_THAT(
      SlotKeys(book),
      ElementsAre("sat-0",
                  "sat-1@2026-11-28T09:30:00+07:00/2026-11-28T09:55:00+07:00",
                  "sat-1@2026-11-28T09:35:00+07:00/2026-11-28T10:00:00+07:00",
                  "sat-2", "sat-3", "sun-0"));
  std::set<std::string> keys;
  for (const SheetColumn& column : GridSheet(book).columns) {
    EXPECT_TRUE(keys.insert(column.key).second) << column.key;
  }
  // s1 and b2 are there once a session, at the time that was printed.
  const Sheet attendance = AttendanceSheet(book);
  for (const std::vector<std::string>& row : attendance.rows) {
    EXPECT_NE(row[0], "");
  }
  EXPECT_EQ(attendance.rows.size(),
            AttendanceSheet(SmallFair().Published(EnglishWords())).rows.size());
}

TEST(BookTest, PersonsAreInTheOrderOfTheirNames) {
  InventedFair fair = SmallFair();
  for (size_t i = 0; i < 5; ++i) {
    fair.participants[i].set_side(v1::PARTICIPANT_SIDE_BUYER);
    fair.participants[i].mutable_display_name()->set_vi(
        std::vector<std::string>{"Đức", "Em", "Ân", "Dũng", "An"}[i]);
  }
  fair.published.clear();
  const FairBook book = fair.Published(VietnameseWords());
  std::vector<std::string> names;
  for (const BookPerson& person : book.persons) names.push_back(person.name);
  EXPECT_THAT(names, ElementsAre("An", "Ân", "Dũng", "Đức", "Em"));
}

TEST(BookTest, ASeatedParticipantIsWhereItsMeetingsAre) {
  const FairBook book = SmallFair().Draft(VietnameseWords());
  for (const BookPerson& person : book.persons) {
    EXPECT_EQ(person.table != kNobody, person.seated) << person.id;
    if (person.seated) {
      EXPECT_EQ(LabelOf(person, VietnameseWords()),
                person.name + " (minh họa)");
    }
  }
  EXPECT_TRUE(book.draft);
  EXPECT_EQ(book.version, "3");
}

TEST(ChangesTest, TellsThoseWhomItConcernsAndNobodyElse) {
  const InventedFair fair = SmallFair();
  InventedFair later = fair;
  // w1 is interpreted by nobody now, w2 is dropped, w3 stays, w4 moves, and w5
  // is new.
  later.scheduled[0].clear_interpreter();
  later.scheduled.erase(later.scheduled.begin() + 1);
  later.scheduled[2].set_slot("sat-2");
  v1::ScheduledMeeting added = later.scheduled[0];
  added.set_wish(NameIn(fair, "wishes", "w5"));
  added.set_supplier(NameIn(fair, "participants", "s3"));
  added.set_slot("sun-0");
  later.scheduled.push_back(added);
  const FairBook before = fair.Draft(VietnameseWords());
  const FairBook after = later.Draft(VietnameseWords());
  const BookChanges changes = ChangesBetween(before, after);
  EXPECT_EQ(changes.CountOf(ChangeKind::kNew), 1);
  EXPECT_EQ(changes.CountOf(ChangeKind::kMoved), 2);
  EXPECT_EQ(changes.CountOf(ChangeKind::kDropped), 1);
  std::vector<std::string> told;
  for (const Notice& notice : changes.notices) {
    std::string text = notice.person.id + ":";
    for (const MeetingChange& change : notice.changes) {
      text += std::string(" ") + ChangeName(change.kind);
    }
    told.push_back(text);
  }
  std::sort(told.begin(), told.end());
  EXPECT_THAT(told,
              ElementsAre("b1: moved dropped new", "b2: moved", "lan: dropped",
                          "s1: moved", "s2: moved dropped", "s3: new"));
  EXPECT_TRUE(ChangesBetween(after, after).notices.empty());
}

// What a schedule says of times counts, should the fair have changed since.
TEST(ChangesTest, AMeetingMovesWithTheTimesOfItsSlot) {
  const InventedFair fair = SmallFair();
  const FairBook now = fair.Draft(EnglishWords());
  const BookSlot& slot = now.slots[static_cast<size_t>(now.meetings[0].slot)];
  InventedFair printed = fair;
  for (v1::ScheduledMeeting& meeting : printed.scheduled) {
    if (meeting.slot() != slot.id) continue;
    meeting.mutable_start_time()->set_seconds(absl::ToUnixSeconds(slot.begin));
    meeting.mutable_end_time()->set_seconds(absl::ToUnixSeconds(slot.end) -
                                            300);
  }
  const FairBook before = printed.Draft(EnglishWords());
  const BookChanges changes = ChangesBetween(before, now);
  ASSERT_GT(changes.CountOf(ChangeKind::kMoved), 0);
  for (const MeetingChange& change : changes.meetings) {
    EXPECT_TRUE(ChangesPlace(before, now, change));
  }
}

TEST(ChangesTest, ACancelledMeetingIsNone) {
  const InventedFair fair = SmallFair();
  InventedFair later = fair;
  later.published[0].set_status(v1::MEETING_STATUS_CANCELLED);
  later.published[2].set_status(v1::MEETING_STATUS_PLANNED);
  later.published[3].set_status(v1::MEETING_STATUS_HELD);
  const BookChanges changes = ChangesBetween(fair.Published(EnglishWords()),
                                             later.Published(EnglishWords()));
  EXPECT_EQ(changes.meetings.size(), 2u);
  EXPECT_EQ(changes.CountOf(ChangeKind::kDropped), 1);
  EXPECT_EQ(changes.CountOf(ChangeKind::kNew), 1);
}

}  // namespace
}  // namespace ketnoi::agenda
