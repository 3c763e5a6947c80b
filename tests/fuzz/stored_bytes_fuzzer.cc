#include <string>

#include "server/storage/big_endian.h"
#include "server/storage/crc32c.h"
#include "server/storage/keys.h"
#include "server/storage/stored_values.h"
#include "tests/fuzz/fuzzer.h"

namespace {

using ketnoi::fuzz::Require;
namespace storage = ketnoi::storage;

// An envelope of format 1 around `body`.
std::string Envelope(std::string_view body) {
  std::string bytes(1, '\x01');
  storage::AppendBigEndian(bytes, storage::Crc32c(body));
  bytes.append(body);
  return bytes;
}

// The encoders give back what the decoders accepted.
void DecodeValues(std::string_view bytes) {
  if (const auto record = storage::DecodeStoredRecord(bytes); record.ok()) {
    Require(storage::EncodeStoredRecord(*record) == bytes);
  }
  if (const auto change = storage::DecodeStoredChange(bytes); change.ok()) {
    Require(storage::EncodeStoredChange(*change) == bytes);
  }
  if (const auto request = storage::DecodeStoredRequest(bytes); request.ok()) {
    Require(storage::EncodeStoredRequest(*request) == bytes);
  }
}

void DecodeKeys(std::string_view bytes) {
  if (const auto key = storage::DecodeResourceKey(bytes); key.ok()) {
    Require(storage::EncodeResourceKey(key->collection, key->name) == bytes);
  }
  if (const auto key = storage::DecodeHistoryKey(bytes); key.ok()) {
    Require(storage::EncodeHistoryKey(key->collection, key->name,
                                      key->revision) == bytes);
  }
  if (const auto key = storage::DecodeFeedKey(bytes); key.ok()) {
    Require(storage::EncodeFeedKey(key->revision, key->position) == bytes);
  }
  if (const auto revision = storage::DecodeRequestKey(bytes); revision.ok()) {
    Require(storage::EncodeRequestKey(*revision) == bytes);
  }
}

}  // namespace

// The first byte chooses: even, the rest is an envelope's body, put in a valid
// envelope so that the checksum does not hide the body's decoder; odd, the rest
// is taken as it is.
int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const auto bytes = ketnoi::fuzz::AsText(data + 1, size - 1);
  if (data[0] % 2 == 0) {
    DecodeValues(Envelope(bytes));
  } else {
    DecodeValues(bytes);
    DecodeKeys(bytes);
  }
  return 0;
}
