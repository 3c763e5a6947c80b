#include "server/webhook_address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <system_error>

#include "absl/status/status.h"
#include "fmt/format.h"

namespace ketnoi::server {
namespace {

struct NamedRange {
  const char* range;
  const char* what;
};

// What is not public: the special-purpose registries of IANA (RFC 6890 and its
// updates), and multicast.
constexpr NamedRange kSpecialV4[] = {
    {"0.0.0.0/8", "an unspecified address"},
    {"10.0.0.0/8", "a private address"},
    {"100.64.0.0/10", "a shared address (carrier-grade NAT)"},
    {"127.0.0.0/8", "a loopback address"},
    {"169.254.0.0/16", "a link-local address"},
    {"172.16.0.0/12", "a private address"},
    {"192.0.0.0/24", "a reserved address"},
    {"192.0.2.0/24", "an address for documentation"},
    {"192.88.99.0/24", "a reserved address"},
    {"192.168.0.0/16", "a private address"},
    {"198.18.0.0/15", "an address for benchmarks"},
    {"198.51.100.0/24", "an address for documentation"},
    {"203.0.113.0/24", "an address for documentation"},
    {"224.0.0.0/4", "a multicast address"},
    {"240.0.0.0/4", "a reserved address"},
};

constexpr NamedRange kSpecialV6[] = {
    {"::/128", "an unspecified address"},
    {"::1/128", "a loopback address"},
    {"::ffff:0:0/96", "an IPv4 address in the form of IPv6"},
    {"fc00::/7", "a private address"},
    {"fe80::/10", "a link-local address"},
    {"ff00::/8", "a multicast address"},
    // Within what is public otherwise.
    {"2001::/23", "a reserved address"},
    {"2001:db8::/32", "an address for documentation"},
    {"2002::/16", "an IPv4 address in the form of IPv6"},
    {"3fff::/20", "an address for documentation"},
};
constexpr char kPublicV6[] = "2000::/3";

bool Within(const char* range, const IpAddress& address) {
  const auto parsed = AddressRange::Parse(range);
  return parsed.ok() && parsed->Contains(address);
}

// What keeps an address from being public; null: nothing.
const char* SpecialUse(const IpAddress& address) {
  if (!address.v6) {
    for (const NamedRange& special : kSpecialV4) {
      if (Within(special.range, address)) return special.what;
    }
    return nullptr;
  }
  for (const NamedRange& special : kSpecialV6) {
    if (Within(special.range, address)) return special.what;
  }
  return Within(kPublicV6, address) ? nullptr : "a reserved address";
}

}  // namespace

std::optional<IpAddress> IpAddress::Parse(std::string_view text) {
  const std::string terminated(text);
  IpAddress address;
  if (inet_pton(AF_INET, terminated.c_str(), address.bytes.data()) == 1) {
    return address;
  }
  address.v6 = true;
  if (inet_pton(AF_INET6, terminated.c_str(), address.bytes.data()) == 1) {
    return address;
  }
  return std::nullopt;
}

std::optional<IpAddress> IpAddress::Of(const sockaddr& address) {
  IpAddress result;
  if (address.sa_family == AF_INET) {
    sockaddr_in v4;
    std::memcpy(&v4, &address, sizeof(v4));
    std::memcpy(result.bytes.data(), &v4.sin_addr, sizeof(v4.sin_addr));
    return result;
  }
  if (address.sa_family != AF_INET6) return std::nullopt;
  sockaddr_in6 v6;
  std::memcpy(&v6, &address, sizeof(v6));
  std::memcpy(result.bytes.data(), &v6.sin6_addr, sizeof(v6.sin6_addr));
  result.v6 = true;
  return result;
}

std::string IpAddress::Text() const {
  char text[INET6_ADDRSTRLEN] = {};
  inet_ntop(v6 ? AF_INET6 : AF_INET, bytes.data(), text, sizeof(text));
  return text;
}

absl::StatusOr<AddressRange> AddressRange::Parse(std::string_view text) {
  const absl::Status wrong = absl::InvalidArgumentError(
      fmt::format("\"{}\" is not a range of addresses such as 10.1.0.0/16 or "
                  "fd00::/8, with zeros behind the prefix",
                  text));
  const size_t slash = text.find('/');
  const auto first = IpAddress::Parse(text.substr(0, slash));
  if (!first) return wrong;
  const int most = first->v6 ? 128 : 32;
  AddressRange range{*first, most};
  if (slash != std::string_view::npos) {
    const char* end = text.data() + text.size();
    const auto [rest, error] =
        std::from_chars(text.data() + slash + 1, end, range.bits);
    if (error != std::errc() || rest != end || range.bits < 0 ||
        range.bits > most) {
      return wrong;
    }
  }
  for (int bit = range.bits; bit < most; ++bit) {
    const auto byte = first->bytes[static_cast<size_t>(bit / 8)];
    if ((byte >> (7 - bit % 8) & 1) != 0) return wrong;
  }
  return range;
}

bool AddressRange::Contains(const IpAddress& address) const {
  if (address.v6 != first.v6) return false;
  const auto whole = static_cast<size_t>(bits / 8);
  if (!std::equal(first.bytes.begin(),
                  first.bytes.begin() + static_cast<ptrdiff_t>(whole),
                  address.bytes.begin())) {
    return false;
  }
  const int rest = bits % 8;
  if (rest == 0) return true;
  const int mask = 0xff << (8 - rest) & 0xff;
  return (first.bytes[whole] & mask) == (address.bytes[whole] & mask);
}

std::string AddressPolicy::Problem(const IpAddress& address,
                                   bool secure) const {
  for (const AddressRange& range : allowed_) {
    if (range.Contains(address)) return "";
  }
  if (const char* use = SpecialUse(address); use != nullptr) {
    return fmt::format("{} is {}, where webhooks may not lead", address.Text(),
                       use);
  }
  if (secure) return "";
  return fmt::format("{} is reached by https only", address.Text());
}

}  // namespace ketnoi::server
