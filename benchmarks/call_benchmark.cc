#include "benchmarks/call_benchmark.h"

#include <map>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "benchmarks/check.h"
#include "benchmarks/import_stream.h"
#include "benchmarks/load_servers.h"
#include "clients/cpp/client.h"
#include "fmt/format.h"
#include "server/normalize.h"
#include "server/translate_requirement.h"

namespace ketnoi::benchmarks {
namespace {

using client::Client;

constexpr double kRatioGoal = 2;
constexpr int kManyCallers = 8;

class CallBenchmark {
 public:
  CallBenchmark(const Settings& settings, ReferenceSource source,
                Catalogue catalogue, Report& report)
      : settings_(settings),
        source_(std::move(source)),
        catalogue_(std::move(catalogue)),
        report_(report) {}

  absl::Status Run() {
    auto server = StartService(settings_, folder_);
    if (!server.ok()) return server.status();
    absl::Status status = Fill(server->address);
    if (status.ok()) status = Check(server->address);
    if (!status.ok()) return status;

    auto bare = StartBareServer(AsBytes(), folder_);
    if (!bare.ok()) return bare.status();
    Describe();
    status = Measure(server->address, bare->address, 1);
    if (status.ok()) {
      status = Measure(server->address, bare->address, kManyCallers);
    }
    return status;
  }

 private:
  absl::Status Fill(const std::string& address) {
    Client client({address});
    absl::Status status =
        ImportAll(client.ImportSuppliers({}), catalogue_.suppliers);
    status.Update(ImportAll(client.ImportBuyers({}), catalogue_.buyers));
    status.Update(
        ImportAll(client.ImportRequirements({}), catalogue_.requirements));
    return status;
  }

  // Asks every requirement once and compares the answers with the naive
  // matcher's; keeps them for the bare server.
  absl::Status Check(const std::string& address) {
    for (auto& supplier : catalogue_.suppliers) {
      server::Normalize(source_.reference(), supplier);
    }
    const ModelSuppliers suppliers =
        ToModel(source_.reference(), catalogue_.suppliers);
    std::map<std::string, const v1::Buyer*> buyers;
    for (v1::Buyer& buyer : catalogue_.buyers) {
      server::Normalize(source_.reference(), buyer);
      buyers[buyer.name()] = &buyer;
    }
    Client client({address});
    for (v1::Requirement& requirement : catalogue_.requirements) {
      server::Normalize(source_.reference(), requirement);
      const std::string& name = requirement.name();
      v1::RankSuppliersRequest request;
      request.set_requirement(name);
      request.mutable_options()->set_as_of_date(kAsOf);
      const auto answer = client.RankSuppliers(request);
      if (!answer.ok()) return answer.status();
      const auto translated = server::TranslateRequirement(
          source_.reference(), requirement,
          buyers[name.substr(0, name.find("/requirements/"))]);
      if (!translated.ok()) return translated.status();
      const absl::Status status =
          CheckAnswer(source_, *translated, suppliers, *answer);
      if (!status.ok()) return status;
      exchanges_.emplace_back(request, *answer);
    }
    return absl::OkStatus();
  }

  std::vector<Exchange> AsBytes() const {
    std::vector<Exchange> exchanges;
    for (const auto& [request, answer] : exchanges_) {
      exchanges.push_back(
          {request.SerializeAsString(), answer.SerializeAsString()});
    }
    return exchanges;
  }

  void Describe() {
    size_t bytes = 0;
    size_t results = 0;
    for (const auto& [request, answer] : exchanges_) {
      bytes += answer.ByteSizeLong();
      results += static_cast<size_t>(answer.results_size());
    }
    const auto count = static_cast<double>(exchanges_.size());
    report_.AddFact(
        "called",
        fmt::format("{} suppliers and {} requirements of the sample catalogue; "
                    "{:.1f} results and {:.1f} KB per answer on average",
                    catalogue_.suppliers.size(), exchanges_.size(),
                    static_cast<double>(results) / count,
                    static_cast<double>(bytes) / count / 1000));
  }

  // Every caller asks every requirement, in an order of its own; one batch for
  // the service, one for the bare server, so that noise meets both.
  absl::Status Measure(const std::string& rank_address,
                       const std::string& bare_address, int callers) {
    std::vector<double> bare;
    std::vector<double> rank;
    const int rounds = settings_.quick ? 3 : 40;
    for (int round = 0; round < rounds; ++round) {
      absl::Status status = Batch(bare_address, callers, bare);
      status.Update(Batch(rank_address, callers, rank));
      if (!status.ok()) return status;
      if (round == 0) {  // connections are made, caches are warm
        bare.clear();
        rank.clear();
      }
    }
    const std::string bare_name = fmt::format("call.bare.{}", callers);
    report_.Add({bare_name, "ms", std::move(bare), "", 0, false});
    report_.Add({fmt::format("call.rank.{}", callers), "ms", std::move(rank),
                 bare_name, kRatioGoal, false});
    return absl::OkStatus();
  }

  absl::Status Batch(const std::string& address, int callers,
                     std::vector<double>& samples) {
    auto& clients = clients_[address];
    while (clients.size() < static_cast<size_t>(callers)) {
      clients.push_back(
          std::make_unique<Client>(client::ClientOptions{address}));
    }
    std::vector<std::vector<double>> times(static_cast<size_t>(callers));
    std::vector<absl::Status> errors(static_cast<size_t>(callers));
    std::vector<std::thread> threads;
    for (size_t c = 0; c < times.size(); ++c) {
      threads.emplace_back([this, c, &times, &errors, &clients] {
        errors[c] = CallAll(*clients[c], c, times[c]);
      });
    }
    for (std::thread& thread : threads) thread.join();
    absl::Status status;
    for (size_t c = 0; c < times.size(); ++c) {
      status.Update(errors[c]);
      samples.insert(samples.end(), times[c].begin(), times[c].end());
    }
    return status;
  }

  absl::Status CallAll(Client& client, size_t first,
                       std::vector<double>& times) const {
    for (size_t i = 0; i < exchanges_.size(); ++i) {
      const auto& [request, expected] =
          exchanges_[(i + first * 13) % exchanges_.size()];
      const auto start = std::chrono::steady_clock::now();
      const auto answer = client.RankSuppliers(request);
      times.push_back(MillisecondsSince(start));
      if (!answer.ok()) return answer.status();
      if (answer->results_size() != expected.results_size()) {
        return absl::InternalError("an answer changed while it was timed");
      }
    }
    return absl::OkStatus();
  }

  const Settings& settings_;
  const ReferenceSource source_;
  Catalogue catalogue_;
  Report& report_;
  const TemporaryFolder folder_;
  std::vector<std::pair<v1::RankSuppliersRequest, v1::RankSuppliersResponse>>
      exchanges_;
  std::map<std::string, std::vector<std::unique_ptr<Client>>> clients_;
};

}  // namespace

absl::Status MeasureCalls(const Settings& settings, Report& report) {
  auto source = LoadReference(settings);
  if (!source.ok()) return source.status();
  auto catalogue = ReadCatalogue(settings);
  if (!catalogue.ok()) return catalogue.status();
  return CallBenchmark(settings, *std::move(source), *std::move(catalogue),
                       report)
      .Run();
}

}  // namespace ketnoi::benchmarks
