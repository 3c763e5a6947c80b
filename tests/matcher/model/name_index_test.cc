#include "matcher/model/name_index.h"

#include "gtest/gtest.h"

namespace ketnoi::model {
namespace {

TEST(FoldNameTest, GivesOneFormToAllSpellings) {
  const struct {
    const char* text;
    const char* folded;
  } kCases[] = {
      {"Bà Rịa - Vũng Tàu", "bariavungtau"},
      {"Hà Nội", "hanoi"},
      {"Ha\u0300 No\u0323\u0302i", "hanoi"},  // decomposed
      {"Đồng Nai", "dongnai"},
      {"\u00d0ồng Nai", "dongnai"},  // Icelandic eth, as in many records
      {"đai ốc", "daioc"},
      {"Công nghiệp hỗ trợ", "congnghiephotro"},
      {"kỹ thuật", "kythuat"},
      {"Thanh Hóa", "thanhhoa"},
      {"Thanh Hoá", "thanhhoa"},  // the other place of the tone mark
      {"Thụy Điển", "thuydien"},
      {"Thuỵ Điển", "thuydien"},
      {"bu-lông", "bulong"},
      {"Hà\u200bNội", "hanoi"},  // zero-width space
      {"Hà\u00a0Nội", "hanoi"},  // no-break space
      {"ISO 9001", "iso9001"},
      {"ＩＳＯ９００１", "iso9001"},  // full width
      {"Straße", "strasse"},
      {"Łódź", "lodz"},
      {"Ærø", "aero"},
      {"V-0", "v0"},
      {"+1", "1"},
      {"--", ""},
      {"", ""},
  };
  for (const auto& c : kCases) EXPECT_EQ(FoldName(c.text), c.folded) << c.text;
}

TEST(FoldNameTest, KeepsOtherScripts) {
  EXPECT_EQ(FoldName("株式会社 ガンダム"), "株式会社ガンダム");
  EXPECT_EQ(FoldName("ｶﾞﾝﾀﾞﾑ"), "ガンダム");  // half width
  EXPECT_EQ(FoldName("삼성 전자 (주)"), "삼성전자주");
  EXPECT_EQ(FoldName("深圳·模具"), "深圳模具");
}

TEST(FoldNameTest, KeepsDifferentWordsApart) {
  EXPECT_NE(FoldName("Mỹ"), FoldName("Mĩ"));
  EXPECT_NE(FoldName("Bc Ninh"), FoldName("Bắc Ninh"));
}

TEST(FoldNameTest, LeavesOutBytesThatAreNoText) {
  EXPECT_EQ(FoldName("Ha\xff\xfeNoi\xc3"), "hanoi");
}

TEST(FoldNameTest, FoldingTwiceChangesNothing) {
  for (const char* text : {"Bà Rịa - Vũng Tàu", "株式会社 ガ", "ＩＳＯ", "삼성",
                           "Łódź", "Ω 5 µm"}) {
    const std::string once = FoldName(text);
    EXPECT_EQ(FoldName(once), once);
  }
}

TEST(FoldUnitTest, KeepsSignsAndReplacesCompatibilityCharacters) {
  EXPECT_EQ(FoldUnit("g/m²"), "g/m2");
  EXPECT_EQ(FoldUnit(" G / M2 "), "g/m2");
  EXPECT_EQ(FoldUnit("µm"), FoldUnit("μm"));
  EXPECT_NE(FoldUnit("°C"), FoldUnit("C"));
  EXPECT_EQ(FoldUnit("%"), "%");
}

TEST(NameIndexTest, FindsByExactAndFoldedSpelling) {
  NameIndex names;
  EXPECT_EQ(names.Add("V-0", 0), NameIndex::Claim::kFree);
  EXPECT_EQ(names.Add("V0", 0), NameIndex::Claim::kFree);
  EXPECT_EQ(names.Find("V-0"), 0);
  EXPECT_EQ(names.Find("v 0"), 0);
  EXPECT_EQ(names.Find("v1"), -1);
  EXPECT_EQ(names.Find(""), -1);
}

TEST(NameIndexTest, NamesThatFoldAlikeNeedTheirExactSpelling) {
  NameIndex names;
  names.Add("+1", 0);
  EXPECT_EQ(names.Add("-1", 1), NameIndex::Claim::kFoldedTaken);
  EXPECT_EQ(names.Find("+1"), 0);
  EXPECT_EQ(names.Find("-1"), 1);
  EXPECT_EQ(names.Find("1"), -1);
}

TEST(NameIndexTest, ANameOfTwoEntriesStandsForNeither) {
  NameIndex names;
  names.Add("304", 0);
  EXPECT_EQ(names.Add("304", 1), NameIndex::Claim::kTaken);
  EXPECT_EQ(names.Find("304"), -1);
}

TEST(NameIndexTest, NamesOfSignsOnlyAreFoundExactly) {
  NameIndex names;
  names.Add("+", 0);
  names.Add("-", 1);
  EXPECT_EQ(names.Find("+"), 0);
  EXPECT_EQ(names.Find("-"), 1);
  EXPECT_EQ(names.Find("*"), -1);
}

}  // namespace
}  // namespace ketnoi::model
