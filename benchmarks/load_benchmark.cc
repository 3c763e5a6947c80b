#include "benchmarks/load_benchmark.h"

#include <algorithm>
#include <chrono>
#include <initializer_list>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "benchmarks/generator/requirement_generator.h"
#include "benchmarks/import_stream.h"
#include "benchmarks/load_requests.h"
#include "benchmarks/load_servers.h"
#include "benchmarks/load_target.h"
#include "clients/cpp/client.h"
#include "fmt/format.h"
#include "server/backend.h"

namespace ketnoi::benchmarks {
namespace {

using std::chrono::milliseconds;

constexpr double kRatioGoal = 0.7;
constexpr int kGoalCallers = 64;
constexpr int kCallers[] = {1, 8, kGoalCallers};
constexpr int kOpenPercent[] = {30, 60, 80};  // of the closed loop's throughput
// As many suppliers as the composed catalogue has, which are the same.
constexpr int32_t kSuppliers = 1400;
// More than the service keeps compiled.
constexpr size_t kNew = server::kMostProgramBytes / 6000;

// What a run takes.
struct Plan {
  size_t requirements;  // as many as the service keeps compiled, or fewer
  int rounds;           // of a closed loop, after one that warms up
  milliseconds round;
  int open_rounds;
  milliseconds open_round;
};
constexpr Plan kPlan{2000, 7, milliseconds(700), 3, milliseconds(2000)};
constexpr Plan kQuickPlan{1100, 3, milliseconds(60), 1, milliseconds(150)};

// Requests to the service, and ones with the same answers to the bare server
// and to its method that knows no messages.
struct Mix {
  Mix(const std::string& name, const ServerProcess& service_process,
      const ServerProcess& bare_process, std::span<const Exchange> asked,
      std::span<const Exchange> known)
      : service(name, service_process, kRankSuppliers, asked),
        bare(name + ".bare", bare_process, kRankSuppliers, known),
        bytes(name + ".bytes", bare_process, kReturnBytes, known) {}

  LoadTarget service;
  LoadTarget bare;
  LoadTarget bytes;
};

class LoadBenchmark {
 public:
  LoadBenchmark(const Settings& settings, ReferenceSource source,
                Report& report)
      : plan_(settings.quick ? kQuickPlan : kPlan),
        source_(std::move(source)),
        settings_(settings),
        report_(report) {}

  absl::Status Run() {
    auto service = StartService(settings_, folder_);
    if (!service.ok()) return service.status();
    absl::Status status = Prepare(*service);
    if (!status.ok()) return status;
    std::vector<Exchange> table = inline_;
    table.insert(table.end(), stored_.begin(), stored_.end());
    auto bare = StartBareServer(table, folder_);
    if (!bare.ok()) return bare.status();

    Mix inlined("load.inline", *service, *bare, inline_, inline_);
    Mix stored("load.stored", *service, *bare, stored_, stored_);
    Mix fresh("load.new", *service, *bare, new_, inline_);
    status = CheckBare(inlined, inline_);
    if (status.ok()) status = CheckBare(stored, stored_);
    if (status.ok()) status = MeasureMix(inlined);
    if (status.ok()) status = MeasureMix(stored);
    if (status.ok()) status = MeasureClosed(fresh, kGoalCallers);
    Describe({&inlined, &stored, &fresh});
    return status;
  }

 private:
  // Fills the store, and the exchanges with checked answers.
  absl::Status Prepare(const ServerProcess& service) {
    const std::vector<v1::Supplier> suppliers =
        GenerateSuppliers(source_, kSuppliers);
    const std::vector<v1::Requirement> requirements =
        DistinctRequirements(source_, plan_.requirements);
    v1::Buyer buyer;
    buyer.set_name(generator::kGeneratedBuyer);
    buyer.mutable_display_name()->set_en("Buyer of generated requirements");
    buyer.set_composed(true);

    client::Client client({service.address});
    absl::Status status = ImportAll(client.ImportSuppliers({}), suppliers);
    status.Update(ImportAll(client.ImportBuyers({}), std::vector{buyer}));
    status.Update(ImportAll(client.ImportRequirements({}), requirements));
    if (!status.ok()) return status;

    const ModelSuppliers model = ToModel(source_.reference(), suppliers);
    inline_ = InlineRequests(requirements);
    stored_ = StoredRequests(requirements);
    for (std::vector<Exchange>* exchanges : {&inline_, &stored_}) {
      LoadClient asker(service.address, kRankSuppliers, *exchanges);
      status = FillAnswers(source_, requirements, model, asker, *exchanges);
      if (!status.ok()) return status;
    }
    new_ = NewRequests(requirements, inline_, kNew);
    return absl::OkStatus();
  }

  static absl::Status CheckBare(Mix& mix,
                                const std::vector<Exchange>& exchanges) {
    absl::Status status = CheckAnswers(exchanges, mix.bare.client());
    status.Update(CheckAnswers(exchanges, mix.bytes.client()));
    return status;
  }

  absl::Status MeasureMix(Mix& mix) {
    for (const int callers : kCallers) {
      const absl::Status status = MeasureClosed(mix, callers);
      if (!status.ok()) return status;
    }
    for (const int percent : kOpenPercent) {
      const absl::Status status = MeasureOpen(mix, percent);
      if (!status.ok()) return status;
    }
    return absl::OkStatus();
  }

  // Rounds of the servers one after another, so that noise meets all.
  absl::Status MeasureClosed(Mix& mix, int callers) {
    std::vector<LoadTarget*> targets = {&mix.bare, &mix.service};
    if (callers == kGoalCallers) targets.push_back(&mix.bytes);
    for (int round = 0; round <= plan_.rounds; ++round) {
      for (LoadTarget* target : targets) {
        const absl::Status status = target->RunClosed(callers, plan_.round);
        if (!status.ok()) return status;
        if (round == 0) target->TakeSeries();  // has warmed up
      }
    }
    const std::string bare = ReportClosed(mix.bare, callers, "");
    ReportClosed(mix.service, callers, bare);
    if (callers == kGoalCallers) ReportClosed(mix.bytes, callers, "");
    return absl::OkStatus();
  }

  // Adds the target's series, and returns its name.
  std::string ReportClosed(LoadTarget& target, int callers,
                           const std::string& compared_with) {
    const bool with_goal = !compared_with.empty() && callers == kGoalCallers;
    const std::string name = fmt::format("{}.{}", target.name(), callers);
    LoadSeries series = target.TakeSeries();
    if (with_goal) closed_rate_ = Percentile(series.calls_per_second, 0.5);
    report_.Add({name, "calls/s", std::move(series.calls_per_second),
                 compared_with, with_goal ? kRatioGoal : 0, true});
    report_.Add(
        {name + ".latency", "ms", std::move(series.latency_ms), "", 0, false});
    if (callers != kGoalCallers) return name;
    report_.Add({name + ".server", "CPU µs", std::move(series.server_us),
                 with_goal ? compared_with + ".server" : "", 0, false});
    report_.Add({name + ".client", "CPU µs", std::move(series.client_us), "", 0,
                 false});
    return name;
  }

  // At a share of what the service just reached with all callers; at the same
  // rate the bare server shows what of it is the machine.
  absl::Status MeasureOpen(Mix& mix, int percent) {
    const double rate = closed_rate_ * percent / 100;
    for (int round = 0; round < plan_.open_rounds; ++round) {
      for (LoadTarget* target : {&mix.bare, &mix.service}) {
        const absl::Status status = target->RunOpen(rate, plan_.open_round);
        if (!status.ok()) return status;
      }
    }
    for (LoadTarget* target : {&mix.bare, &mix.service}) {
      const std::string name =
          fmt::format("{}.open{}", target->name(), percent);
      LoadSeries series = target->TakeSeries();
      const double slowest = Percentile(series.latency_ms, 0.999);
      report_.Add({name, "ms", std::move(series.latency_ms), "", 0, false});
      report_.Add({name + ".p99.9", "ms", {slowest}, "", 0, false});
      if (target == &mix.bare) continue;
      report_.Add({name + ".rate", "calls/s",
                   std::move(series.calls_per_second), "", 0, true});
      report_.Add(
          {name + ".late", "ms", std::move(series.lateness_ms), "", 0, false});
    }
    rates_ += fmt::format("{}{}.open{} {:.0f}", rates_.empty() ? "" : ", ",
                          mix.service.name(), percent, rate);
    return absl::OkStatus();
  }

  void Describe(std::initializer_list<const Mix*> mixes) {
    double client_share = 0;
    for (const Mix* mix : mixes) {
      for (const LoadTarget* target :
           {&mix->service, &mix->bare, &mix->bytes}) {
        client_share = std::max(client_share, target->client_share());
      }
    }
    size_t bytes = 0;
    for (const Exchange& exchange : stored_) bytes += exchange.answer.size();
    report_.AddFact(
        "loaded",
        fmt::format("{} generated suppliers, seed {}; {} different "
                    "requirements, with {} titles for load.new; {:.1f} KB per "
                    "answer on average",
                    kSuppliers, kSeed, stored_.size(), new_.size(),
                    static_cast<double>(bytes) /
                        static_cast<double>(stored_.size()) / 1000));
    report_.AddFact("calls/s due", rates_);
    report_.AddFact("callers", fmt::format("took {:.0f} % of a core at most",
                                           client_share * 100));
  }

  const Plan plan_;
  const ReferenceSource source_;
  const Settings& settings_;
  Report& report_;
  const TemporaryFolder folder_;
  std::vector<Exchange> inline_;
  std::vector<Exchange> stored_;
  std::vector<Exchange> new_;
  double closed_rate_ = 0;  // calls/s of the service, 64 callers, last mix
  std::string rates_;       // of the open loops
};

}  // namespace

absl::Status MeasureLoad(const Settings& settings, Report& report) {
  auto source = LoadReference(settings);
  if (!source.ok()) return source.status();
  return LoadBenchmark(settings, *std::move(source), report).Run();
}

}  // namespace ketnoi::benchmarks
