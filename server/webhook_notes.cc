#include "server/webhook_notes.h"

#include <utility>

#include "fmt/format.h"
#include "server/storage/big_endian.h"
#include "server/webhook_signature.h"

namespace ketnoi::server {
namespace {

using storage::MutexLock;
using storage::NoteChange;

// Keys. Numbers of messages follow a zero byte, which names do not hold.
constexpr std::string_view kStatePrefix = "webhook/state/";
constexpr std::string_view kDeadPrefix = "webhook/dead/";
constexpr std::string_view kBodyPrefix = "webhook/body/";
constexpr std::string_view kSecretKey = "webhook/secret-key";
constexpr size_t kSecretKeyBytes = 32;

std::string StateKey(std::string_view name) {
  return std::string(kStatePrefix).append(name);
}

// Of all messages of a webhook.
std::string MessagesKey(std::string_view prefix, std::string_view name) {
  std::string key(prefix);
  key.append(name);
  key.push_back('\0');
  return key;
}

std::string MessageKey(std::string_view prefix, std::string_view name,
                       int64_t number) {
  std::string key = MessagesKey(prefix, name);
  storage::AppendBigEndian(key, static_cast<uint64_t>(number));
  return key;
}

absl::Status Unparsable(std::string_view what, std::string_view name) {
  return absl::DataLossError(
      fmt::format("the note of {} of '{}' cannot be read", what, name));
}

absl::Status NoLetter(const std::string& name, int64_t number) {
  return absl::NotFoundError(
      fmt::format("'{}' has no dead letter {}", name, number));
}

// What is noted: the counts of messages are known without.
std::string NotedForm(WebhookNote note) {
  note.mutable_state()->clear_pending_message_count();
  note.mutable_state()->clear_dead_letter_count();
  return note.SerializeAsString();
}

}  // namespace

absl::Status WebhookNotes::Load() {
  std::map<std::string, Entry> entries;
  absl::Status parsed;
  absl::Status read = notes_.Scan(
      kStatePrefix, [&](std::string_view key, std::string_view value) {
        const std::string name(key.substr(kStatePrefix.size()));
        if (!entries[name].note.ParseFromString(std::string(value))) {
          parsed = Unparsable("the delivery", name);
        }
        return parsed.ok();
      });
  if (!read.ok() || !parsed.ok()) return read.ok() ? parsed : read;
  read = notes_.Scan(
      kDeadPrefix, [&](std::string_view key, std::string_view value) {
        const size_t end = key.find('\0');
        const std::string name(
            key.substr(kDeadPrefix.size(), end - kDeadPrefix.size()));
        const std::string_view number = key.substr(end + 1);
        v1::DeadLetter letter;
        if (end == std::string_view::npos || number.size() != 8 ||
            !letter.ParseFromString(std::string(value))) {
          parsed = Unparsable("a dead letter", name);
          return false;
        }
        entries[name].dead.emplace(
            static_cast<int64_t>(storage::ReadBigEndian<uint64_t>(number)),
            std::move(letter));
        return true;
      });
  if (!read.ok() || !parsed.ok()) return read.ok() ? parsed : read;
  MutexLock lock(mutex_);
  entries_ = std::move(entries);
  return absl::OkStatus();
}

std::vector<std::string> WebhookNotes::Names() const {
  MutexLock lock(mutex_);
  std::vector<std::string> names;
  for (const auto& [name, entry] : entries_) names.push_back(name);
  return names;
}

std::optional<WebhookNote> WebhookNotes::Find(const std::string& name) const {
  MutexLock lock(mutex_);
  const auto found = entries_.find(name);
  if (found == entries_.end()) return std::nullopt;
  WebhookNote note = found->second.note;
  note.mutable_state()->set_pending_message_count(
      static_cast<int32_t>(note.next_number() - note.pending_from()));
  note.mutable_state()->set_dead_letter_count(
      static_cast<int32_t>(found->second.dead.size()));
  return note;
}

absl::Status WebhookNotes::Put(const std::string& name,
                               const WebhookNote& note) {
  MutexLock lock(mutex_);
  absl::Status status = notes_.Write({{StateKey(name), NotedForm(note)}});
  if (status.ok()) entries_[name].note = note;
  return status;
}

void WebhookNotes::Remember(const std::string& name, const WebhookNote& note) {
  MutexLock lock(mutex_);
  entries_[name].note = note;
}

absl::Status WebhookNotes::PutBodies(const std::string& name,
                                     const std::vector<NumberedBody>& bodies) {
  MutexLock lock(mutex_);
  std::vector<NoteChange> changes;
  for (const auto& [number, body] : bodies) {
    changes.push_back({MessageKey(kBodyPrefix, name, number), body});
  }
  return notes_.Write(changes);
}

absl::StatusOr<std::string> WebhookNotes::Body(const std::string& name,
                                               int64_t number) const {
  return notes_.Get(MessageKey(kBodyPrefix, name, number));
}

absl::Status WebhookNotes::PutDone(const std::string& name,
                                   const WebhookNote& note, int64_t first,
                                   int64_t end) {
  MutexLock lock(mutex_);
  std::vector<NoteChange> changes = {{StateKey(name), NotedForm(note)}};
  for (int64_t number = first; number < end; ++number) {
    changes.push_back({MessageKey(kBodyPrefix, name, number), std::nullopt});
  }
  absl::Status status = notes_.Write(changes);
  if (status.ok()) entries_[name].note = note;
  return status;
}

absl::Status WebhookNotes::PutDead(const std::string& name, WebhookNote note,
                                   int64_t number,
                                   const v1::DeadLetter& letter) {
  MutexLock lock(mutex_);
  Entry& entry = entries_[name];
  std::vector<NoteChange> changes = {
      {MessageKey(kDeadPrefix, name, number), letter.SerializeAsString()}};
  const bool full = entry.dead.size() >= kMostDeadLetters;
  if (full) {
    const int64_t oldest = entry.dead.begin()->first;
    changes.push_back({MessageKey(kDeadPrefix, name, oldest), std::nullopt});
    changes.push_back({MessageKey(kBodyPrefix, name, oldest), std::nullopt});
    v1::WebhookDeliveryState& state = *note.mutable_state();
    state.set_dropped_dead_letter_count(state.dropped_dead_letter_count() + 1);
  }
  changes.push_back({StateKey(name), NotedForm(note)});
  absl::Status status = notes_.Write(changes);
  if (!status.ok()) return status;
  if (full) entry.dead.erase(entry.dead.begin());
  entry.dead.emplace(number, letter);
  entry.note = std::move(note);
  return status;
}

std::map<int64_t, v1::DeadLetter> WebhookNotes::DeadLetters(
    const std::string& name) const {
  MutexLock lock(mutex_);
  const auto found = entries_.find(name);
  if (found == entries_.end()) return {};
  return found->second.dead;
}

absl::Status WebhookNotes::UpdateDeadLetter(const std::string& name,
                                            int64_t number,
                                            const v1::DeadLetter& letter) {
  MutexLock lock(mutex_);
  const auto found = entries_.find(name);
  if (found == entries_.end() || found->second.dead.count(number) == 0) {
    return NoLetter(name, number);
  }
  absl::Status status = notes_.Write(
      {{MessageKey(kDeadPrefix, name, number), letter.SerializeAsString()}});
  if (status.ok()) found->second.dead[number] = letter;
  return status;
}

absl::Status WebhookNotes::DeleteDeadLetter(const std::string& name,
                                            int64_t number) {
  MutexLock lock(mutex_);
  const auto found = entries_.find(name);
  if (found == entries_.end() || found->second.dead.count(number) == 0) {
    return NoLetter(name, number);
  }
  absl::Status status =
      notes_.Write({{MessageKey(kDeadPrefix, name, number), std::nullopt},
                    {MessageKey(kBodyPrefix, name, number), std::nullopt}});
  if (status.ok()) found->second.dead.erase(number);
  return status;
}

absl::Status WebhookNotes::Forget(const std::string& name) {
  MutexLock lock(mutex_);
  std::vector<NoteChange> changes = {{StateKey(name), std::nullopt}};
  const auto add = [&](std::string_view key, std::string_view) {
    changes.push_back({std::string(key), std::nullopt});
    return true;
  };
  for (const std::string_view prefix : {kDeadPrefix, kBodyPrefix}) {
    absl::Status status = notes_.Scan(MessagesKey(prefix, name), add);
    if (!status.ok()) return status;
  }
  absl::Status status = notes_.Write(changes);
  if (status.ok()) entries_.erase(name);
  return status;
}

absl::StatusOr<std::string> WebhookNotes::SecretKey() {
  MutexLock lock(mutex_);
  absl::StatusOr<std::string> key = notes_.Get(kSecretKey);
  if (!absl::IsNotFound(key.status())) return key;
  std::string drawn = RandomBytes(kSecretKeyBytes);
  const absl::Status status = notes_.Write({{std::string(kSecretKey), drawn}});
  if (!status.ok()) return status;
  return drawn;
}

}  // namespace ketnoi::server
