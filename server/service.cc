#include "server/service.h"

#include "grpcpp/impl/codegen/server_callback_handlers.h"
#include "server/import_reactor.h"

namespace ketnoi::server {

void Service::ServeImport(const char* path, const ResourceKind& kind,
                          Backend& backend, const ImportFormat& format) {
  using Handler =
      grpc::internal::CallbackBidiHandler<grpc::ByteBuffer, grpc::ByteBuffer>;
  const auto start = [&](grpc::CallbackServerContext* context) {
    return StartImport(*context, kind, backend, format);
  };
  auto method = std::make_unique<grpc::internal::RpcServiceMethod>(
      path, grpc::internal::RpcMethod::BIDI_STREAMING, new Handler(start));
  method->SetServerApiType(
      grpc::internal::RpcServiceMethod::ApiType::RAW_CALL_BACK);
  AddMethod(method.release());
}

}  // namespace ketnoi::server
