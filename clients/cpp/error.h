#ifndef KETNOI_CLIENTS_CPP_ERROR_H_
#define KETNOI_CLIENTS_CPP_ERROR_H_

#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "google/rpc/status.pb.h"

namespace ketnoi::client {

// One wrong field of a request, as google.rpc.BadRequest has it.
struct FieldViolation {
  // Path from the request's root: "supplier.sites[0].province".
  std::string field;
  std::string description;
};

// What the service says of an error beside its code and message.
struct ErrorDetails {
  // A value of ErrorReason without its prefix: "ETAG_MISMATCH". Empty: the
  // error does not come from the service (a broken connection, a deadline).
  std::string reason;
  std::string domain;
  std::map<std::string, std::string> metadata;
  std::vector<FieldViolation> field_violations;
};

// An error of a call. `serialized_details` is a google.rpc.Status as the
// trailing metadata of gRPC carry it, or empty; it stays attached to the
// result, for DetailsOf.
absl::Status StatusOfCall(int code, const std::string& message,
                          const std::string& serialized_details);

// An error within an answer, such as that of an import row.
absl::Status StatusOf(const google::rpc::Status& status);

// The details that are attached to `status`. Details of unknown types and
// details that do not parse are left out.
ErrorDetails DetailsOf(const absl::Status& status);

}  // namespace ketnoi::client

#endif  // KETNOI_CLIENTS_CPP_ERROR_H_
