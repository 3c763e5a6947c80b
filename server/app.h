// The whole server: reference data, store, catalogue, services and listener,
// owned in this order and ended in reverse.
//
//   auto app = App::Start(options);
//   if (!app.ok()) ...
//   // until told to end, now and then: (*app)->CheckStorage()
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
  // Listen, then Load.
  static absl::StatusOr<std::unique_ptr<App>> Start(const Options& options);

  // Reads the reference data, opens the store and listens; health says
  // NOT_SERVING and calls are refused with UNAVAILABLE. Errors of the parts;
  // UNAVAILABLE: the address cannot be listened on.
  static absl::StatusOr<std::unique_ptr<App>> Listen(const Options& options);

  // Builds the snapshot, then serves and writes the bound port to
  // options.port_file. Once. Errors of the parts; CANCELLED: StopLoading was
  // called.
  absl::Status Load();

  // Makes Load, in another thread or later, give up soon.
  void StopLoading();

  // Drains without grace if Drain was not called.
  ~App();
  App(const App&) = delete;
  App& operator=(const App&) = delete;

  // The bound port.
  int port() const;

  // Serves the same without a network.
  std::shared_ptr<grpc::Channel> InProcessChannel();

  // OK; or why the store takes no more writes, or what was written is no longer
  // seen. Health then says NOT_SERVING, but what can be read still is.
  absl::Status CheckStorage();

  // Health says NOT_SERVING and new calls are refused, for half a second while
  // still listening, so that those who look at health can turn elsewhere.
  // Returns when the calls in progress are done, or after `grace` in all, which
  // cancels them. Idempotent.
  void Drain(absl::Duration grace);

 private:
  class Parts;
  explicit App(std::unique_ptr<Parts> parts);

  std::unique_ptr<Parts> parts_;
};

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_APP_H_
