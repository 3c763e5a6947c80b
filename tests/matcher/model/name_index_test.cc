#include "matcher/model/name_index.h"

#include <utility>
#include <vector>

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

TEST(FoldValueTest, KeepsNumbersApart) {
  const std::vector<std::pair<const char*, const char*>> kDifferent = {
      {"0–10 bar", "0–1.0 bar"},
      {"0-10 bar", "010 bar"},
      {"M06", "M0.6"},
      {"M25", "M2.5"},
      {"M2.5", "M2,5"},
      {"1/2", "12"},
      {"1/2", "1-2"},
      {"16/14/11", "161411"},
      {"-40 °C", "40 °C"},
      {"+1", "-1"},
      {"±0.05", "0.05"},
      {"Ra ≤ 0.8", "Ra ≥ 0.8"},
      {".5", "5"},
      {"20 16", "2016"},
      {"20×16", "2016"},
      {"1:2", "12"},
      {"½", "12"},
      {"A+1", "A-1"},
      {"to -40", "to 40"},
      {"5 (6)", "56"},
  };
  for (const auto& [a, b] : kDifferent) {
    EXPECT_NE(FoldValue(a), FoldValue(b)) << a << " and " << b;
  }
}

TEST(FoldValueTest, GivesOneFormToAllSpellings) {
  const std::vector<std::vector<const char*>> kSame = {
      {"0–10 bar", "0-10 bar", "0 — 10 BAR", "0−10bar", "０－１０ bar"},
      {"-40 °C", "−40°C", "–40 C", "(-40 °C)"},
      {"V-0", "V0", "v 0", "V–0"},
      {"ISO 4762", "ISO-4762", "iso4762", "ISO/4762"},
      {"RS-485", "RS 485", "RS485"},
      {"M6×20", "M6x20", "M6 x 20", "M6*20", "M6 × 20"},
      {"2.5 mm", "2.5mm", "(2.5) mm"},
      {"½", "1/2", "1 / 2"},
      {"X-ray", "xray", "X ray"},
      {"như bản vẽ", "Nhu ban ve."},
      {"No.5", "No 5", "no: 5"},
      {"100 %", "100%", "100"},
  };
  for (const auto& spellings : kSame) {
    for (const char* spelling : spellings) {
      EXPECT_EQ(FoldValue(spelling), FoldValue(spellings[0])) << spelling;
    }
  }
}

TEST(FoldValueTest, FoldsWordsAsNames) {
  for (const char* text : {"Bà Rịa - Vũng Tàu", "株式会社 ガ", "삼성", "Łódź",
                           "", " - ", "Ha\xff\xfeNoi\xc3"}) {
    EXPECT_EQ(FoldValue(text), FoldName(text)) << text;
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

TEST(NameListTest, TellsWhoseANameIsAndWhatBeginsWithIt) {
  NameList names;
  names.Add("Hàn", 1);
  names.Add("han", 0);
  names.Add("Hàn điểm", 2);
  names.Add("hàn robot", 2);
  names.Add("Ủi", 3);
  using Entries = std::vector<int32_t>;
  EXPECT_EQ(names.Named("HÀN", 3), (Entries{0, 1}));
  EXPECT_EQ(names.Named("HÀN", 1), (Entries{0}));
  EXPECT_EQ(names.BeginningWith("hàn", 3), (Entries{0, 1, 2}));
  EXPECT_EQ(names.BeginningWith("hàn r", 3), (Entries{2}));
  EXPECT_EQ(names.Named("h", 3), Entries());
  EXPECT_EQ(names.BeginningWith("", 3), Entries());
  EXPECT_EQ(names.BeginningWith("--", 3), Entries());
}

}  // namespace
}  // namespace ketnoi::model
