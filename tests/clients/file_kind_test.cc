#include "clients/cli/file_kind.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/clients/command_line.h"

namespace ketnoi::cli {
namespace {

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
      HasSubstr("no.csv: cannot be opened"));
  EXPECT_THAT(
      std::string(OpenText(folder.path(), FileFormat::kCsv, file).message()),
      HasSubstr("it is a folder"));
}

}  // namespace
}  // namespace ketnoi::cli
