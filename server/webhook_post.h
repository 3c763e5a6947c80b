// Sends one message of a webhook, by libcurl.
//
// Nothing of the environment counts (no proxies), redirects are not followed,
// TLS is verified, and the socket is made only for an address that the policy
// lets pass: what is connected to is what was checked, whatever a name leads to
// from one look-up to the next.

#ifndef KETNOI_SERVER_WEBHOOK_POST_H_
#define KETNOI_SERVER_WEBHOOK_POST_H_

#include <functional>
#include <string>

#include "absl/time/time.h"
#include "server/webhook_address.h"

namespace ketnoi::server {

struct PosterSettings {
  AddressPolicy policy;
  std::string ca_file;  // of the certificates to trust; empty: the system's
  absl::Duration connect_timeout = absl::Seconds(5);
  absl::Duration timeout = absl::Seconds(10);  // of it all
};

struct Post {
  std::string url;           // that UrlProblem finds right
  std::string secret_bytes;  // the key of the signature
  std::string id;            // stays the same however often it is sent
  absl::Time time;           // of this attempt
  std::string body;          // JSON
};

// What came of it. Delivered: a status of 2xx.
struct PostOutcome {
  bool delivered = false;
  bool stopped = false;  // it was told to stop, and it is not known
  int http_status = 0;   // 0: no answer
  std::string error;     // for people; empty if delivered
};

// Thread-safe.
class WebhookPoster {
 public:
  explicit WebhookPoster(PosterSettings settings);

  const AddressPolicy& policy() const { return settings_.policy; }

  // Waits for the answer, of which at most 16 KiB are read. Asks `stop` every
  // 20 ms whether to give up.
  PostOutcome Send(const Post& post, const std::function<bool()>& stop) const;

 private:
  const PosterSettings settings_;
};

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_WEBHOOK_POST_H_
