#include "server/webhook_signature.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <cstdlib>

#include "absl/strings/escaping.h"
#include "fmt/format.h"

namespace ketnoi::server {
namespace {

constexpr std::string_view kSecretPrefix = "whsec_";
constexpr size_t kHmacBytes = 32;

std::string HmacSha256(std::string_view key, std::string_view text) {
  std::string digest(kHmacBytes, '\0');
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
       reinterpret_cast<const unsigned char*>(text.data()), text.size(),
       reinterpret_cast<unsigned char*>(digest.data()), nullptr);
  return digest;
}

std::string Base64(const std::string& bytes) {
  return std::string(absl::Base64Escape(bytes));
}

}  // namespace

std::optional<std::string> SecretBytes(std::string_view secret) {
  if (!secret.starts_with(kSecretPrefix)) return std::nullopt;
  const std::string encoded(secret.substr(kSecretPrefix.size()));
  std::string bytes;
  // Only the form that the encoding gives, so that every library reads it.
  if (!absl::Base64Unescape(encoded, &bytes) || Base64(bytes) != encoded ||
      bytes.size() < kLeastSecretBytes || bytes.size() > kMostSecretBytes) {
    return std::nullopt;
  }
  return bytes;
}

std::string MakeSecret(std::string_view key, std::string_view seed) {
  return std::string(kSecretPrefix) + Base64(HmacSha256(key, seed));
}

std::string RandomBytes(size_t count) {
  std::string bytes(count, '\0');
  // Without randomness there are no secrets, and nothing to go on with.
  if (RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()),
                 static_cast<int>(count)) != 1) {
    std::abort();
  }
  return bytes;
}

std::string Signature(std::string_view secret_bytes, std::string_view id,
                      absl::Time time, std::string_view body) {
  std::string text = fmt::format("{}.{}.", id, absl::ToUnixSeconds(time));
  text += body;
  return "v1," + Base64(HmacSha256(secret_bytes, text));
}

}  // namespace ketnoi::server
