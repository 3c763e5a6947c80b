#include "server/text_search.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace ketnoi::server {
namespace {

using Keys = std::vector<std::string>;

TextIndex IndexOf(const std::vector<TextChange>& changes) {
  return TextIndex().With(changes);
}

Keys KeysOf(const TextIndex& index, std::string_view query) {
  Keys keys;
  const auto hits = index.Search(query);
  EXPECT_TRUE(hits.ok()) << hits.status();
  for (const TextHit& hit : *hits) keys.push_back(hit.key);
  return keys;
}

TEST(TextSearchTest, FoldsAccentsAndLetsAnExactAccentWin) {
  const TextIndex index = IndexOf({{"a-korea", {"Hàn Quốc Trading"}},
                                   {"b-weld", {"Cơ khí hàn Việt"}},
                                   {"c-plain", {"Han Viet"}}});
  EXPECT_EQ(KeysOf(index, "hàn"), (Keys{"a-korea", "b-weld", "c-plain"}));
  EXPECT_EQ(KeysOf(index, "han"), (Keys{"c-plain", "a-korea", "b-weld"}));
  EXPECT_EQ(KeysOf(index, "Hàn Việt"), (Keys{"b-weld", "c-plain"}));
}

TEST(TextSearchTest, FindsBarredDByPlainD) {
  const TextIndex index = IndexOf({{"x", {"Đức Dập Đông Anh"}}});
  EXPECT_EQ(KeysOf(index, "duc dap"), Keys{"x"});
  EXPECT_EQ(KeysOf(index, "ĐỨC"), Keys{"x"});
}

TEST(TextSearchTest, FindsComposedAndDecomposedSpellings) {
  const TextIndex index =
      IndexOf({{"x", {"Ha\xCC\x80 No\xCC\xA3\xCC\x82i"}}});  // NFD
  EXPECT_EQ(KeysOf(index, "Hà Nội"), Keys{"x"});
}

TEST(TextSearchTest, WholeWordsComeBeforeBeginnings) {
  const TextIndex index = IndexOf({{"a", {"Minh Nguyên"}}, {"b", {"Minhda"}}});
  EXPECT_EQ(KeysOf(index, "minh"), (Keys{"a", "b"}));
  EXPECT_EQ(KeysOf(index, "min"), (Keys{"a", "b"}));
  EXPECT_EQ(KeysOf(index, "inh"), Keys{});
}

TEST(TextSearchTest, EveryWordMustMatchInOneName) {
  const TextIndex index = IndexOf({{"a", {"Duy Khanh", "Engineering Works"}}});
  EXPECT_EQ(KeysOf(index, "duy khanh"), Keys{"a"});
  EXPECT_EQ(KeysOf(index, "duy works"), Keys{});
}

TEST(TextSearchTest, ReplacesAndForgetsWhatChanges) {
  const TextIndex before = IndexOf({{"a", {"Old"}}, {"b", {"Old"}}});
  const TextIndex after = before.With({{"a", {"New"}}});
  EXPECT_EQ(KeysOf(after, "old"), Keys{"b"});
  EXPECT_EQ(KeysOf(after, "new"), Keys{"a"});
  EXPECT_EQ(KeysOf(after.With({{"a", {}}}), "new"), Keys{});
  EXPECT_EQ(KeysOf(after.With({{"a", {}}, {"a", {"Again"}}}), "again"),
            Keys{"a"});
  // A search that holds the index of before sees nothing of it.
  EXPECT_EQ(KeysOf(before, "old"), (Keys{"a", "b"}));
  EXPECT_EQ(KeysOf(before, "new"), Keys{});
}

TEST(TextSearchTest, SaysHowWellEachMatchesInATotalOrder) {
  const TextIndex index = IndexOf(
      {{"d", {"Hàng"}}, {"c", {"Han"}}, {"b", {"Hàn"}}, {"a", {"Han"}}});
  const auto hits = index.Search("hàn");
  ASSERT_TRUE(hits.ok());
  EXPECT_EQ(*hits, (std::vector<TextHit>{{TextQuality::kExact, "b"},
                                         {TextQuality::kWhole, "a"},
                                         {TextQuality::kWhole, "c"},
                                         {TextQuality::kPrefix, "d"}}));
}

TEST(TextSearchTest, EndsWhenTheCallerDoes) {
  std::vector<TextChange> changes;
  for (int i = 0; i < 10'000; ++i) {
    changes.push_back({"k" + std::to_string(i), {"Acme"}});
  }
  const TextIndex index = IndexOf(changes);
  EXPECT_EQ(KeysOf(index, "acme").size(), changes.size());
  EXPECT_TRUE(
      absl::IsCancelled(index.Search("acme", [] { return true; }).status()));
}

TEST(TextSearchTest, AQueryWithoutWordsMatchesNothing) {
  const TextIndex index = IndexOf({{"a", {"A & B"}}});
  EXPECT_EQ(KeysOf(index, " - & "), Keys{});
  EXPECT_EQ(KeysOf(index, ""), Keys{});
}

TEST(TextSearchTest, FindsCodesAsWords) {
  const TextIndex index = IndexOf({{"a", {"Acme", "0100109106-001"}}});
  EXPECT_EQ(KeysOf(index, "0100109106"), Keys{"a"});
  EXPECT_EQ(KeysOf(index, "0100109106-001"), Keys{"a"});
}

}  // namespace
}  // namespace ketnoi::server
