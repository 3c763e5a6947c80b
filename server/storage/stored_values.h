// The values of the store, format version 1. Every one is an envelope:
//
//   0x01  crc32c:u32  body          (the checksum is that of the body)
//
//   StoredRecord body   kind:u8 (1 put, 2 delete) revision:u64
//                       create_revision:u64 value
//   StoredChange body   collection:u8 name
//   StoredRequest body  id_size:u8 id digest
//   note body           value
//
// Decoders accept any bytes: what no encoder made is DATA_LOSS, never
// undefined behaviour. Views in their results point into the argument.

#ifndef KETNOI_SERVER_STORAGE_STORED_VALUES_H_
#define KETNOI_SERVER_STORAGE_STORED_VALUES_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "server/storage/store.h"

namespace ketnoi::storage {

// One version of a resource, in `resources` and `history`.
struct StoredRecord {
  int64_t revision = 0;
  int64_t create_revision = 0;
  std::optional<std::string_view> value;  // absent: deleted by `revision`
};

// A feed entry; the version itself is in `history`, under the same revision.
struct StoredChange {
  Collection collection = Collection::kSuppliers;
  std::string_view name;
};

// A commit that had a request_id.
struct StoredRequest {
  std::string_view id;
  std::string_view digest;
};

std::string EncodeStoredRecord(const StoredRecord& record);
std::string EncodeStoredChange(const StoredChange& change);
// `id` holds at most kMaxRequestIdBytes.
std::string EncodeStoredRequest(const StoredRequest& request);
std::string EncodeStoredNote(std::string_view value);

absl::StatusOr<StoredRecord> DecodeStoredRecord(std::string_view bytes);
absl::StatusOr<StoredChange> DecodeStoredChange(std::string_view bytes);
absl::StatusOr<StoredRequest> DecodeStoredRequest(std::string_view bytes);
absl::StatusOr<std::string_view> DecodeStoredNote(std::string_view bytes);

}  // namespace ketnoi::storage

#endif  // KETNOI_SERVER_STORAGE_STORED_VALUES_H_
