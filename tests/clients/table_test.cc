#include "clients/cli/table.h"

#include <sstream>

#include "clients/cli/text_width.h"
#include "gtest/gtest.h"

namespace ketnoi::cli {
namespace {

std::string Print(const Table& table, size_t width) {
  std::ostringstream out;
  table.Print(out, width, false);
  return out.str();
}

TEST(TableTest, AlignsByDisplayWidth) {
  Table table({{"name"}, {"n", Align::kRight}, {"x"}});
  table.AddRow({"Đồng Nai", "1", "a"});
  table.AddRow({"Đo\u0302\u0300ng", "20", "b"});
  table.AddRow({"株式", "300", "c"});
  EXPECT_EQ(Print(table, 80),
            "name        n  x\n"
            "Đồng Nai    1  a\n"
            "Đo\u0302\u0300ng       20  b\n"
            "株式      300  c\n");
}

TEST(TableTest, ShortensTheLeastImportantFirst) {
  Table table({{"id", Align::kLeft, 5}, {"remarks", Align::kLeft, 1}});
  table.AddRow({"hanoi-precision", "a long remark that does not fit"});
  EXPECT_EQ(Print(table, 30),
            "id               remarks\n"
            "hanoi-precision  a long remar…\n");
}

TEST(TableTest, ShortensFurtherColumnsWhenOneIsNotEnough) {
  Table table({{"id", Align::kLeft, 5}, {"remarks", Align::kLeft, 1}});
  table.AddRow({"hanoi-precision", "a long remark"});
  std::istringstream lines(Print(table, 16));
  for (std::string line; std::getline(lines, line);) {
    EXPECT_LE(DisplayWidth(line), 16U) << line;
  }
}

TEST(TableTest, NeverShortensWhatMustStay) {
  Table table({{"score", Align::kLeft, kNeverShortened}, {"x"}});
  table.AddRow({"100.00–100.00", "something"});
  EXPECT_NE(Print(table, 10).find("100.00–100.00"), std::string::npos);
}

TEST(TableTest, WrapsInsteadOfShortening) {
  Table table({{"k"}, {"reason", Align::kLeft, 1, true}});
  table.AddRow({"a", "chưa nêu chứng nhận nào"});
  EXPECT_EQ(Print(table, 13),
            "k  reason\n"
            "a  chưa nêu\n"
            "   chứng nhận\n"
            "   nào\n");
}

TEST(TableTest, NotesStandUnderTheirRow) {
  Table table({{"k"}, {"v"}});
  table.AddRow({"a", "1"});
  table.AddNote("chưa nêu chứng nhận nào cả");
  table.AddRow({"b", "2"});
  EXPECT_EQ(Print(table, 20),
            "k  v\n"
            "a  1\n"
            "   chưa nêu chứng\n"
            "   nhận nào cả\n"
            "b  2\n");
}

TEST(TableTest, NarrowsWhatWrapsBeforeWhatIsShortened) {
  Table table({{"file", Align::kLeft, 1}, {"reason", Align::kLeft, 9, true}});
  table.AddRow({"suppliers.jsonl", "one two three four five six seven"});
  EXPECT_EQ(Print(table, 42),
            "file             reason\n"
            "suppliers.jsonl  one two three four five\n"
            "                 six seven\n");
}

TEST(TableTest, LeavesOptionalColumnsOutInsteadOfShorteningThem) {
  Table table({{"id", Align::kLeft, kNeverShortened},
               {"interval", Align::kRight, 2, false, true},
               {"remarks", Align::kLeft, 3}});
  table.AddRow({"hanoi-precision", "71.05–90.19", "a long remark"});
  EXPECT_EQ(Print(table, 43),
            "id                  interval  remarks\n"
            "hanoi-precision  71.05–90.19  a long remark\n");
  EXPECT_EQ(Print(table, 42),
            "id               remarks\n"
            "hanoi-precision  a long remark\n");
}

TEST(TableTest, LeavesOutWhatDoesNotFitBesideTheIds) {
  Table table({{"id", Align::kLeft, kNeverShortened}, {"remarks"}});
  table.AddRow({"hanoi-precision", "a long remark"});
  EXPECT_EQ(Print(table, 20), "id\nhanoi-precision\n");
}

TEST(TableTest, LeavesColumnsOutBeforeTheySayNothing) {
  Table table({{"name", Align::kLeft, 2}, {"remarks", Align::kLeft, 1}});
  table.AddRow({"Hanoi Precision", "a long remark"});
  EXPECT_EQ(Print(table, 22),
            "name        remarks\n"
            "Hanoi Pre…  a long re…\n");
  EXPECT_EQ(Print(table, 21), "name\nHanoi Precision\n");
}

TEST(TableTest, BreaksALongHeaderInsteadOfWideningItsColumn) {
  Table table({{"id", Align::kLeft, kNeverShortened},
               {"score–highest %", Align::kRight, kNeverShortened}});
  table.AddRow({"s1", "71.05–90.19"});
  EXPECT_EQ(Print(table, 19),
            "id  score–highest %\n"
            "s1      71.05–90.19\n");
  EXPECT_EQ(Print(table, 18),
            "id   score–highest\n"
            "                 %\n"
            "s1     71.05–90.19\n");
}

TEST(TableTest, WhatIsRightOfAnOverhangingCellGoesOnBelow) {
  Table table({{"#", Align::kRight, kNeverShortened},
               {"id", Align::kLeft, kNeverShortened, false, false, true},
               {"title", Align::kLeft, 5, true},
               {"state", Align::kLeft, kNeverShortened}});
  table.AddRow({"1", "short", "Rubber seal", "open"});
  table.AddRow({"2", "an-id-that-is-longer-than-its-column", "Seal", "closed"});
  table.AddRow({"3", "another-id-that-is-longer-than-that", "", ""});
  EXPECT_EQ(Print(table, 80),
            "#  id                                    title        state\n"
            "1  short                                 Rubber seal  open\n"
            "2  an-id-that-is-longer-than-its-column  Seal         closed\n"
            "3  another-id-that-is-longer-than-that\n");
  EXPECT_EQ(Print(table, 48),
            "#  id                        title        state\n"
            "1  short                     Rubber seal  open\n"
            "2  an-id-that-is-longer-than-its-column\n"
            "                             Seal         closed\n"
            "3  another-id-that-is-longer-than-that\n");
}

TEST(TableTest, LeavesEmptyColumnsOut) {
  Table table({{"a"}, {"empty"}, {"b"}});
  table.AddRow({"1", "", "2"});
  EXPECT_EQ(Print(table, 80), "a  b\n1  2\n");
}

TEST(TableTest, ARecordCannotSteerTheTerminal) {
  Table table({{"a"}});
  table.AddRow({"x\x1b[2Jy\nz"});
  EXPECT_EQ(Print(table, 80), "a\nx [2Jy z\n");
}

}  // namespace
}  // namespace ketnoi::cli
