#include "clients/agenda/report.h"

#include <map>
#include <numeric>
#include <sstream>

#include "clients/agenda/pdf.h"
#include "clients/agenda/report_words.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/clients/agenda/invented_fair.h"

namespace ketnoi::agenda {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

// The small fair with figures of its schedule.
InventedFair MeasuredFair() {
  InventedFair fair = SmallFair();
  const auto level = [&fair](v1::FairGoal goal, int64_t achieved) {
    v1::ScheduleLevel& one = *fair.schedule.add_levels();
    one.set_goal(goal);
    one.set_achieved(achieved);
    return &one;
  };
  level(v1::FAIR_GOAL_MUST_HAVES, 2)->set_bound(2);
  level(v1::FAIR_GOAL_VALUE, 990)->set_bound(1000);
  level(v1::FAIR_GOAL_BREAKS, 1);
  v1::FailedFloor& floor = *fair.schedule.add_failed_floors();
  floor.set_participant(NameIn(fair, "participants", "s3"));
  floor.set_floor(1);
  floor.set_reason(v1::FLOOR_FAILURE_FEW_WISHES);
  floor.set_wish(NameIn(fair, "wishes", "x9"));
  floor.set_wish_reason(v1::LEFT_OUT_REASON_NO_COMMON_SLOT);
  for (int i = 0; i < 3; ++i) {
    v1::LeftOutWish& wish = fair.left_out.emplace_back();
    wish.set_wish(NameIn(fair, "wishes", "x" + std::to_string(i)));
    wish.set_buyer(NameIn(fair, "participants", "b1"));
    wish.set_supplier(NameIn(fair, "participants", "s3"));
    wish.set_reason(i == 1 ? v1::LEFT_OUT_REASON_FORBIDDEN
                           : v1::LEFT_OUT_REASON_BUYER_FULL);
  }
  return fair;
}

std::vector<ReportPart> ReportIn(const cli::Words& words) {
  const InventedFair fair = MeasuredFair();
  return ReportOf(fair.Draft(words), fair.schedule, fair.left_out, words);
}

TEST(ReportTest, CountsWhatTheMeetingsCome) {
  const std::vector<ReportPart> report = ReportIn(EnglishWords());
  std::map<std::string, const ReportPart*> parts;
  for (const ReportPart& part : report) {
    parts[part.name] = &part;
    ASSERT_EQ(part.sheet.rows.size(), part.texts.size());
    for (const auto& row : part.sheet.rows) {
      EXPECT_EQ(row.size(), part.sheet.columns.size()) << part.name;
    }
    for (const auto& row : part.texts) {
      EXPECT_EQ(row.size(), part.headers.size()) << part.name;
    }
  }
  EXPECT_THAT(parts["goals"]->sheet.rows,
              ElementsAre(ElementsAre("must_haves", "2", "2", "0.00", "true"),
                          ElementsAre("value", "990", "1000", "1.00", "false"),
                          ElementsAre("breaks", "1", "", "", "false")));
  // b1 meets at sat-0 and sat-3; s1 at sat-0 and sat-1, s2 on two days, s3
  // never.
  EXPECT_THAT(
      parts["sides"]->sheet.rows,
      ElementsAre(ElementsAre("buyer", "2", "2", "2", "2", "0", "1", "2"),
                  ElementsAre("supplier", "3", "0", "2", "2", "1", "0", "0")));
  EXPECT_THAT(parts["slots"]->sheet.rows[4],
              ElementsAre("sun-0", "2026-11-29T09:00:00+07:00", "1", "0"));
  EXPECT_THAT(parts["left_out_reasons"]->sheet.rows,
              ElementsAre(ElementsAre("forbidden", "1"),
                          ElementsAre("buyer_full", "2")));
  EXPECT_THAT(parts["failed_floors"]->sheet.rows,
              ElementsAre(ElementsAre("s3", "Dập Nguội", "1", "0", "few_wishes",
                                      "x9", "no_common_slot")));
  EXPECT_EQ(parts["left_out"]->sheet.rows.size(), 3u);
}

TEST(ReportTest, HasAFormForEverybody) {
  const InventedFair fair = MeasuredFair();
  const cli::Words& words = VietnameseWords();
  const FairBook book = fair.Draft(words);
  const std::vector<ReportPart> report = ReportIn(words);
  std::ostringstream text;
  PrintReport(report, words, 100, false, 2, text);
  EXPECT_THAT(text.str(), HasSubstr("bên mua đã đủ cuộc gặp"));
  EXPECT_THAT(text.str(), HasSubstr("Còn 1 dòng"));
  EXPECT_THAT(text.str(), HasSubstr("không có lượt chung: x9"));
  EXPECT_THAT(text.str(), Not(HasSubstr("x2")));
  EXPECT_THAT(text.str(), Not(HasSubstr("nhà cung c…")));
  EXPECT_EQ(CountIn(text.str(), "Nguyện vọng không được xếp\n"), 1);
  const std::string html = ReportHtml(report, book, EditionIn(words));
  EXPECT_THAT(html, HasSubstr("Mức sàn không đạt"));
  EXPECT_EQ(CountIn(html, "<table>"), 6);
  EXPECT_THAT(ReportCsv(report),
              HasSubstr("goals,value,gap_per_cent,1.00\r\n"));
  const std::string json = ReportJson(report, book, EditionIn(words));
  EXPECT_THAT(json, HasSubstr("\"leftOutReasons\": [\n{\"reason\": "
                              "\"forbidden\", \"wishes\": 1}"));
  EXPECT_THAT(json, HasSubstr("\"bound\": null"));
}

// One break more than none is no loss of all.
TEST(ReportTest, OnlyValueHasAGapForPeople) {
  InventedFair fair = MeasuredFair();
  fair.schedule.mutable_levels(2)->set_bound(0);
  const cli::Words& words = EnglishWords();
  const ReportPart goals =
      ReportOf(fair.Draft(words), fair.schedule, {}, words)[0];
  EXPECT_EQ(goals.sheet.rows[2][3], "100.00");
  EXPECT_EQ(goals.texts[2].back(), "");
  EXPECT_EQ(goals.texts[1].back(), "1.00");
}

// As `ketnoi fair schedule` shows them; programs get plain digits.
TEST(ReportTest, GroupsDigitsForPeople) {
  InventedFair fair = MeasuredFair();
  fair.schedule.mutable_levels(1)->set_achieved(12'345);
  fair.schedule.mutable_levels(1)->set_bound(12'400);
  const cli::Words& words = EnglishWords();
  const FairBook book = fair.Draft(words);
  const auto report = ReportOf(book, fair.schedule, fair.left_out, words);
  std::ostringstream text;
  PrintReport(report, words, 100, false, 9, text);
  EXPECT_THAT(text.str(), HasSubstr("  12,345  12,400  "));
  EXPECT_THAT(text.str(), Not(HasSubstr("12345")));
  EXPECT_THAT(ReportHtml(report, book, EditionIn(words)), HasSubstr("12,345"));
  EXPECT_THAT(ReportCsv(report), HasSubstr("goals,value,achieved,12345\r\n"));
}

// A meeting that was held stays at a table that went out of use.
TEST(ReportTest, FreePlacesAreThoseOfTablesInUse) {
  InventedFair fair = MeasuredFair();
  v1::Table& closed = *fair.fair.mutable_tables(0);
  closed.add_unavailable_slots("sat-0");
  fair.fair.mutable_tables(1)->set_capacity(2);
  const cli::Words& words = EnglishWords();
  const auto slots = [&] {
    return ReportOf(fair.Draft(words), fair.schedule, {}, words)[2];
  };
  EXPECT_THAT(slots().sheet.rows[0],
              ElementsAre("sat-0", "2026-11-28T09:00:00+07:00", "1", "2"));
  EXPECT_EQ(slots().texts[0].back(), "33");
  // Without a table it takes one of the places.
  fair.scheduled[0].clear_table();
  EXPECT_EQ(slots().sheet.rows[0].back(), "1");
}

// Also of a slot that has another time since: it is one of the session's.
TEST(ReportTest, AChangedTimeMakesNoBreak) {
  InventedFair fair = MeasuredFair();
  const cli::Words& words = EnglishWords();
  v1::Session& session = *fair.fair.mutable_sessions(0);
  session.mutable_slots(1)->set_start_time("2026-11-28T09:35");
  const auto report = ReportOf(fair.Published(words), fair.schedule, {}, words);
  EXPECT_THAT(report[1].sheet.rows[0],
              ElementsAre("buyer", "2", "1", "1.5", "2", "0", "1", "2"));
}

// Sections are what a PDF is divided between.
TEST(ReportTest, ALongListHasSeveralSections) {
  InventedFair fair = MeasuredFair();
  fair.left_out.resize(2 * kSectionRows + 1, fair.left_out.front());
  const cli::Words& words = EnglishWords();
  const FairBook book = fair.Draft(words);
  const auto report = ReportOf(book, fair.schedule, fair.left_out, words);
  const std::string html = ReportHtml(report, book, EditionIn(words));
  EXPECT_EQ(CountIn(html, "<section>"), 3);
  EXPECT_EQ(CountIn(html, "</section>"), 3);
  EXPECT_EQ(CountIn(html, "<table>"), 8);
  EXPECT_EQ(PartsToPrint(html, 4 * kSectionRows).size(), 3u);
  for (const ReportPart& part : report) {
    EXPECT_EQ(part.widths.size(), part.headers.size()) << part.name;
    EXPECT_EQ(std::accumulate(part.widths.begin(), part.widths.end(), 0), 100)
        << part.name;
  }
}

TEST(ReportTest, EveryReasonHasWordsOfItsOwn) {
  const auto* reasons = v1::LeftOutReason_descriptor();
  for (int i = 1; i < reasons->value_count(); ++i) {
    const auto reason =
        static_cast<v1::LeftOutReason>(reasons->value(i)->number());
    EXPECT_NE(LeftOutText(reason, VietnameseWords()), LeftOutName(reason));
  }
  const auto* failures = v1::FloorFailure_descriptor();
  for (int i = 1; i < failures->value_count(); ++i) {
    const auto failure =
        static_cast<v1::FloorFailure>(failures->value(i)->number());
    EXPECT_NE(FloorText(failure, VietnameseWords()), FloorName(failure));
  }
  const auto* goals = v1::FairGoal_descriptor();
  for (int i = 1; i < goals->value_count(); ++i) {
    const auto goal = static_cast<v1::FairGoal>(goals->value(i)->number());
    EXPECT_NE(GoalText(goal, VietnameseWords()), GoalName(goal));
  }
  EXPECT_EQ(LeftOutName(static_cast<v1::LeftOutReason>(99)), "99");
}

}  // namespace
}  // namespace ketnoi::agenda
