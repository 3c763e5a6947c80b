// ketnoi-server: reads its options, serves until SIGTERM or SIGINT, drains.

#include <chrono>
#include <csignal>
#include <cstdio>
#include <future>
#include <string>
#include <vector>

#include "absl/time/clock.h"
#include "fmt/format.h"
#include "google/protobuf/stubs/logging.h"
#include "server/app.h"
#include "server/options.h"

namespace {

constexpr int kFailed = 1;
constexpr int kWrongFlags = 2;
// How often it looks for signals while loading, and at the store while serving.
constexpr std::chrono::milliseconds kSignalInterval{10};
constexpr absl::Duration kStorageInterval = absl::Milliseconds(250);

using ketnoi::server::App;

int Complain(const absl::Status& status, int exit_code) {
  fmt::print(stderr, "ketnoi-server: {}\n", std::string(status.message()));
  return exit_code;
}

// SIGTERM and SIGINT, blocked before any thread starts, so that only WaitFor
// gets them.
class EndSignals {
 public:
  EndSignals() {
    sigemptyset(&signals_);
    sigaddset(&signals_, SIGTERM);
    sigaddset(&signals_, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
  }

  // True: one came.
  bool WaitFor(absl::Duration time) const {
    const timespec limit = absl::ToTimespec(time);
    return sigtimedwait(&signals_, nullptr, &limit) > 0;
  }

 private:
  sigset_t signals_;
};

// CANCELLED: a signal came.
absl::Status Load(App& app, const EndSignals& signals) {
  auto loading = std::async(std::launch::async, [&] { return app.Load(); });
  bool told = false;
  do {
    told = signals.WaitFor(absl::ZeroDuration());
  } while (!told &&
           loading.wait_for(kSignalInterval) != std::future_status::ready);
  if (!told) return loading.get();
  app.StopLoading();
  loading.wait();
  return absl::CancelledError("told to end while starting");
}

// Returns when a signal comes. Says if the storage fails, once.
void Serve(App& app, const EndSignals& signals) {
  absl::Status storage;
  while (!signals.WaitFor(kStorageInterval)) {
    if (!storage.ok()) continue;
    storage = app.CheckStorage();
    if (storage.ok()) continue;
    fmt::print(stderr,
               "ketnoi-server: health says NOT_SERVING from now on, since the "
               "storage failed: {}\n",
               std::string(storage.message()));
  }
}

int Run(const ketnoi::server::Options& options) {
  const EndSignals signals;
  const absl::Time begun = absl::Now();
  const auto app = App::Listen(options);
  if (!app.ok()) return Complain(app.status(), kFailed);
  if (!ketnoi::server::IsLoopback(options.address)) {
    fmt::print(stderr,
               "ketnoi-server: warning: {} may be reached from other machines; "
               "there is no authentication, and contacts are personal data\n",
               options.address);
  }
  const absl::Status loaded = Load(**app, signals);
  if (absl::IsCancelled(loaded)) return 0;
  if (!loaded.ok()) return Complain(loaded, kFailed);
  fmt::print(stderr, "ketnoi-server: serving on port {} after {:.2f} s\n",
             (*app)->port(), absl::ToDoubleSeconds(absl::Now() - begun));
  Serve(**app, signals);
  fmt::print(stderr, "ketnoi-server: draining\n");
  (*app)->Drain(absl::Seconds(options.drain_seconds));
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  // Protobuf would print a line for every text of a caller that is not UTF-8;
  // the caller is told.
  google::protobuf::SetLogHandler(nullptr);
  const auto options = ketnoi::server::ParseOptions(
      std::vector<std::string>(argv + 1, argv + argc));
  if (!options.ok()) return Complain(options.status(), kWrongFlags);
  if (options->show_help) {
    fmt::print("{}", ketnoi::server::OptionsHelp());
    return 0;
  }
  if (options->show_version) {
    fmt::print("ketnoi-server {}\n", KETNOI_VERSION);
    return 0;
  }
  return Run(*options);
}
