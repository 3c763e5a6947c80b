// The whole server: reference data, store, catalogue, services and listener,
// owned in this order and ended in reverse.
//
//   auto app = App::Start(options);
//   if (!app.ok()) ...
//   // until told to end
//   (*app)->Drain(absl::Seconds(10));

#ifndef KETNOI_SERVER_APP_H_
#define KETNOI_SERVER_APP_H_

#include <memory>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "server/options.h"

namespace grpc {
class Channel;
}  // namespace grpc

namespace ketnoi::server {

class App {
 public:
  // Reads the reference data, opens the store, listens, builds the snapshot and
  // then serves. Until then health says NOT_SERVING and calls are refused with
  // UNAVAILABLE. Errors of the parts; UNAVAILABLE: the address cannot be
  // listened on. Writes the bound port to options.port_file when it serves.
  static absl::StatusOr<std::unique_ptr<App>> Start(const Options& options);

  // Drains without grace if Drain was not called.
  ~App();
  App(const App&) = delete;
  App& operator=(const App&) = delete;

  // The bound port.
  int port() const;

  // Serves the same without a network.
  std::shared_ptr<grpc::Channel> InProcessChannel();

  // Health says NOT_SERVING and new calls are refused; returns when the calls
  // in progress are done, or after `grace`, which cancels them. Idempotent.
  void Drain(absl::Duration grace);

 private:
  class Parts;
  explicit App(std::unique_ptr<Parts> parts);

  std::unique_ptr<Parts> parts_;
};

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_APP_H_
