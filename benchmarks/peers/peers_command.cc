#include "benchmarks/peers/peers_command.h"

#include <sys/wait.h>

#include <charconv>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <set>
#include <utility>

#include "benchmarks/child_process.h"
#include "benchmarks/export_command.h"
#include "benchmarks/peers/peer_report.h"
#include "benchmarks/peers/peer_service.h"
#include "benchmarks/peers/peer_timing.h"
#include "benchmarks/query_facts.h"
#include "benchmarks/scale_memory.h"
#include "benchmarks/workload.h"
#include "fmt/format.h"
#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"

namespace ketnoi::benchmarks {
namespace {

constexpr char kUsage[] =
    "usage: ketnoi-bench peers [--quick] [--suppliers N] [--service]\n"
    "                          [--json FILE] [--data FOLDER] [--peers FOLDER]\n"
    "                          [--server PROGRAM]\n"
    "  --service   ask the whole service too, of more than 100,000 suppliers\n";

// Programs of the folder benchmarks/peers.
constexpr const char* kPrograms[] = {"sqlite_peer", "duckdb_peer",
                                     "postgresql_peer", "xapian_peer"};
constexpr int kNotInstalled = 77;
// What the shell says of a script without its python3 or node.
constexpr int kNoInterpreter = 126;
constexpr int kNoProgram = 127;
// The service is asked in this class, of so many suppliers unless it is asked
// for by a flag: importing a million takes minutes.
constexpr std::string_view kServiceClass = "leaf";
constexpr int32_t kMostForService = 100'000;

struct Options {
  Settings settings;
  int32_t suppliers = 0;
  bool service = false;
  std::string json;
  std::string peers = "benchmarks/peers";

  int32_t count() const {
    return suppliers > 0 ? suppliers : settings.generated();
  }
  bool asks_service() const { return service || count() <= kMostForService; }
  int repeat() const { return settings.quick ? 20 : 200; }
};

std::optional<Options> Parse(const std::vector<std::string>& words) {
  Options options;
  options.settings.server = BuiltServer();
  for (size_t i = 0; i < words.size(); ++i) {
    if (words[i] == "--quick") {
      options.settings.quick = true;
      continue;
    }
    if (words[i] == "--service") {
      options.service = true;
      continue;
    }
    if (i + 1 == words.size()) return std::nullopt;
    const std::string& value = words[i + 1];
    if (words[i] == "--suppliers") {
      std::from_chars(value.data(), value.data() + value.size(),
                      options.suppliers);
      if (options.suppliers <= 0) return std::nullopt;
    } else if (words[i] == "--json") {
      options.json = value;
    } else if (words[i] == "--data") {
      options.settings.data = value;
    } else if (words[i] == "--server") {
      options.settings.server = value;
    } else if (words[i] == "--peers") {
      options.peers = value;
    } else {
      return std::nullopt;
    }
    ++i;
  }
  return options;
}

class PeersBenchmark {
 public:
  PeersBenchmark(const Options& options, Report& report)
      : options_(options), report_(report), rows_(options.count()) {}

  absl::Status Run() {
    const TemporaryFolder folder;
    const std::string exported = folder.Path("");
    absl::Status status = Begin(exported);
    GiveBackFreedMemory();
    if (status.ok() && options_.asks_service()) status = MeasureService();
    if (!status.ok()) return status;
    for (const char* program : kPrograms) {
      status = MeasurePeer(program, exported);
      if (!status.ok()) return status;
    }
    rows_.AddTo(report_);
    return absl::OkStatus();
  }

 private:
  // Exports, and measures the matcher. The catalogue is gone afterwards, so
  // that the others have its memory.
  absl::Status Begin(const std::string& exported) {
    fmt::print(stderr, "exporting {} suppliers ...\n", options_.count());
    const auto workload =
        LoadPeerWorkload(options_.settings, options_.count(), options_.peers,
                         /*category_class=*/"");
    if (!workload.ok()) return workload.status();
    Describe(*workload);
    absl::Status status = WriteExport(*workload, exported);
    for (const PeerRequirement& requirement : workload->requirements) {
      if (!status.ok()) return status;
      status = MeasureKetnoi(requirement, *workload->snapshot);
      if (requirement.category_class == kServiceClass) {
        service_questions_.push_back(
            {requirement.name, requirement.requirement, requirement.ranking});
      }
    }
    return status;
  }

  void Describe(const PeerWorkload& workload) {
    report_.AddFact(
        "suppliers",
        fmt::format("{} generated, seed {}, as of {}; {} rows; {} requirements",
                    options_.count(), kSeed, kAsOf,
                    workload.snapshot->row_count(),
                    workload.requirements.size()));
    const BucketedRows rows(workload.source->reference(), workload.suppliers);
    for (const std::string_view category_class : kPeerClasses) {
      QueryFacts facts(workload.suppliers, rows);
      bool any = false;
      for (const PeerRequirement& requirement : workload.requirements) {
        if (requirement.category_class != category_class) continue;
        facts.Add(requirement.query, requirement.ranking);
        any = true;
      }
      if (any) report_.AddFact(std::string(category_class), facts.Text());
    }
  }

  // With and without reasons. Of several parts there are no totals over all.
  absl::Status MeasureKetnoi(const PeerRequirement& requirement,
                             const index::Snapshot& snapshot) {
    const bool totals = requirement.query.programs.size() == 1;
    match::Workspace workspace;
    for (const bool explained : {false, true}) {
      auto samples = TimeRuns(options_.repeat(), [&] {
        return Ask(requirement.query, snapshot, {explained, /*bound=*/true},
                   workspace)
            .status();
      });
      if (!samples.ok()) return samples.status();
      rows_.Add({fmt::format("ketnoi{}{}", totals ? "+totals" : "",
                             explained ? "+reasons" : ""),
                 /*is_peer=*/false, totals},
                requirement.category_class, *std::move(samples));
    }
    return absl::OkStatus();
  }

  absl::Status MeasureService() {
    fmt::print(stderr, "service ...\n");
    auto times = TimeService(options_.settings, options_.count(),
                             service_questions_, options_.repeat());
    if (!times.ok()) return times.status();
    for (std::vector<double>& samples : *times) {
      rows_.Add({std::string(kServiceEngine), /*is_peer=*/false,
                 /*totals=*/true},
                kServiceClass, std::move(samples));
    }
    return absl::OkStatus();
  }

  absl::Status MeasurePeer(const std::string& program,
                           const std::string& exported) {
    fmt::print(stderr, "{} ...\n", program);
    const std::string command =
        fmt::format("'{}/{}' '{}' --repeat {}", options_.peers, program,
                    exported, options_.repeat());
    FILE* pipe = ::popen(command.c_str(), "r");
    if (pipe == nullptr)
      return absl::UnavailableError("cannot start " + program);
    absl::Status status;
    std::string line;
    for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) {
      if (c != '\n') {
        line += static_cast<char>(c);
      } else {
        status.Update(Read(program, line));
        line.clear();
      }
    }
    const int ended = ::pclose(pipe);
    const int code = WIFEXITED(ended) ? WEXITSTATUS(ended) : -1;
    if (code == kNotInstalled || code == kNoInterpreter || code == kNoProgram) {
      report_.AddFact(program, "not installed, left out");
      return absl::OkStatus();
    }
    if (code == 0) return status;
    return absl::InternalError(
        fmt::format("{} failed or answered wrong ({})", program, code));
  }

  absl::Status Read(const std::string& program, const std::string& line) {
    google::protobuf::Struct object;
    const auto parsed =
        google::protobuf::util::JsonStringToMessage(line, &object);
    if (!parsed.ok()) {
      return absl::InternalError(fmt::format("{} printed: {}", program, line));
    }
    const auto& fields = object.fields();
    const auto text = [&](const char* name) {
      return fields.contains(name) ? fields.at(name).string_value()
                                   : std::string();
    };
    const auto number = [&](const char* name) {
      return fields.contains(name) ? fields.at(name).number_value() : 0;
    };
    std::vector<double> samples;
    if (fields.contains("samples")) {
      for (const auto& value : fields.at("samples").list_value().values()) {
        samples.push_back(value.number_value());
      }
    }
    const std::string peer = text("peer");
    if (peer.empty() || samples.empty()) {
      return absl::InternalError(fmt::format("{} printed: {}", program, line));
    }
    if (known_.insert(peer).second) {
      std::string fact = fmt::format("{}, loaded in {:.1f} s", text("version"),
                                     number("load_s"));
      if (number("bytes") > 0) {
        fact += fmt::format(", {:.1f} MB", number("bytes") / 1e6);
      }
      report_.AddFact(peer, fact);
    }
    const bool counted = text("mode") == "counted";
    rows_.Add({counted ? peer + "+totals" : peer, /*is_peer=*/true, counted},
              text("class"), std::move(samples));
    return absl::OkStatus();
  }

  const Options& options_;
  Report& report_;
  PeerReport rows_;
  std::vector<ServiceQuestion> service_questions_;
  std::set<std::string> known_;  // peers of whom a fact is told
};

}  // namespace

int RunPeers(const std::vector<std::string>& words, Report& report) {
  const auto options = Parse(words);
  if (!options) {
    fmt::print(stderr, "{}", kUsage);
    return 2;
  }
  absl::Status status = PeersBenchmark(*options, report).Run();
  if (status.ok()) {
    fmt::print("{}", report.Table());
    if (!options->json.empty()) status = report.WriteJson(options->json);
  }
  // Few repetitions decide nothing.
  if (status.ok()) {
    return report.MissesAGoal() && !options->settings.quick ? 3 : 0;
  }
  fmt::print(stderr, "peers: {}\n", std::string(status.message()));
  return 1;
}

}  // namespace ketnoi::benchmarks
