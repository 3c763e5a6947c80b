// ketnoi-bench: runs the benchmarks and prints what they measured.

#include <fmt/format.h>

#include <cstdio>
#include <fstream>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/numbers.h"
#include "benchmarks/bare_server.h"
#include "benchmarks/bom_benchmark.h"
#include "benchmarks/call_benchmark.h"
#include "benchmarks/demand_benchmark.h"
#include "benchmarks/export_command.h"
#include "benchmarks/fair_benchmark.h"
#include "benchmarks/generator/firm_name.h"
#include "benchmarks/import_benchmark.h"
#include "benchmarks/load_benchmark.h"
#include "benchmarks/peers/peers_command.h"
#include "benchmarks/plan_benchmark.h"
#include "benchmarks/plot.h"
#include "benchmarks/portfolio_benchmark.h"
#include "benchmarks/rank_benchmark.h"
#include "benchmarks/report.h"
#include "benchmarks/restart_benchmark.h"
#include "benchmarks/scale_benchmark.h"
#include "benchmarks/schedule_benchmark.h"
#include "benchmarks/workload.h"

namespace ketnoi::benchmarks {
namespace {

constexpr char kUsage[] =
    "usage: ketnoi-bench [--quick] [--suppliers N] [--json FILE]\n"
    "                    [--plot FILE] [--data FOLDER] [--server PROGRAM]\n"
    "                    [NAME]...\n"
    "Checks answers against the naive matcher, then measures:\n"
    "  rank     the matcher alone, one thread, generated suppliers\n"
    "  scale    the matcher beside plain loops, by size of catalogue, up to\n"
    "           1,000,000 suppliers, which take 10 GiB and several minutes\n"
    "  plan     sourcing plans of bills of up to 1,000 lines, one thread\n"
    "  portfolio\n"
    "           portfolios of supports, 1,400 suppliers, one thread\n"
    "  call     RankSuppliers over loopback, the sample catalogue\n"
    "  load     RankSuppliers under load, 1,400 generated suppliers\n"
    "  import   import through the stream\n"
    "  restart  start with the column file, and without it\n"
    "  demand   requirements for suppliers, and measures of support\n"
    "  schedule meeting schedules of generated fairs, up to 5,000 "
    "participants\n"
    "All of them, if no NAME is given.\n"
    "  --quick           a tenth of the suppliers, few repetitions\n"
    "  --suppliers N     scale, restart: only a catalogue of this size\n"
    "  --json FILE       the same figures, a JSON object per line\n"
    "  --plot FILE       scale: time against size of catalogue, as SVG\n"
    "  --data FOLDER     reference data and catalogue (default data)\n"
    "  --server PROGRAM  default: bin/ketnoi-server beside this program's\n"
    "                    folder\n"
    "Commands of their own, told of in benchmarks/peers/README.md: peers,\n"
    "export; and fair, all-meetings mode on published instances\n"
    "(fair --help).\n"
    "exit codes: 0 measured, 1 failed or a wrong answer, 2 wrong flags,\n"
    "3 measured, but a goal was missed (not with --quick)\n";

struct Benchmark {
  std::string_view name;
  absl::Status (*run)(const Settings&, Report&);
};
constexpr Benchmark kBenchmarks[] = {
    {"rank", &MeasureRanking},      {"scale", &MeasureScale},
    {"plan", &MeasurePlans},        {"portfolio", &MeasurePortfolios},
    {"call", &MeasureCalls},        {"load", &MeasureLoad},
    {"import", &MeasureImport},     {"restart", &MeasureRestart},
    {"demand", &MeasureDemand},     {"bom", &MeasureBoms},
    {"schedule", &MeasureSchedules}};

struct Arguments {
  Settings settings;
  std::string json;
  std::string plot;
  std::vector<std::string> names;
};

absl::StatusOr<Arguments> ParseArguments(int count, char** words) {
  Arguments arguments;
  arguments.settings.server = BuiltServer();
  for (int i = 1; i < count; ++i) {
    const std::string_view word = words[i];
    const auto value = [&](std::string& target) {
      if (i + 1 < count) target = words[++i];
      return !target.empty();
    };
    bool good = true;
    if (word == "--quick") {
      arguments.settings.quick = true;
    } else if (word == "--suppliers") {
      std::string number;
      good = value(number) &&
             absl::SimpleAtoi(number, &arguments.settings.suppliers) &&
             arguments.settings.suppliers > 0 &&
             arguments.settings.suppliers <= generator::FirmNameCount();
    } else if (word == "--json") {
      good = value(arguments.json);
    } else if (word == "--plot") {
      good = value(arguments.plot);
    } else if (word == "--data") {
      good = value(arguments.settings.data);
    } else if (word == "--server") {
      good = value(arguments.settings.server);
    } else {
      good = false;
      for (const Benchmark& known : kBenchmarks) good |= known.name == word;
      if (good) arguments.names.emplace_back(word);
    }
    if (!good) {
      return absl::InvalidArgumentError(
          fmt::format("'{}': no such flag or benchmark, or no value", word));
    }
  }
  return arguments;
}

// The first line that `command` prints; "unknown" if it fails.
std::string OutputOf(const char* command) {
  std::string line;
  if (FILE* pipe = ::popen(command, "r")) {
    for (int c = std::fgetc(pipe); c != EOF && c != '\n';
         c = std::fgetc(pipe)) {
      line += static_cast<char>(c);
    }
    ::pclose(pipe);
  }
  return line.empty() ? "unknown" : line;
}

std::string CpuName() {
  std::ifstream info("/proc/cpuinfo");
  for (std::string line; std::getline(info, line);) {
    if (line.starts_with("model name")) return line.substr(line.find(':') + 2);
  }
  return "unknown";
}

void AddMachine(Report& report) {
  report.AddFact("commit", OutputOf("git describe --always --dirty --abbrev=12 "
                                    "2>/dev/null"));
  report.AddFact("date", OutputOf("date -u '+%Y-%m-%d %H:%M UTC'"));
  report.AddFact("CPU", fmt::format("{}, {} threads", CpuName(),
                                    std::thread::hardware_concurrency()));
  report.AddFact("load", OutputOf("cut -d' ' -f1-3 /proc/loadavg"));
  report.AddFact("compiler", KETNOI_COMPILER);
  std::string build = KETNOI_BUILD_TYPE;
#ifndef NDEBUG
  build += ", with assertions: figures are worthless";
#endif
  report.AddFact("build", build);
}

bool Wanted(const Arguments& arguments, std::string_view name) {
  if (arguments.names.empty()) return true;
  for (const std::string& wanted : arguments.names) {
    if (wanted == name) return true;
  }
  return false;
}

int Run(const Arguments& arguments) {
  Report report;
  AddMachine(report);
  for (const Benchmark& benchmark : kBenchmarks) {
    if (!Wanted(arguments, benchmark.name)) continue;
    fmt::print(stderr, "{} ...\n", benchmark.name);
    const absl::Status status = benchmark.run(arguments.settings, report);
    if (!status.ok()) {
      fmt::print(stderr, "{}: {}\n", benchmark.name, status.ToString());
      return 1;
    }
  }
  fmt::print("{}", report.Table());
  absl::Status written;
  if (!arguments.json.empty()) {
    written.Update(report.WriteJson(arguments.json));
  }
  if (!arguments.plot.empty()) {
    written.Update(WritePlot(report, arguments.plot));
  }
  if (!written.ok()) {
    fmt::print(stderr, "{}\n", written.ToString());
    return 1;
  }
  // Few repetitions, often on a busy machine, decide nothing.
  return report.MissesAGoal() && !arguments.settings.quick ? 3 : 0;
}

}  // namespace
}  // namespace ketnoi::benchmarks

int main(int count, char** words) {
  using namespace ketnoi::benchmarks;
  if (count == 4 && std::string_view(words[1]) == kBareServerCommand) {
    return RunBareServer(words[2], words[3]);
  }
  if (count == 2 && std::string_view(words[1]) == "--help") {
    fmt::print("{}", kUsage);
    return 0;
  }
  if (count >= 2 && words[1] == kExportCommand) {
    return RunExport({words + 2, words + count});
  }
  if (count >= 2 && words[1] == kFairCommand) {
    Report report;
    AddMachine(report);
    return RunFair({words + 2, words + count}, report);
  }
  if (count >= 2 && words[1] == kPeersCommand) {
    Report report;
    AddMachine(report);
    return RunPeers({words + 2, words + count}, report);
  }
  const auto arguments = ParseArguments(count, words);
  if (!arguments.ok()) {
    fmt::print(stderr, "{}\n{}", std::string(arguments.status().message()),
               kUsage);
    return 2;
  }
  return Run(*arguments);
}
