// Services of a test, served on a free port.

#ifndef KETNOI_TESTS_CLIENTS_LOCAL_SERVER_H_
#define KETNOI_TESTS_CLIENTS_LOCAL_SERVER_H_

#include <initializer_list>
#include <memory>
#include <string>

#include "grpcpp/grpcpp.h"

namespace ketnoi::testing {

// Serves from its construction until it is destroyed; the services must outlive
// it.
class LocalServer {
 public:
  explicit LocalServer(std::initializer_list<grpc::Service*> services) {
    grpc::ServerBuilder builder;
    int port = 0;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(),
                             &port);
    for (grpc::Service* const service : services) {
      builder.RegisterService(service);
    }
    server_ = builder.BuildAndStart();
    address_ = "127.0.0.1:" + std::to_string(port);
  }
  ~LocalServer() { server_->Shutdown(); }
  LocalServer(const LocalServer&) = delete;
  LocalServer& operator=(const LocalServer&) = delete;

  const std::string& address() const { return address_; }

 private:
  std::unique_ptr<grpc::Server> server_;
  std::string address_;
};

}  // namespace ketnoi::testing

#endif  // KETNOI_TESTS_CLIENTS_LOCAL_SERVER_H_
