// ketnoi-server: reads its options, serves until SIGTERM or SIGINT, drains.

#include <csignal>
#include <cstdio>
#include <string>
#include <vector>

#include "absl/time/clock.h"
#include "fmt/format.h"
#include "server/app.h"
#include "server/options.h"

namespace {

constexpr int kFailed = 1;
constexpr int kWrongFlags = 2;

int Complain(const absl::Status& status, int exit_code) {
  fmt::print(stderr, "ketnoi-server: {}\n", std::string(status.message()));
  return exit_code;
}

}  // namespace

int main(int argc, char** argv) {
  using ketnoi::server::App;
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

  // Blocked before any thread starts, so that only sigwait below gets them.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);

  const absl::Time begun = absl::Now();
  const auto app = App::Start(*options);
  if (!app.ok()) return Complain(app.status(), kFailed);
  fmt::print(stderr, "ketnoi-server: serving on port {} after {:.2f} s\n",
             (*app)->port(), absl::ToDoubleSeconds(absl::Now() - begun));
  int signal = 0;
  sigwait(&signals, &signal);
  fmt::print(stderr, "ketnoi-server: draining\n");
  (*app)->Drain(absl::Seconds(options->drain_seconds));
  return 0;
}
