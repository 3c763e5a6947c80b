#include "server/webhook_sender.h"

#include <algorithm>
#include <utility>

#include "absl/time/clock.h"
#include "fmt/format.h"
#include "google/protobuf/util/message_differencer.h"
#include "server/page_token.h"
#include "server/resource_kind.h"
#include "server/violations.h"
#include "server/webhook_messages.h"
#include "server/webhook_signature.h"

namespace ketnoi::server {
namespace {

using google::protobuf::util::MessageDifferencer;
using storage::Collection;
using storage::MutexLock;

constexpr int kGoneStatus = 410;
constexpr size_t kMostErrorBytes = 300;
// Bodies that are noted together.
constexpr size_t kBodiesBytes = size_t{8} << 20;
// Asking for events takes at most one part in so many of a thread's time.
constexpr int kRest = 4;

bool HasPending(const WebhookNote& note) {
  return note.pending_from() < note.next_number();
}

// The position of `step`, without its events.
v1::WatchEvents PositionOf(const v1::WatchEvents& step) {
  v1::WatchEvents position;
  position.set_resume_token(step.resume_token());
  *position.mutable_revision() = step.revision();
  position.set_as_of_date(step.as_of_date());
  return position;
}

void MoveTo(const v1::WatchEvents& position, WebhookNote& note) {
  note.set_resume_token(position.resume_token());
  *note.mutable_state()->mutable_revision() = position.revision();
  note.mutable_state()->set_as_of_date(position.as_of_date());
}

// What is left when the first pending message is done.
void Advance(WebhookNote& note) {
  note.set_pending_from(note.pending_from() + 1);
  note.set_attempts(0);
  note.mutable_state()->clear_next_attempt_time();
  if (HasPending(note)) return;
  MoveTo(note.reached(), note);
  note.clear_reached();
}

}  // namespace

absl::Duration WaitAfter(const SenderSettings& settings, int attempts,
                         std::string_view message_id) {
  absl::Duration wait = settings.first_wait;
  for (int i = 1; i < attempts && wait < settings.longest_wait; ++i) {
    wait *= settings.growth;
  }
  wait = std::min(wait, settings.longest_wait);
  // FNV-1a: the same on every machine.
  uint64_t hash = 0xcbf29ce484222325;
  for (const char c : fmt::format("{} {}", message_id, attempts)) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  }
  constexpr uint64_t kSteps = 1000;
  return wait - wait / 5 * static_cast<double>(hash % kSteps) / double{kSteps};
}

std::string MessageId(const v1::Webhook& webhook, int64_t number,
                      std::string_view body) {
  return "msg_" + QueryHash({webhook.name(), fmt::format("{}", number), body});
}

bool IsNoteOf(const WebhookNote& note, const v1::Webhook& webhook) {
  return note.create_time().seconds() == webhook.create_time().seconds() &&
         note.create_time().nanos() == webhook.create_time().nanos();
}

WebhookSender::WebhookSender(Parts parts, SenderSettings settings)
    : parts_(std::move(parts)), settings_(settings) {}

void WebhookSender::Start() {
  for (int i = 0; i < settings_.threads; ++i) {
    threads_.emplace_back([this] { Run(); });
  }
}

void WebhookSender::Stop() {
  stopping_ = true;
  {
    MutexLock lock(mutex_);
    changed_.NotifyAll();
  }
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

void WebhookSender::Run() {
  while (const auto job = Take()) {
    Finish(*job, Work(*job->webhook, job->entry));
  }
}

std::optional<WebhookSender::Job> WebhookSender::Take() {
  MutexLock lock(mutex_);
  while (!stopping_) {
    const absl::Time now = absl::Now();
    if (listed_ + settings_.interval <= now) {
      const absl::Status status = List();
      if (!status.ok()) {
        Tell(fmt::format("webhooks cannot be read: {}",
                         std::string(status.message())));
      }
    }
    Entry* next = nullptr;
    for (auto& [name, entry] : entries_) {
      if (entry.busy || entry.webhook == nullptr) continue;
      if (next == nullptr || entry.due < next->due) next = &entry;
    }
    if (next != nullptr && next->due <= now) {
      next->busy = true;
      return Job{*next, next->webhook};
    }
    absl::Time until = listed_ + settings_.interval;
    if (next != nullptr) until = std::min(until, next->due);
    changed_.WaitUntil(mutex_, until);
  }
  return std::nullopt;
}

void WebhookSender::Finish(const Job& job, absl::Time due) {
  MutexLock lock(mutex_);
  job.entry.busy = false;
  const bool same = job.entry.webhook == job.webhook;
  job.entry.due = same ? due : absl::InfinitePast();
  if (job.entry.webhook == nullptr) ForgetDeleted();
}

absl::Status WebhookSender::List() {
  listed_ = absl::Now();
  const int64_t revision = parts_.store.revision();
  if (revision == listed_revision_) return absl::OkStatus();
  std::map<std::string, std::shared_ptr<const v1::Webhook>> there;
  const auto read = parts_.store.Scan(
      Collection::kWebhooks, "", "", [&](const storage::Record& record) {
        auto webhook = std::make_shared<v1::Webhook>();
        const absl::Status status =
            ReadRecord(record, parts_.store.epoch(), *webhook);
        if (status.ok()) {
          there[record.name] = std::move(webhook);
        } else {
          Tell(std::string(status.message()));
        }
        return true;
      });
  if (!read.ok()) return read.status();
  listed_revision_ = *read;
  for (auto& [name, webhook] : there) {
    Entry& entry = entries_[name];
    if (entry.webhook != nullptr && entry.webhook->etag() == webhook->etag()) {
      continue;
    }
    entry.webhook = std::move(webhook);
    entry.due = absl::InfinitePast();
  }
  // What there is a note of, and no webhook, was deleted.
  for (const std::string& name : parts_.notes.Names()) entries_[name];
  for (auto& [name, entry] : entries_) {
    if (there.count(name) == 0) entry.webhook = nullptr;
  }
  ForgetDeleted();
  return absl::OkStatus();
}

void WebhookSender::ForgetDeleted() {
  std::erase_if(entries_, [this](const auto& item) {
    const auto& [name, entry] = item;
    if (entry.webhook != nullptr || entry.busy) return false;
    // If it cannot be forgotten now, then when there is one of that name again.
    parts_.notes.Forget(name).IgnoreError();
    return true;
  });
}

absl::Time WebhookSender::Work(const v1::Webhook& webhook, Entry& entry) {
  const absl::Time begun = absl::Now();
  if (webhook.disabled()) return absl::InfiniteFuture();
  auto note = NoteFor(webhook);
  absl::Status status = note.status();
  if (status.ok() && !HasPending(*note)) {
    status = Prepare(webhook, entry, *note);
    if (status.ok() && !HasPending(*note)) {
      const absl::Time now = absl::Now();
      return now + std::max(settings_.interval, (now - begun) * kRest);
    }
  }
  if (status.ok()) {
    const auto due = Deliver(webhook, *note);
    if (due.ok()) return *due;
    status = due.status();
  }
  if (stopping_) return begun;
  if (note.ok()) {
    note->mutable_state()->set_last_error(
        Shortened(std::string(status.message()), kMostErrorBytes));
    parts_.notes.Remember(webhook.name(), *note);
  }
  return absl::Now() + settings_.longest_interval;
}

absl::StatusOr<WebhookNote> WebhookSender::NoteFor(const v1::Webhook& webhook) {
  auto found = parts_.notes.Find(webhook.name());
  if (found && !IsNoteOf(*found, webhook)) {
    const absl::Status status = parts_.notes.Forget(webhook.name());
    if (!status.ok()) return status;
    found.reset();
  }
  if (!found) {
    found.emplace();
    *found->mutable_create_time() = webhook.create_time();
    *found->mutable_scope() = webhook.scope();
    found->set_pending_from(1);
    found->set_next_number(1);
    return *found;
  }
  if (MessageDifferencer::Equals(found->scope(), webhook.scope())) {
    return *found;
  }
  // The position means nothing in another scope.
  const int64_t first = found->pending_from();
  *found->mutable_scope() = webhook.scope();
  found->clear_resume_token();
  found->clear_reached();
  found->set_pending_from(found->next_number());
  found->set_attempts(0);
  found->mutable_state()->clear_next_attempt_time();
  const absl::Status status =
      parts_.notes.PutDone(webhook.name(), *found, first, found->next_number());
  if (!status.ok()) return status;
  return *found;
}

absl::Status WebhookSender::Prepare(const v1::Webhook& webhook, Entry& entry,
                                    WebhookNote& note) {
  const absl::Time now = absl::Now();
  const int64_t revision = parts_.store.revision();
  if (revision == entry.seen_revision &&
      now < entry.looked + settings_.longest_interval) {
    return absl::OkStatus();
  }
  CallLimits limits;
  limits.cancelled = [this] { return stopping_.load(); };
  std::string type = note.resume_token().empty() ? kStarted : kEvents;
  auto step = parts_.source(limits, note.scope(), note.resume_token());
  if (absl::IsOutOfRange(step.status()) ||
      absl::IsFailedPrecondition(step.status())) {
    type = kRestarted;
    step = parts_.source(limits, note.scope(), "");
  }
  if (!step.ok()) return step.status();
  entry.seen_revision = revision;
  entry.looked = now;
  note.mutable_state()->clear_last_error();
  if (type != kEvents || !step->events().empty()) {
    return NoteMessages(webhook, type, *step, note);
  }
  // Nothing to tell. What is not noted is found out again after a start.
  MoveTo(*step, note);
  if (now < entry.noted + settings_.longest_interval) {
    parts_.notes.Remember(webhook.name(), note);
    return absl::OkStatus();
  }
  entry.noted = now;
  return parts_.notes.Put(webhook.name(), note);
}

absl::Status WebhookSender::NoteMessages(const v1::Webhook& webhook,
                                         const std::string& type,
                                         const v1::WatchEvents& step,
                                         WebhookNote& note) {
  std::vector<NumberedBody> bodies;
  size_t bytes = 0;
  int64_t number = note.next_number();
  const auto put = [&] {
    const absl::Status status = parts_.notes.PutBodies(webhook.name(), bodies);
    bodies.clear();
    bytes = 0;
    return status;
  };
  absl::Status status =
      MakeBodies({type, webhook.name(), absl::Now()}, step,
                 settings_.most_body_bytes, [&](std::string body) {
                   if (stopping_) return absl::CancelledError("stopping");
                   bytes += body.size();
                   bodies.push_back({number++, std::move(body)});
                   return bytes < kBodiesBytes ? absl::OkStatus() : put();
                 });
  if (status.ok() && !bodies.empty()) status = put();
  if (!status.ok()) return status;
  note.set_next_number(number);
  note.set_attempts(0);
  *note.mutable_reached() = PositionOf(step);
  return parts_.notes.Put(webhook.name(), note);
}

absl::StatusOr<absl::Time> WebhookSender::Deliver(const v1::Webhook& webhook,
                                                  WebhookNote& note) {
  const absl::Time now = absl::Now();
  v1::WebhookDeliveryState& state = *note.mutable_state();
  if (state.has_next_attempt_time()) {
    const absl::Time next = TimeOf(state.next_attempt_time());
    if (now < next) return next;
  }
  const int64_t number = note.pending_from();
  const auto body = parts_.notes.Body(webhook.name(), number);
  if (!body.ok()) return body.status();
  const std::string id = MessageId(webhook, number, *body);
  const PostOutcome outcome = parts_.poster.Send(
      {webhook.url(), SecretBytes(webhook.secret()).value_or(""), id, now,
       *body},
      [this] { return stopping_.load(); });
  if (outcome.stopped) return absl::CancelledError(outcome.error);
  note.set_attempts(note.attempts() + 1);
  if (!outcome.delivered) return Failed(webhook, id, outcome, note);

  *state.mutable_last_success_time() = TimestampOf(absl::Now());
  state.clear_consecutive_failures();
  state.clear_last_error();
  Advance(note);
  const absl::Status status =
      parts_.notes.PutDone(webhook.name(), note, number, number + 1);
  if (!status.ok()) return status;
  return HasPending(note) ? now : now + settings_.interval;
}

absl::StatusOr<absl::Time> WebhookSender::Failed(const v1::Webhook& webhook,
                                                 const std::string& id,
                                                 const PostOutcome& outcome,
                                                 WebhookNote& note) {
  const absl::Time now = absl::Now();
  v1::WebhookDeliveryState& state = *note.mutable_state();
  state.set_consecutive_failures(state.consecutive_failures() + 1);
  state.set_last_error(Shortened(outcome.error, kMostErrorBytes));
  state.clear_next_attempt_time();
  if (outcome.http_status == kGoneStatus) {
    Tell(fmt::format("{} is disabled: {}", webhook.name(), outcome.error));
    const absl::Status noted = parts_.notes.Put(webhook.name(), note);
    if (!noted.ok()) return noted;
    const absl::Status disabled = parts_.disable(webhook);
    // It is looked at again as it is then, also if others changed it meanwhile.
    if (disabled.ok() || absl::IsAborted(disabled)) {
      return absl::InfiniteFuture();
    }
    return disabled;
  }
  if (note.attempts() < settings_.attempts) {
    const absl::Time next = now + WaitAfter(settings_, note.attempts(), id);
    *state.mutable_next_attempt_time() = TimestampOf(next);
    const absl::Status noted = parts_.notes.Put(webhook.name(), note);
    if (!noted.ok()) return noted;
    return next;
  }
  const int64_t number = note.pending_from();
  Tell(fmt::format("{} gave up message {} after {} attempts: {}",
                   webhook.name(), id, note.attempts(), state.last_error()));
  v1::DeadLetter letter;
  letter.set_name(fmt::format("{}/deadLetters/{}", webhook.name(), number));
  letter.set_message_id(id);
  letter.set_attempt_count(note.attempts());
  letter.set_last_error(state.last_error());
  *letter.mutable_dead_time() = TimestampOf(now);
  Advance(note);
  const absl::Status noted =
      parts_.notes.PutDead(webhook.name(), note, number, letter);
  if (!noted.ok()) return noted;
  return HasPending(note) ? now : now + settings_.interval;
}

}  // namespace ketnoi::server
