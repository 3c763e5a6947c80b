// Errors as every language's tools read them: a canonical code with
// google.rpc.ErrorInfo and, for wrong fields, google.rpc.BadRequest.
//
// Inside the server an error is an absl::Status whose payloads are the details;
// ToGrpcStatus turns it into what a call returns. Pure functions; thread-safe.

#ifndef KETNOI_SERVER_RPC_STATUS_H_
#define KETNOI_SERVER_RPC_STATUS_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "google/rpc/status.pb.h"
#include "grpcpp/support/status.h"
#include "ketnoi/v1/error.pb.h"
#include "server/violations.h"

namespace ketnoi::server {

// The largest error details that are sent, and the largest message beside them,
// in bytes. They travel in headers, of which many clients take 8 KiB: details
// as base64, the message with three bytes for each that is not ASCII. That
// leaves about 1,000 bytes for the other headers.
inline constexpr size_t kMostDetailBytes = 4500;
inline constexpr size_t kMostMessageBytes = 300;

// The largest request and the largest row of an import, in bytes. gRPC takes
// larger ones, so that they get an answer that says what is wrong.
inline constexpr size_t kLargestMessage = size_t{4} << 20;

// An error that carries ErrorInfo with `reason` and `metadata`.
absl::Status Error(absl::StatusCode code, v1::ErrorReason reason,
                   std::string_view message,
                   const ErrorMetadata& metadata = {});

// INVALID_ARGUMENT with a violation per field. Requires at least one.
absl::Status InvalidFields(const Violations& violations);

// The same for one field.
absl::Status InvalidField(
    std::string_view field, std::string_view description,
    v1::ErrorReason reason = v1::ERROR_REASON_FIELD_VIOLATIONS,
    const ErrorMetadata& metadata = {});

// `error` with these violations as details.
absl::Status WithViolations(absl::Status error, const Violations& violations);

// NOT_FOUND, RESOURCE_NOT_FOUND.
absl::Status NotFound(std::string_view name);

// RESOURCE_EXHAUSTED, MESSAGE_TOO_LARGE, for a message of so many bytes.
absl::Status MessageTooLarge(size_t bytes);

// Errors that carry no ErrorInfo get one by their code, so that every error has
// one. Details above kMostDetailBytes lose their last violations, which the
// message still counts.
google::rpc::Status ToRpcStatus(const absl::Status& status);
grpc::Status ToGrpcStatus(const absl::Status& status);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_RPC_STATUS_H_
