// The URLs that webhooks have, read as libcurl reads them, which connects to
// them. Pure; thread-safe.

#ifndef KETNOI_SERVER_WEBHOOK_URL_H_
#define KETNOI_SERVER_WEBHOOK_URL_H_

#include <cstddef>
#include <string>

#include "server/webhook_address.h"

namespace ketnoi::server {

inline constexpr size_t kMostUrlBytes = 2000;

// Empty if `url` has the form that the contract states (webhook.proto); else
// what is wrong.
std::string UrlProblem(const std::string& url);

// Empty if the policy lets a webhook lead there, as far as the text of a URL of
// that form tells: names are not looked up. Else why not.
std::string UrlRefusal(const std::string& url, const AddressPolicy& policy);

// Whether it begins with https.
bool IsHttps(const std::string& url);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_WEBHOOK_URL_H_
