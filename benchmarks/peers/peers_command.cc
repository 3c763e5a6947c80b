#include "benchmarks/peers/peers_command.h"

#include <sys/wait.h>

#include <charconv>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "benchmarks/child_process.h"
#include "benchmarks/export_command.h"
#include "benchmarks/workload.h"
#include "fmt/format.h"
#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"
#include "matcher/match/matcher.h"

namespace ketnoi::benchmarks {
namespace {

constexpr char kUsage[] =
    "usage: ketnoi-bench peers [--quick] [--suppliers N] [--json FILE]\n"
    "                          [--data FOLDER] [--peers FOLDER]\n";

// Programs of the folder benchmarks/peers.
constexpr const char* kPrograms[] = {"sqlite_peer", "duckdb_peer",
                                     "postgresql_peer", "xapian_peer"};
constexpr int kNotInstalled = 77;
// What the shell says of a script without its python3 or node.
constexpr int kNoInterpreter = 126;
constexpr int kNoProgram = 127;
// Per requirement, as in the programs.
constexpr double kMostMilliseconds = 3000;
constexpr const char* kClasses[] = {"leaf", "group", "sector"};

struct Options {
  Settings settings;
  int32_t suppliers = 0;
  std::string json;
  std::string peers = "benchmarks/peers";

  int32_t count() const {
    return suppliers > 0 ? suppliers : settings.generated();
  }
  int repeat() const { return settings.quick ? 20 : 200; }
};

std::optional<Options> Parse(const std::vector<std::string>& words) {
  Options options;
  for (size_t i = 0; i < words.size(); ++i) {
    if (words[i] == "--quick") {
      options.settings.quick = true;
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
    } else if (words[i] == "--peers") {
      options.peers = value;
    } else {
      return std::nullopt;
    }
    ++i;
  }
  return options;
}

// Samples by engine and class, where an engine that answers with the exact
// totals is another one; engines in the order of their first samples.
class Samples {
 public:
  void Add(const std::string& engine, const std::string& category_class,
           const std::vector<double>& samples) {
    if (by_engine_.find(engine) == by_engine_.end()) order_.push_back(engine);
    auto& all = by_engine_[engine][category_class];
    all.insert(all.end(), samples.begin(), samples.end());
  }

  // A measure each, compared with `base`.
  void AddTo(Report& report, const std::string& base, int64_t suppliers) const {
    for (const std::string category_class : kClasses) {
      for (const std::string& engine : order_) {
        const auto& classes = by_engine_.at(engine);
        const auto it = classes.find(category_class);
        if (it == classes.end()) continue;
        Measure measure;
        measure.name = category_class + "." + engine;
        measure.unit = "ms";
        measure.samples = it->second;
        if (engine != base) measure.compared_with = category_class + "." + base;
        measure.engine = engine;
        measure.query_class = category_class;
        measure.suppliers = suppliers;
        report.Add(std::move(measure));
      }
    }
  }

 private:
  std::vector<std::string> order_;
  std::map<std::string, std::map<std::string, std::vector<double>>> by_engine_;
};

class PeersBenchmark {
 public:
  PeersBenchmark(const Options& options, Report& report)
      : options_(options), report_(report) {}

  absl::Status Run() {
    const TemporaryFolder folder;
    const std::string exported = folder.Path("");
    // In a block, so that peers have the memory.
    {
      fmt::print(stderr, "exporting {} suppliers ...\n", options_.count());
      const auto workload =
          LoadPeerWorkload(options_.settings, options_.count(), options_.peers,
                           /*category_class=*/"");
      if (!workload.ok()) return workload.status();
      report_.AddFact("suppliers",
                      fmt::format("{} generated, seed {}, as of {}; {} rows; "
                                  "{} requirements",
                                  options_.count(), kSeed, kAsOf,
                                  workload->snapshot->row_count(),
                                  workload->requirements.size()));
      absl::Status status = WriteExport(*workload, exported);
      if (status.ok()) status = MeasureKetnoi(*workload);
      if (!status.ok()) return status;
    }
    for (const char* program : kPrograms) {
      const absl::Status status = MeasurePeer(program, exported);
      if (!status.ok()) return status;
    }
    samples_.AddTo(report_, "ketnoi+totals", options_.count());
    return absl::OkStatus();
  }

 private:
  absl::Status MeasureKetnoi(const PeerWorkload& workload) {
    for (const PeerRequirement& requirement : workload.requirements) {
      for (const bool explained : {false, true}) {
        match::RankQuery query;
        query.with_criteria = explained;
        std::vector<double> samples;
        const auto begin = std::chrono::steady_clock::now();
        for (int i = -3; i < options_.repeat(); ++i) {
          const auto start = std::chrono::steady_clock::now();
          const auto ranking =
              match::Rank(requirement.program, *workload.snapshot, query);
          if (i >= 0) samples.push_back(MillisecondsSince(start));
          if (!ranking.ok()) return ranking.status();
          if (i >= 5 && MillisecondsSince(begin) > kMostMilliseconds) break;
        }
        samples_.Add(explained ? "ketnoi+totals+reasons" : "ketnoi+totals",
                     requirement.category_class, samples);
      }
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
    samples_.Add(counted ? peer + "+totals" : peer, text("class"), samples);
    return absl::OkStatus();
  }

  const Options& options_;
  Report& report_;
  Samples samples_;
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
  if (status.ok()) return report.MissesAGoal() ? 3 : 0;
  fmt::print(stderr, "peers: {}\n", std::string(status.message()));
  return 1;
}

}  // namespace ketnoi::benchmarks
