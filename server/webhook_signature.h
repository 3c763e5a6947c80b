// Secrets and signatures of the Standard Webhooks specification
// (standardwebhooks.com). Pure but for MakeSecret; thread-safe.

#ifndef KETNOI_SERVER_WEBHOOK_SIGNATURE_H_
#define KETNOI_SERVER_WEBHOOK_SIGNATURE_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "absl/time/time.h"

namespace ketnoi::server {

inline constexpr size_t kLeastSecretBytes = 24;
inline constexpr size_t kMostSecretBytes = 64;

// The bytes of "whsec_" and base64; nullopt: it is none, or of another length.
std::optional<std::string> SecretBytes(std::string_view secret);

// A secret of 32 bytes. The same for the same `seed`, and not to be guessed
// without the `key`.
std::string MakeSecret(std::string_view key, std::string_view seed);

// Bytes that nobody can guess.
std::string RandomBytes(size_t count);

// The value of the header webhook-signature, "v1," and the base64 of the
// HMAC-SHA256 of "id.seconds.body".
std::string Signature(std::string_view secret_bytes, std::string_view id,
                      absl::Time time, std::string_view body);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_WEBHOOK_SIGNATURE_H_
