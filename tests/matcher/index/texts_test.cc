#include "matcher/index/texts.h"

#include <string>
#include <vector>

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

}  // namespace
}  // namespace ketnoi::index
