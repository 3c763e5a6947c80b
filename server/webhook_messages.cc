#include "server/webhook_messages.h"

#include <utility>

#include "google/protobuf/util/json_util.h"

namespace ketnoi::server {
namespace {

// Such messages always have a form as JSON.
std::string JsonOf(const google::protobuf::Message& message) {
  std::string json;
  static_cast<void>(
      google::protobuf::util::MessageToJsonString(message, &json));
  return json;
}

v1::WebhookMessage Begun(const MessageHead& head) {
  v1::WebhookMessage message;
  message.set_type(head.type);
  *message.mutable_timestamp() = TimestampOf(head.time);
  message.set_webhook(head.webhook);
  return message;
}

}  // namespace

absl::Status MakeBodies(const MessageHead& head, const v1::WatchEvents& step,
                        size_t most_bytes,
                        const std::function<absl::Status(std::string)>& take) {
  v1::WebhookMessage message = Begun(head);
  v1::WatchEvents& data = *message.mutable_data();
  data = step;
  data.clear_events();
  const size_t frame = JsonOf(message).size();
  data.clear_resume_token();
  size_t bytes = frame;
  for (const v1::MatchEvent& event : step.events()) {
    const size_t added = JsonOf(event).size() + 1;  // with a comma
    if (!data.events().empty() && bytes + added > most_bytes) {
      const absl::Status taken = take(JsonOf(message));
      if (!taken.ok()) return taken;
      data.clear_events();
      bytes = frame;
    }
    *data.add_events() = event;
    bytes += added;
  }
  data.set_resume_token(step.resume_token());
  return take(JsonOf(message));
}

std::string PingBody(const std::string& webhook, absl::Time time) {
  return JsonOf(Begun({kPing, webhook, time}));
}

google::protobuf::Timestamp TimestampOf(absl::Time time) {
  constexpr int64_t kSecond = 1'000'000'000;
  const int64_t nanos = absl::ToUnixNanos(time);
  google::protobuf::Timestamp timestamp;
  timestamp.set_seconds(nanos / kSecond);
  timestamp.set_nanos(static_cast<int32_t>(nanos % kSecond));
  return timestamp;
}

absl::Time TimeOf(const google::protobuf::Timestamp& timestamp) {
  return absl::FromUnixSeconds(timestamp.seconds()) +
         absl::Nanoseconds(timestamp.nanos());
}

}  // namespace ketnoi::server
