#include "server/filter.h"

#include <gtest/gtest.h>

#include <string>

namespace ketnoi::server {
namespace {

TEST(FilterTest, EmptyTextPassesEverything) {
  ASSERT_TRUE(ParseFilter("  ").ok());
  EXPECT_TRUE(ParseFilter("")->conditions.empty());
}

TEST(FilterTest, ReadsConditionsJoinedByAnd) {
  const auto filter =
      ParseFilter("category = \"stamping\" AND province!=\"79\"");
  ASSERT_TRUE(filter.ok()) << filter.status();
  ASSERT_EQ(filter->conditions.size(), 2u);
  EXPECT_EQ(filter->conditions[0], (Condition{"category", false, "stamping"}));
  EXPECT_EQ(filter->conditions[1], (Condition{"province", true, "79"}));
}

TEST(FilterTest, UnescapesQuotesAndBackslashes) {
  const auto filter = ParseFilter(R"(part_number = "a\"b\\c AND d")");
  ASSERT_TRUE(filter.ok()) << filter.status();
  EXPECT_EQ(filter->conditions[0].value, R"(a"b\c AND d)");
}

TEST(FilterTest, NamesThePositionOfWhatIsWrong) {
  const struct {
    const char* text;
    const char* position;
  } kCases[] = {
      {"= \"x\"", "position 1:"},
      {"category \"x\"", "position 10:"},
      {"category = x", "position 12:"},
      {"category = \"x", "position 14:"},
      {"category = \"x\" OR b = \"y\"", "position 16:"},
      {"category = \"x\" ANDb = \"y\"", "position 16:"},
      {"category = \"x\" AND", "position 19:"},
      {"category ! = \"x\"", "position 11:"},
      {"CATEGORY = \"x\"", "position 1:"},
  };
  for (const auto& c : kCases) {
    const auto filter = ParseFilter(c.text);
    ASSERT_FALSE(filter.ok()) << c.text;
    EXPECT_EQ(filter.status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_NE(std::string(filter.status().message()).find(c.position),
              std::string::npos)
        << c.text << ": " << filter.status();
  }
}

TEST(FilterTest, RefusesTooMuch) {
  std::string many = "a = \"x\"";
  for (size_t i = 1; i < kMaxConditions; ++i) many += " AND a = \"x\"";
  EXPECT_TRUE(ParseFilter(many).ok());
  EXPECT_FALSE(ParseFilter(many + " AND a = \"x\"").ok());
  EXPECT_FALSE(
      ParseFilter("a = \"" + std::string(kMaxFilterBytes, 'x') + "\"").ok());
}

}  // namespace
}  // namespace ketnoi::server
