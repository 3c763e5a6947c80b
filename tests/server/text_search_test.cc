#include "server/text_search.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace ketnoi::server {
namespace {

using Keys = std::vector<std::string>;

TEST(TextSearchTest, FoldsAccentsAndLetsAnExactAccentWin) {
  TextIndex index;
  index.Put("a-korea", {"Hàn Quốc Trading"});
  index.Put("b-weld", {"Cơ khí hàn Việt"});
  index.Put("c-plain", {"Han Viet"});
  EXPECT_EQ(index.Search("hàn"), (Keys{"a-korea", "b-weld", "c-plain"}));
  EXPECT_EQ(index.Search("han"), (Keys{"c-plain", "a-korea", "b-weld"}));
  EXPECT_EQ(index.Search("Hàn Việt"), (Keys{"b-weld", "c-plain"}));
}

TEST(TextSearchTest, FindsBarredDByPlainD) {
  TextIndex index;
  index.Put("x", {"Đức Dập Đông Anh"});
  EXPECT_EQ(index.Search("duc dap"), Keys{"x"});
  EXPECT_EQ(index.Search("ĐỨC"), Keys{"x"});
}

TEST(TextSearchTest, FindsComposedAndDecomposedSpellings) {
  TextIndex index;
  index.Put("x", {"Ha\xCC\x80 No\xCC\xA3\xCC\x82i"});  // NFD
  EXPECT_EQ(index.Search("Hà Nội"), Keys{"x"});
}

TEST(TextSearchTest, WholeWordsComeBeforeBeginnings) {
  TextIndex index;
  index.Put("a", {"Minh Nguyên"});
  index.Put("b", {"Minhda"});
  EXPECT_EQ(index.Search("minh"), (Keys{"a", "b"}));
  EXPECT_EQ(index.Search("min"), (Keys{"a", "b"}));
  EXPECT_EQ(index.Search("inh"), Keys{});
}

TEST(TextSearchTest, EveryWordMustMatchInOneName) {
  TextIndex index;
  index.Put("a", {"Duy Khanh", "Engineering Works"});
  EXPECT_EQ(index.Search("duy khanh"), Keys{"a"});
  EXPECT_EQ(index.Search("duy works"), Keys{});
}

TEST(TextSearchTest, PutReplacesAndRemoveForgets) {
  TextIndex index;
  index.Put("a", {"Old"});
  index.Put("a", {"New"});
  EXPECT_EQ(index.Search("old"), Keys{});
  EXPECT_EQ(index.Search("new"), Keys{"a"});
  index.Remove("a");
  EXPECT_EQ(index.Search("new"), Keys{});
}

TEST(TextSearchTest, AQueryWithoutWordsMatchesNothing) {
  TextIndex index;
  index.Put("a", {"A & B"});
  EXPECT_EQ(index.Search(" - & "), Keys{});
  EXPECT_EQ(index.Search(""), Keys{});
}

TEST(TextSearchTest, FindsCodesAsWords) {
  TextIndex index;
  index.Put("a", {"Acme", "0100109106-001"});
  EXPECT_EQ(index.Search("0100109106"), Keys{"a"});
  EXPECT_EQ(index.Search("0100109106-001"), Keys{"a"});
}

}  // namespace
}  // namespace ketnoi::server
