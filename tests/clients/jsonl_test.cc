#include "clients/cli/jsonl.h"

#include <sstream>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "ketnoi/v1/supplier.pb.h"

namespace ketnoi::cli {
namespace {

using ::testing::HasSubstr;
using Outcome = JsonLinesReader::Outcome;

TEST(JsonLinesReaderTest, ReadsLines) {
  std::istringstream in("\xEF\xBB\xBF{\"a\":1}\r\n\n  \n{\"b\":2}");
  JsonLinesReader reader(in);
  ASSERT_EQ(reader.Next(), Outcome::kLine);
  EXPECT_EQ(reader.line(), "{\"a\":1}\r");
  EXPECT_EQ(reader.row(), 1);
  ASSERT_EQ(reader.Next(), Outcome::kLine);
  EXPECT_EQ(reader.line(), "{\"b\":2}");
  EXPECT_EQ(reader.row(), 4);
  EXPECT_EQ(reader.Next(), Outcome::kEnd);
}

TEST(JsonLinesReaderTest, ABadLineDoesNotStopTheNext) {
  const std::pair<std::string, const char*> cases[] = {
      {std::string("{\0}\n{}", 6), "a NUL byte at byte 2"},
      {"{\"\xFF\":1}\n{}", "not UTF-8 at byte 3"},
      {std::string(20 << 20, ' ') + "{}\n{}", "longer than 1048576 bytes"},
      {"{" + std::string(20 << 20, 'x') + "\n{}", "longer than 1048576 bytes"},
  };
  for (const auto& [text, error] : cases) {
    std::istringstream in(text);
    JsonLinesReader reader(in);
    const Outcome first = reader.Next();
    if (text.front() == ' ' && first == Outcome::kLine) continue;
    ASSERT_EQ(first, Outcome::kBad) << error;
    EXPECT_THAT(reader.error(), HasSubstr(error));
    ASSERT_EQ(reader.Next(), Outcome::kLine);
    EXPECT_EQ(reader.line(), "{}");
  }
}

TEST(ParseJsonTest, RefusesWhatItDoesNotKnow) {
  v1::Supplier supplier;
  EXPECT_TRUE(
      ParseJson(R"({"name":"suppliers/a","legalName":{"vi":"A"}})", supplier)
          .ok());
  EXPECT_EQ(supplier.legal_name().vi(), "A");
  EXPECT_THAT(std::string(ParseJson(R"({"nmae":"x"})", supplier).message()),
              HasSubstr("nmae"));
  EXPECT_FALSE(ParseJson(R"({"employeeCount":"many"})", supplier).ok());
  EXPECT_FALSE(ParseJson(R"({"name":)", supplier).ok());
  EXPECT_FALSE(ParseJson("[]", supplier).ok());
  EXPECT_FALSE(ParseJson(std::string(100'000, '['), supplier).ok());
}

}  // namespace
}  // namespace ketnoi::cli
