#include "server/fair_records.h"

#include <cstddef>
#include <string_view>
#include <utility>

#include "absl/strings/escaping.h"
#include "server/buyers_mutex.h"
#include "server/resource_kind.h"
#include "server/rpc_status.h"
#include "server/sha256.h"

namespace ketnoi::server {
namespace {

using storage::Collection;

// How often a scan looks whether the call is to go on, in records.
constexpr size_t kFairRecordsBetweenLimits = 1024;

// The records of one fair as bytes.
struct RawFair {
  storage::Record fair;
  std::vector<storage::Record> participants;
  std::vector<storage::Record> wishes;
  int64_t revision = 0;
};

absl::Status CopyBelow(const storage::Store& store, Collection collection,
                       const std::string& prefix, const CallLimits& limits,
                       std::vector<storage::Record>& records) {
  absl::Status status;
  const auto read =
      store.Scan(collection, prefix, "", [&](const storage::Record& record) {
        records.push_back(record);
        if (records.size() % kFairRecordsBetweenLimits == 0) {
          status = CheckLimits(limits);
        }
        return status.ok();
      });
  return read.ok() ? status : read.status();
}

// The caller holds a lock.
absl::StatusOr<RawFair> CopyFair(const Backend& backend,
                                 const std::string& name,
                                 const CallLimits& limits) {
  RawFair raw;
  raw.revision = backend.store.revision();
  auto fair = backend.store.Get(Collection::kFairs, name);
  if (absl::IsNotFound(fair.status())) return NotFound(name);
  if (!fair.ok()) return fair.status();
  raw.fair = *std::move(fair);
  absl::Status status =
      CopyBelow(backend.store, Collection::kParticipants,
                name + "/participants/", limits, raw.participants);
  if (status.ok()) {
    status = CopyBelow(backend.store, Collection::kWishes, name + "/wishes/",
                       limits, raw.wishes);
  }
  if (!status.ok()) return status;
  return raw;
}

// Reads each of `records` and frees it.
template <class Resource>
absl::Status ReadAll(const Backend& backend, const CallLimits& limits,
                     std::vector<storage::Record>& records,
                     std::vector<Resource>& resources) {
  resources.reserve(records.size());
  for (storage::Record& record : records) {
    if (resources.size() % kFairRecordsBetweenLimits == 0) {
      const absl::Status status = CheckLimits(limits);
      if (!status.ok()) return status;
    }
    const absl::Status status =
        ReadRecord(record, backend.store.epoch(), resources.emplace_back());
    if (!status.ok()) return status;
    record = {};
  }
  return absl::OkStatus();
}

// Adds what `resource` says to `bytes`, so that no other sequence gives them.
template <class Resource>
void AddContent(const Resource& resource, std::string& bytes) {
  Resource content = resource;
  ClearOutputOnly(content);
  const std::string one = content.SerializeAsString();
  bytes += std::to_string(one.size());
  bytes += ':';
  bytes += one;
}

absl::StatusOr<FairRecords> Parsed(const Backend& backend, RawFair raw,
                                   const CallLimits& limits) {
  FairRecords records;
  records.revision = raw.revision;
  absl::Status status =
      ReadRecord(raw.fair, backend.store.epoch(), records.fair);
  if (status.ok()) {
    status = ReadAll(backend, limits, raw.participants, records.participants);
  }
  if (status.ok()) {
    status = ReadAll(backend, limits, raw.wishes, records.wishes);
  }
  if (!status.ok()) return status;
  return records;
}

}  // namespace

absl::StatusOr<FairRecords> ReadFairRecords(Backend& backend,
                                            const std::string& name,
                                            const CallLimits& limits) {
  absl::StatusOr<RawFair> raw;
  {
    const WriteLock lock(backend.buyers_mutex, Collection::kFairs);
    raw = CopyFair(backend, name, limits);
  }
  if (!raw.ok()) return raw.status();
  return Parsed(backend, *std::move(raw), limits);
}

absl::StatusOr<FairRecords> ReadFairRecordsLocked(const Backend& backend,
                                                  const std::string& name,
                                                  const CallLimits& limits) {
  auto raw = CopyFair(backend, name, limits);
  if (!raw.ok()) return raw.status();
  return Parsed(backend, *std::move(raw), limits);
}

std::string FingerprintOf(const FairRecords& records) {
  std::string bytes;
  AddContent(records.fair, bytes);
  for (const v1::Participant& one : records.participants) {
    AddContent(one, bytes);
  }
  for (const v1::Wish& one : records.wishes) AddContent(one, bytes);
  const std::string digest = Sha256(bytes);
  return absl::BytesToHexString(digest);
}

}  // namespace ketnoi::server
