#include "server/service.h"

#include <memory>
#include <utility>

#include "grpcpp/impl/codegen/server_callback_handlers.h"
#include "grpcpp/support/slice.h"
#include "server/import_reactor.h"

namespace ketnoi::server {

grpc::ByteBuffer BufferOwning(std::string bytes) {
  auto* const owned = new std::string(std::move(bytes));
  const grpc::Slice slice(
      owned->data(), owned->size(),
      [](void* string) { delete static_cast<std::string*>(string); }, owned);
  return grpc::ByteBuffer(&slice, 1);
}

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
