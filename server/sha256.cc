#include "server/sha256.h"

#include <openssl/evp.h>

namespace ketnoi::server {
namespace {

// Found once: to find it takes longer than the digest of a short text.
const EVP_MD* Algorithm() {
  static const EVP_MD* const algorithm =
      EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return algorithm;
}

}  // namespace

std::string Sha256(std::string_view bytes) {
  constexpr size_t kDigestBytes = 32;
  std::string digest(kDigestBytes, '\0');
  EVP_Digest(bytes.data(), bytes.size(),
             reinterpret_cast<unsigned char*>(digest.data()), nullptr,
             Algorithm(), nullptr);
  return digest;
}

}  // namespace ketnoi::server
