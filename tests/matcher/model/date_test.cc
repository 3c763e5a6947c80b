#include "matcher/model/date.h"

#include "gtest/gtest.h"

namespace ketnoi::model {
namespace {

TEST(DateTest, CountsDaysFrom1970) {
  EXPECT_EQ(DateFromText("1970-01-01"), Date{0});
  EXPECT_EQ(DateFromText("1969-12-31"), Date{-1});
  EXPECT_EQ(DateFromText("2000-03-01"), Date{11017});
  EXPECT_EQ(DateFromText("2026-07-29"), Date{20663});
}

TEST(DateTest, RefusesWhatIsNotADay) {
  for (const char* text :
       {"", "2026-02-30", "2025-02-29", "1900-02-29", "2026-13-01",
        "2026-00-10", "2026-01-00", "2026-01-32", "2026-1-1", "26-01-01",
        "2026/01/01", "2026-01-01 ", " 2026-01-01", "2026-01-0a", "-026-01-01",
        "1899-12-31", "2200-01-01", "20260101", "2026-01-01T00:00"}) {
    EXPECT_FALSE(DateFromText(text)) << text;
  }
}

TEST(DateTest, EveryDayGoesThereAndBack) {
  const Date first = *DateFromText("1900-01-01");
  const Date last = *DateFromText("2199-12-31");
  for (Date day = first; day <= last; ++day.days) {
    EXPECT_EQ(DateFromText(DateText(day)), day);
  }
}

TEST(DateTest, KnowsLeapYears) {
  EXPECT_TRUE(DateFromText("2024-02-29"));
  EXPECT_TRUE(DateFromText("2000-02-29"));
  EXPECT_FALSE(DateFromText("2100-02-29"));
}

}  // namespace
}  // namespace ketnoi::model
