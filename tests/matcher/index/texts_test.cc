#include "matcher/index/texts.h"

#include <string>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "gtest/gtest.h"

namespace ketnoi::index {
namespace {

TEST(TextColumnTest, KeepsTextsAsTheyAre) {
  const std::vector<std::string> texts = {"", "a",    "Cơ khí",
                                          "", "b\nc", std::string("\0x", 2)};
  TextColumn column;
  for (const std::string& text : texts) column.Append(text);
  column.ShrinkToFit();
  ASSERT_EQ(column.size(), 6);
  for (size_t i = 0; i < texts.size(); ++i) {
    EXPECT_EQ(column.At(static_cast<int32_t>(i)), texts[i]);
  }
}

TEST(TextColumnTest, FindsPlacesInTheOrder) {
  TextColumn column;
  EXPECT_EQ(FirstNotBefore(column, "a"), 0);
  EXPECT_EQ(FirstAfter(column, "a"), 0);
  for (const char* text : {"b", "d", "f"}) column.Append(text);
  const std::vector<std::pair<const char*, int32_t>> not_before = {
      {"", 0}, {"b", 0}, {"ba", 1}, {"d", 1}, {"f", 2}, {"g", 3}};
  for (const auto& [text, place] : not_before) {
    EXPECT_EQ(FirstNotBefore(column, text), place) << text;
  }
  const std::vector<std::pair<const char*, int32_t>> after = {
      {"", 0}, {"b", 1}, {"ba", 1}, {"d", 2}, {"f", 3}, {"g", 3}};
  for (const auto& [text, place] : after) {
    EXPECT_EQ(FirstAfter(column, text), place) << text;
  }
}

TEST(DictionaryTest, NumbersTextsAndFindsThem) {
  DictionaryBuilder builder;
  EXPECT_EQ(builder.Intern("vi"), 0);
  EXPECT_EQ(builder.Intern("en"), 1);
  EXPECT_EQ(builder.Intern("vi"), 0);
  EXPECT_EQ(builder.Intern("ja"), 2);
  EXPECT_EQ(builder.Intern(""), 3);
  const Dictionary dictionary = builder.Take();
  ASSERT_EQ(dictionary.size(), 4);
  for (int32_t number = 0; number < 4; ++number) {
    EXPECT_EQ(dictionary.Find(dictionary.Text(number)), number);
  }
  EXPECT_EQ(dictionary.Text(1), "en");
  EXPECT_EQ(dictionary.Find("e"), -1);
  EXPECT_EQ(dictionary.Find("vi "), -1);
  EXPECT_EQ(Dictionary().Find(""), -1);

  DictionaryBuilder other;
  EXPECT_EQ(other.Intern("ko"), 0);
  EXPECT_EQ(other.Intern({"vi", "ko", "en"}), (std::vector<int32_t>{0, 1, 2}));
  const std::vector<int32_t> numbers = {0, 1, 2};
  EXPECT_EQ(other.Intern(dictionary, numbers), (std::vector<int32_t>{1, 2, 3}));
}

TEST(NameColumnTest, KeepsNamesAsTheyAre) {
  const std::vector<std::string> names = {"",
                                          "Công ty TNHH Cơ khí An Phú",
                                          "Công ty TNHH An Phú",
                                          " ",
                                          " An  Phú ",
                                          "a\tb\nc",
                                          "x",
                                          "An Phú Mechanical Co., Ltd"};
  NameColumnBuilder builder;
  for (const std::string& vi : names) {
    for (const std::string& en : names) builder.Add(vi, en);
  }
  const NameColumn column = builder.Take();
  int32_t number = 0;
  for (const std::string& vi : names) {
    for (const std::string& en : names) {
      const NameColumn::Names kept = column.At(number++);
      EXPECT_EQ(kept.vi, vi);
      EXPECT_EQ(kept.en, en);
    }
  }
}

// Numbers of words of one, two and three bytes.
TEST(NameColumnTest, KeepsManyWords) {
  constexpr int32_t kWords = 20000;
  NameColumnBuilder builder;
  for (int32_t i = 0; i < kWords; ++i) {
    builder.Add(fmt::format("w{}", i), fmt::format("w{} w{}", i / 2, i));
  }
  const NameColumn column = builder.Take();
  for (int32_t i = 0; i < kWords; ++i) {
    const NameColumn::Names kept = column.At(i);
    ASSERT_EQ(kept.vi, fmt::format("w{}", i));
    ASSERT_EQ(kept.en, fmt::format("w{} w{}", i / 2, i));
  }
}

TEST(NameColumnTest, TakesLittleForWordsThatRepeat) {
  constexpr size_t kNames = 10000;
  const std::string vi = "Công ty TNHH Cơ khí chính xác An Phú";
  NameColumnBuilder builder;
  for (size_t i = 0; i < kNames; ++i) builder.Add(vi, "An Phu Co., Ltd");
  EXPECT_LT(ArrayBytes(builder.Take()), kNames * 20);
}

}  // namespace
}  // namespace ketnoi::index
