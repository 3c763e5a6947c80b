// How a unary call is answered: refused unless serving or if its request is too
// large or cannot be read, limited by its deadline, its result turned into a
// gRPC status, the read state in trailing metadata.

#ifndef KETNOI_SERVER_CALL_H_
#define KETNOI_SERVER_CALL_H_

#include <functional>
#include <map>
#include <string>

#include "absl/status/status.h"
#include "google/protobuf/message.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/byte_buffer.h"
#include "server/backend.h"

namespace ketnoi::server {

// Parses `bytes` into `request` before `handler` is called, whose exceptions
// become INTERNAL. Thread-safe on distinct contexts.
grpc::Status Answer(
    grpc::ServerContext& context, const Backend& backend,
    const grpc::ByteBuffer& bytes, google::protobuf::Message& request,
    const std::function<absl::Status(const CallLimits&)>& handler);

// "ketnoi-revision" and "ketnoi-staleness-ms", of the moment.
std::map<std::string, std::string> TrailingMetadata(const Backend& backend);

// UNAVAILABLE, NOT_SERVING.
absl::Status NotServing();

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_CALL_H_
