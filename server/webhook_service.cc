#include "server/webhook_service.h"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <system_error>
#include <utility>

#include "absl/time/clock.h"
#include "fmt/format.h"
#include "server/page_token.h"
#include "server/resource_calls.h"
#include "server/rpc_status.h"
#include "server/watch.h"
#include "server/webhook_messages.h"
#include "server/webhook_sender.h"
#include "server/webhook_signature.h"
#include "server/webhook_url.h"

namespace ketnoi::server {
namespace {

constexpr char kWebhooks[] = "webhooks/";
constexpr char kLetterPattern[] = "webhooks/*/deadLetters/*";
constexpr int32_t kDefaultLetters = 50;
constexpr int32_t kMostErrorText = 300;
constexpr size_t kSeedBytes = 32;

// The paths of a mask in which "*" does not clear a secret that is not stated.
google::protobuf::FieldMask KeepingSecret(google::protobuf::FieldMask mask,
                                          const v1::Webhook& webhook) {
  const auto& paths = mask.paths();
  const bool everything =
      std::find(paths.begin(), paths.end(), "*") != paths.end();
  if (!everything || !webhook.secret().empty()) return mask;
  mask.clear_paths();
  for (const char* path : {"url", "scope", "disabled"}) mask.add_paths(path);
  return mask;
}

// Whether an update with this mask takes the field from the request.
bool Takes(const google::protobuf::FieldMask& mask, std::string_view field) {
  const auto& paths = mask.paths();
  return paths.empty() ||
         std::any_of(paths.begin(), paths.end(), [&](const auto& path) {
           return path == field || path == "*";
         });
}

// Of a letter's id or a page token; 0: it is none.
int64_t NumberIn(std::string_view text) {
  int64_t number = 0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number);
  return error == std::errc() && rest == end && number > 0 ? number : 0;
}

}  // namespace

WebhookService::WebhookService(Backend& backend, WebhookNotes& notes,
                               const WebhookPoster& poster)
    : Service(backend), backend_(backend), notes_(notes), poster_(poster) {
  using Self = WebhookService;
  Serve("/ketnoi.v1.WebhookService/GetWebhook", &Self::GetWebhook);
  Serve("/ketnoi.v1.WebhookService/ListWebhooks", &Self::ListWebhooks);
  Serve("/ketnoi.v1.WebhookService/CreateWebhook", &Self::CreateWebhook);
  Serve("/ketnoi.v1.WebhookService/UpdateWebhook", &Self::UpdateWebhook);
  Serve("/ketnoi.v1.WebhookService/DeleteWebhook", &Self::DeleteWebhook);
  Serve("/ketnoi.v1.WebhookService/PingWebhook", &Self::PingWebhook);
  Serve("/ketnoi.v1.WebhookService/ListDeadLetters", &Self::ListDeadLetters);
  Serve("/ketnoi.v1.WebhookService/RetryDeadLetter", &Self::RetryDeadLetter);
  Serve("/ketnoi.v1.WebhookService/DeleteDeadLetter", &Self::DeleteDeadLetter);
}

absl::Status WebhookService::Read(const std::string& name, const char* field,
                                  const CallLimits& limits,
                                  v1::Webhook& webhook) const {
  Violations violations;
  CheckName(WebhookKind(), name, field, violations);
  if (!violations.empty()) return InvalidFields(violations);
  return Get(WebhookKind(), backend_, name, {}, limits, {}, webhook);
}

void WebhookService::Show(v1::Webhook& webhook) const {
  webhook.clear_secret();
  const auto note = notes_.Find(webhook.name());
  if (!note || !IsNoteOf(*note, webhook)) return;
  *webhook.mutable_delivery_state() = note->state();
}

absl::Status WebhookService::CheckTarget(
    const google::protobuf::FieldMask& mask, const v1::Webhook& webhook,
    Violations& violations) const {
  // What is missing, or no URL at all, is said with the other fields.
  if (Takes(mask, "url") && UrlProblem(webhook.url()).empty()) {
    const std::string refusal = UrlRefusal(webhook.url(), poster_.policy());
    if (!refusal.empty()) violations.Add("webhook.url", refusal);
  }
  if (!Takes(mask, "scope") || !webhook.has_scope()) return absl::OkStatus();
  return CheckScope(backend_, webhook.scope(), "webhook.scope", violations);
}

absl::Status WebhookService::CheckRoom(const std::string& name) const {
  int count = 0;
  bool there = false;
  const auto read = backend_.store.Scan(storage::Collection::kWebhooks, "", "",
                                        [&](const storage::Record& record) {
                                          there |= record.name == name;
                                          ++count;
                                          return true;
                                        });
  if (!read.ok()) return read.status();
  if (there || count < kMostWebhooks) return absl::OkStatus();
  return Error(absl::StatusCode::kResourceExhausted,
               v1::ERROR_REASON_TOO_MANY_WEBHOOKS,
               fmt::format("there are {} webhooks already", count),
               {{"limit", fmt::format("{}", kMostWebhooks)}});
}

absl::Status WebhookService::GetWebhook(const CallLimits& limits,
                                        const v1::GetWebhookRequest& request,
                                        v1::Webhook& response) {
  const absl::Status status = Get(WebhookKind(), backend_, request.name(),
                                  request.read(), limits, {}, response);
  if (status.ok()) Show(response);
  return status;
}

absl::Status WebhookService::ListWebhooks(
    const CallLimits& limits, const v1::ListWebhooksRequest& request,
    v1::ListWebhooksResponse& response) {
  ListQuery query;
  query.page_size = request.page_size();
  query.page_token = request.page_token();
  query.filter = request.filter();
  query.read = request.read();
  auto page = List(WebhookKind(), backend_, query, limits);
  if (!page.ok()) return page.status();
  FillList<v1::Webhook>(*page, *response.mutable_webhooks(), response);
  for (v1::Webhook& webhook : *response.mutable_webhooks()) Show(webhook);
  return absl::OkStatus();
}

absl::Status WebhookService::CreateWebhook(
    const CallLimits&, const v1::CreateWebhookRequest& request,
    v1::Webhook& response) {
  v1::Webhook webhook = request.webhook();
  webhook.clear_delivery_state();
  Violations violations;
  const absl::Status there = CheckTarget({}, webhook, violations);
  if (!there.ok() && violations.empty()) return there;
  const bool generated = webhook.secret().empty();
  if (generated) {
    const auto key = notes_.SecretKey();
    if (!key.ok()) return key.status();
    // A retry is given the same one.
    webhook.set_secret(
        MakeSecret(*key, request.request_id().empty()
                             ? RandomBytes(kSeedBytes)
                             : fmt::format("{} {}", request.webhook_id(),
                                           request.request_id())));
  }
  storage::MutexLock lock(creating_);
  absl::Status status = CheckRoom(kWebhooks + request.webhook_id());
  if (!status.ok()) return status;
  status =
      CreateResource(WebhookKind(), backend_, request, webhook, kWebhooks,
                     request.webhook_id(), std::move(violations), response);
  if (!status.ok()) return status;
  const std::string secret = response.secret();
  Show(response);
  if (generated && !request.validate_only()) response.set_secret(secret);
  return status;
}

absl::Status WebhookService::UpdateWebhook(
    const CallLimits& limits, const v1::UpdateWebhookRequest& request,
    v1::Webhook& response) {
  v1::UpdateWebhookRequest kept = request;
  v1::Webhook& webhook = *kept.mutable_webhook();
  webhook.clear_delivery_state();
  *kept.mutable_update_mask() = KeepingSecret(request.update_mask(), webhook);
  Violations violations;
  absl::Status status =
      CheckTarget(request.allow_missing() ? google::protobuf::FieldMask()
                                          : kept.update_mask(),
                  webhook, violations);
  if (!violations.empty()) return InvalidFields(violations);
  if (!status.ok()) return status;
  storage::MutexLock lock(creating_);
  if (request.allow_missing()) status = CheckRoom(webhook.name());
  if (!status.ok()) return status;
  status =
      UpdateResource(WebhookKind(), backend_, limits, kept, webhook, response);
  if (status.ok()) Show(response);
  return status;
}

absl::Status WebhookService::DeleteWebhook(
    const CallLimits&, const v1::DeleteWebhookRequest& request,
    v1::DeleteWebhookResponse& response) {
  return DeleteResource(WebhookKind(), backend_, request, response);
}

absl::Status WebhookService::SendOnce(const v1::Webhook& webhook,
                                      const std::string& id,
                                      const std::string& body,
                                      const CallLimits& limits,
                                      v1::SendOutcome& outcome) const {
  const absl::Time until = WaitLimit(absl::Now(), limits.deadline);
  const PostOutcome sent = poster_.Send(
      {webhook.url(), SecretBytes(webhook.secret()).value_or(""), id,
       absl::Now(), body},
      [&] { return absl::Now() >= until || !CheckLimits(limits).ok(); });
  if (sent.stopped) {
    const absl::Status status = CheckLimits(limits);
    if (!status.ok()) return status;
  }
  outcome.set_delivered(sent.delivered);
  outcome.set_http_status(sent.http_status);
  outcome.set_error(sent.stopped
                        ? "there was no answer before the call's deadline"
                        : Shortened(sent.error, kMostErrorText));
  return absl::OkStatus();
}

absl::Status WebhookService::PingWebhook(const CallLimits& limits,
                                         const v1::PingWebhookRequest& request,
                                         v1::PingWebhookResponse& response) {
  v1::Webhook webhook;
  const absl::Status status = Read(request.name(), "name", limits, webhook);
  if (!status.ok()) return status;
  const std::string body = PingBody(webhook.name(), absl::Now());
  return SendOnce(webhook, MessageId(webhook, 0, body), body, limits,
                  *response.mutable_outcome());
}

absl::Status WebhookService::ListDeadLetters(
    const CallLimits& limits, const v1::ListDeadLettersRequest& request,
    v1::ListDeadLettersResponse& response) {
  constexpr auto kMostLetters =
      static_cast<int32_t>(WebhookNotes::kMostDeadLetters);
  Violations violations;
  CheckName(WebhookKind(), request.parent(), "parent", violations);
  const int32_t page_size =
      PageSize(request.page_size(), kDefaultLetters, kMostLetters, violations);
  const std::string query = QueryHash({"dead letters", request.parent()});
  const auto token =
      ReadPageToken(backend_, request.page_token(), query, violations);
  if (!violations.empty()) return InvalidFields(violations);
  if (!token.ok()) return token.status();
  v1::Webhook webhook;
  const absl::Status status = Read(request.parent(), "parent", limits, webhook);
  if (!status.ok()) return status;
  const auto note = notes_.Find(webhook.name());
  if (!note || !IsNoteOf(*note, webhook)) return absl::OkStatus();

  const auto letters = notes_.DeadLetters(webhook.name());
  response.set_total_size(static_cast<int32_t>(letters.size()));
  const int64_t after = *token ? NumberIn((*token)->last_name) : 0;
  size_t bytes = 0;
  int64_t last = after;
  for (auto at = letters.upper_bound(after); at != letters.end(); ++at) {
    const auto body = notes_.Body(webhook.name(), at->first);
    if (absl::IsNotFound(body.status())) continue;  // deleted meanwhile
    if (!body.ok()) return body.status();
    bytes += body->size();
    if (response.dead_letters_size() == page_size ||
        (bytes > kMostPageBytes && response.dead_letters_size() > 0)) {
      PageToken next;
      next.query_hash = query;
      next.epoch = backend_.store.epoch();
      next.last_name = fmt::format("{}", last);
      response.set_next_page_token(EncodePageToken(next));
      break;
    }
    v1::DeadLetter& letter = *response.add_dead_letters();
    letter = at->second;
    letter.set_body(*body);
    last = at->first;
  }
  return absl::OkStatus();
}

absl::StatusOr<WebhookService::Letter> WebhookService::FindLetter(
    const std::string& name, const CallLimits& limits) const {
  const std::string problem = NameProblem(kLetterPattern, name);
  if (!problem.empty()) return InvalidField("name", problem);
  Letter found;
  const absl::Status status =
      Read(std::string(ParentName(name)), "name", limits, found.webhook);
  if (!status.ok()) return status;
  found.number = NumberIn(LastId(name));
  const auto note = notes_.Find(found.webhook.name());
  const auto letters = notes_.DeadLetters(found.webhook.name());
  const auto letter = letters.find(found.number);
  if (!note || !IsNoteOf(*note, found.webhook) || letter == letters.end() ||
      letter->second.name() != name) {
    return NotFound(name);
  }
  found.letter = letter->second;
  return found;
}

absl::Status WebhookService::RetryDeadLetter(
    const CallLimits& limits, const v1::RetryDeadLetterRequest& request,
    v1::RetryDeadLetterResponse& response) {
  auto found = FindLetter(request.name(), limits);
  if (!found.ok()) return found.status();
  auto& [webhook, number, letter] = *found;
  const auto body = notes_.Body(webhook.name(), number);
  if (absl::IsNotFound(body.status())) return NotFound(request.name());
  if (!body.ok()) return body.status();
  v1::SendOutcome& outcome = *response.mutable_outcome();
  absl::Status status =
      SendOnce(webhook, letter.message_id(), *body, limits, outcome);
  if (!status.ok()) return status;
  if (outcome.delivered()) {
    status = notes_.DeleteDeadLetter(webhook.name(), number);
  } else {
    letter.set_attempt_count(letter.attempt_count() + 1);
    letter.set_last_error(outcome.error());
    status = notes_.UpdateDeadLetter(webhook.name(), number, letter);
  }
  // Somebody else ended it meanwhile.
  return absl::IsNotFound(status) ? absl::OkStatus() : status;
}

absl::Status WebhookService::DeleteDeadLetter(
    const CallLimits& limits, const v1::DeleteDeadLetterRequest& request,
    v1::DeleteDeadLetterResponse&) {
  const auto found = FindLetter(request.name(), limits);
  if (!found.ok()) return found.status();
  const absl::Status status =
      notes_.DeleteDeadLetter(found->webhook.name(), found->number);
  return absl::IsNotFound(status) ? NotFound(request.name()) : status;
}

absl::Status DisableWebhook(Backend& backend, const v1::Webhook& webhook) {
  v1::Webhook change;
  change.set_name(webhook.name());
  change.set_etag(webhook.etag());
  change.set_disabled(true);
  google::protobuf::FieldMask mask;
  mask.add_paths("disabled");
  return ResourceWriter(WebhookKind(), backend)
      .Update(mask, false, {}, CallLimits(), change);
}

}  // namespace ketnoi::server
