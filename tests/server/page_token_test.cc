#include "server/page_token.h"

#include <gtest/gtest.h>

#include <string>

namespace ketnoi::server {
namespace {

PageToken Ranking() {
  PageToken token;
  token.query_hash = QueryHash("rank");
  token.epoch = "00112233aabbccdd";
  token.revision = 42;
  token.offset = 20;
  token.as_of_date = "2026-11-23";
  token.last_rank =
      match::RankKey{match::Standing::kConditional, 6123, 9001, "co-khi-a"};
  return token;
}

TEST(PageTokenTest, ReadsBackWhatItWrote) {
  const PageToken token = Ranking();
  const auto read = DecodePageToken(EncodePageToken(token));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->query_hash, token.query_hash);
  EXPECT_EQ(read->epoch, token.epoch);
  EXPECT_EQ(read->revision, 42);
  EXPECT_EQ(read->offset, 20);
  EXPECT_EQ(read->as_of_date, "2026-11-23");
  EXPECT_EQ(read->last_rank, token.last_rank);
}

TEST(PageTokenTest, KeepsNamesWithAnyBytes) {
  PageToken token;
  token.last_name = std::string("suppliers/a:7:\0\xff", 16);
  token.last_quality = 2;
  const auto read = DecodePageToken(EncodePageToken(token));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->last_name, token.last_name);
  EXPECT_EQ(read->last_quality, 2);
  EXPECT_FALSE(read->last_rank);
}

TEST(PageTokenTest, RefusesEveryChangedByte) {
  const std::string text = EncodePageToken(Ranking());
  for (size_t i = 0; i < text.size(); ++i) {
    std::string changed = text;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    const auto read = DecodePageToken(changed);
    // The last character may hold unused bits.
    if (read) {
      EXPECT_EQ(EncodePageToken(*read), text);
    }
  }
}

TEST(PageTokenTest, RefusesWhatItDidNotWrite) {
  for (const std::string text :
       {"", "x", "not a token", "AAAAAAAAAAAAAAAA", "!!!!"}) {
    EXPECT_FALSE(DecodePageToken(text)) << text;
  }
  EXPECT_FALSE(DecodePageToken(std::string(1 << 20, 'A')));
  EXPECT_FALSE(DecodePageToken(EncodePageToken(Ranking()).substr(0, 30)));
}

TEST(PageTokenTest, HashesDifferForDifferentQueries) {
  EXPECT_NE(QueryHash("a"), QueryHash("b"));
  EXPECT_EQ(QueryHash("a"), QueryHash("a"));
  EXPECT_EQ(QueryHash("abc"), "ba7816bf8f01cfea414140de5dae2223");
}

TEST(PageTokenTest, HashesDifferForPartsThatAreOneTextTogether) {
  EXPECT_EQ(QueryHash({"a", "b c"}), QueryHash({"a", "b c"}));
  EXPECT_NE(QueryHash({"a", "b c"}), QueryHash({"a b", "c"}));
  EXPECT_NE(QueryHash({"a", ""}), QueryHash({"", "a"}));
  EXPECT_NE(QueryHash({"1:a", "b"}), QueryHash({"1", "a1:b"}));
}

}  // namespace
}  // namespace ketnoi::server
