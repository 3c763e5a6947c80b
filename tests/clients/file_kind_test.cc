#include "clients/cli/file_kind.h"

#include <sys/stat.h>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/clients/command_line.h"

namespace ketnoi::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

std::string Error(const std::string& beginning, FileFormat format) {
  return std::string(CheckBeginning(beginning, format).message());
}

TEST(CheckBeginningTest, SaysWhatAFileReallyIs) {
  EXPECT_THAT(Error("PK\x03\x04stuff", FileFormat::kCsv), HasSubstr("XLSX"));
  EXPECT_THAT(Error("\xD0\xCF\x11\xE0", FileFormat::kCsv), HasSubstr("XLS"));
  EXPECT_THAT(Error("\xFF\xFEi", FileFormat::kCsv), HasSubstr("UTF-16"));
  EXPECT_THAT(Error(std::string("i\0d\0", 4), FileFormat::kCsv),
              HasSubstr("UTF-16"));
  EXPECT_THAT(Error("\x1F\x8B", FileFormat::kJsonLines), HasSubstr("gzip"));
  EXPECT_THAT(Error(std::string("id,na\0me", 8), FileFormat::kCsv),
              HasSubstr("NUL"));
  EXPECT_THAT(Error("<html>", FileFormat::kCsv), HasSubstr("HTML"));
  EXPECT_THAT(Error("{\"name\"", FileFormat::kCsv), HasSubstr("JSON"));
  EXPECT_THAT(Error("[{}]", FileFormat::kJsonLines), HasSubstr("array"));
}

TEST(CheckBeginningTest, SaysWhatSeparatesTheCellsIfNoCommaDoes) {
  EXPECT_THAT(Error("\xEF\xBB\xBFid;legal_name_vi;tax_code\r\na;\"B, C\";\r\n",
                    FileFormat::kCsv),
              AllOf(HasSubstr("separated by ';'"), HasSubstr("with commas")));
  EXPECT_THAT(Error("\"id\";\"tax_code\"\n", FileFormat::kCsv),
              HasSubstr("separated by ';'"));
  EXPECT_THAT(Error("id\ttax_code\n", FileFormat::kCsv),
              HasSubstr("separated by tabs"));
  for (const char* line : {"sep=,\r\nid,tax_code", "SEP=;\nid;tax_code",
                           "\"sep=,\"\nid,tax_code"}) {
    EXPECT_THAT(Error(line, FileFormat::kCsv), HasSubstr("remove that line"))
        << line;
  }
  EXPECT_EQ(Error("id,other_names\na,b;c\n", FileFormat::kCsv), "");
  EXPECT_EQ(Error("id\na;b\n", FileFormat::kCsv), "");
  EXPECT_EQ(Error("{}; {}", FileFormat::kJsonLines), "");
}

TEST(CheckBeginningTest, WithoutAFormatRefusesOnlyWhatIsNoText) {
  const auto error = [](const char* beginning) {
    return std::string(CheckBeginning(beginning, std::nullopt).message());
  };
  EXPECT_THAT(error("PK\x03\x04stuff"), HasSubstr("XLSX"));
  for (const char* text : {"{}", "[{}]", "id,name", "id;name", "sep=,"}) {
    EXPECT_EQ(error(text), "") << text;
  }
}

TEST(CheckBeginningTest, AcceptsTexts) {
  EXPECT_EQ(Error("id,name", FileFormat::kCsv), "");
  EXPECT_EQ(Error("\xEF\xBB\xBFid,name", FileFormat::kCsv), "");
  EXPECT_EQ(Error("\xEF\xBB\xBF\n{}", FileFormat::kJsonLines), "");
  EXPECT_EQ(Error("", FileFormat::kJsonLines), "");
  for (const char* line : {"# suppliers\n{}", "<<<<<<< HEAD\n{}", "<", "id"}) {
    EXPECT_EQ(Error(line, FileFormat::kJsonLines), "") << line;
  }
}

TEST(OpenTextTest, NamesTheFile) {
  const ketnoi::testing::TestFolder folder;
  std::ifstream file;
  EXPECT_THAT(
      std::string(
          OpenText(folder.Path("no.csv"), FileFormat::kCsv, file).message()),
      HasSubstr("no.csv: does not exist"));
  EXPECT_THAT(
      std::string(OpenText(folder.path(), FileFormat::kCsv, file).message()),
      HasSubstr("it is a folder"));
  const std::string pipe = folder.Path("pipe.csv");
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  EXPECT_THAT(std::string(OpenText(pipe, FileFormat::kCsv, file).message()),
              HasSubstr("pipe.csv: it is not a regular file"));
}

}  // namespace
}  // namespace ketnoi::cli
