#include "server/storage/commit_batch.h"

#include <memory>
#include <optional>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "fmt/format.h"
#include "server/storage/commit_queue.h"
#include "server/storage/keys.h"
#include "server/storage/rocks_status.h"
#include "server/storage/stored_values.h"

namespace ketnoi::storage {
namespace {

absl::Status CheckOperation(const Operation& operation) {
  if (operation.name.empty() || operation.name.size() > kMaxNameBytes ||
      operation.name.find('\0') != std::string::npos) {
    return absl::InvalidArgumentError(fmt::format(
        "name \"{}\": has {} bytes; 1 to {} without a zero byte are allowed",
        operation.name.substr(0, kMaxNameBytes), operation.name.size(),
        kMaxNameBytes));
  }
  const int64_t expected = operation.expected_revision.value_or(1);
  if (expected < 0 || (expected == 0 && !operation.value.has_value())) {
    return absl::InvalidArgumentError(
        fmt::format("{}: expected_revision {} is not possible here",
                    operation.name, expected));
  }
  return absl::OkStatus();
}

absl::Status CheckRequestId(const CommitRequest& request) {
  if (request.request_id.size() > kMaxRequestIdBytes) {
    return absl::InvalidArgumentError(
        fmt::format("request_id: has {} bytes; at most {} are allowed",
                    request.request_id.size(), kMaxRequestIdBytes));
  }
  if (request.request_digest.size() > kMaxRequestDigestBytes) {
    return absl::InvalidArgumentError(
        fmt::format("request_digest: has {} bytes; at most {} are allowed",
                    request.request_digest.size(), kMaxRequestDigestBytes));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckCommit(const CommitRequest& request) {
  if (request.operations.empty() ||
      request.operations.size() > kMaxOperations) {
    return absl::InvalidArgumentError(
        fmt::format("operations: has {}; 1 to {} are allowed",
                    request.operations.size(), kMaxOperations));
  }
  const size_t bytes = CommitBytes(request);
  if (bytes > kMaxCommitBytes) {
    return absl::InvalidArgumentError(
        fmt::format("operations: names and values have {} bytes; at most {} "
                    "are allowed",
                    bytes, kMaxCommitBytes));
  }
  absl::flat_hash_set<std::string> seen;
  for (const Operation& operation : request.operations) {
    absl::Status status = CheckOperation(operation);
    if (!status.ok()) return status;
    if (!seen.insert(EncodeResourceKey(operation.collection, operation.name))
             .second) {
      return absl::InvalidArgumentError(
          fmt::format("operations: {} is there twice", operation.name));
    }
  }
  return CheckRequestId(request);
}

absl::StatusOr<CommitResult> CommitBatch::Add(const CommitRequest& request) {
  if (const auto before = window_.Find(request.request_id)) {
    if (before->digest == request.request_digest) {
      return CommitResult{before->revision, true};
    }
    return absl::AlreadyExistsError(fmt::format(
        "request_id \"{}\" was used by another request, of revision {}",
        request.request_id, before->revision));
  }
  absl::StatusOr<std::vector<Version>> current = CheckConditions(request);
  if (!current.ok()) return current.status();

  ++revision_;
  for (size_t i = 0; i < request.operations.size(); ++i) {
    Write(request.operations[i], (*current)[i], static_cast<uint16_t>(i));
  }
  if (!request.request_id.empty()) Remember(request);
  return CommitResult{revision_, false};
}

absl::StatusOr<CommitBatch::Version> CommitBatch::Current(
    const Operation& operation) const {
  const std::string key =
      EncodeResourceKey(operation.collection, operation.name);
  if (const auto found = changed_.find(key); found != changed_.end()) {
    return found->second;
  }
  rocksdb::PinnableSlice bytes;
  const rocksdb::Status status = database_.db().Get(
      rocksdb::ReadOptions(), database_.resources(), key, &bytes);
  if (status.IsNotFound()) return Version{};
  if (!status.ok()) {
    return FromRocks(status, fmt::format("read {}", operation.name));
  }
  absl::StatusOr<StoredRecord> record = DecodeStoredRecord(ToView(bytes));
  if (!record.ok()) {
    return At(fmt::format("resources {}", operation.name), record.status());
  }
  return Version{record->revision, record->create_revision};
}

// What each operation meets.
absl::StatusOr<std::vector<CommitBatch::Version>> CommitBatch::CheckConditions(
    const CommitRequest& request) const {
  std::vector<Version> versions;
  for (const Operation& operation : request.operations) {
    absl::StatusOr<Version> current = Current(operation);
    if (!current.ok()) return current.status();
    const std::optional<int64_t>& expected = operation.expected_revision;
    if (expected.has_value() && *expected != current->revision) {
      return absl::AbortedError(fmt::format("{}: is at revision {}, not {}",
                                            operation.name, current->revision,
                                            *expected));
    }
    if (!operation.value.has_value() && current->revision == 0) {
      return absl::NotFoundError(
          fmt::format("{}: there is none to delete", operation.name));
    }
    versions.push_back(*current);
  }
  return versions;
}

void CommitBatch::Write(const Operation& operation, const Version& current,
                        uint16_t position) {
  const std::string key =
      EncodeResourceKey(operation.collection, operation.name);
  Version next{revision_,
               current.revision == 0 ? revision_ : current.create_revision};
  StoredRecord record{next.revision, next.create_revision, std::nullopt};
  if (operation.value.has_value()) record.value = *operation.value;
  const std::string bytes = EncodeStoredRecord(record);

  if (operation.value.has_value()) {
    Put(database_.resources(), key, bytes);
  } else {
    Delete(database_.resources(), key);
  }
  Put(database_.history(),
      EncodeHistoryKey(operation.collection, operation.name, revision_), bytes);
  changed_[key] = operation.value.has_value() ? next : Version{};
  Put(database_.feed(), EncodeFeedKey(revision_, position),
      EncodeStoredChange({operation.collection, operation.name}));
}

void CommitBatch::Remember(const CommitRequest& request) {
  for (const int64_t forgotten :
       window_.Add(request.request_id, {request.request_digest, revision_})) {
    Delete(database_.requests(), EncodeRequestKey(forgotten));
  }
  Put(database_.requests(), EncodeRequestKey(revision_),
      EncodeStoredRequest({request.request_id, request.request_digest}));
}

void CommitBatch::Prune(int64_t from, int64_t oldest_revision) {
  batch_.SetSavePoint();
  const absl::Status status = PruneChanges(from, oldest_revision);
  if (status.ok()) {
    Put(database_.meta(), kOldestRevisionKey,
        fmt::format("{}", oldest_revision));
    Note(batch_.PopSavePoint());
  } else {
    Note(batch_.RollbackToSavePoint());
  }
}

absl::Status CommitBatch::PruneChanges(int64_t from, int64_t oldest_revision) {
  const std::unique_ptr<rocksdb::Iterator> entries(
      database_.db().NewIterator(rocksdb::ReadOptions(), database_.feed()));
  for (entries->Seek(EncodeFeedKey(from + 1, 0)); entries->Valid();
       entries->Next()) {
    absl::StatusOr<FeedKey> key = DecodeFeedKey(ToView(entries->key()));
    if (!key.ok()) return key.status();
    if (key->revision > oldest_revision) break;
    absl::Status status = PruneChange(key->revision, ToView(entries->value()));
    if (!status.ok()) return status;
    Delete(database_.feed(), ToView(entries->key()));
  }
  return FromRocks(entries->status(), "read the feed");
}

// Removes the versions that the change of `revision` superseded, and its own
// if it is a deletion: at and after the oldest revision nobody sees them.
absl::Status CommitBatch::PruneChange(int64_t revision,
                                      std::string_view change) {
  absl::StatusOr<StoredChange> decoded = DecodeStoredChange(change);
  if (!decoded.ok()) return decoded.status();
  const std::string newest =
      EncodeHistoryKey(decoded->collection, decoded->name, revision);
  const std::unique_ptr<rocksdb::Iterator> versions(
      database_.db().NewIterator(rocksdb::ReadOptions(), database_.history()));
  for (versions->Seek(newest); versions->Valid(); versions->Next()) {
    absl::StatusOr<HistoryKey> key = DecodeHistoryKey(ToView(versions->key()));
    if (!key.ok()) return key.status();
    if (key->collection != decoded->collection || key->name != decoded->name) {
      break;
    }
    if (key->revision == revision) {
      absl::StatusOr<StoredRecord> record =
          DecodeStoredRecord(ToView(versions->value()));
      if (!record.ok()) return record.status();
      if (record->value.has_value()) continue;
    }
    Delete(database_.history(), ToView(versions->key()));
  }
  return FromRocks(versions->status(), "read the history");
}

absl::StatusOr<rocksdb::WriteBatch*> CommitBatch::Finish() {
  Put(database_.meta(), kRevisionKey, fmt::format("{}", revision_));
  if (!building_.ok()) return FromRocks(building_, "build a batch");
  return &batch_;
}

void CommitBatch::Put(rocksdb::ColumnFamilyHandle* family, std::string_view key,
                      std::string_view value) {
  Note(batch_.Put(family, ToSlice(key), ToSlice(value)));
}

void CommitBatch::Delete(rocksdb::ColumnFamilyHandle* family,
                         std::string_view key) {
  Note(batch_.Delete(family, ToSlice(key)));
}

void CommitBatch::Note(const rocksdb::Status& status) {
  if (building_.ok()) building_ = status;
}

}  // namespace ketnoi::storage
