#include "server/page_token.h"
#include "tests/fuzz/fuzzer.h"

// Whatever is accepted was made by the encoder.
int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto text = ketnoi::fuzz::AsText(data, size);
  const auto token = ketnoi::server::DecodePageToken(text);
  if (token.has_value()) {
    ketnoi::fuzz::Require(ketnoi::server::EncodePageToken(*token) == text);
  }
  return 0;
}
