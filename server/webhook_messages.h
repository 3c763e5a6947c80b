// The messages that webhooks send: WebhookMessage (webhook.proto) as JSON.
// Pure; thread-safe.

#ifndef KETNOI_SERVER_WEBHOOK_MESSAGES_H_
#define KETNOI_SERVER_WEBHOOK_MESSAGES_H_

#include <cstddef>
#include <functional>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "google/protobuf/timestamp.pb.h"
#include "ketnoi/v1/webhook.pb.h"

namespace ketnoi::server {

inline constexpr char kStarted[] = "watch.started";
inline constexpr char kEvents[] = "watch.events";
inline constexpr char kRestarted[] = "watch.restarted";
inline constexpr char kPing[] = "watch.ping";

// What all messages of a step say.
struct MessageHead {
  std::string type;     // one of those above
  std::string webhook;  // its name
  absl::Time time;      // when they are made
};

// Calls `take` with the bodies of the messages that tell `step`, in order: each
// of about `most_bytes` at most, but with one event at least. Only the last has
// the resume token. Stops at, and returns, an error of `take`.
absl::Status MakeBodies(const MessageHead& head, const v1::WatchEvents& step,
                        size_t most_bytes,
                        const std::function<absl::Status(std::string)>& take);

// A message without data.
std::string PingBody(const std::string& webhook, absl::Time time);

google::protobuf::Timestamp TimestampOf(absl::Time time);
absl::Time TimeOf(const google::protobuf::Timestamp& timestamp);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_WEBHOOK_MESSAGES_H_
