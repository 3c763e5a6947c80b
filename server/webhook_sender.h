// Sends what happens to the pairs that webhooks watch.
//
// A few threads go over the webhooks: where something happened since a
// webhook's position, the messages that tell it are made and noted, then sent
// in order, each until the receiver takes it or it is given up; only then is
// the next step looked at. So what happens meanwhile is told as its net change,
// and a message never changes once it was sent. A message that was under way
// when the process ended is sent again, with the same id.
//
// Thread-safe.

#ifndef KETNOI_SERVER_WEBHOOK_SENDER_H_
#define KETNOI_SERVER_WEBHOOK_SENDER_H_

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "server/backend.h"
#include "server/log.h"
#include "server/storage/mutex.h"
#include "server/storage/store.h"
#include "server/webhook_notes.h"
#include "server/webhook_post.h"

namespace ketnoi::server {

// What happened in a scope since the position that the token names; for an
// empty one, where events begin. OUT_OF_RANGE or FAILED_PRECONDITION: the
// position is lost.
using EventsSource = std::function<absl::StatusOr<v1::WatchEvents>(
    const CallLimits& limits, const v1::WatchScope& scope,
    const std::string& resume_token)>;

// docs/operations.md has the table of these.
struct SenderSettings {
  int threads = 4;
  // How often it is looked whether there is something to tell, if the store was
  // written; and at least, for the sake of the date.
  absl::Duration interval = absl::Milliseconds(250);
  absl::Duration longest_interval = absl::Minutes(1);
  // How long after the first attempt the second is made; each further wait is
  // `growth` times the one before, up to the longest. Up to a fifth is taken
  // off, so that not all come at once.
  absl::Duration first_wait = absl::Seconds(5);
  int growth = 3;
  absl::Duration longest_wait = absl::Hours(1);
  // How often a message is sent before it is given up: for about a day.
  int attempts = 30;
  size_t most_body_bytes = size_t{256} << 10;
};

// How long to wait after so many attempts (1 for the first). Pure.
absl::Duration WaitAfter(const SenderSettings& settings, int attempts,
                         std::string_view message_id);

// The webhook-id of a message of a webhook. Pure.
std::string MessageId(const v1::Webhook& webhook, int64_t number,
                      std::string_view body);

// Whether the note is of this webhook, and not of one that had its name before.
bool IsNoteOf(const WebhookNote& note, const v1::Webhook& webhook);

class WebhookSender {
 public:
  // What it works with; references must outlive it.
  struct Parts {
    const storage::Store& store;
    WebhookNotes& notes;  // loaded
    const WebhookPoster& poster;
    EventsSource source;
    // Disables a webhook, unless it is no longer what it is here.
    std::function<absl::Status(const v1::Webhook& webhook)> disable;
    Log log;
  };

  WebhookSender(Parts parts, SenderSettings settings);
  ~WebhookSender() { Stop(); }
  WebhookSender(const WebhookSender&) = delete;
  WebhookSender& operator=(const WebhookSender&) = delete;

  // Once.
  void Start();
  // Returns when nothing is sent any more, within about 50 ms: what is under
  // way is broken off, and not counted. Idempotent.
  void Stop();

 private:
  struct Entry {
    std::shared_ptr<const v1::Webhook> webhook;  // null: it was deleted
    absl::Time due = absl::InfinitePast();
    bool busy = false;
    // Of the thread that works on it: what the store was when it was looked at,
    // when that was, and when its position was noted.
    int64_t seen_revision = -1;
    absl::Time looked = absl::InfinitePast();
    absl::Time noted = absl::InfinitePast();
  };
  struct Job {
    Entry& entry;
    std::shared_ptr<const v1::Webhook> webhook;
  };

  void Run();
  // Waits for something to do; nullopt: told to stop.
  std::optional<Job> Take();
  void Finish(const Job& job, absl::Time due);
  // Reads which webhooks there are, if the store was written since.
  absl::Status List() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void ForgetDeleted() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  // One step for one webhook. When to do the next.
  absl::Time Work(const v1::Webhook& webhook, Entry& entry);
  absl::StatusOr<WebhookNote> NoteFor(const v1::Webhook& webhook);
  // Makes the messages that are due, if any.
  absl::Status Prepare(const v1::Webhook& webhook, Entry& entry,
                       WebhookNote& note);
  absl::Status NoteMessages(const v1::Webhook& webhook, const std::string& type,
                            const v1::WatchEvents& step, WebhookNote& note);
  // Sends the first message that is pending.
  absl::StatusOr<absl::Time> Deliver(const v1::Webhook& webhook,
                                     WebhookNote& note);
  absl::StatusOr<absl::Time> Failed(const v1::Webhook& webhook,
                                    const std::string& id,
                                    const PostOutcome& outcome,
                                    WebhookNote& note);
  void Tell(const std::string& line) const {
    if (parts_.log) parts_.log(line);
  }

  const Parts parts_;
  const SenderSettings settings_;
  std::atomic<bool> stopping_ = false;
  storage::Mutex mutex_;
  storage::Condition changed_;
  std::map<std::string, Entry> entries_ ABSL_GUARDED_BY(mutex_);
  int64_t listed_revision_ ABSL_GUARDED_BY(mutex_) = -1;
  absl::Time listed_ ABSL_GUARDED_BY(mutex_) = absl::InfinitePast();
  std::vector<std::thread> threads_;
};

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_WEBHOOK_SENDER_H_
