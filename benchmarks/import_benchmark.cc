#include "benchmarks/import_benchmark.h"

#include <string>
#include <utility>
#include <vector>

#include "benchmarks/check.h"
#include "benchmarks/child_process.h"
#include "benchmarks/import_stream.h"
#include "benchmarks/load_servers.h"
#include "clients/cpp/client.h"
#include "fmt/format.h"
#include "server/translate_requirement.h"

namespace ketnoi::benchmarks {
namespace {

using client::Client;
using std::chrono::steady_clock;

constexpr double kRateGoal = 5000;  // suppliers per second
constexpr int kCheckedAnswers = 3;

class ImportBenchmark {
 public:
  ImportBenchmark(const Settings& settings, ReferenceSource source,
                  Report& report)
      : settings_(settings), source_(std::move(source)), report_(report) {}

  absl::Status Run() {
    suppliers_ = GenerateSuppliers(source_, settings_.generated());
    for (const v1::Requirement& requirement : GenerateRequirements(source_)) {
      v1::RankSuppliersRequest& request = requests_.emplace_back();
      *request.mutable_inline_requirement() = requirement;
      request.mutable_options()->set_as_of_date(kAsOf);
    }
    return MeasureImportRate();
  }

 private:
  absl::Status MeasureImportRate() {
    auto server = StartService(settings_, folder_);
    if (!server.ok()) return server.status();
    size_t bytes = 0;
    for (const v1::Supplier& supplier : suppliers_) {
      bytes += supplier.ByteSizeLong();
    }
    const auto count = static_cast<double>(suppliers_.size());
    report_.AddFact("imported",
                    fmt::format("{} generated suppliers, seed {}, {:.2f} KB "
                                "each on average",
                                suppliers_.size(), kSeed,
                                static_cast<double>(bytes) / count / 1000));
    Client client({server->address});
    const auto start = steady_clock::now();
    absl::Status status = ImportAll(client.ImportSuppliers({}), suppliers_);
    const double seconds = MillisecondsSince(start) / 1000;
    if (!status.ok()) return status;
    report_.Add(
        {"import.rate", "rows/s", {count / seconds}, "", kRateGoal, true});
    status = CheckAnswers(client);
    if (status.ok()) status = MeasureCallsOf(client);
    if (!status.ok()) return status;
    if (!server->process.End()) {
      return absl::InternalError("the server did not end in good order");
    }
    return absl::OkStatus();
  }

  absl::Status CheckAnswers(Client& client) {
    const ModelSuppliers suppliers = ToModel(source_.reference(), suppliers_);
    for (size_t i = 0; i < requests_.size();
         i += requests_.size() / kCheckedAnswers) {
      const auto answer = client.RankSuppliers(requests_[i]);
      if (!answer.ok()) return answer.status();
      const absl::Status status = CheckAnswer(
          source_,
          server::TranslateRequirement(
              source_.reference(), requests_[i].inline_requirement(), nullptr)
              .value(),
          suppliers, *answer);
      if (!status.ok()) return status;
    }
    return absl::OkStatus();
  }

  absl::Status MeasureCallsOf(Client& client) {
    Measure calls{"call.rank.generated", "ms", {}, "", 0, false};
    for (int round = 0; round < (settings_.quick ? 2 : 6); ++round) {
      for (const v1::RankSuppliersRequest& request : requests_) {
        const auto start = steady_clock::now();
        const auto answer = client.RankSuppliers(request);
        if (!answer.ok()) return answer.status();
        if (round > 0) calls.samples.push_back(MillisecondsSince(start));
      }
    }
    report_.Add(std::move(calls));
    return absl::OkStatus();
  }

  const Settings& settings_;
  const ReferenceSource source_;
  Report& report_;
  const TemporaryFolder folder_;
  std::vector<v1::Supplier> suppliers_;
  std::vector<v1::RankSuppliersRequest> requests_;
};

}  // namespace

absl::Status MeasureImport(const Settings& settings, Report& report) {
  auto source = LoadReference(settings);
  if (!source.ok()) return source.status();
  return ImportBenchmark(settings, *std::move(source), report).Run();
}

}  // namespace ketnoi::benchmarks
