#include "server/storage/rocks_notes.h"

#include <memory>

#include "absl/strings/escaping.h"
#include "fmt/format.h"
#include "rocksdb/snapshot.h"
#include "rocksdb/write_batch.h"
#include "server/storage/rocks_status.h"
#include "server/storage/stored_values.h"

namespace ketnoi::storage {
namespace {

// Keys may hold any byte; messages are text.
std::string NoteText(std::string_view key) {
  return "note " + absl::CHexEscape({key.data(), key.size()});
}

absl::Status CheckNotes(const std::vector<NoteChange>& changes) {
  size_t bytes = 0;
  for (const NoteChange& change : changes) {
    if (change.key.empty() || change.key.size() > kMaxNoteKeyBytes) {
      return absl::InvalidArgumentError(
          fmt::format("a note's key has {} bytes; 1 to {} are allowed",
                      change.key.size(), kMaxNoteKeyBytes));
    }
    bytes += change.key.size() + (change.value ? change.value->size() : 0);
  }
  if (bytes <= kMaxNoteBytes) return absl::OkStatus();
  return absl::InvalidArgumentError(
      fmt::format("notes: have {} bytes; at most {} are written together",
                  bytes, kMaxNoteBytes));
}

}  // namespace

absl::StatusOr<std::string> RocksNotes::Get(std::string_view key) const {
  rocksdb::PinnableSlice bytes;
  const rocksdb::Status status = database_.db().Get(
      rocksdb::ReadOptions(), database_.notes(), ToSlice(key), &bytes);
  if (!status.ok()) return FromRocks(status, "read " + NoteText(key));
  absl::StatusOr<std::string_view> value = DecodeStoredNote(ToView(bytes));
  if (!value.ok()) return At(NoteText(key), value.status());
  return std::string(*value);
}

absl::Status RocksNotes::Scan(
    std::string_view prefix,
    const std::function<bool(std::string_view key, std::string_view value)>&
        visit) const {
  rocksdb::ManagedSnapshot snapshot(&database_.db());
  rocksdb::ReadOptions options;
  options.snapshot = snapshot.snapshot();
  const std::unique_ptr<rocksdb::Iterator> notes(
      database_.db().NewIterator(options, database_.notes()));
  notes->Seek(ToSlice(prefix));
  for (; notes->Valid() && notes->key().starts_with(ToSlice(prefix));
       notes->Next()) {
    const std::string_view key = ToView(notes->key());
    absl::StatusOr<std::string_view> value =
        DecodeStoredNote(ToView(notes->value()));
    if (!value.ok()) return At(NoteText(key), value.status());
    if (!visit(key, *value)) return absl::OkStatus();
  }
  return FromRocks(notes->status(), "scan " + NoteText(prefix));
}

absl::Status RocksNotes::Write(const std::vector<NoteChange>& changes) {
  absl::Status status = CheckNotes(changes);
  if (!status.ok()) return status;
  rocksdb::WriteBatch batch;
  for (const NoteChange& change : changes) {
    const rocksdb::Status added =
        change.value ? batch.Put(database_.notes(), ToSlice(change.key),
                                 EncodeStoredNote(*change.value))
                     : batch.Delete(database_.notes(), ToSlice(change.key));
    if (!added.ok()) return FromRocks(added, "write notes");
  }
  return log_.WriteNotes(batch);
}

}  // namespace ketnoi::storage
