#include "clients/cli/progress_bar.h"

#include <sstream>

#include "gtest/gtest.h"

namespace ketnoi::cli {
namespace {

// `full` of the 24 cells, then `rest`.
std::string Line(int full, const std::string& rest) {
  std::string line;
  for (int i = 0; i < 24; ++i) line += i < full ? "█" : "░";
  return line + rest;
}

TEST(ProgressTextTest, TellsHowFarAndHowFast) {
  const Words english(Language::kEnglish);
  EXPECT_EQ(ProgressText(0, 0, 1, english), Line(0, "   0 %  0 rows, 0/s"));
  EXPECT_EQ(ProgressText(12'345, 0.5, 2.5, english),
            Line(12, "  50 %  12,345 rows, 4,938/s"));
  EXPECT_EQ(ProgressText(1, 1, 60, english), Line(24, " 100 %  1 rows, 0/s"));
  EXPECT_EQ(ProgressText(1'000, 0.25, 2, Words(Language::kVietnamese)),
            Line(6, "  25 %  1,000 dòng, 500/giây"));
}

TEST(ProgressBarTest, AShortImportShowsNone) {
  const Words words(Language::kEnglish);
  std::ostringstream out;
  {
    ProgressBar bar(out, true, words);
    bar.Update(10, 0.5);
  }
  EXPECT_EQ(out.str(), "");
}

}  // namespace
}  // namespace ketnoi::cli
