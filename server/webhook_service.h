// Serves ketnoi.v1.WebhookService.

#ifndef KETNOI_SERVER_WEBHOOK_SERVICE_H_
#define KETNOI_SERVER_WEBHOOK_SERVICE_H_

#include <string>

#include "google/protobuf/field_mask.pb.h"
#include "ketnoi/v1/webhook_service.pb.h"
#include "server/backend.h"
#include "server/service.h"
#include "server/storage/mutex.h"
#include "server/webhook_notes.h"
#include "server/webhook_post.h"

namespace ketnoi::server {

// Thread-safe.
class WebhookService final : public Service {
 public:
  // How many webhooks there can be.
  static constexpr int kMostWebhooks = 100;

  // All must outlive the service.
  WebhookService(Backend& backend, WebhookNotes& notes,
                 const WebhookPoster& poster);

  absl::Status GetWebhook(const CallLimits& limits,
                          const v1::GetWebhookRequest& request,
                          v1::Webhook& response);
  absl::Status ListWebhooks(const CallLimits& limits,
                            const v1::ListWebhooksRequest& request,
                            v1::ListWebhooksResponse& response);
  absl::Status CreateWebhook(const CallLimits& limits,
                             const v1::CreateWebhookRequest& request,
                             v1::Webhook& response);
  absl::Status UpdateWebhook(const CallLimits& limits,
                             const v1::UpdateWebhookRequest& request,
                             v1::Webhook& response);
  absl::Status DeleteWebhook(const CallLimits& limits,
                             const v1::DeleteWebhookRequest& request,
                             v1::DeleteWebhookResponse& response);
  absl::Status PingWebhook(const CallLimits& limits,
                           const v1::PingWebhookRequest& request,
                           v1::PingWebhookResponse& response);
  absl::Status ListDeadLetters(const CallLimits& limits,
                               const v1::ListDeadLettersRequest& request,
                               v1::ListDeadLettersResponse& response);
  absl::Status RetryDeadLetter(const CallLimits& limits,
                               const v1::RetryDeadLetterRequest& request,
                               v1::RetryDeadLetterResponse& response);
  absl::Status DeleteDeadLetter(const CallLimits& limits,
                                const v1::DeleteDeadLetterRequest& request,
                                v1::DeleteDeadLetterResponse& response);

 private:
  // A webhook as it is stored, with its secret.
  absl::Status Read(const std::string& name, const char* field,
                    const CallLimits& limits, v1::Webhook& webhook) const;
  // As it is shown: without its secret, with the state of its delivery.
  void Show(v1::Webhook& webhook) const;
  // What the webhook's own fields do not tell, of those that `mask` takes from
  // it: whether it may lead to its URL, and whether its scope is one
  // (CheckScope, which may give NOT_FOUND: what is wrong goes before it).
  absl::Status CheckTarget(const google::protobuf::FieldMask& mask,
                           const v1::Webhook& webhook,
                           Violations& violations) const;
  // RESOURCE_EXHAUSTED: a webhook of that name would be one too many.
  absl::Status CheckRoom(const std::string& name) const;
  // The dead letter of that name.
  struct Letter {
    v1::Webhook webhook;
    int64_t number = 0;
    v1::DeadLetter letter;
  };
  absl::StatusOr<Letter> FindLetter(const std::string& name,
                                    const CallLimits& limits) const;
  // Sends once, within the limits.
  absl::Status SendOnce(const v1::Webhook& webhook, const std::string& id,
                        const std::string& body, const CallLimits& limits,
                        v1::SendOutcome& outcome) const;

  Backend& backend_;
  WebhookNotes& notes_;
  const WebhookPoster& poster_;
  // Held while a webhook may be created, so that there are not too many.
  storage::Mutex creating_;
};

// Sets `disabled` of a webhook. ABORTED: it is no longer what it is here.
absl::Status DisableWebhook(Backend& backend, const v1::Webhook& webhook);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_WEBHOOK_SERVICE_H_
