#include "server/storage/rocks_store.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "rocksdb/snapshot.h"
#include "server/storage/commit_log.h"
#include "server/storage/database.h"
#include "server/storage/keys.h"
#include "server/storage/request_window.h"
#include "server/storage/rocks_notes.h"
#include "server/storage/rocks_status.h"
#include "server/storage/stored_values.h"

namespace ketnoi::storage {
namespace {

// The record called `name` in `bytes`; NOT_FOUND if they are a deletion.
absl::StatusOr<Record> ToRecord(std::string_view family, std::string_view name,
                                std::string_view bytes) {
  absl::StatusOr<StoredRecord> stored = DecodeStoredRecord(bytes);
  if (!stored.ok())
    return At(fmt::format("{} {}", family, name), stored.status());
  if (!stored->value.has_value()) {
    return absl::NotFoundError(fmt::format("{}: it was deleted", name));
  }
  return Record{std::string(name), std::string(*stored->value),
                stored->revision, stored->create_revision};
}

// `resources` has only what is there.
absl::Status HoldsDeletion(std::string_view name) {
  return absl::DataLossError(
      fmt::format("resources {}: it holds a deletion", name));
}

class RocksStore final : public Store {
 public:
  RocksStore(std::unique_ptr<Database> database,
             const RocksStoreOptions& options, const Meta& meta,
             std::unique_ptr<RequestWindow> window)
      : epoch_(meta.epoch),
        database_(std::move(database)),
        log_(*database_, options, meta, std::move(window)),
        notes_(*database_, log_) {}

  const std::string& epoch() const override { return epoch_; }
  int64_t revision() const override { return log_.revision(); }
  absl::Status failure() const override { return log_.failure(); }
  absl::Duration staleness() const override { return absl::ZeroDuration(); }

  absl::StatusOr<Record> Get(Collection collection,
                             std::string_view name) const override;
  absl::StatusOr<int64_t> Scan(
      Collection collection, std::string_view prefix, std::string_view after,
      const std::function<bool(const Record&)>& visit) const override;
  absl::StatusOr<CommitResult> Commit(const CommitRequest& request) override {
    return log_.Commit(request);
  }
  std::optional<RememberedRequest> FindRequest(
      const std::string& request_id) const override {
    return log_.FindRequest(request_id);
  }
  absl::StatusOr<std::vector<FeedEntry>> ReadFeed(int64_t after,
                                                  size_t limit) const override;
  absl::Status WaitFor(int64_t revision, absl::Time deadline) const override {
    return log_.WaitFor(revision, deadline);
  }
  absl::StatusOr<Record> GetAt(Collection collection, std::string_view name,
                               int64_t revision) const override;
  Notes& notes() override { return notes_; }

 private:
  absl::StatusOr<FeedEntry> ReadEntry(const rocksdb::ReadOptions& options,
                                      int64_t revision,
                                      std::string_view change) const;

  const std::string epoch_;
  const std::unique_ptr<Database> database_;
  CommitLog log_;
  RocksNotes notes_;
};

absl::StatusOr<Record> RocksStore::Get(Collection collection,
                                       std::string_view name) const {
  rocksdb::PinnableSlice bytes;
  const rocksdb::Status status =
      database_->db().Get(rocksdb::ReadOptions(), database_->resources(),
                          EncodeResourceKey(collection, name), &bytes);
  if (status.IsNotFound()) {
    return absl::NotFoundError(fmt::format("{}: there is none", name));
  }
  if (!status.ok()) return FromRocks(status, fmt::format("read {}", name));
  absl::StatusOr<Record> record = ToRecord("resources", name, ToView(bytes));
  if (absl::IsNotFound(record.status())) {
    return HoldsDeletion(name);
  }
  return record;
}

absl::StatusOr<int64_t> RocksStore::Scan(
    Collection collection, std::string_view prefix, std::string_view after,
    const std::function<bool(const Record&)>& visit) const {
  rocksdb::ManagedSnapshot snapshot(&database_->db());
  rocksdb::ReadOptions options;
  options.snapshot = snapshot.snapshot();
  options.fill_cache = false;  // a pass over everything would empty the cache
  absl::StatusOr<Meta> meta = database_->ReadMeta(options);
  if (!meta.ok()) return meta.status();

  const std::string begin = EncodeResourceKey(collection, prefix);
  const std::string last_seen = EncodeResourceKey(collection, after);
  const std::unique_ptr<rocksdb::Iterator> records(
      database_->db().NewIterator(options, database_->resources()));
  records->Seek(begin > last_seen ? begin : last_seen);
  for (; records->Valid() && records->key().starts_with(begin);
       records->Next()) {
    if (ToView(records->key()) == last_seen) continue;
    const std::string_view name = ToView(records->key()).substr(1);
    absl::StatusOr<Record> record =
        ToRecord("resources", name, ToView(records->value()));
    if (absl::IsNotFound(record.status())) return HoldsDeletion(name);
    if (!record.ok()) return record.status();
    if (!visit(*record)) return meta->revision;
  }
  if (!records->status().ok()) {
    return FromRocks(records->status(), fmt::format("scan {}", prefix));
  }
  return meta->revision;
}

absl::StatusOr<std::vector<FeedEntry>> RocksStore::ReadFeed(
    int64_t after, size_t limit) const {
  rocksdb::ManagedSnapshot snapshot(&database_->db());
  rocksdb::ReadOptions options;
  options.snapshot = snapshot.snapshot();
  absl::StatusOr<Meta> meta = database_->ReadMeta(options);
  if (!meta.ok()) return meta.status();
  if (after < meta->oldest_revision) {
    return absl::OutOfRangeError(
        fmt::format("the feed after revision {} is asked for; it reaches back "
                    "to revision {}",
                    after, meta->oldest_revision));
  }
  std::vector<FeedEntry> read;
  if (after >= meta->revision) return read;
  const std::unique_ptr<rocksdb::Iterator> changes(
      database_->db().NewIterator(options, database_->feed()));
  for (changes->Seek(EncodeFeedKey(after + 1, 0)); changes->Valid();
       changes->Next()) {
    absl::StatusOr<FeedKey> key = DecodeFeedKey(ToView(changes->key()));
    if (!key.ok()) return key.status();
    if (read.size() >= limit && !read.empty() &&
        read.back().revision != key->revision) {
      return read;
    }
    absl::StatusOr<FeedEntry> entry =
        ReadEntry(options, key->revision, ToView(changes->value()));
    if (!entry.ok()) return entry.status();
    read.push_back(*std::move(entry));
  }
  if (!changes->status().ok()) {
    return FromRocks(changes->status(),
                     fmt::format("read the feed after revision {}", after));
  }
  return read;
}

// The entry of the feed whose value is `change`, completed from the history.
absl::StatusOr<FeedEntry> RocksStore::ReadEntry(
    const rocksdb::ReadOptions& options, int64_t revision,
    std::string_view change) const {
  absl::StatusOr<StoredChange> decoded = DecodeStoredChange(change);
  if (!decoded.ok()) {
    return At(fmt::format("feed of revision {}", revision), decoded.status());
  }
  rocksdb::PinnableSlice bytes;
  const rocksdb::Status status = database_->db().Get(
      options, database_->history(),
      EncodeHistoryKey(decoded->collection, decoded->name, revision), &bytes);
  if (status.IsNotFound()) {
    return absl::DataLossError(
        fmt::format("history {}: revision {} is in the feed, but not here",
                    decoded->name, revision));
  }
  if (!status.ok()) {
    return FromRocks(status, fmt::format("read history {}", decoded->name));
  }
  absl::StatusOr<StoredRecord> record = DecodeStoredRecord(ToView(bytes));
  if (!record.ok())
    return At(fmt::format("history {}", decoded->name), record.status());
  FeedEntry entry{revision, decoded->collection, std::string(decoded->name),
                  std::nullopt};
  if (record->value.has_value()) entry.value.emplace(*record->value);
  return entry;
}

absl::StatusOr<Record> RocksStore::GetAt(Collection collection,
                                         std::string_view name,
                                         int64_t revision) const {
  rocksdb::ManagedSnapshot snapshot(&database_->db());
  rocksdb::ReadOptions options;
  options.snapshot = snapshot.snapshot();
  absl::StatusOr<Meta> meta = database_->ReadMeta(options);
  if (!meta.ok()) return meta.status();
  if (revision < meta->oldest_revision || revision > meta->revision) {
    return absl::OutOfRangeError(
        fmt::format("{} at revision {} is asked for; the history reaches from "
                    "revision {} to {}",
                    name, revision, meta->oldest_revision, meta->revision));
  }
  const std::unique_ptr<rocksdb::Iterator> versions(
      database_->db().NewIterator(options, database_->history()));
  versions->Seek(EncodeHistoryKey(collection, name, revision));
  if (!versions->status().ok()) {
    return FromRocks(versions->status(), fmt::format("read history {}", name));
  }
  if (versions->Valid()) {
    absl::StatusOr<HistoryKey> key = DecodeHistoryKey(ToView(versions->key()));
    if (!key.ok()) return key.status();
    if (key->collection == collection && key->name == name) {
      return ToRecord("history", name, ToView(versions->value()));
    }
  }
  return absl::NotFoundError(
      fmt::format("{}: there was none at revision {}", name, revision));
}

absl::StatusOr<std::unique_ptr<RequestWindow>> ReadRequests(
    const Database& database, size_t retained) {
  auto window = std::make_unique<RequestWindow>(retained);
  const std::unique_ptr<rocksdb::Iterator> requests(
      database.db().NewIterator(rocksdb::ReadOptions(), database.requests()));
  for (requests->SeekToFirst(); requests->Valid(); requests->Next()) {
    absl::StatusOr<int64_t> revision =
        DecodeRequestKey(ToView(requests->key()));
    if (!revision.ok()) return revision.status();
    absl::StatusOr<StoredRequest> request =
        DecodeStoredRequest(ToView(requests->value()));
    if (!request.ok()) {
      return At(fmt::format("requests {}", *revision), request.status());
    }
    window->Add(std::string(request->id),
                {std::string(request->digest), *revision});
  }
  if (!requests->status().ok()) {
    return FromRocks(requests->status(), "read requests");
  }
  return window;
}

absl::Status CheckOptions(const RocksStoreOptions& options) {
  if (options.path.empty()) {
    return absl::InvalidArgumentError("path: must not be empty");
  }
  if (options.retained_revisions < 0) {
    return absl::InvalidArgumentError(fmt::format(
        "retained_revisions: {} is negative", options.retained_revisions));
  }
  if (options.retained_requests < 1) {
    return absl::InvalidArgumentError("retained_requests: must be at least 1");
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::unique_ptr<Store>> OpenRocksStore(
    const RocksStoreOptions& options) {
  absl::Status status = CheckOptions(options);
  if (!status.ok()) return status;
  absl::StatusOr<std::unique_ptr<Database>> database = Database::Open(options);
  if (!database.ok()) return database.status();
  absl::StatusOr<Meta> meta = (*database)->ReadMeta(rocksdb::ReadOptions());
  if (!meta.ok()) return meta.status();
  absl::StatusOr<std::unique_ptr<RequestWindow>> window =
      ReadRequests(**database, options.retained_requests);
  if (!window.ok()) return window.status();
  return std::make_unique<RocksStore>(*std::move(database), options, *meta,
                                      *std::move(window));
}

}  // namespace ketnoi::storage
