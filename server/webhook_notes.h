// What the server notes of the delivery of webhooks: for each its position, the
// messages that are made and not done, and those that were given up.
//
// Thread-safe. Errors are those of storage::Notes; what a call that fails was
// to change is as before.

#ifndef KETNOI_SERVER_WEBHOOK_NOTES_H_
#define KETNOI_SERVER_WEBHOOK_NOTES_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "ketnoi/store/v1/webhook_note.pb.h"
#include "ketnoi/v1/webhook.pb.h"
#include "server/storage/mutex.h"
#include "server/storage/notes.h"

namespace ketnoi::server {

using store::v1::WebhookNote;

// A number with the message's body.
struct NumberedBody {
  int64_t number = 0;
  std::string body;
};

class WebhookNotes {
 public:
  // How many messages that were given up are kept of a webhook.
  static constexpr size_t kMostDeadLetters = 100;

  // `notes` must outlive this.
  explicit WebhookNotes(storage::Notes& notes) : notes_(notes) {}

  // Reads what was noted before; once, before all else.
  absl::Status Load();

  // All webhooks that there is a note of.
  std::vector<std::string> Names() const;

  // The note of a webhook, with the counts of its messages; absent if there is
  // none.
  std::optional<WebhookNote> Find(const std::string& name) const;

  // Notes durably.
  absl::Status Put(const std::string& name, const WebhookNote& note);
  // Until the end of the process only.
  void Remember(const std::string& name, const WebhookNote& note);

  // Bodies of messages that the next Put will count as pending.
  absl::Status PutBodies(const std::string& name,
                         const std::vector<NumberedBody>& bodies);
  // Of a message that is pending or given up.
  absl::StatusOr<std::string> Body(const std::string& name,
                                   int64_t number) const;

  // Put, with the end of the messages of these numbers, `end` not included:
  // they were delivered, or are not to be.
  absl::Status PutDone(const std::string& name, const WebhookNote& note,
                       int64_t first, int64_t end);
  // Put, with the end of a message that is given up. The oldest dead letter is
  // dropped if there are too many.
  absl::Status PutDead(const std::string& name, WebhookNote note,
                       int64_t number, const v1::DeadLetter& letter);

  // The dead letters without their bodies, by number.
  std::map<int64_t, v1::DeadLetter> DeadLetters(const std::string& name) const;
  // NOT_FOUND: there is none (any more).
  absl::Status UpdateDeadLetter(const std::string& name, int64_t number,
                                const v1::DeadLetter& letter);
  absl::Status DeleteDeadLetter(const std::string& name, int64_t number);

  // Deletes all notes of a webhook.
  absl::Status Forget(const std::string& name);

  // The key of secrets that the server generates; drawn when there is none.
  absl::StatusOr<std::string> SecretKey();

 private:
  // What is in memory: everything but the bodies.
  struct Entry {
    WebhookNote note;
    std::map<int64_t, v1::DeadLetter> dead;
  };

  storage::Notes& notes_;
  // Held while it is written, too, so that memory and disk say the same.
  mutable storage::Mutex mutex_;
  std::map<std::string, Entry> entries_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_WEBHOOK_NOTES_H_
