#include "server/call.h"

#include <exception>

#include "fmt/format.h"
#include "server/rpc_status.h"

namespace ketnoi::server {
namespace {

absl::Status Run(const std::function<absl::Status(const CallLimits&)>& handler,
                 const CallLimits& limits) {
  // Protobuf and the standard library may throw; nothing passes into gRPC.
  try {
    return handler(limits);
  } catch (const std::exception& exception) {
    return absl::InternalError(exception.what());
  }
}

}  // namespace

absl::Status NotServing() {
  return Error(absl::StatusCode::kUnavailable, v1::ERROR_REASON_NOT_SERVING,
               "the server is starting or draining; retry");
}

std::map<std::string, std::string> TrailingMetadata(const Backend& backend) {
  return {
      {"ketnoi-revision",
       fmt::format("{}:{}", backend.store.epoch(), backend.store.revision())},
      {"ketnoi-staleness-ms",
       std::to_string(absl::ToInt64Milliseconds(backend.store.staleness()))}};
}

grpc::Status Answer(
    grpc::ServerContext& context, const Backend& backend,
    const std::function<absl::Status(const CallLimits&)>& handler) {
  CallLimits limits;
  limits.deadline = absl::FromChrono(context.deadline());
  limits.cancelled = [&context] { return context.IsCancelled(); };
  const absl::Status status =
      backend.serving ? Run(handler, limits) : NotServing();
  for (const auto& [key, value] : TrailingMetadata(backend)) {
    context.AddTrailingMetadata(key, value);
  }
  return ToGrpcStatus(status);
}

}  // namespace ketnoi::server
