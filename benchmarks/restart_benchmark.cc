#include "benchmarks/restart_benchmark.h"

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "benchmarks/child_process.h"
#include "benchmarks/load_servers.h"
#include "clients/cpp/client.h"
#include "fmt/format.h"

namespace ketnoi::benchmarks {
namespace {

using client::Client;
using std::chrono::steady_clock;

// Goals in seconds, for a million suppliers.
constexpr int32_t kMillion = 1'000'000;
constexpr double kFileGoal = 2;
constexpr double kStoreGoal = 15;
constexpr int kStarts = 3;

class RestartBenchmark {
 public:
  RestartBenchmark(const Settings& settings, ReferenceSource source,
                   Report& report)
      : settings_(settings),
        source_(std::move(source)),
        report_(report),
        count_(settings.suppliers > 0 ? settings.suppliers
                                      : settings.generated()) {}

  absl::Status Run() {
    report_.AddFact(
        "restarted with",
        fmt::format("{} generated suppliers, seed {}", count_, kSeed));
    absl::Status status = Import();
    if (status.ok()) status = Measure("restart.file", kFileGoal, false);
    if (status.ok()) status = Measure("restart.store", kStoreGoal, true);
    return status;
  }

 private:
  absl::Status Import() {
    auto server = StartService(settings_, folder_);
    if (!server.ok()) return server.status();
    Client client({server->address});
    const absl::Status status = ImportGenerated(source_, count_, client);
    return status.ok() ? EndInOrder(*server) : status;
  }

  static absl::Status EndInOrder(ServerProcess& server) {
    if (server.process.End()) return absl::OkStatus();
    return absl::InternalError("the server did not end in good order");
  }

  // Starts the server, without the column file if `rebuilt`.
  absl::Status Measure(const char* name, double goal, bool rebuilt) {
    benchmarks::Measure measure{
        name, "s", {}, "", count_ == kMillion ? goal : 0, false};
    for (int i = 0; i < kStarts; ++i) {
      if (rebuilt) {
        std::filesystem::remove(folder_.Path("store/columns.ketnoi"));
      }
      const auto start = steady_clock::now();
      auto server = StartService(settings_, folder_);
      if (!server.ok()) return server.status();
      measure.samples.push_back(MillisecondsSince(start) / 1000);
      absl::Status status = Compare(server->address);
      if (status.ok()) status = EndInOrder(*server);
      if (!status.ok()) return status;
    }
    report_.Add(std::move(measure));
    return absl::OkStatus();
  }

  // Whether rankings are those of the first start.
  absl::Status Compare(const std::string& address) {
    Client client({address});
    std::string answers;
    for (const v1::Requirement& requirement : GenerateRequirements(source_)) {
      v1::RankSuppliersRequest request;
      *request.mutable_inline_requirement() = requirement;
      request.mutable_options()->set_as_of_date(kAsOf);
      const auto answer = client.RankSuppliers(request);
      if (!answer.ok()) return answer.status();
      answers += answer->SerializeAsString();
    }
    if (answers_.empty()) answers_ = answers;
    if (answers_ == answers) return absl::OkStatus();
    return absl::InternalError("a start gives other rankings than another");
  }

  const Settings& settings_;
  const ReferenceSource source_;
  Report& report_;
  const int32_t count_;
  const TemporaryFolder folder_;
  std::string answers_;
};

}  // namespace

absl::Status MeasureRestart(const Settings& settings, Report& report) {
  auto source = LoadReference(settings);
  if (!source.ok()) return source.status();
  return RestartBenchmark(settings, *std::move(source), report).Run();
}

}  // namespace ketnoi::benchmarks
