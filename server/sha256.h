// SHA-256, by OpenSSL.

#ifndef KETNOI_SERVER_SHA256_H_
#define KETNOI_SERVER_SHA256_H_

#include <string>
#include <string_view>

namespace ketnoi::server {

// The 32 bytes of the digest.
std::string Sha256(std::string_view bytes);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_SHA256_H_
