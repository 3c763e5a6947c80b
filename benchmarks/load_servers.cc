#include "benchmarks/load_servers.h"

#include <time.h>

#include <algorithm>
#include <filesystem>
#include <limits>

#include "benchmarks/import_stream.h"

namespace ketnoi::benchmarks {
namespace {

// Suppliers that are generated and sent at a time.
constexpr int32_t kBatch = 10'000;

double SecondsOf(clockid_t clock) {
  timespec time{};
  if (::clock_gettime(clock, &time) != 0) {
    return std::numeric_limits<double>::quiet_NaN();
  }
  return static_cast<double>(time.tv_sec) +
         static_cast<double>(time.tv_nsec) * 1e-9;
}

}  // namespace

absl::StatusOr<ServerProcess> StartService(const Settings& settings,
                                           const TemporaryFolder& folder) {
  return StartServer({settings.server, "--data-dir", folder.Path("store"),
                      "--reference", settings.data, "--address", "127.0.0.1:0",
                      "--port-file", folder.Path("port")},
                     folder.Path("port"), folder.Path("log"));
}

absl::Status ImportGenerated(const ReferenceSource& source, int32_t count,
                             client::Client& client) {
  for (int32_t begin = 0; begin < count; begin += kBatch) {
    const absl::Status status = ImportAll(
        client.ImportSuppliers({}),
        GenerateSuppliers(source, begin, std::min(count, begin + kBatch)));
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::StatusOr<ServerProcess> StartBareServer(
    const std::vector<Exchange>& exchanges, const TemporaryFolder& folder) {
  const absl::Status status =
      WriteExchanges(folder.Path("exchanges"), exchanges);
  if (!status.ok()) return status;
  return StartServer(
      {std::filesystem::read_symlink("/proc/self/exe"), kBareServerCommand,
       folder.Path("exchanges"), folder.Path("bare-port")},
      folder.Path("bare-port"), folder.Path("bare-log"));
}

// Not /proc/PID/stat, which counts in hundredths of a second.
double CpuSeconds(const ChildProcess& process) {
  clockid_t clock{};
  if (::clock_getcpuclockid(process.pid(), &clock) != 0) {
    return std::numeric_limits<double>::quiet_NaN();
  }
  return SecondsOf(clock);
}

double OwnCpuSeconds() { return SecondsOf(CLOCK_PROCESS_CPUTIME_ID); }

}  // namespace ketnoi::benchmarks
