#include "server/call.h"

#include <chrono>
#include <exception>

#include "fmt/format.h"
#include "grpcpp/support/slice.h"
#include "server/broken_text.h"
#include "server/rpc_status.h"

namespace ketnoi::server {
namespace {

// What gRPC says for a call without a deadline is the clock's last moment.
absl::Time DeadlineOf(const grpc::ServerContext& context) {
  const auto deadline = context.deadline();
  return deadline == std::chrono::system_clock::time_point::max()
             ? absl::InfiniteFuture()
             : absl::FromChrono(deadline);
}

absl::Status Parse(const grpc::ByteBuffer& bytes,
                   google::protobuf::Message& request) {
  constexpr char kNoRequest[] = "the bytes are not the request of this call";
  if (!bytes.Valid()) return InvalidField("", kNoRequest);  // no message came
  if (bytes.Length() > kLargestMessage) return MessageTooLarge(bytes.Length());
  grpc::Slice slice;
  if (!bytes.TrySingleSlice(&slice).ok()) {
    const grpc::Status status = bytes.DumpToSingleSlice(&slice);
    if (!status.ok()) return absl::InternalError(status.error_message());
  }
  if (request.ParseFromArray(slice.begin(), static_cast<int>(slice.size()))) {
    return absl::OkStatus();
  }
  const std::string path = FindBrokenText(
      *request.GetDescriptor(),
      {reinterpret_cast<const char*>(slice.begin()), slice.size()});
  return InvalidField(path,
                      path.empty() ? kNoRequest : "the text is not UTF-8");
}

absl::Status Run(const grpc::ByteBuffer& bytes,
                 google::protobuf::Message& request,
                 const std::function<absl::Status(const CallLimits&)>& handler,
                 const CallLimits& limits) {
  // Protobuf and the standard library may throw; nothing passes into gRPC.
  try {
    absl::Status status = Parse(bytes, request);
    if (status.ok()) status = handler(limits);
    // What a loop that was told to end says of it does not tell why.
    const absl::Status why = CheckLimits(limits);
    return absl::IsCancelled(status) && !why.ok() ? why : status;
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
    const grpc::ByteBuffer& bytes, google::protobuf::Message& request,
    const std::function<absl::Status(const CallLimits&)>& handler) {
  CallLimits limits;
  limits.deadline = DeadlineOf(context);
  limits.cancelled = [&context] { return context.IsCancelled(); };
  const absl::Status status =
      backend.serving ? Run(bytes, request, handler, limits) : NotServing();
  for (const auto& [key, value] : TrailingMetadata(backend)) {
    context.AddTrailingMetadata(key, value);
  }
  return ToGrpcStatus(status);
}

}  // namespace ketnoi::server
