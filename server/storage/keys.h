// The keys of the store, format version 1. Integers are big-endian, so that
// RocksDB's bytewise order is the order of the numbers.
//
//   column family | key                                        | value
//   --------------+--------------------------------------------+---------------
//   default       | "format_version", "epoch", "revision",     | text
//                 | "oldest_revision"                          |
//   resources     | collection:u8 name                         | StoredRecord
//   history       | collection:u8 name 0x00 ~revision:u64      | StoredRecord
//   feed          | revision:u64 position:u16                  | StoredChange
//   requests      | revision:u64                               | StoredRequest
//
// A history key holds the complement of the revision: the newest version of a
// name comes first, and one seek finds the version at or before a revision.
// Names hold no 0x00, which ends them there.

#ifndef KETNOI_SERVER_STORAGE_KEYS_H_
#define KETNOI_SERVER_STORAGE_KEYS_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "server/storage/store.h"

namespace ketnoi::storage {

inline constexpr int kFormatVersion = 1;

inline constexpr std::string_view kFormatVersionKey = "format_version";
inline constexpr std::string_view kEpochKey = "epoch";
inline constexpr std::string_view kRevisionKey = "revision";
inline constexpr std::string_view kOldestRevisionKey = "oldest_revision";

struct ResourceKey {
  Collection collection = Collection::kSuppliers;
  std::string_view name;  // into the decoded bytes
};

struct HistoryKey {
  Collection collection = Collection::kSuppliers;
  std::string_view name;  // into the decoded bytes
  int64_t revision = 0;
};

struct FeedKey {
  int64_t revision = 0;
  uint16_t position = 0;  // of the operation in its commit
};

std::string EncodeResourceKey(Collection collection, std::string_view name);
std::string EncodeHistoryKey(Collection collection, std::string_view name,
                             int64_t revision);
std::string EncodeFeedKey(int64_t revision, uint16_t position);
std::string EncodeRequestKey(int64_t revision);

// DATA_LOSS for bytes that the encoder of the same name never makes.
absl::StatusOr<ResourceKey> DecodeResourceKey(std::string_view key);
absl::StatusOr<HistoryKey> DecodeHistoryKey(std::string_view key);
absl::StatusOr<FeedKey> DecodeFeedKey(std::string_view key);
absl::StatusOr<int64_t> DecodeRequestKey(std::string_view key);

// DATA_LOSS for a number that is no collection.
absl::StatusOr<Collection> DecodeCollection(uint8_t number);

// "suppliers", as messages name it.
std::string_view CollectionName(Collection collection);

}  // namespace ketnoi::storage

#endif  // KETNOI_SERVER_STORAGE_KEYS_H_
