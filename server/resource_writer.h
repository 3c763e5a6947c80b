// Creates, updates and deletes resources of any kind.
//
// Validates, then commits with the revision that was read as a condition, so
// that nothing is lost between reading and writing. Thread-safe.

#ifndef KETNOI_SERVER_RESOURCE_WRITER_H_
#define KETNOI_SERVER_RESOURCE_WRITER_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "google/protobuf/field_mask.pb.h"
#include "server/backend.h"
#include "server/resource_kind.h"
#include "server/violations.h"

namespace ketnoi::server {

struct WriteOptions {
  std::string request_id;  // empty: none
  bool validate_only = false;
};

class ResourceWriter {
 public:
  // Both must outlive this.
  ResourceWriter(const ResourceKind& kind, Backend& backend)
      : kind_(kind), backend_(backend) {}

  // All as the requests of proto/ketnoi/v1 say. INVALID_ARGUMENT names all that
  // is wrong, by its path in the request.

  // `resource` has its full name; it becomes what is stored. `violations`: what
  // is wrong with the rest of the request, the parts of the name included.
  absl::Status Create(const WriteOptions& options, Message& resource,
                      Violations violations = {});

  // `resource` becomes what is stored. Without an etag it is tried until it
  // succeeds between the writes of others, within `limits`. The rest of a
  // resource whose name is wrong, or names nothing, is not judged: what it
  // would be laid over is not known.
  absl::Status Update(const google::protobuf::FieldMask& mask,
                      bool allow_missing, const WriteOptions& options,
                      const CallLimits& limits, Message& resource);

  // The revision of the deletion; 0 if nothing was written. `clear`, if any,
  // makes way of what refers to the resource; it is called without a lock, once
  // nothing else speaks against the deletion, and not if only that is asked.
  absl::StatusOr<int64_t> Delete(
      const std::string& name, const std::string& etag,
      const WriteOptions& options,
      const std::function<absl::Status()>& clear = nullptr);

 private:
  // What an update asks for, apart from its resource.
  struct Change {
    const google::protobuf::FieldMask& mask;
    bool allow_missing;
    std::string etag;
    std::string digest;
    const WriteOptions& options;
    const Violations& violations;  // of the rest of the request
  };

  // CheckResource with paths from the request on; INVALID_ARGUMENT with
  // `violations`, of the rest of the request, and those of the resource.
  absl::Status Check(const Message* current, Violations violations,
                     Message& resource) const;
  absl::Status UpdateOnce(const Change& change, Message& resource);
  // Whether the record is there, and has the revision, if one is given.
  absl::Status CheckRevision(const std::string& name,
                             std::optional<int64_t> expected) const;
  absl::Status CommitAndRead(storage::Operation operation,
                             const WriteOptions& options,
                             const std::string& digest, Message& resource);
  // Makes `resource` what `revision` stored.
  absl::Status ReadAt(int64_t revision, const std::string& name,
                      Message& resource) const;

  const ResourceKind& kind_;
  Backend& backend_;
};

// Normalizes and validates what is to be stored in place of `current` (null:
// there is none), all but the name. What is wrong with its fields are
// violations, by paths below the resource; they go before an error. A
// requirement and a bill of materials must have their buyer (NOT_FOUND); a
// buyer keeps the plants that requirements refer to (FAILED_PRECONDITION). The
// caller holds a WriteLock.
absl::Status CheckResource(const ResourceKind& kind, const Backend& backend,
                           const Message* current, Message& resource,
                           Violations& violations);

// A violation of `field`, which holds the id: it is not empty, nor at most 64
// printable ASCII characters.
void CheckRequestId(const std::string& request_id, std::string_view field,
                    Violations& violations);

// The revision of the write that took effect under `request_id`; nothing if
// there was none, or the id is empty. ALREADY_EXISTS: it was another request.
absl::StatusOr<std::optional<int64_t>> FindReplay(const storage::Store& store,
                                                  const std::string& request_id,
                                                  const std::string& digest);

// The store's errors of a commit of `name`, as the caller is to see them.
absl::Status CommitError(const absl::Status& status, const std::string& name);

// ABORTED: the given etag is not the current one.
absl::Status EtagMismatch(const std::string& name);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_RESOURCE_WRITER_H_
