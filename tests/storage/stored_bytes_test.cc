// Keys and values: what is encoded is decoded, and nothing else is believed.

#include <limits>
#include <random>

#include "gtest/gtest.h"
#include "server/storage/crc32c.h"
#include "server/storage/keys.h"
#include "server/storage/stored_values.h"

namespace ketnoi::storage {
namespace {

constexpr int64_t kLastRevision = std::numeric_limits<int64_t>::max();

TEST(Crc32cTest, GivesThePublishedValues) {
  EXPECT_EQ(Crc32c(""), 0u);
  EXPECT_EQ(Crc32c("123456789"), 0xe3069283u);
  EXPECT_EQ(Crc32c(std::string(32, '\0')), 0x8a9136aau);  // RFC 3720 B.4
  EXPECT_EQ(Crc32c(std::string(32, '\xff')), 0x62a8ab43u);
}

TEST(KeysTest, AreOnDiskAsDocumented) {
  using namespace std::string_literals;
  EXPECT_EQ(EncodeResourceKey(Collection::kBuyers, "b"),
            "\x02"
            "b"s);
  EXPECT_EQ(EncodeHistoryKey(Collection::kSuppliers, "a", 1),
            "\x01"
            "a\0\xff\xff\xff\xff\xff\xff\xff\xfe"s);
  EXPECT_EQ(EncodeFeedKey(258, 3), "\0\0\0\0\0\0\x01\x02\0\x03"s);
  EXPECT_EQ(EncodeRequestKey(1), "\0\0\0\0\0\0\0\x01"s);
}

TEST(KeysTest, AreDecoded) {
  for (const int64_t revision : {int64_t{1}, int64_t{256}, kLastRevision}) {
    const std::string bytes =
        EncodeHistoryKey(Collection::kRequirements, "buyers/x", revision);
    const absl::StatusOr<HistoryKey> key = DecodeHistoryKey(bytes);
    ASSERT_TRUE(key.ok()) << key.status();
    EXPECT_EQ(key->collection, Collection::kRequirements);
    EXPECT_EQ(key->name, "buyers/x");
    EXPECT_EQ(key->revision, revision);
    const absl::StatusOr<FeedKey> feed =
        DecodeFeedKey(EncodeFeedKey(revision, 127));
    ASSERT_TRUE(feed.ok()) << feed.status();
    EXPECT_EQ(feed->revision, revision);
    EXPECT_EQ(feed->position, 127);
    EXPECT_EQ(*DecodeRequestKey(EncodeRequestKey(revision)), revision);
  }
}

TEST(KeysTest, TheNewestVersionComesFirstAndNamesStayTogether) {
  const Collection kind = Collection::kSuppliers;
  EXPECT_LT(EncodeHistoryKey(kind, "a", 2), EncodeHistoryKey(kind, "a", 1));
  EXPECT_LT(EncodeHistoryKey(kind, "a", 1), EncodeHistoryKey(kind, "a\x01", 9));
  EXPECT_LT(EncodeFeedKey(1, 127), EncodeFeedKey(2, 0));
}

TEST(KeysTest, OtherBytesAreDataLoss) {
  using namespace std::string_literals;
  for (const std::string& bytes : {""s, "\x01"s, "\xf9name"s,
                                   "\x01"
                                   "a\0b"s}) {
    EXPECT_TRUE(absl::IsDataLoss(DecodeResourceKey(bytes).status()));
    EXPECT_TRUE(absl::IsDataLoss(DecodeHistoryKey(bytes).status()));
    EXPECT_TRUE(absl::IsDataLoss(DecodeFeedKey(bytes).status()));
    EXPECT_TRUE(absl::IsDataLoss(DecodeRequestKey(bytes).status()));
  }
  EXPECT_TRUE(absl::IsDataLoss(DecodeFeedKey(std::string(10, '\0')).status()));
  EXPECT_TRUE(
      absl::IsDataLoss(DecodeRequestKey(std::string(8, '\xff')).status()));
}

TEST(StoredValuesTest, AreDecoded) {
  const std::string put = EncodeStoredRecord({7, 3, "value"});
  const absl::StatusOr<StoredRecord> record = DecodeStoredRecord(put);
  ASSERT_TRUE(record.ok()) << record.status();
  EXPECT_EQ(record->revision, 7);
  EXPECT_EQ(record->create_revision, 3);
  EXPECT_EQ(record->value, "value");
  const std::string deletion = EncodeStoredRecord({7, 3, std::nullopt});
  EXPECT_FALSE(DecodeStoredRecord(deletion)->value.has_value());

  const std::string change = EncodeStoredChange({Collection::kBuyers, "b"});
  EXPECT_EQ(DecodeStoredChange(change)->collection, Collection::kBuyers);
  EXPECT_EQ(DecodeStoredChange(change)->name, "b");
  const std::string request = EncodeStoredRequest({"id", "digest"});
  EXPECT_EQ(DecodeStoredRequest(request)->id, "id");
  EXPECT_EQ(DecodeStoredRequest(request)->digest, "digest");
}

TEST(StoredValuesTest, ImpossibleRecordsAreDataLoss) {
  for (const StoredRecord& record :
       {StoredRecord{0, 0, "v"}, StoredRecord{2, 3, "v"},
        StoredRecord{-1, -1, "v"}}) {
    EXPECT_TRUE(absl::IsDataLoss(
        DecodeStoredRecord(EncodeStoredRecord(record)).status()));
  }
}

TEST(StoredValuesTest, EveryFlippedBitAndEveryTruncationIsNoticed) {
  const std::string bytes = EncodeStoredRecord({7, 3, "some value"});
  for (size_t bit = 0; bit < 8 * bytes.size(); ++bit) {
    std::string flipped = bytes;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << (bit % 8)));
    EXPECT_TRUE(absl::IsDataLoss(DecodeStoredRecord(flipped).status()));
  }
  for (size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_TRUE(
        absl::IsDataLoss(DecodeStoredRecord(bytes.substr(0, size)).status()));
  }
}

TEST(StoredValuesTest, RandomBytesAreNeverBelieved) {
  std::mt19937 random(7);
  for (int round = 0; round < 10'000; ++round) {
    std::string bytes(random() % 40, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random());
    if (!bytes.empty()) bytes[0] = 1;
    EXPECT_FALSE(DecodeStoredRecord(bytes).ok());
    EXPECT_FALSE(DecodeStoredChange(bytes).ok());
    EXPECT_FALSE(DecodeStoredRequest(bytes).ok());
  }
}

}  // namespace
}  // namespace ketnoi::storage
