#include <algorithm>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "clients/agenda/calendar.h"
#include "clients/agenda/html.h"
#include "clients/agenda/pdf.h"
#include "clients/agenda/sheet.h"
#include "clients/cli/csv.h"
#include "clients/cli/text_width.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/clients/agenda/invented_fair.h"

namespace ketnoi::agenda {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

// Whether every element of a document of ours is ended in turn.
std::string NestingProblem(const std::string& html) {
  std::vector<std::string> open;
  for (size_t at = html.find('<'); at != std::string::npos;
       at = html.find('<', at + 1)) {
    const size_t end = html.find('>', at);
    if (end == std::string::npos) return "a tag is open at the end";
    std::string tag = html.substr(at + 1, end - at - 1);
    tag = tag.substr(0, tag.find(' '));
    if (tag == "!DOCTYPE" || tag == "meta" || tag == "col") continue;
    if (tag.front() != '/') {
      open.push_back(tag);
    } else if (open.empty() || "/" + open.back() != tag) {
      return "<" + tag + "> at " + html.substr(at, 60);
    } else {
      open.pop_back();
    }
  }
  return open.empty() ? "" : "<" + open.back() + "> is not ended";
}

std::vector<std::string> AllDocuments(const InventedFair& fair,
                                      const cli::Words& words) {
  const FairBook book = fair.Published(words);
  const FairBook draft = fair.Draft(words);
  const Edition edition = EditionIn(words);
  return {AgendasHtml(book, Everybody(book), edition),
          TablePlansHtml(book, edition),
          GridHtml(book, edition),
          SignsHtml(book, edition),
          AttendanceHtml(book, edition),
          ChangesHtml(book, draft, ChangesBetween(book, draft), edition)};
}

TEST(HtmlTest, EveryDocumentIsWellFormedAndEscaped) {
  for (const cli::Words* words : {&EnglishWords(), &VietnameseWords()}) {
    for (const std::string& html : AllDocuments(SmallFair(), *words)) {
      EXPECT_EQ(NestingProblem(html), "");
      EXPECT_THAT(html, Not(HasSubstr("<script")));
      EXPECT_THAT(html, Not(HasSubstr("<2026>")));
      EXPECT_THAT(html, Not(HasSubstr("http")));
      EXPECT_THAT(html, HasSubstr(words->code()));
      EXPECT_TRUE(cli::IsUtf8(html, nullptr));
    }
  }
  EXPECT_EQ(EscapeHtml("a<b> & \"c\" 'd'"),
            "a&lt;b&gt; &amp; &quot;c&quot; &#39;d&#39;");
}

TEST(HtmlTest, AnAgendaSaysWhenWhereAndWithWhom) {
  const FairBook book = SmallFair().Published(VietnameseWords());
  const std::string html =
      AgendasHtml(book, Everybody(book), EditionIn(VietnameseWords()));
  EXPECT_EQ(CountIn(html, "<section"), 5);
  EXPECT_THAT(html, HasSubstr("<bdi>Thứ Bảy, 28/11/2026 · Sáng thứ Bảy</bdi>"));
  EXPECT_THAT(html, HasSubstr("<td><bdi>09:00–09:25</bdi></td>"
                              "<td><bdi>A1</bdi></td>"
                              "<td><bdi>Khu Đông</bdi></td>"));
  EXPECT_THAT(html, HasSubstr("<td><bdi>Nguyễn Thị Lan</bdi></td>"));
  EXPECT_THAT(html, HasSubstr("Đặng &lt;script&gt;alert(&#39;1&#39;)"));
  EXPECT_THAT(html, HasSubstr("<bdi>شركة الأجزاء الدقيقة</bdi>"));
  EXPECT_EQ(CountIn(html, "<tr class=\"off\">"), 2);  // One for each side.
  EXPECT_EQ(CountIn(html, "Không có cuộc gặp nào."), 1);
  EXPECT_EQ(CountIn(html, "In lúc 2026-11-20 08:15 (Asia/Ho_Chi_Minh)"), 5);
}

TEST(HtmlTest, PagesSayOfWhichScheduleTheyAre) {
  const FairBook book = SmallFair().Draft(EnglishWords());
  EXPECT_THAT(
      TablePlansHtml(book, EditionIn(EnglishWords())),
      HasSubstr("<footer>schedule 3 · draft, may still change · "
                "Printed 2026-11-20 08:15 (Asia/Ho_Chi_Minh)</footer>"));
}

TEST(HtmlTest, AWideGridIsDividedByDaysAndColumns) {
  const InventedFair fair = RandomFair(7, 5, 30);  // 12 + 12 + 6 slots.
  const FairBook book = fair.Draft(EnglishWords());
  const std::string html = GridHtml(book, EditionIn(EnglishWords()));
  // 12 slots are two parts of 6, for participants and for tables.
  EXPECT_EQ(CountIn(html, "<section class=\"wide\">"), 2 * 5);
  EXPECT_EQ(CountIn(html, "<col style"), 2 * 5 * 7);
  EXPECT_EQ(CountIn(html, "<bdi>08:00–08:30</bdi>"), 2 * 3);
}

TEST(HtmlTest, AnEmptyFairIsSaidToBe) {
  InventedFair fair = SmallFair();
  fair.fair.clear_tables();
  fair.participants.clear();
  fair.published.clear();
  fair.scheduled.clear();
  for (const std::string& html : AllDocuments(fair, EnglishWords())) {
    EXPECT_EQ(CountIn(html, "<section>"), 1);
    EXPECT_EQ(NestingProblem(html), "");
  }
}

TEST(HtmlTest, SignsAreLargeAndNameWhoIsSeated) {
  const std::string html = SignsHtml(SmallFair().Published(VietnameseWords()),
                                     EditionIn(VietnameseWords()));
  EXPECT_EQ(CountIn(html, "<section class=\"sign\">"), 2);
  EXPECT_THAT(html, HasSubstr("<p class=\"s1\"><bdi>A1</bdi></p>"));
  EXPECT_THAT(html,
              HasSubstr("Cơ khí Ưu Việt, ỗ ộ ở ỡ ợ ữ ự ỷ ỹ ỵ (minh họa)"));
}

TEST(HtmlTest, TheAttendanceSheetHasABoxForEach) {
  const FairBook book = SmallFair().Published(EnglishWords());
  const std::string html = AttendanceHtml(book, EditionIn(EnglishWords()));
  EXPECT_EQ(CountIn(html, "<section>"), 2);
  // Saturday: b1, s1, s2; Sunday: b2, s2. What is cancelled does not count.
  EXPECT_EQ(CountIn(html, "<span class=\"box\">"), 5);
}

TEST(HtmlTest, NobodyToTellIsSaid) {
  const FairBook book = SmallFair().Draft(EnglishWords());
  EXPECT_THAT(ChangesHtml(book, book, ChangesBetween(book, book),
                          EditionIn(EnglishWords())),
              HasSubstr("Nobody has to be told anything."));
}

TEST(CalendarTest, LinesAreFoldedBetweenCharacters) {
  for (size_t letters = 0; letters < 200; ++letters) {
    std::string value;
    for (size_t i = 0; i < letters; ++i) value += i % 3 == 0 ? "ộ" : "🏭";
    const std::string folded = CalendarLine("SUMMARY", value);
    ASSERT_TRUE(folded.ends_with("\r\n"));
    std::string unfolded;
    std::istringstream lines(folded);
    for (std::string line; std::getline(lines, line);) {
      ASSERT_EQ(line.back(), '\r');
      line.pop_back();
      ASSERT_LE(line.size(), 75u);
      ASSERT_TRUE(cli::IsUtf8(line, nullptr));
      unfolded += unfolded.empty() ? line : line.substr(1);
    }
    ASSERT_EQ(unfolded, "SUMMARY:" + value);
  }
}

TEST(CalendarTest, AMeetingIsOneEvent) {
  const FairBook book = SmallFair().Published(EnglishWords());
  const std::string text =
      CalendarText(book, kNobody, EditionIn(EnglishWords()));
  EXPECT_THAT(text, StartsWith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"));
  EXPECT_THAT(text, HasSubstr("UID:w3.ha-noi@meetings.ketnoi\r\n"
                              "DTSTAMP:20261120T011500Z\r\n"
                              "DTSTART:20261128T023000Z\r\n"
                              "DTEND:20261128T025500Z\r\n"));
  EXPECT_THAT(text, HasSubstr("SEQUENCE:2\r\nSTATUS:CANCELLED\r\n"));
  EXPECT_EQ(CountIn(text, "STATUS:CONFIRMED\r\n"), 3);
  EXPECT_EQ(CountIn(CalendarText(SmallFair().Draft(EnglishWords()), kNobody,
                                 EditionIn(EnglishWords())),
                    "STATUS:TENTATIVE\r\n"),
            4);
  EXPECT_EQ(CalendarValue("a,b;c\\d\ne\tf"), "a\\,b\\;c\\\\d\\nef");
}

TEST(SheetTest, CsvAndJsonHaveTheSameRows) {
  const FairBook book = SmallFair().Published(EnglishWords());
  const Sheet sheet = AgendasSheet(book, {0});
  EXPECT_EQ(JsonKey("participant_name"), "participantName");
  const std::string csv = CsvOf(sheet);
  EXPECT_THAT(csv, StartsWith("participant,participant_name,"));
  std::istringstream in(csv);
  cli::CsvReader reader(in);
  ASSERT_EQ(reader.Next(), cli::CsvReader::Outcome::kRecord);
  const std::vector<std::string> keys = reader.cells();
  ASSERT_EQ(reader.Next(), cli::CsvReader::Outcome::kRecord);
  std::map<std::string, std::string> row;
  for (size_t i = 0; i < keys.size(); ++i) row[keys[i]] = reader.cells()[i];
  EXPECT_EQ(row["start_time"], "2026-11-28T09:00:00+07:00");
  EXPECT_EQ(row["table_name"], "A1");
  EXPECT_EQ(row["interpreter"], "lan");
  EXPECT_EQ(row["partner"], "s1");
  EXPECT_EQ(row["status"], "planned");
  const std::string json =
      JsonOf(sheet, "agendas", book, EditionIn(EnglishWords()));
  EXPECT_THAT(json,
              HasSubstr("\"partnerComposed\": false, \"meeting\": \"w1\", "
                        "\"status\": \"planned\", \"sequence\": 0}"));
  EXPECT_THAT(json, HasSubstr("\"printTime\": \"2026-11-20T08:15:00+07:00\""));
}

TEST(SheetTest, SaysWhoIsToldWhat) {
  const FairBook before = SmallFair().Draft(EnglishWords());
  const FairBook after = SmallFair().Published(EnglishWords());
  const Sheet sheet =
      ChangesSheet(before, after, ChangesBetween(before, after));
  ASSERT_EQ(sheet.rows.size(), 2u);  // w3 was cancelled: its two sides.
  for (const auto& row : sheet.rows) {
    ASSERT_EQ(row.size(), sheet.columns.size());
    EXPECT_EQ(row[5], "dropped");
    EXPECT_EQ(row[6], "w3");
  }
}

// The sections of a document, by their titles.
std::map<std::string, std::string> SectionsOf(const std::string& html) {
  std::map<std::string, std::string> sections;
  for (size_t at = html.find("<h1><bdi>"); at != std::string::npos;
       at = html.find("<h1><bdi>", at + 1)) {
    const size_t name = at + 9;
    const std::string title =
        html.substr(name, html.find("</bdi>", name) - name);
    sections[title] += html.substr(name, html.find("</section>", name) - name);
  }
  return sections;
}

TEST(FormsTest, EveryMeetingIsOnceInEveryForm) {
  for (uint32_t seed = 0; seed < 5; ++seed) {
    const FairBook book = RandomFair(seed, 4 + static_cast<int>(seed) * 3, 20)
                              .Published(EnglishWords());
    const Edition edition = EditionIn(EnglishWords());
    // Of each participant, how often it meets another, and takes place.
    std::map<std::pair<std::string, std::string>, int> all, held;
    for (const BookMeeting& meeting : book.meetings) {
      const std::string& buyer =
          book.persons[static_cast<size_t>(meeting.buyer)].name;
      const std::string& supplier =
          book.persons[static_cast<size_t>(meeting.supplier)].name;
      for (const auto& pair :
           {std::pair(buyer, supplier), std::pair(supplier, buyer)}) {
        ++all[pair];
        if (meeting.takes_place()) ++held[pair];
      }
    }
    const auto agendas =
        SectionsOf(AgendasHtml(book, Everybody(book), edition));
    const std::string grid = GridHtml(book, edition);
    const Sheet sheet = GridSheet(book);
    ASSERT_EQ(agendas.size(), book.persons.size());
    for (const BookPerson& one : book.persons) {
      for (const BookPerson& other : book.persons) {
        const std::pair<std::string, std::string> pair(one.name, other.name);
        if (one.side == other.side) continue;
        ASSERT_EQ(
            CountIn(agendas.at(one.name), "<td><bdi>" + other.name + "</bdi>"),
            all[pair])
            << one.name << " " << other.name;
        if (one.side != v1::PARTICIPANT_SIDE_BUYER) continue;
        ASSERT_EQ(CountIn(grid, "<td><bdi>" + one.name + " – " + other.name +
                                    "</bdi>"),
                  held[pair]);
      }
    }
    int cells = 0;
    for (const auto& row : sheet.rows) {
      cells += static_cast<int>(
          std::count_if(row.begin() + 3, row.end(),
                        [](const auto& cell) { return !cell.empty(); }));
    }
    const auto takes_place = [](const auto& meeting) {
      return meeting.takes_place();
    };
    // Once for the buyer, the supplier and the table.
    EXPECT_EQ(cells, 3 * std::count_if(book.meetings.begin(),
                                       book.meetings.end(), takes_place));
    const std::string calendar = CalendarText(book, kNobody, edition);
    for (const BookMeeting& meeting : book.meetings) {
      ASSERT_EQ(CountIn(calendar, "UID:" + MeetingUid(book, meeting) + "\r\n"),
                1);
    }
    EXPECT_EQ(TablePlansSheet(book).rows.size(), book.meetings.size());
  }
}

TEST(PdfTest, WhatIsLargeIsDividedBetweenSections) {
  const FairBook book = SmallFair().Published(EnglishWords());
  const std::string html =
      AgendasHtml(book, Everybody(book), EditionIn(EnglishWords()));
  EXPECT_EQ(PartsToPrint(html), std::vector<std::string>{html});
  // The agendas have 12, 12, 12, 12 and no cells.
  const std::vector<std::string> parts = PartsToPrint(html, 24);
  ASSERT_EQ(parts.size(), 2u);
  EXPECT_EQ(CountIn(parts[0], "<section>"), 2);
  EXPECT_EQ(CountIn(parts[1], "<section>"), 3);
  for (const std::string& part : parts) EXPECT_EQ(NestingProblem(part), "");
  EXPECT_EQ(PartsToPrint(html, 1).size(), 5u);
}

TEST(PdfTest, SaysWhatToInstall) {
  const absl::Status status =
      PrintPdf("<p>", ::testing::TempDir() + "/none.pdf", "no-such-printer");
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(status.message()),
              HasSubstr("apt-get install weasyprint"));
}

TEST(PdfTest, PassesOnWhatThePrinterSays) {
  const absl::Status status =
      PrintPdf("<p>", "/nowhere/none.pdf", "/bin/false");
  EXPECT_EQ(status.code(), absl::StatusCode::kInternal);
  EXPECT_THAT(std::string(status.message()), HasSubstr("/bin/false failed"));
}

}  // namespace
}  // namespace ketnoi::agenda
