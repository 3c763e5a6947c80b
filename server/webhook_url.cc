#include "server/webhook_url.h"

#include <curl/curl.h>

#include <algorithm>
#include <memory>

#include "fmt/format.h"

namespace ketnoi::server {
namespace {

class ParsedUrl {
 public:
  explicit ParsedUrl(const std::string& text) : url_(curl_url()) {
    right_ = url_ != nullptr && curl_url_set(url_.get(), CURLUPART_URL,
                                             text.c_str(), 0) == CURLUE_OK;
  }

  bool right() const { return right_; }

  // Empty if it has none.
  std::string Part(CURLUPart part) const {
    char* text = nullptr;
    if (curl_url_get(url_.get(), part, &text, 0) != CURLUE_OK) return "";
    std::string copy(text);
    curl_free(text);
    return copy;
  }

 private:
  struct Cleanup {
    void operator()(CURLU* url) const { curl_url_cleanup(url); }
  };
  std::unique_ptr<CURLU, Cleanup> url_;
  bool right_ = false;
};

// The address that the host is, if it is no name.
std::optional<IpAddress> LiteralAddress(const ParsedUrl& url) {
  std::string host = url.Part(CURLUPART_HOST);
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
    host = host.substr(1, host.size() - 2);
  }
  return IpAddress::Parse(host);
}

}  // namespace

std::string UrlProblem(const std::string& url) {
  if (url.empty()) return "is required";
  if (url.size() > kMostUrlBytes) {
    return fmt::format("{} bytes; at most {} are accepted", url.size(),
                       kMostUrlBytes);
  }
  if (!std::all_of(url.begin(), url.end(),
                   [](char c) { return c > ' ' && c <= '~'; })) {
    return "has characters that are not printable ASCII";
  }
  const ParsedUrl parsed(url);
  if (!parsed.right()) return fmt::format("'{}' is not a URL", url);
  const std::string scheme = parsed.Part(CURLUPART_SCHEME);
  if (scheme != "https" && scheme != "http") {
    return fmt::format("'{}' does not begin with https://", url);
  }
  if (!parsed.Part(CURLUPART_USER).empty() ||
      !parsed.Part(CURLUPART_PASSWORD).empty() ||
      url.substr(0, url.find_first_of("/?#", scheme.size() + 3)).find('@') !=
          std::string::npos) {
    return "has a user or a password";
  }
  if (url.find('#') != std::string::npos) return "has a fragment";
  if (!parsed.Part(CURLUPART_ZONEID).empty()) return "has a zone";
  if (parsed.Part(CURLUPART_PORT) == "0") return "has port 0";
  return "";
}

std::string UrlRefusal(const std::string& url, const AddressPolicy& policy) {
  const bool secure = IsHttps(url);
  if (const auto address = LiteralAddress(ParsedUrl(url)); address) {
    return policy.Problem(*address, secure);
  }
  if (secure || policy.AllowsAny()) return "";
  return fmt::format("'{}' does not begin with https://", url);
}

bool IsHttps(const std::string& url) {
  return ParsedUrl(url).Part(CURLUPART_SCHEME) == "https";
}

}  // namespace ketnoi::server
