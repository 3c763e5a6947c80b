#include "server/resource_writer.h"

#include <algorithm>
#include <limits>
#include <memory>
#include <utility>

#include "fmt/format.h"
#include "google/protobuf/descriptor.h"
#include "ketnoi/v1/buyer.pb.h"
#include "ketnoi/v1/requirement.pb.h"
#include "server/bom_lines.h"
#include "server/buyer_checks.h"
#include "server/buyers_mutex.h"
#include "server/fair_references.h"
#include "server/fair_removal.h"
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

absl::Status RequestIdReused() {
  return Error(absl::StatusCode::kAlreadyExists,
               v1::ERROR_REASON_REQUEST_ID_REUSED,
               "the request_id was used for another request");
}

// What tells a retry from another request: all of it but the request_id.
std::string DigestOf(std::string_view method, std::string_view content,
                     std::string_view rest) {
  return QueryHash(fmt::format("{}\n{}\n{}", method, rest, content));
}

// That nothing refers to a resource that is to go.
absl::Status CheckUnused(const ResourceKind& kind, const storage::Store& store,
                         const std::string& name) {
  if (kind.collection == Collection::kBuyers) {
    return CheckHasNothing(store, name);
  }
  if (kind.collection == Collection::kBoms) return CheckHasNoLines(store, name);
  return CheckUnusedAtFair(store, kind, name);
}

// The revision that a given etag asks for.
int64_t AskedRevision(const std::string& epoch, const std::string& etag) {
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

absl::Status CommitError(const absl::Status& status, const std::string& name) {
  if (absl::IsAlreadyExists(status)) return RequestIdReused();
  if (absl::IsNotFound(status)) return NotFound(name);
  if (absl::IsAborted(status)) return EtagMismatch(name);
  return status;
}

void CheckRequestId(const std::string& request_id, std::string_view field,
                    Violations& violations) {
  constexpr size_t kLongest = 64;
  const bool printable =
      std::all_of(request_id.begin(), request_id.end(),
                  [](char c) { return c > ' ' && c <= '~'; });
  if (printable && request_id.size() <= kLongest) return;
  violations.Add(
      field, fmt::format("'{}' is not at most {} printable ASCII characters",
                         request_id, kLongest));
}

absl::StatusOr<std::optional<int64_t>> FindReplay(const storage::Store& store,
                                                  const std::string& request_id,
                                                  const std::string& digest) {
  std::optional<int64_t> revision;
  if (request_id.empty()) return revision;
  const auto before = store.FindRequest(request_id);
  if (!before) return revision;
  if (before->digest != digest) return RequestIdReused();
  revision = before->revision;
  return revision;
}

size_t BytesWritten(const Message& resource) {
  const std::unique_ptr<Message> copy(resource.New());
  copy->CopyFrom(resource);
  ClearOutputOnly(*copy);
  return copy->ByteSizeLong();
}

// What takes no more room than the record that is there is always admitted.
absl::Status AdmitSupplier(const Backend& backend, const Message& supplier) {
  const absl::Status status =
      backend.catalogue.AdmitSupplier(supplier.ByteSizeLong());
  if (status.ok()) return status;
  const auto record =
      backend.store.Get(Collection::kSuppliers, NameOf(supplier));
  if (!record.ok()) return status;
  const std::unique_ptr<Message> current(supplier.New());
  const absl::Status read =
      ReadRecord(*record, backend.store.epoch(), *current);
  if (!read.ok()) return read;
  return BytesWritten(supplier) <= BytesWritten(*current) ? absl::OkStatus()
                                                          : status;
}

absl::Status CheckResource(const ResourceKind& kind, const Backend& backend,
                           const Message* current, Message& resource,
                           Violations& violations) {
  const model::Reference& reference = backend.data.reference;
  kind.normalize(reference, resource);
  kind.validate(reference, resource, violations);
  if (kind.collection == Collection::kRequirements &&
      MatchesPattern(BuyerKind().pattern, ParentName(NameOf(resource)))) {
    return CheckBuyerOf(backend.store,
                        static_cast<const v1::Requirement&>(resource),
                        violations);
  }
  if (kind.collection == Collection::kBoms &&
      MatchesPattern(kind.pattern, NameOf(resource))) {
    return CheckBuyerOfBom(backend.store, NameOf(resource));
  }
  if (kind.collection == Collection::kSuppliers && violations.empty()) {
    return AdmitSupplier(backend, resource);
  }
  if (kind.collection == Collection::kBuyers && current != nullptr) {
    return CheckPlantsInUse(backend.store,
                            static_cast<const v1::Buyer&>(*current),
                            static_cast<const v1::Buyer&>(resource));
  }
  return CheckFairReferences(backend, kind, current, resource, violations);
}

absl::Status ResourceWriter::Check(const Message* current,
                                   Violations violations,
                                   Message& resource) const {
  Violations below;
  const absl::Status status =
      CheckResource(kind_, backend_, current, resource, below);
  violations.AddBelow(kind_.field, below);
  return violations.empty() ? status : InvalidFields(violations);
}

absl::Status ResourceWriter::Create(const WriteOptions& options,
                                    Message& resource, Violations violations) {
  CheckRequestId(options.request_id, "request_id", violations);
  ClearOutputOnly(resource);
  const std::string name = NameOf(resource);
  const std::string digest =
      DigestOf("create", resource.SerializeAsString(), name);
  const auto replay = FindReplay(backend_.store, options.request_id, digest);
  if (!replay.ok()) return replay.status();
  if (*replay) return ReadAt(**replay, name, resource);

  const WriteLock lock(backend_.buyers_mutex, kind_.collection);
  absl::Status status = Check(nullptr, std::move(violations), resource);
  if (!status.ok()) return status;
  const absl::Time now = absl::Now();
  if (options.validate_only) {
    const auto existing = backend_.store.Get(kind_.collection, name);
    if (existing.ok()) return Exists(name);
    return absl::IsNotFound(existing.status()) ? absl::OkStatus()
                                               : existing.status();
  }
  status =
      CommitAndRead({kind_.collection, name, StoredForm(now, now, resource), 0},
                    options, digest, resource);
  return absl::IsAborted(status) ? Exists(name) : status;
}

absl::Status ResourceWriter::Update(const google::protobuf::FieldMask& mask,
                                    bool allow_missing,
                                    const WriteOptions& options,
                                    const CallLimits& limits,
                                    Message& resource) {
  const std::string name = NameOf(resource);
  Violations violations;
  CheckRequestId(options.request_id, "request_id", violations);
  // Under a wrong mask what the resource sets is judged, as without one.
  const google::protobuf::FieldMask none;
  const bool mask_right = CheckMask(mask, resource, violations);
  if (!MatchesPattern(kind_.pattern, name)) {
    CheckName(kind_, name, fmt::format("{}.name", kind_.field), violations);
    return InvalidFields(violations);
  }
  const Change change{mask_right ? mask : none,
                      allow_missing,
                      EtagOf(resource),
                      DigestOf("update", resource.SerializeAsString(),
                               fmt::format("{} {} {}", name, allow_missing,
                                           mask.SerializeAsString())),
                      options,
                      violations};
  const auto replay =
      FindReplay(backend_.store, options.request_id, change.digest);
  if (!replay.ok()) return replay.status();
  if (*replay) return ReadAt(**replay, name, resource);

  ClearOutputOnly(resource);
  const std::unique_ptr<Message> asked(resource.New());
  asked->CopyFrom(resource);
  const WriteLock lock(backend_.buyers_mutex, kind_.collection);
  for (;;) {
    absl::Status status = UpdateOnce(change, resource);
    if (!change.etag.empty() || !absl::IsAborted(status)) return status;
    status = CheckLimits(limits);
    if (!status.ok()) return status;
    resource.CopyFrom(*asked);
  }
}

// ABORTED: it was written by others in between, or the etag is not current.
absl::Status ResourceWriter::UpdateOnce(const Change& change,
                                        Message& resource) {
  const std::string name = NameOf(resource);
  const std::string& epoch = backend_.store.epoch();
  const absl::Time now = absl::Now();
  absl::Time created = now;
  int64_t revision = 0;
  std::unique_ptr<Message> current;
  const auto record = backend_.store.Get(kind_.collection, name);
  if (record.ok()) {
    current.reset(resource.New());
    const absl::Status status = ReadRecord(*record, epoch, *current);
    if (!status.ok()) return status;
    created = CreateTimeOf(*current);
    revision = record->revision;
    ApplyMask(change.mask, *current, resource);
  } else if (!absl::IsNotFound(record.status())) {
    return record.status();
  } else if (!change.allow_missing) {
    return change.violations.empty() ? NotFound(name)
                                     : InvalidFields(change.violations);
  }
  const absl::Status status = Check(current.get(), change.violations, resource);
  if (!status.ok()) return status;
  const int64_t expected =
      change.etag.empty() ? revision : AskedRevision(epoch, change.etag);
  if (change.options.validate_only) {
    return expected == revision ? absl::OkStatus() : EtagMismatch(name);
  }
  return CommitAndRead(
      {kind_.collection, name, StoredForm(created, now, resource), expected},
      change.options, change.digest, resource);
}

absl::Status ResourceWriter::CheckRevision(
    const std::string& name, std::optional<int64_t> expected) const {
  const auto record = backend_.store.Get(kind_.collection, name);
  if (!record.ok()) return CommitError(record.status(), name);
  if (expected && *expected != record->revision) return EtagMismatch(name);
  return absl::OkStatus();
}

absl::StatusOr<int64_t> ResourceWriter::Delete(
    const std::string& name, const std::string& etag,
    const WriteOptions& options, const std::function<absl::Status()>& clear) {
  Violations violations;
  CheckRequestId(options.request_id, "request_id", violations);
  CheckName(kind_, name, "name", violations);
  if (!violations.empty()) return InvalidFields(violations);
  const std::string digest =
      DigestOf(clear ? "delete with lines" : "delete", name, etag);
  const auto replay = FindReplay(backend_.store, options.request_id, digest);
  if (!replay.ok()) return replay.status();
  if (*replay) return **replay;

  std::optional<int64_t> expected;
  if (!etag.empty()) expected = AskedRevision(backend_.store.epoch(), etag);
  absl::Status status;
  if (clear) {
    status = CheckRevision(name, expected);
    if (status.ok() && !options.validate_only) status = clear();
    if (!status.ok()) return status;
    if (options.validate_only) return 0;
  }
  const WriteLock lock(backend_.buyers_mutex, kind_.collection);
  status = CheckUnused(kind_, backend_.store, name);
  if (!status.ok()) return status;
  if (options.validate_only) {
    status = CheckRevision(name, expected);
    if (!status.ok()) return status;
    return 0;
  }
  storage::CommitRequest request;
  request.operations.push_back(
      {kind_.collection, name, std::nullopt, expected});
  request.request_id = options.request_id;
  request.request_digest = digest;
  const auto result = backend_.store.Commit(request);
  if (result.ok()) return result->revision;
  const bool missing =
      absl::IsAborted(result.status()) &&
      absl::IsNotFound(backend_.store.Get(kind_.collection, name).status());
  return missing ? NotFound(name) : CommitError(result.status(), name);
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
  if (result->replayed) return ReadAt(result->revision, name, resource);
  return ReadRecord({name, *request.operations.front().value, result->revision,
                     result->revision},
                    backend_.store.epoch(), resource);
}

absl::Status ResourceWriter::ReadAt(int64_t revision, const std::string& name,
                                    Message& resource) const {
  const auto record = backend_.store.GetAt(kind_.collection, name, revision);
  if (!record.ok()) return record.status();
  return ReadRecord(*record, backend_.store.epoch(), resource);
}

}  // namespace ketnoi::server
