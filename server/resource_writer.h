// Creates, updates and deletes resources of any kind.
//
// Validates, then commits with the revision that was read as a condition, so
// that nothing is lost between reading and writing. Thread-safe.

#ifndef KETNOI_SERVER_RESOURCE_WRITER_H_
#define KETNOI_SERVER_RESOURCE_WRITER_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "google/protobuf/field_mask.pb.h"
#include "server/backend.h"
#include "server/resource_kind.h"

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

  // `resource` has its full name; it becomes what is stored.
  absl::Status Create(const WriteOptions& options, Message& resource);

  // As the requests of proto/ketnoi/v1 say. `resource` becomes what is stored.
  absl::Status Update(const google::protobuf::FieldMask& mask,
                      bool allow_missing, const WriteOptions& options,
                      Message& resource);

  // The revision of the deletion; 0 if nothing was written.
  absl::StatusOr<int64_t> Delete(const std::string& name,
                                 const std::string& etag,
                                 const WriteOptions& options);

 private:
  absl::Status CommitAndRead(storage::Operation operation,
                             const WriteOptions& options,
                             const std::string& digest, Message& resource);

  const ResourceKind& kind_;
  Backend& backend_;
};

// Normalizes and validates what is to be stored in place of `current` (null:
// there is none). A requirement must have its buyer and plant (NOT_FOUND,
// INVALID_ARGUMENT); a buyer keeps the plants that requirements refer to
// (FAILED_PRECONDITION). The caller holds a WriteLock.
absl::Status CheckResource(const ResourceKind& kind, const Backend& backend,
                           const Message* current, Message& resource);

// Empty, or at most 64 printable ASCII characters.
absl::Status CheckRequestId(const std::string& request_id);

// ABORTED: the given etag is not the current one.
absl::Status EtagMismatch(const std::string& name);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_RESOURCE_WRITER_H_
