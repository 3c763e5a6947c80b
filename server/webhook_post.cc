#include "server/webhook_post.h"

#include <curl/curl.h>
#include <sys/socket.h>

#include <memory>
#include <utility>

#include "fmt/format.h"
#include "server/webhook_signature.h"
#include "server/webhook_url.h"

namespace ketnoi::server {
namespace {

constexpr size_t kMostAnswerBytes = size_t{16} << 10;
constexpr int kStopMilliseconds = 20;
constexpr int kGone = 410;

template <auto function>
struct Calling {
  template <class T>
  void operator()(T* pointer) const {
    function(pointer);
  }
};
using Easy = std::unique_ptr<CURL, Calling<curl_easy_cleanup>>;
using Multi = std::unique_ptr<CURLM, Calling<curl_multi_cleanup>>;
using Headers = std::unique_ptr<curl_slist, Calling<curl_slist_free_all>>;

// What the callbacks of one transfer see.
struct Transfer {
  const AddressPolicy& policy;
  bool secure = false;
  std::string refusal;  // of the last address that was refused
  size_t answer_bytes = 0;
};

curl_socket_t OpenSocket(void* data, curlsocktype,
                         curl_sockaddr* address) noexcept {
  auto& transfer = *static_cast<Transfer*>(data);
  const auto ip = IpAddress::Of(address->addr);
  transfer.refusal = ip ? transfer.policy.Problem(*ip, transfer.secure)
                        : "it has an address of no known kind";
  if (!transfer.refusal.empty()) return CURL_SOCKET_BAD;
  return socket(address->family, address->socktype | SOCK_CLOEXEC,
                address->protocol);
}

size_t TakeAnswer(char*, size_t size, size_t count, void* data) noexcept {
  auto& transfer = *static_cast<Transfer*>(data);
  transfer.answer_bytes += size * count;
  return transfer.answer_bytes <= kMostAnswerBytes ? size * count : 0;
}

void Append(Headers& headers, const std::string& line) {
  headers.reset(curl_slist_append(headers.release(), line.c_str()));
}

Headers HeadersOf(const Post& post) {
  Headers headers;
  Append(headers, "content-type: application/json");
  Append(headers, "expect:");  // the body goes at once
  Append(headers, "webhook-id: " + post.id);
  Append(headers,
         fmt::format("webhook-timestamp: {}", absl::ToUnixSeconds(post.time)));
  Append(headers, "webhook-signature: " + Signature(post.secret_bytes, post.id,
                                                    post.time, post.body));
  return headers;
}

// Of the copies that are in an address family of their own: curl takes longs.
long Milliseconds(absl::Duration duration) {
  return static_cast<long>(absl::ToInt64Milliseconds(duration));
}

void SetUp(CURL* easy, const Post& post, const PosterSettings& settings,
           const curl_slist* headers, Transfer& transfer, char* error) {
  const auto set = [easy](CURLoption option, auto value) {
    curl_easy_setopt(easy, option, value);
  };
  set(CURLOPT_URL, post.url.c_str());
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
  set(CURLOPT_PROXY, "");
  set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  set(CURLOPT_FOLLOWLOCATION, 0L);
  set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  set(CURLOPT_USERAGENT, "ketnoi-webhook/1");
  set(CURLOPT_HTTPHEADER, headers);
  set(CURLOPT_POST, 1L);
  set(CURLOPT_POSTFIELDS, post.body.c_str());
  set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(post.body.size()));
  set(CURLOPT_CONNECTTIMEOUT_MS, Milliseconds(settings.connect_timeout));
  set(CURLOPT_TIMEOUT_MS, Milliseconds(settings.timeout));
  set(CURLOPT_NOSIGNAL, 1L);
  // What looks up a name is left behind, not waited for.
  set(CURLOPT_QUICK_EXIT, 1L);
  set(CURLOPT_FORBID_REUSE, 1L);
  set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  set(CURLOPT_SSL_VERIFYPEER, 1L);
  set(CURLOPT_SSL_VERIFYHOST, 2L);
  if (!settings.ca_file.empty()) {
    set(CURLOPT_CAINFO, settings.ca_file.c_str());
    set(CURLOPT_CAPATH, static_cast<char*>(nullptr));
  }
  set(CURLOPT_OPENSOCKETFUNCTION, &OpenSocket);
  set(CURLOPT_OPENSOCKETDATA, &transfer);
  set(CURLOPT_WRITEFUNCTION, &TakeAnswer);
  set(CURLOPT_WRITEDATA, &transfer);
  set(CURLOPT_ERRORBUFFER, error);
}

// Runs the transfer to its end; nullopt: told to stop.
std::optional<CURLcode> Run(CURLM* multi, const std::function<bool()>& stop) {
  int running = 1;
  while (running > 0) {
    if (stop && stop()) return std::nullopt;
    if (curl_multi_perform(multi, &running) != CURLM_OK) {
      return CURLE_FAILED_INIT;
    }
    if (running > 0) {
      curl_multi_poll(multi, nullptr, 0, kStopMilliseconds, nullptr);
    }
  }
  int left = 0;
  const CURLMsg* done = curl_multi_info_read(multi, &left);
  return done != nullptr ? done->data.result : CURLE_FAILED_INIT;
}

// A status counts, whatever became of the rest of the answer.
PostOutcome OutcomeOf(CURLcode code, long status, const Transfer& transfer,
                      const char* error) {
  PostOutcome outcome;
  outcome.http_status = static_cast<int>(status);
  outcome.delivered = status >= 200 && status < 300;
  if (outcome.delivered) return outcome;
  if (status == kGone) {
    outcome.error = "the receiver answered 410 (gone)";
  } else if (status >= 300 && status < 400) {
    outcome.error = fmt::format(
        "the receiver answered {}, a redirect, which is not followed", status);
  } else if (status >= 200) {
    outcome.error = fmt::format("the receiver answered {}", status);
  } else if (!transfer.refusal.empty()) {
    outcome.error = transfer.refusal;
  } else {
    outcome.error = *error != '\0' ? error : curl_easy_strerror(code);
  }
  return outcome;
}

}  // namespace

WebhookPoster::WebhookPoster(PosterSettings settings)
    : settings_(std::move(settings)) {
  // Counted, and never undone: curl must be set up before threads use it.
  static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  static_cast<void>(ready);
}

PostOutcome WebhookPoster::Send(const Post& post,
                                const std::function<bool()>& stop) const {
  char error[CURL_ERROR_SIZE] = {};
  Transfer transfer{settings_.policy, IsHttps(post.url), "", 0};
  const Headers headers = HeadersOf(post);
  const Multi multi(curl_multi_init());
  const Easy easy(curl_easy_init());
  if (multi == nullptr || easy == nullptr) {
    return {false, false, 0, "out of memory"};
  }
  SetUp(easy.get(), post, settings_, headers.get(), transfer, error);
  curl_multi_add_handle(multi.get(), easy.get());
  const auto code = Run(multi.get(), stop);
  long status = 0;
  curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &status);
  curl_multi_remove_handle(multi.get(), easy.get());
  if (!code) return {false, true, 0, "it was told to stop"};
  return OutcomeOf(*code, status, transfer, error);
}

}  // namespace ketnoi::server
