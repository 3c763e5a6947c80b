#include "server/resource_writer.h"

#include <algorithm>
#include <limits>
#include <memory>
#include <optional>
#include <utility>

#include "fmt/format.h"
#include "google/protobuf/descriptor.h"
#include "ketnoi/v1/buyer.pb.h"
#include "ketnoi/v1/requirement.pb.h"
#include "server/buyer_checks.h"
#include "server/buyers_mutex.h"
#include "server/field_mask.h"
#include "server/page_token.h"
#include "server/resource_name.h"
#include "server/rpc_status.h"

namespace ketnoi::server {
namespace {

using storage::Collection;

// No record has this revision, so a condition on it never holds.
constexpr int64_t kNoRevision = std::numeric_limits<int64_t>::max();

absl::Status Exists(const std::string& name) {
  return Error(absl::StatusCode::kAlreadyExists,
               v1::ERROR_REASON_RESOURCE_EXISTS,
               fmt::format("there is a '{}' already", name), {{"name", name}});
}

// The store's errors of a commit, as the caller is to see them.
absl::Status CommitError(const absl::Status& status, const std::string& name) {
  if (absl::IsAlreadyExists(status)) {
    return Error(absl::StatusCode::kAlreadyExists,
                 v1::ERROR_REASON_REQUEST_ID_REUSED,
                 "the request_id was used for another request");
  }
  if (absl::IsNotFound(status)) return NotFound(name);
  if (absl::IsAborted(status)) return EtagMismatch(name);
  return status;
}

// What tells a retry from another request: all of it but the request_id.
std::string DigestOf(std::string_view method, std::string_view content,
                     std::string_view rest) {
  return QueryHash(fmt::format("{}\n{}\n{}", method, rest, content));
}

// The revision that the record must have: that of the etag if one is given,
// else what was read.
int64_t ExpectedRevision(const std::string& epoch, const std::string& etag,
                         int64_t read) {
  if (etag.empty()) return read;
  const int64_t asked = RevisionOfEtag(epoch, etag);
  return asked < 0 ? kNoRevision : asked;
}

}  // namespace

absl::Status EtagMismatch(const std::string& name) {
  return Error(
      absl::StatusCode::kAborted, v1::ERROR_REASON_ETAG_MISMATCH,
      fmt::format("'{}' was changed in between; read it again and retry", name),
      {{"name", name}});
}

absl::Status CheckRequestId(const std::string& request_id) {
  constexpr size_t kLongest = 64;
  const bool printable =
      std::all_of(request_id.begin(), request_id.end(),
                  [](char c) { return c > ' ' && c <= '~'; });
  if (printable && request_id.size() <= kLongest) return absl::OkStatus();
  return InvalidField("request_id",
                      fmt::format("'{}' is not at most {} printable ASCII "
                                  "characters",
                                  request_id, kLongest));
}

absl::Status CheckResource(const ResourceKind& kind, const Backend& backend,
                           const Message* current, Message& resource) {
  const model::Reference& reference = backend.data.reference;
  Violations violations;
  const std::string problem = NameProblem(kind.pattern, NameOf(resource));
  if (!problem.empty()) violations.Add("name", problem);
  kind.normalize(reference, resource);
  kind.validate(reference, resource, violations);
  if (kind.collection == Collection::kRequirements && problem.empty()) {
    const absl::Status status =
        CheckBuyerOf(backend.store,
                     static_cast<const v1::Requirement&>(resource), violations);
    if (!status.ok()) return status;
  }
  if (!violations.empty()) return InvalidFields(violations);
  if (kind.collection == Collection::kBuyers && current != nullptr) {
    return CheckPlantsInUse(backend.store,
                            static_cast<const v1::Buyer&>(*current),
                            static_cast<const v1::Buyer&>(resource));
  }
  return absl::OkStatus();
}

absl::Status ResourceWriter::Create(const WriteOptions& options,
                                    Message& resource) {
  absl::Status status = CheckRequestId(options.request_id);
  if (!status.ok()) return status;
  ClearOutputOnly(resource);
  const WriteLock lock(backend_.buyers_mutex, kind_.collection);
  status = CheckResource(kind_, backend_, nullptr, resource);
  if (!status.ok()) return status;
  const std::string name = NameOf(resource);
  const absl::Time now = absl::Now();
  if (options.validate_only) {
    const auto existing = backend_.store.Get(kind_.collection, name);
    if (existing.ok()) return Exists(name);
    return absl::IsNotFound(existing.status()) ? absl::OkStatus()
                                               : existing.status();
  }
  const std::string digest =
      DigestOf("create", resource.SerializeAsString(), name);
  status =
      CommitAndRead({kind_.collection, name, StoredForm(now, now, resource), 0},
                    options, digest, resource);
  return status.code() == absl::StatusCode::kAborted ? Exists(name) : status;
}

absl::Status ResourceWriter::Update(const google::protobuf::FieldMask& mask,
                                    bool allow_missing,
                                    const WriteOptions& options,
                                    Message& resource) {
  absl::Status status = CheckRequestId(options.request_id);
  if (status.ok()) status = CheckMask(mask, resource);
  if (!status.ok()) return status;
  const std::string name = NameOf(resource);
  if (const std::string problem = NameProblem(kind_.pattern, name);
      !problem.empty()) {
    return InvalidField("name", problem);
  }
  const std::string etag = EtagOf(resource);
  const std::string& epoch = backend_.store.epoch();
  const std::string digest = DigestOf(
      "update", resource.SerializeAsString(),
      fmt::format("{} {} {}", name, allow_missing, mask.SerializeAsString()));
  ClearOutputOnly(resource);
  const WriteLock lock(backend_.buyers_mutex, kind_.collection);

  const absl::Time now = absl::Now();
  absl::Time created = now;
  int64_t revision = 0;
  std::unique_ptr<Message> current;
  const auto record = backend_.store.Get(kind_.collection, name);
  if (record.ok()) {
    current.reset(resource.New());
    status = ReadRecord(*record, epoch, *current);
    if (!status.ok()) return status;
    created = CreateTimeOf(*current);
    revision = record->revision;
    ApplyMask(mask, *current, resource);
  } else if (!absl::IsNotFound(record.status())) {
    return record.status();
  } else if (!allow_missing) {
    return NotFound(name);
  }
  status = CheckResource(kind_, backend_, current.get(), resource);
  if (!status.ok()) return status;
  const int64_t expected = ExpectedRevision(epoch, etag, revision);
  if (options.validate_only) {
    return expected == revision ? absl::OkStatus() : EtagMismatch(name);
  }
  return CommitAndRead(
      {kind_.collection, name, StoredForm(created, now, resource), expected},
      options, digest, resource);
}

absl::StatusOr<int64_t> ResourceWriter::Delete(const std::string& name,
                                               const std::string& etag,
                                               const WriteOptions& options) {
  absl::Status status = CheckRequestId(options.request_id);
  if (!status.ok()) return status;
  if (const std::string problem = NameProblem(kind_.pattern, name);
      !problem.empty()) {
    return InvalidField("name", problem);
  }
  const WriteLock lock(backend_.buyers_mutex, kind_.collection);
  const auto record = backend_.store.Get(kind_.collection, name);
  if (!record.ok() && !absl::IsNotFound(record.status())) {
    return record.status();
  }
  if (record.ok() && kind_.collection == Collection::kBuyers) {
    status = CheckHasNoRequirements(backend_.store, name);
    if (!status.ok()) return status;
  }
  const int64_t current = record.ok() ? record->revision : 0;
  const int64_t expected =
      ExpectedRevision(backend_.store.epoch(), etag, current);
  if (options.validate_only || options.request_id.empty()) {
    if (!record.ok()) return NotFound(name);
    if (expected != current) return EtagMismatch(name);
    if (options.validate_only) return 0;
  }
  storage::CommitRequest request;
  request.operations.push_back(
      {kind_.collection, name, std::nullopt,
       record.ok() ? std::optional<int64_t>(expected) : std::nullopt});
  request.request_id = options.request_id;
  request.request_digest = DigestOf("delete", name, etag);
  const auto result = backend_.store.Commit(request);
  if (!result.ok()) return CommitError(result.status(), name);
  return result->revision;
}

absl::Status ResourceWriter::CommitAndRead(storage::Operation operation,
                                           const WriteOptions& options,
                                           const std::string& digest,
                                           Message& resource) {
  const std::string name = operation.name;
  storage::CommitRequest request;
  request.operations.push_back(std::move(operation));
  request.request_id = options.request_id;
  request.request_digest = digest;
  const auto result = backend_.store.Commit(request);
  if (!result.ok()) return CommitError(result.status(), name);
  if (!result->replayed) {
    return ReadRecord({name, *request.operations.front().value,
                       result->revision, result->revision},
                      backend_.store.epoch(), resource);
  }
  const auto record =
      backend_.store.GetAt(kind_.collection, name, result->revision);
  if (!record.ok()) return record.status();
  return ReadRecord(*record, backend_.store.epoch(), resource);
}

}  // namespace ketnoi::server
