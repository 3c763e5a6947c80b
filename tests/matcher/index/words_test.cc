#include "matcher/index/words.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "gtest/gtest.h"

namespace ketnoi::index {
namespace {

WordColumn ColumnOf(const std::vector<std::string>& texts) {
  WordColumnBuilder builder;
  for (const std::string& text : texts) builder.Add(text);
  return builder.Take();
}

// Of any number of texts, around the ends of groups.
TEST(WordColumnTest, KeepsTextsAsTheyAre) {
  const std::vector<std::string> kinds = {"",
                                          "Công ty TNHH Cơ khí An Phú",
                                          "Công ty TNHH An Phú",
                                          " ",
                                          "-",
                                          " An  Phú ",
                                          "an-phu--co-",
                                          "a\tb\nc",
                                          std::string("\0\1 \0", 4),
                                          "x",
                                          std::string(300, 'y'),
                                          "An Phu Mechanical Co., Ltd"};
  for (size_t count = 0; count <= 70; ++count) {
    std::vector<std::string> texts;
    for (size_t i = 0; i < count; ++i) texts.push_back(kinds[i % kinds.size()]);
    const WordColumn column = ColumnOf(texts);
    EXPECT_TRUE(column.Sound());
    ASSERT_EQ(column.size(), static_cast<int32_t>(count));
    for (size_t i = 0; i < count; ++i) {
      EXPECT_EQ(column.At(static_cast<int32_t>(i)), texts[i]) << i;
    }
  }
}

// Numbers of words of one, two and three bytes, and words that occur once.
TEST(WordColumnTest, KeepsManyWords) {
  std::vector<std::string> texts;
  for (int32_t i = 0; i < 20000; ++i) {
    texts.push_back(fmt::format("w{} w{} once{}", i, i / 2, i));
    texts.push_back(fmt::format("w{}", i));
  }
  const WordColumn column = ColumnOf(texts);
  EXPECT_TRUE(column.Sound());
  for (size_t i = 0; i < texts.size(); ++i) {
    ASSERT_EQ(column.At(static_cast<int32_t>(i)), texts[i]);
  }
}

TEST(WordColumnTest, FindsPlacesInTheOrder) {
  for (const size_t count : {0u, 1u, 3u, 15u, 16u, 17u, 32u, 100u}) {
    std::vector<std::string> texts;
    for (size_t i = 0; i < count; ++i)
      texts.push_back(fmt::format("{:03}b", i));
    const WordColumn column = ColumnOf(texts);
    for (size_t i = 0; i <= count; ++i) {
      for (const char* last : {"a", "b", "c"}) {
        const std::string text = fmt::format("{:03}{}", i, last);
        EXPECT_EQ(
            column.CountBefore(text),
            std::lower_bound(texts.begin(), texts.end(), text) - texts.begin());
        EXPECT_EQ(
            column.CountUpTo(text),
            std::upper_bound(texts.begin(), texts.end(), text) - texts.begin());
      }
    }
  }
}

TEST(WordColumnTest, TakesLittleForWordsThatRepeat) {
  constexpr size_t kTexts = 10000;
  std::vector<std::string> texts;
  for (size_t i = 0; i < kTexts; ++i) {
    texts.push_back(fmt::format("Công ty TNHH Cơ khí chính xác {}", i));
  }
  // A byte a word, and the number with its length.
  EXPECT_LT(ArrayBytes(ColumnOf(texts)), kTexts * 15);
}

}  // namespace
}  // namespace ketnoi::index
