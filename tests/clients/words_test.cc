#include "clients/cli/words.h"

#include <algorithm>
#include <string>

#include "gtest/gtest.h"

namespace ketnoi::cli {
namespace {

size_t Gaps(const std::string& text) {
  size_t count = 0;
  for (size_t at = text.find("{}"); at != std::string::npos;
       at = text.find("{}", at + 2)) {
    ++count;
  }
  return count;
}

TEST(WordsTest, EveryWordIsThereInBothLanguages) {
  const Words english(Language::kEnglish);
  const Words vietnamese(Language::kVietnamese);
  for (int i = 0; i < static_cast<int>(Word::kCount); ++i) {
    const std::string en = english(static_cast<Word>(i));
    const std::string vi = vietnamese(static_cast<Word>(i));
    EXPECT_FALSE(en.empty()) << i;
    EXPECT_FALSE(vi.empty()) << i;
    EXPECT_EQ(Gaps(en), Gaps(vi)) << en;
  }
}

TEST(WordsTest, FillsSentences) {
  EXPECT_EQ(Words(Language::kEnglish).Format(Word::kShownOf, 2, "1,400"),
            "2 of 1,400");
  EXPECT_EQ(Words(Language::kVietnamese).code(), std::string("vi"));
}

}  // namespace
}  // namespace ketnoi::cli
