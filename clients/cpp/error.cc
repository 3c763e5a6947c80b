#include "clients/cpp/error.h"

#include <optional>

#include "absl/strings/cord.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/error_info.pb.h"

namespace ketnoi::client {
namespace {

constexpr char kPayloadUrl[] = "type.googleapis.com/google.rpc.Status";

absl::StatusCode CodeOf(int code) {
  // Numbers of gRPC and absl are the same; others come from a newer service.
  return code >= 0 && code <= 16 ? static_cast<absl::StatusCode>(code)
                                 : absl::StatusCode::kUnknown;
}

// The distribution's error_details.proto has no ErrorInfo; it may be packed
// under its own name all the same, so the type is taken from the URL.
bool IsType(const google::protobuf::Any& any, const char* name) {
  const std::string& url = any.type_url();
  const size_t slash = url.rfind('/');
  return slash != std::string::npos &&
         url.compare(slash + 1, url.npos, name) == 0;
}

void Add(const google::protobuf::Any& any, ErrorDetails& details) {
  if (IsType(any, "google.rpc.BadRequest")) {
    google::rpc::BadRequest bad_request;
    if (!bad_request.ParseFromString(any.value())) return;
    for (const auto& violation : bad_request.field_violations()) {
      details.field_violations.push_back(
          {violation.field(), violation.description()});
    }
  } else if (IsType(any, "google.rpc.ErrorInfo")) {
    google::rpc::ErrorInfo info;
    if (!info.ParseFromString(any.value())) return;
    details.reason = info.reason();
    details.domain = info.domain();
    for (const auto& [key, value] : info.metadata()) {
      details.metadata[key] = value;
    }
  }
}

}  // namespace

absl::Status StatusOfCall(int code, const std::string& message,
                          const std::string& serialized_details) {
  absl::Status status(CodeOf(code), message);
  if (!status.ok() && !serialized_details.empty()) {
    status.SetPayload(kPayloadUrl, absl::Cord(serialized_details));
  }
  return status;
}

absl::Status StatusOf(const google::rpc::Status& status) {
  return StatusOfCall(status.code(), status.message(),
                      status.SerializeAsString());
}

ErrorDetails DetailsOf(const absl::Status& status) {
  ErrorDetails details;
  const auto payload = status.GetPayload(kPayloadUrl);
  if (!payload.has_value()) return details;
  google::rpc::Status proto;
  if (!proto.ParseFromString(std::string(*payload))) return details;
  for (const auto& any : proto.details()) Add(any, details);
  return details;
}

}  // namespace ketnoi::client
