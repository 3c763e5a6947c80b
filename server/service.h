// What the gRPC services of this server are built from: methods that get the
// bytes of a request.
//
// They are parsed here, and not by gRPC, because gRPC answers a request that
// does not parse with INTERNAL and without saying which field is broken.

#ifndef KETNOI_SERVER_SERVICE_H_
#define KETNOI_SERVER_SERVICE_H_

#include <functional>
#include <string>
#include <type_traits>
#include <utility>

#include "absl/status/status.h"
#include "google/protobuf/arena.h"
#include "google/protobuf/message_lite.h"
#include "grpcpp/impl/codegen/proto_utils.h"
#include "grpcpp/impl/rpc_service_method.h"
#include "grpcpp/impl/service_type.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/method_handler.h"
#include "grpcpp/support/sync_stream.h"
#include "server/backend.h"
#include "server/call.h"
#include "server/import_format.h"
#include "server/resource_kind.h"

namespace ketnoi::server {

// The bytes of a message, without copying them.
grpc::ByteBuffer BufferOwning(std::string bytes);

// Sends the bytes of the next message of a stream, and waits while there is no
// room for it; false: nobody reads it any more. For one thread at a time.
using SendMessage = std::function<bool(std::string bytes)>;

// A subclass names its methods in its constructor, each by its path, such as
// "/ketnoi.v1.SupplierService/GetSupplier", in a string that outlives it.
// Thread-safe from then on. A unary call has a thread of its own while it runs,
// and may block.
class Service : public grpc::Service {
 protected:
  // `backend` must outlive the service.
  explicit Service(const Backend& backend) : backend_(backend) {}

  // Serves a unary method with a member function of the subclass. Response: a
  // message, or a ByteBuffer with the bytes of one.
  template <class Self, class Request, class Response>
  void Serve(const char* path,
             absl::Status (Self::*method)(const CallLimits&, const Request&,
                                          Response&)) {
    using Base = std::conditional_t<std::is_same_v<Response, grpc::ByteBuffer>,
                                    Response, google::protobuf::MessageLite>;
    using Handler =
        grpc::internal::RpcMethodHandler<Self, grpc::ByteBuffer, Response,
                                         grpc::ByteBuffer, Base>;
    const auto answer = [method, &backend = backend_](
                            Self* self, grpc::ServerContext* context,
                            const grpc::ByteBuffer* bytes, Response* response) {
      google::protobuf::Arena arena;
      auto& request = *google::protobuf::Arena::CreateMessage<Request>(&arena);
      return Answer(*context, backend, *bytes, request,
                    [&](const CallLimits& limits) {
                      return (self->*method)(limits, request, *response);
                    });
    };
    AddMethod(new grpc::internal::RpcServiceMethod(
        path, grpc::internal::RpcMethod::NORMAL_RPC,
        new Handler(answer, static_cast<Self*>(this))));
  }

  // Serves a method that streams its answers. It has a thread of its own while
  // it runs, and may block.
  template <class Self, class Request>
  void ServeStream(const char* path,
                   absl::Status (Self::*method)(const CallLimits&,
                                                const Request&,
                                                const SendMessage&)) {
    using Writer = grpc::ServerWriter<grpc::ByteBuffer>;
    using Handler =
        grpc::internal::ServerStreamingHandler<Self, grpc::ByteBuffer,
                                               grpc::ByteBuffer>;
    const auto answer = [method, &backend = backend_](
                            Self* self, grpc::ServerContext* context,
                            const grpc::ByteBuffer* bytes, Writer* writer) {
      Request request;
      const SendMessage send = [writer](std::string message) {
        return writer->Write(BufferOwning(std::move(message)));
      };
      return Answer(*context, backend, *bytes, request,
                    [&](const CallLimits& limits) {
                      return (self->*method)(limits, request, send);
                    });
    };
    AddMethod(new grpc::internal::RpcServiceMethod(
        path, grpc::internal::RpcMethod::SERVER_STREAMING,
        new Handler(answer, static_cast<Self*>(this))));
  }

  // Serves a stream of imports. All references must outlive the service.
  void ServeImport(const char* path, const ResourceKind& kind, Backend& backend,
                   const ImportFormat& format);

 private:
  const Backend& backend_;
};

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_SERVICE_H_
