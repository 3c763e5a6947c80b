#include "server/storage/stored_values.h"

#include "absl/status/status.h"
#include "fmt/format.h"
#include "server/storage/big_endian.h"
#include "server/storage/crc32c.h"
#include "server/storage/keys.h"

namespace ketnoi::storage {
namespace {

constexpr char kEnvelopeFormat = 1;
constexpr size_t kEnvelopeBytes = 1 + sizeof(uint32_t);
constexpr size_t kRecordHeadBytes = 1 + 2 * sizeof(uint64_t);

constexpr char kPut = 1;
constexpr char kDelete = 2;

std::string Seal(std::string_view body) {
  std::string bytes;
  bytes.reserve(kEnvelopeBytes + body.size());
  bytes.push_back(kEnvelopeFormat);
  AppendBigEndian(bytes, Crc32c(body));
  bytes.append(body);
  return bytes;
}

// The body.
absl::StatusOr<std::string_view> Unseal(std::string_view bytes) {
  if (bytes.size() < kEnvelopeBytes) {
    return absl::DataLossError(
        fmt::format("value of {} bytes is shorter than its envelope of {}",
                    bytes.size(), kEnvelopeBytes));
  }
  if (bytes.front() != kEnvelopeFormat) {
    return absl::DataLossError(
        fmt::format("unknown envelope format {}",
                    static_cast<int>(static_cast<uint8_t>(bytes.front()))));
  }
  const std::string_view body = bytes.substr(kEnvelopeBytes);
  const uint32_t stated = ReadBigEndian<uint32_t>(bytes.substr(1));
  const uint32_t found = Crc32c(body);
  if (stated != found) {
    return absl::DataLossError(fmt::format(
        "checksum is {:08x}, the value says {:08x}", found, stated));
  }
  return body;
}

}  // namespace

std::string EncodeStoredRecord(const StoredRecord& record) {
  std::string body;
  body.reserve(kRecordHeadBytes + record.value.value_or("").size());
  body.push_back(record.value.has_value() ? kPut : kDelete);
  AppendBigEndian(body, static_cast<uint64_t>(record.revision));
  AppendBigEndian(body, static_cast<uint64_t>(record.create_revision));
  body.append(record.value.value_or(""));
  return Seal(body);
}

std::string EncodeStoredChange(const StoredChange& change) {
  return Seal(EncodeResourceKey(change.collection, change.name));
}

std::string EncodeStoredRequest(const StoredRequest& request) {
  std::string body;
  body.push_back(static_cast<char>(request.id.size()));
  body.append(request.id);
  body.append(request.digest);
  return Seal(body);
}

std::string EncodeStoredNote(std::string_view value) { return Seal(value); }

absl::StatusOr<std::string_view> DecodeStoredNote(std::string_view bytes) {
  return Unseal(bytes);
}

absl::StatusOr<StoredRecord> DecodeStoredRecord(std::string_view bytes) {
  absl::StatusOr<std::string_view> body = Unseal(bytes);
  if (!body.ok()) return body.status();
  if (body->size() < kRecordHeadBytes) {
    return absl::DataLossError("record is too short");
  }
  const char kind = body->front();
  StoredRecord record;
  record.revision =
      static_cast<int64_t>(ReadBigEndian<uint64_t>(body->substr(1)));
  record.create_revision = static_cast<int64_t>(
      ReadBigEndian<uint64_t>(body->substr(1 + sizeof(uint64_t))));
  const std::string_view value = body->substr(kRecordHeadBytes);
  if (kind == kPut) {
    record.value = value;
  } else if (kind != kDelete || !value.empty()) {
    return absl::DataLossError("record is neither a put nor a delete");
  }
  if (record.create_revision < 1 || record.revision < record.create_revision) {
    return absl::DataLossError(
        fmt::format("record of revision {} was created by revision {}",
                    record.revision, record.create_revision));
  }
  return record;
}

absl::StatusOr<StoredChange> DecodeStoredChange(std::string_view bytes) {
  absl::StatusOr<std::string_view> body = Unseal(bytes);
  if (!body.ok()) return body.status();
  absl::StatusOr<ResourceKey> key = DecodeResourceKey(*body);
  if (!key.ok()) return key.status();
  return StoredChange{key->collection, key->name};
}

absl::StatusOr<StoredRequest> DecodeStoredRequest(std::string_view bytes) {
  absl::StatusOr<std::string_view> body = Unseal(bytes);
  if (!body.ok()) return body.status();
  if (body->empty()) return absl::DataLossError("request is empty");
  const size_t id_size = static_cast<uint8_t>(body->front());
  if (id_size == 0 || id_size > kMaxRequestIdBytes ||
      body->size() < 1 + id_size) {
    return absl::DataLossError(
        fmt::format("request says its id has {} bytes", id_size));
  }
  return StoredRequest{body->substr(1, id_size), body->substr(1 + id_size)};
}

}  // namespace ketnoi::storage
