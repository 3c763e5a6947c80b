// Which addresses messages of webhooks may be sent to: by default the public
// ones alone, so that nobody reaches the inside of the server's network, or the
// server itself, by way of a webhook.
//
// Immutable; pure; thread-safe.

#ifndef KETNOI_SERVER_WEBHOOK_ADDRESS_H_
#define KETNOI_SERVER_WEBHOOK_ADDRESS_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"

struct sockaddr;

namespace ketnoi::server {

// An address of IPv4 (4 bytes are used) or IPv6 (16).
struct IpAddress {
  bool v6 = false;
  std::array<uint8_t, 16> bytes = {};

  // "127.0.0.1", "::1"; nullopt: it is none.
  static std::optional<IpAddress> Parse(std::string_view text);
  // nullopt: of another family.
  static std::optional<IpAddress> Of(const sockaddr& address);
  std::string Text() const;
};

// All addresses that begin with the same bits.
struct AddressRange {
  IpAddress first;
  int bits = 0;  // 0 to 32, or to 128

  // "10.0.0.0/8", "fd00::/8", or one address. INVALID_ARGUMENT: it is none, or
  // there are ones behind the prefix.
  static absl::StatusOr<AddressRange> Parse(std::string_view text);
  bool Contains(const IpAddress& address) const;
};

class AddressPolicy {
 public:
  // `allowed`: addresses that are accepted although they are not public, and to
  // which http is.
  explicit AddressPolicy(std::vector<AddressRange> allowed = {})
      : allowed_(std::move(allowed)) {}

  // Empty if messages may be sent there, over TLS (`secure`) or not; else why
  // not: "10.0.0.1 is a private address".
  std::string Problem(const IpAddress& address, bool secure) const;

  // Whether http is accepted anywhere.
  bool AllowsAny() const { return !allowed_.empty(); }

 private:
  std::vector<AddressRange> allowed_;
};

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_WEBHOOK_ADDRESS_H_
