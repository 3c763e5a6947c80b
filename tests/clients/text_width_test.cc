#include "clients/cli/text_width.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace ketnoi::cli {
namespace {

using ::testing::ElementsAre;

TEST(DisplayWidthTest, CountsTerminalColumns) {
  EXPECT_EQ(DisplayWidth(""), 0U);
  EXPECT_EQ(DisplayWidth("abc"), 3U);
  EXPECT_EQ(DisplayWidth("Đồng Nai"), 8U);              // Composed letters.
  EXPECT_EQ(DisplayWidth("Đo\u0302\u0300ng Nai"), 8U);  // Combining marks.
  EXPECT_EQ(DisplayWidth("株式会社"), 8U);
  EXPECT_EQ(DisplayWidth("ＡＢ"), 4U);
  EXPECT_EQ(DisplayWidth("한국"), 4U);
  EXPECT_EQ(DisplayWidth("±0.05 µm"), 8U);
  EXPECT_EQ(DisplayWidth("a\xFFz"), 3U);
}

TEST(ShortenTest, CutsAtColumnsNotBytes) {
  EXPECT_EQ(Shorten("Đồng Nai", 8), "Đồng Nai");
  EXPECT_EQ(Shorten("Đồng Nai", 6), "Đồng…");
  EXPECT_EQ(Shorten("Đồng Nai", 4), "Đồn…");
  EXPECT_EQ(Shorten("株式会社", 5), "株式…");
  EXPECT_EQ(Shorten("株式会社", 4), "株…");
  EXPECT_EQ(Shorten("abc", 0), "");
}

TEST(ShortenTest, KeepsMarksWithTheirLetter) {
  EXPECT_EQ(Shorten("o\u0302\u0300ng", 2), "o\u0302\u0300…");
}

TEST(WrapTest, BreaksAtBlanks) {
  EXPECT_THAT(Wrap("một hai ba", 7), ElementsAre("một hai", "ba"));
  EXPECT_THAT(Wrap("một hai ba", 8), ElementsAre("một hai", "ba"));
  EXPECT_THAT(Wrap("abcdefgh", 3), ElementsAre("abc", "def", "gh"));
  EXPECT_THAT(Wrap("", 5), ElementsAre(""));
  EXPECT_THAT(Wrap("株式", 1), ElementsAre("株", "式"));
}

TEST(WrapTest, BreaksListsBehindTheComma) {
  EXPECT_EQ(
      Wrap("sheet_metal_stamping, deep_drawing", 20),
      (std::vector<std::string>{"sheet_metal_", "stamping,", "deep_drawing"}));
  EXPECT_EQ(Wrap("knitting, dyeing", 8),
            (std::vector<std::string>{"knittin", "g,", "dyeing"}));
}

TEST(WrapTest, BreaksChoicesBehindTheBar) {
  EXPECT_THAT(Wrap("categories|units|processes", 18),
              ElementsAre("categories|units|", "processes"));
}

TEST(WrapTest, LeavesNoBlanksAtTheEndOfALine) {
  EXPECT_EQ(Wrap("one  ·  two", 6),
            (std::vector<std::string>{"one  ·", "two"}));
  EXPECT_EQ(Wrap("one  ·  two", 7),
            (std::vector<std::string>{"one  ·", "two"}));
}

TEST(PrintableTest, DisarmsControlCharacters) {
  EXPECT_EQ(Printable("a\x1b[31mb\nc\x7f"), "a [31mb c ");
  EXPECT_EQ(Printable("a\xFF"), "a\uFFFD");
  EXPECT_EQ(Printable("Hà Nội"), "Hà Nội");
}

TEST(IsUtf8Test, FindsTheFirstWrongByte) {
  size_t position = 0;
  EXPECT_TRUE(IsUtf8("Hà Nội 株", &position));
  EXPECT_FALSE(IsUtf8("H\xC3", &position));
  EXPECT_EQ(position, 1U);
  EXPECT_FALSE(IsUtf8("\xED\xA0\x80", &position));  // A surrogate.
  EXPECT_FALSE(IsUtf8("\xC0\xAF", &position));      // Overlong.
}

}  // namespace
}  // namespace ketnoi::cli
