#include <string>

#include "absl/strings/escaping.h"
#include "server/page_token.h"
#include "server/sha256.h"
#include "tests/fuzz/fuzzer.h"

namespace {

using ketnoi::fuzz::Require;
namespace server = ketnoi::server;

// What is accepted is a token that the encoder writes and the decoder reads.
void Decode(std::string_view text) {
  const auto token = server::DecodePageToken(text);
  if (!token) return;
  const std::string written = server::EncodePageToken(*token);
  const auto read = server::DecodePageToken(written);
  Require(read.has_value());
  Require(server::EncodePageToken(*read) == written);
}

// Any bytes can stand in a token's texts.
void RoundTrip(std::string_view bytes) {
  constexpr size_t kMost = 1000;
  server::PageToken token;
  token.query_hash = server::QueryHash(bytes);
  token.epoch = "0123456789abcdef";
  token.last_name = std::string(bytes.substr(0, kMost));
  const auto read = server::DecodePageToken(server::EncodePageToken(token));
  Require(read.has_value());
  Require(read->last_name == token.last_name);
  Require(read->query_hash == token.query_hash);
}

}  // namespace

// The first byte chooses: even, the rest is a token's payload, put behind a
// valid checksum so that it does not hide the payload's decoder; odd, the rest
// is taken as it is.
int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const auto bytes = ketnoi::fuzz::AsText(data + 1, size - 1);
  if (data[0] % 2 == 0) {
    constexpr size_t kChecksumBytes = 8;
    Decode(absl::WebSafeBase64Escape(
        server::Sha256(bytes).substr(0, kChecksumBytes).append(bytes)));
    RoundTrip(bytes);
  } else {
    Decode(bytes);
  }
  return 0;
}
