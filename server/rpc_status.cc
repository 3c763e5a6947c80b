#include "server/rpc_status.h"

#include <optional>

#include "absl/strings/cord.h"
#include "fmt/format.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/error_info.pb.h"

namespace ketnoi::server {
namespace {

constexpr char kDomain[] = "ketnoi";
constexpr std::string_view kReasonPrefix = "ERROR_REASON_";

template <class Detail>
std::string TypeUrl() {
  return "type.googleapis.com/" + Detail::descriptor()->full_name();
}

template <class Detail>
void Attach(const Detail& detail, absl::Status& status) {
  status.SetPayload(TypeUrl<Detail>(), absl::Cord(detail.SerializeAsString()));
}

template <class Detail>
std::optional<Detail> Attached(const absl::Status& status) {
  const auto payload = status.GetPayload(TypeUrl<Detail>());
  Detail detail;
  if (!payload || !detail.ParseFromString(std::string(*payload))) {
    return std::nullopt;
  }
  return detail;
}

// For errors that come from below without a reason of their own.
v1::ErrorReason ReasonOf(absl::StatusCode code) {
  switch (code) {
    case absl::StatusCode::kInvalidArgument:
    case absl::StatusCode::kOutOfRange:
      return v1::ERROR_REASON_FIELD_VIOLATIONS;
    case absl::StatusCode::kNotFound:
      return v1::ERROR_REASON_RESOURCE_NOT_FOUND;
    case absl::StatusCode::kAlreadyExists:
      return v1::ERROR_REASON_RESOURCE_EXISTS;
    case absl::StatusCode::kAborted:
      return v1::ERROR_REASON_ETAG_MISMATCH;
    case absl::StatusCode::kFailedPrecondition:
      return v1::ERROR_REASON_RESOURCE_IN_USE;
    case absl::StatusCode::kUnavailable:
      return v1::ERROR_REASON_STORAGE_FAILED;
    case absl::StatusCode::kResourceExhausted:
      return v1::ERROR_REASON_MESSAGE_TOO_LARGE;
    case absl::StatusCode::kCancelled:
    case absl::StatusCode::kDeadlineExceeded:
      return v1::ERROR_REASON_CALL_ENDED;
    default:
      return v1::ERROR_REASON_INTERNAL;
  }
}

google::rpc::ErrorInfo MakeInfo(v1::ErrorReason reason,
                                const ErrorMetadata& metadata) {
  google::rpc::ErrorInfo info;
  const std::string& name = v1::ErrorReason_Name(reason);
  info.set_reason(name.substr(kReasonPrefix.size()));
  info.set_domain(kDomain);
  for (const auto& [key, value] : metadata) {
    (*info.mutable_metadata())[key] =
        Shortened(value, Violations::kMostTextBytes);
  }
  return info;
}

std::string Summary(const Violations& violations) {
  const Violation& first = violations.kept().front();
  const std::string text = first.field.empty()
                               ? first.description
                               : first.field + ": " + first.description;
  if (violations.found() == 1) return text;
  const std::string more =
      fmt::format(" (and {} more)", violations.found() - 1);
  return Shortened(text, kMostMessageBytes - more.size()) + more;
}

}  // namespace

absl::Status Error(absl::StatusCode code, v1::ErrorReason reason,
                   std::string_view message, const ErrorMetadata& metadata) {
  absl::Status status(code, Shortened(message, kMostMessageBytes));
  Attach(MakeInfo(reason, metadata), status);
  return status;
}

absl::Status InvalidFields(const Violations& violations) {
  return WithViolations(
      Error(absl::StatusCode::kInvalidArgument, violations.reason(),
            Summary(violations), violations.metadata()),
      violations);
}

absl::Status WithViolations(absl::Status error, const Violations& violations) {
  google::rpc::BadRequest bad_request;
  for (const Violation& violation : violations.kept()) {
    auto* added = bad_request.add_field_violations();
    added->set_field(violation.field);
    added->set_description(violation.description);
  }
  Attach(bad_request, error);
  return error;
}

absl::Status InvalidField(std::string_view field, std::string_view description,
                          v1::ErrorReason reason,
                          const ErrorMetadata& metadata) {
  Violations violations;
  violations.Add(field, description, reason, metadata);
  return InvalidFields(violations);
}

absl::Status NotFound(std::string_view name) {
  return Error(absl::StatusCode::kNotFound, v1::ERROR_REASON_RESOURCE_NOT_FOUND,
               fmt::format("there is no '{}'", name),
               {{"name", std::string(name)}});
}

absl::Status MessageTooLarge(size_t bytes) {
  return Error(absl::StatusCode::kResourceExhausted,
               v1::ERROR_REASON_MESSAGE_TOO_LARGE,
               fmt::format("the message has {} bytes; at most {} are accepted",
                           bytes, kLargestMessage),
               {{"limit", std::to_string(kLargestMessage)},
                {"size", std::to_string(bytes)}});
}

google::rpc::Status ToRpcStatus(const absl::Status& status) {
  google::rpc::Status result;
  result.set_code(static_cast<int32_t>(status.code()));
  if (status.ok()) return result;
  result.set_message(Shortened(
      std::string_view(status.message().data(), status.message().size()),
      kMostMessageBytes));
  const auto info = Attached<google::rpc::ErrorInfo>(status);
  result.add_details()->PackFrom(info ? *info
                                      : MakeInfo(ReasonOf(status.code()), {}));
  if (auto bad_request = Attached<google::rpc::BadRequest>(status)) {
    auto* detail = result.add_details();
    detail->PackFrom(*bad_request);
    while (result.ByteSizeLong() > kMostDetailBytes &&
           bad_request->field_violations_size() > 0) {
      bad_request->mutable_field_violations()->RemoveLast();
      detail->PackFrom(*bad_request);
    }
  }
  return result;
}

grpc::Status ToGrpcStatus(const absl::Status& status) {
  if (status.ok()) return grpc::Status::OK;
  const google::rpc::Status rpc = ToRpcStatus(status);
  return grpc::Status(static_cast<grpc::StatusCode>(rpc.code()), rpc.message(),
                      rpc.SerializeAsString());
}

}  // namespace ketnoi::server
