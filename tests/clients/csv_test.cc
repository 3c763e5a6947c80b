#include "clients/cli/csv.h"

#include <sstream>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace ketnoi::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using Outcome = CsvReader::Outcome;
using Rows = std::vector<std::vector<std::string>>;

// Every good record of `text`.
Rows ReadRecords(const std::string& text) {
  std::istringstream in(text);
  CsvReader reader(in);
  Rows rows;
  for (auto outcome = reader.Next();
       outcome != Outcome::kEnd && outcome != Outcome::kBroken;
       outcome = reader.Next()) {
    if (outcome == Outcome::kRecord) rows.push_back(reader.cells());
  }
  return rows;
}

TEST(CsvReaderTest, ReadsRfc4180) {
  EXPECT_EQ(ReadRecords("a,b\r\n1,2\r\n"), (Rows{{"a", "b"}, {"1", "2"}}));
  EXPECT_EQ(ReadRecords("a,b\n1,2"), (Rows{{"a", "b"}, {"1", "2"}}));
  EXPECT_EQ(ReadRecords("\"a,b\",\"c\"\"d\",\"e\r\nf\"\n"),
            (Rows{{"a,b", "c\"d", "e\nf"}}));
  EXPECT_EQ(ReadRecords(",\n\"\",\n"), (Rows{{"", ""}, {"", ""}}));
  EXPECT_EQ(ReadRecords(" a , b \n"), (Rows{{" a ", " b "}}));
  EXPECT_EQ(ReadRecords("công ty,đồng\n"), (Rows{{"công ty", "đồng"}}));
}

TEST(CsvReaderTest, ReadsEveryLineBreakOfACellAsLf) {
  EXPECT_EQ(ReadRecords("\"a\r\nb\",\"c\rd\",\"e\nf\",\"\r\r\n\"\n"),
            (Rows{{"a\nb", "c\nd", "e\nf", "\n\n"}}));
}

TEST(CsvReaderTest, EndsLinesAtALoneCr) {
  EXPECT_EQ(ReadRecords("a,b\r1,2\r"), (Rows{{"a", "b"}, {"1", "2"}}));
}

TEST(CsvReaderTest, ToleratesAByteOrderMark) {
  EXPECT_EQ(ReadRecords("\xEF\xBB\xBFid\n1\n"), (Rows{{"id"}, {"1"}}));
  EXPECT_EQ(ReadRecords("\xEF\xBB\xBF"), Rows());
  EXPECT_EQ(ReadRecords(""), Rows());
}

TEST(CsvReaderTest, CountsBlankLines) {
  std::istringstream in("a\n\n\r\nb\n");
  CsvReader reader(in);
  ASSERT_EQ(reader.Next(), Outcome::kRecord);
  EXPECT_EQ(reader.row(), 1);
  ASSERT_EQ(reader.Next(), Outcome::kRecord);
  EXPECT_EQ(reader.row(), 4);
  EXPECT_EQ(reader.Next(), Outcome::kEnd);
}

TEST(CsvReaderTest, ABadRecordDoesNotStopTheNext) {
  const struct {
    const char* text;
    const char* error;
    size_t cell;
  } cases[] = {
      {"1,5\" pipe\n2\n", "a quote within a cell", 2},
      {"1,\"a\"b,c\n2\n", "text after the closing quote", 2},
      {"1,\"a\"b,c\r2\r", "text after the closing quote", 2},
      {"1,\"a\"b,c\r\n2\r\n", "text after the closing quote", 2},
      {"\"a\"b\n2\n", "text after the closing quote", 1},
      {"1,\xC3(\n2\n", "not UTF-8 at byte 1", 2},
  };
  for (const auto& each : cases) {
    std::istringstream in(each.text);
    CsvReader reader(in);
    ASSERT_EQ(reader.Next(), Outcome::kBad) << each.text;
    EXPECT_THAT(reader.error(), HasSubstr(each.error));
    EXPECT_EQ(reader.error_cell(), each.cell) << each.text;
    ASSERT_EQ(reader.Next(), Outcome::kRecord) << each.text;
    EXPECT_THAT(reader.cells(), ElementsAre("2"));
  }
}

TEST(CsvReaderTest, RefusesNulBytes) {
  std::istringstream in(std::string("a,b\0c\nd\n", 8));
  CsvReader reader(in);
  ASSERT_EQ(reader.Next(), Outcome::kBad);
  EXPECT_EQ(reader.error(), "a NUL byte");
  EXPECT_EQ(reader.Next(), Outcome::kRecord);
}

TEST(CsvReaderTest, AnOpenQuoteBreaksTheFile) {
  std::istringstream in("a\nb,\"c\nd\n");
  CsvReader reader(in);
  ASSERT_EQ(reader.Next(), Outcome::kRecord);
  ASSERT_EQ(reader.Next(), Outcome::kBroken);
  EXPECT_EQ(reader.row(), 2);
  EXPECT_EQ(reader.error_cell(), 2U);
  EXPECT_EQ(reader.Next(), Outcome::kEnd);
}

TEST(CsvReaderTest, RefusesTwentyMegabytesInOneLine) {
  std::istringstream plain(std::string(20 << 20, 'x') + "\nb\n");
  CsvReader reader(plain);
  ASSERT_EQ(reader.Next(), Outcome::kBad);
  EXPECT_THAT(reader.error(), HasSubstr("longer than 1048576 bytes"));
  ASSERT_EQ(reader.Next(), Outcome::kRecord);
  EXPECT_THAT(reader.cells(), ElementsAre("b"));

  std::istringstream quoted("\"" + std::string(20 << 20, 'x'));
  CsvReader open(quoted);
  EXPECT_EQ(open.Next(), Outcome::kBroken);

  std::istringstream commas(std::string(20 << 20, ','));
  CsvReader wide(commas);
  EXPECT_EQ(wide.Next(), Outcome::kBad);
  EXPECT_LE(wide.cells().size(), CsvReader::kMaxCells);
}

TEST(CsvReaderTest, ATooLongQuotedCellCostsItsRecordOnly) {
  std::istringstream in("a\n1,\"" + std::string(20 << 20, 'x') +
                        "\n\"\"y\",2\nb\n");
  CsvReader reader(in);
  ASSERT_EQ(reader.Next(), Outcome::kRecord);
  ASSERT_EQ(reader.Next(), Outcome::kBad);
  EXPECT_THAT(reader.error(), HasSubstr("longer than 1048576 bytes"));
  EXPECT_EQ(reader.error_cell(), 2U);
  ASSERT_EQ(reader.Next(), Outcome::kRecord);
  EXPECT_THAT(reader.cells(), ElementsAre("b"));
  EXPECT_EQ(reader.row(), 3);
}

TEST(CsvReaderTest, SeeksToRecords) {
  std::string text = "head\n";
  for (int i = 0; i < 30'000; ++i) text += "row" + std::to_string(i) + "\n";
  std::istringstream in(text);
  CsvReader reader(in);
  std::vector<int64_t> offsets;
  while (reader.Next() == Outcome::kRecord) offsets.push_back(reader.offset());
  for (const size_t i : {29'999U, 1U, 15'000U, 15'001U, 29'998U}) {
    reader.Seek(offsets[i], static_cast<int64_t>(i) + 1);
    ASSERT_EQ(reader.Next(), Outcome::kRecord);
    EXPECT_EQ(reader.cells().front(), "row" + std::to_string(i - 1));
    EXPECT_EQ(reader.row(), static_cast<int64_t>(i) + 1);
  }
}

TEST(CsvWriterTest, QuotesWhereItMust) {
  EXPECT_EQ(CsvLine({"a", "b,c", "d\"e", "f\ng", " h", ""}),
            "a,\"b,c\",\"d\"\"e\",\"f\ng\",\" h\",\r\n");
}

TEST(CsvWriterTest, WhatIsWrittenIsReadAgain) {
  const std::vector<std::string> cells = {"", ",", "\"", "\n", "đ", " x "};
  EXPECT_EQ(ReadRecords(CsvLine(cells)), Rows{cells});
}

}  // namespace
}  // namespace ketnoi::cli
