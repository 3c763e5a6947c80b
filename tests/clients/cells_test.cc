#include "clients/cli/cells.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace ketnoi::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

v1::AttributeValue Parse(std::string_view cell, std::string_view kind = "") {
  v1::AttributeValue value;
  const absl::Status status =
      ParseAttributeValue(cell, kind, Words(Language::kEnglish), value);
  EXPECT_TRUE(status.ok()) << cell << ": " << std::string(status.message());
  return value;
}

std::string Error(std::string_view cell, std::string_view kind = "") {
  v1::AttributeValue value;
  return std::string(
      ParseAttributeValue(cell, kind, Words(Language::kEnglish), value)
          .message());
}

TEST(TrimTest, TakesNoBreakSpacesToo) {
  EXPECT_EQ(Trim(" \t a b\xC2\xA0\r\n"), "a b");
  EXPECT_EQ(Trim("\xC2\xA0"), "");
}

TEST(SplitListTest, LeavesEmptyPartsOut) {
  EXPECT_THAT(SplitList("a; b ;;c;"), ElementsAre("a", "b", "c"));
  EXPECT_THAT(SplitList(" "), ElementsAre());
}

TEST(ParseNumberTest, TakesDecimalsOnly) {
  EXPECT_EQ(ParseNumber("-0.05"), -0.05);
  EXPECT_EQ(ParseNumber("1e-3"), 0.001);
  for (const char* wrong : {"", "1,5", "0x10", "inf", "nan", "1 mm", "1e999"}) {
    EXPECT_FALSE(ParseNumber(wrong).has_value()) << wrong;
  }
}

TEST(ParseAttributeValueTest, TheFormTellsTheKind) {
  EXPECT_EQ(Parse("0.05").number(), 0.05);
  EXPECT_EQ(Parse("0.5..2").range().min(), 0.5);
  EXPECT_EQ(Parse("0.5 .. 2").range().max(), 2);
  EXPECT_FALSE(Parse("..2").range().has_min());
  EXPECT_FALSE(Parse("-5..").range().has_max());
  EXPECT_THAT(Parse("600 x 400.5 X 3").dimensions().sizes(),
              ElementsAre(600, 400.5, 3));
  EXPECT_THAT(Parse("600×400").dimensions().sizes(), ElementsAre(600, 400));
  EXPECT_TRUE(Parse("true").flag());
  EXPECT_TRUE(Parse("false").has_flag());
  EXPECT_TRUE(Parse("TRUE").flag());
  EXPECT_TRUE(Parse("Yes").flag());
  EXPECT_FALSE(Parse("FALSE").flag());
  EXPECT_TRUE(Parse("No").has_flag());
  EXPECT_THAT(Parse("V-0; V-1").codes().values(), ElementsAre("V-0", "V-1"));
  EXPECT_THAT(Parse("box").codes().values(), ElementsAre("box"));
  const auto cotton = Parse("cotton 60%; polyester 40 %");
  ASSERT_EQ(cotton.composition().components_size(), 2);
  EXPECT_EQ(cotton.composition().components(1).code(), "polyester");
  EXPECT_EQ(cotton.composition().components(1).percent(), 40);
}

TEST(ParseAttributeValueTest, AStatedKindDecides) {
  EXPECT_THAT(Parse("304", "codes").codes().values(), ElementsAre("304"));
  EXPECT_EQ(Parse("true", "text").text(), "true");
  EXPECT_TRUE(Parse("True", "flag").flag());
  EXPECT_THAT(Parse("10", "dimensions").dimensions().sizes(), ElementsAre(10));
  EXPECT_THAT(Error("wide", "number"), HasSubstr("is not a number"));
  EXPECT_THAT(Error("perhaps", "flag"), HasSubstr("neither true nor false"));
  EXPECT_THAT(Error("5", "range"), HasSubstr("min..max"));
  EXPECT_THAT(Error("5", "nmuber"), HasSubstr("is not a kind"));
}

TEST(ParseAttributeValueTest, RefusesDecimalCommas) {
  EXPECT_THAT(Error("0,05"), HasSubstr("decimal comma"));
  EXPECT_THAT(Error("1.234,5"), HasSubstr("decimal comma"));
}

}  // namespace
}  // namespace ketnoi::cli
