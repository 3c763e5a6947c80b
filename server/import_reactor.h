// One import stream: a thread of its own takes what has arrived, up to a batch,
// imports it and answers in order.

#ifndef KETNOI_SERVER_IMPORT_REACTOR_H_
#define KETNOI_SERVER_IMPORT_REACTOR_H_

#include "grpcpp/server_context.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/server_callback.h"
#include "server/backend.h"
#include "server/import_format.h"
#include "server/resource_kind.h"

namespace ketnoi::server {

using ImportStream =
    grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>;

// Starts to serve the call; what is returned deletes itself when the call is
// over. All references must outlive the server's calls.
ImportStream* StartImport(grpc::CallbackServerContext& context,
                          const ResourceKind& kind, Backend& backend,
                          const ImportFormat& format);

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_IMPORT_REACTOR_H_
