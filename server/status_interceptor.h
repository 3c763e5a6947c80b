// Turns the status of a request that gRPC could not read into one of ours.

#ifndef KETNOI_SERVER_STATUS_INTERCEPTOR_H_
#define KETNOI_SERVER_STATUS_INTERCEPTOR_H_

#include <memory>
#include <vector>

#include "grpcpp/support/server_interceptor.h"

namespace ketnoi::server {

// For ServerBuilder: a request that does not parse (its text is not UTF-8, say)
// gets INVALID_ARGUMENT with details, where gRPC says INTERNAL without any.
std::vector<
    std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface>>
StatusInterceptors();

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_STATUS_INTERCEPTOR_H_
