#include "benchmarks/fair_benchmark.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/numbers.h"
#include "benchmarks/fair_instances.h"
#include "benchmarks/fair_runs.h"

namespace ketnoi::benchmarks {
namespace {

constexpr char kUsage[] =
    "usage: ketnoi-bench fair --instances FOLDER [--seconds N] [--peer clasp]\n"
    "                         [--only TEXT] [--json FILE]\n"
    "Holds all meetings of each file FOLDER/*.dzn with the fewest breaks: "
    "data\n"
    "of the scheduling problem of Bofill et al., JAIR 74 (2022), which are "
    "not\n"
    "part of the project. FOLDER/best_known.csv, if it is there, says with "
    "which\n"
    "differences of breaks, and what was published.\n"
    "  --instances FOLDER  where the files are\n"
    "  --seconds N         of CPU for each run at most (60)\n"
    "  --peer clasp        the same by Debian's clasp, beside ours\n"
    "  --only TEXT         only files with this in their name\n"
    "  --json FILE         a JSON object per line: the facts, then the runs\n"
    "exit codes: 0 measured, 1 failed or a wrong answer, 2 wrong flags, 3\n"
    "measured, but a goal was missed\n";

struct FairOptions {
  std::string instances;
  std::string only;
  std::string json;
  int32_t seconds = 60;
  bool clasp = false;
};

absl::StatusOr<FairOptions> Parse(const std::vector<std::string>& words) {
  FairOptions options;
  for (size_t i = 0; i < words.size(); i += 2) {
    const std::string value = i + 1 < words.size() ? words[i + 1] : "";
    bool good = !value.empty();
    if (words[i] == "--instances") {
      options.instances = value;
    } else if (words[i] == "--only") {
      options.only = value;
    } else if (words[i] == "--json") {
      options.json = value;
    } else if (words[i] == "--seconds") {
      good = absl::SimpleAtoi(value, &options.seconds) && options.seconds > 0;
    } else if (words[i] == "--peer") {
      options.clasp = true;
      good = value == "clasp";
    } else {
      good = false;
    }
    if (!good) {
      return absl::InvalidArgumentError(
          fmt::format("'{}': no such flag, or no good value", words[i]));
    }
  }
  if (options.instances.empty()) {
    return absl::InvalidArgumentError(
        "--instances is missing: the folder of the instances, which are not "
        "part of the project");
  }
  return options;
}

absl::StatusOr<std::string> TextOf(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(file), {}};
  if (!file.good() && !file.eof()) {
    return absl::NotFoundError(fmt::format("{}: cannot be read", path));
  }
  return text;
}

absl::StatusOr<std::vector<FairTask>> FindTasks(const FairOptions& options) {
  std::vector<std::string> files;
  std::error_code error;
  for (const auto& entry :
       std::filesystem::directory_iterator(options.instances, error)) {
    const std::string name = entry.path().filename();
    if (name.ends_with(".dzn") && name.find(options.only) != name.npos) {
      files.push_back(name);
    }
  }
  if (files.empty()) {
    return absl::NotFoundError(
        fmt::format("{}: no such folder, or no file *.dzn in it with '{}' in "
                    "its name",
                    options.instances, options.only));
  }
  std::string best_known;
  const std::string path = options.instances + "/best_known.csv";
  if (std::filesystem::exists(path)) {
    auto text = TextOf(path);
    if (!text.ok()) return text.status();
    best_known = *std::move(text);
  }
  return FairTasks(best_known, std::move(files));
}

struct FairRow {
  FairTask task;
  FairRun ours;
  std::optional<FairRun> clasp;

  bool Original() const {
    return task.file.find(".original.") != std::string::npos &&
           task.difference == 2;
  }
  // Files of forums are larger.
  double GoalSeconds() const {
    return task.file.starts_with("forum-") ? 10 : 1;
  }
  bool Reached(const FairRun& run) const {
    if (!task.is_published) return run.proven();
    if (!task.breaks.has_value()) return run.state == "infeasible";
    return run.breaks == task.breaks;
  }
  bool ReachedInTime() const {
    return Reached(ours) &&
           (ours.breaks.has_value() ? ours.cpu_seconds_to_best
                                    : ours.cpu_seconds) <= GoalSeconds();
  }
  // Than that of the peer.
  bool Worse() const {
    return clasp.has_value() && clasp->breaks.has_value() &&
           (!ours.breaks.has_value() || *ours.breaks > *clasp->breaks);
  }
};

// What cannot be true of both the run and what was published.
absl::Status CheckPublished(const FairTask& task, const FairRun& run) {
  if (!task.is_published) return absl::OkStatus();
  const bool infeasible = run.state == "infeasible";
  const bool too_good = run.breaks.has_value() && (!task.breaks.has_value() ||
                                                   *run.breaks < *task.breaks);
  const bool too_bad = (infeasible && task.breaks.has_value()) ||
                       (run.state == "optimal" && run.breaks != task.breaks);
  if (!too_good && !too_bad) return absl::OkStatus();
  return absl::InternalError(fmt::format(
      "{} with a difference of {}: {}, {} breaks, against what was published",
      task.file, task.difference, run.state, run.breaks.value_or(-1)));
}

absl::StatusOr<FairRow> Measure(const FairOptions& options,
                                const FairTask& task) {
  const auto text = TextOf(options.instances + "/" + task.file);
  if (!text.ok()) return text.status();
  const auto fair = ReadFairInstance(*text, task.file);
  if (!fair.ok()) return fair.status();
  FairRow row{task, {}, {}};
  auto ours = RunHoldAll(*fair, task.difference, options.seconds);
  if (!ours.ok()) return ours.status();
  row.ours = *std::move(ours);
  absl::Status right = CheckPublished(task, row.ours);
  if (options.clasp) {
    auto clasp = RunClasp(*fair, task.difference, options.seconds);
    if (!clasp.ok()) return clasp.status();
    right.Update(CheckPublished(task, *clasp));
    row.clasp = *std::move(clasp);
  }
  if (!right.ok()) return right;
  return row;
}

std::string BreaksText(const std::optional<int64_t>& breaks) {
  return breaks.has_value() ? fmt::format("{}", *breaks) : "-";
}

void PrintRow(const FairRow& row) {
  const auto run = [](const FairRun& of) {
    return fmt::format("{:>10} {:>6} {:>8.2f} {:>8.2f}", of.state,
                       BreaksText(of.breaks), of.cpu_seconds_to_best,
                       of.cpu_seconds);
  };
  const std::string published = !row.task.is_published ? "?"
                                : row.task.breaks.has_value()
                                    ? BreaksText(row.task.breaks)
                                    : "none";
  fmt::print("{:<32} {:>3} {:>9} {}{}\n", row.task.file, row.task.difference,
             published, run(row.ours),
             row.clasp.has_value() ? " |" + run(*row.clasp) : "");
  std::fflush(stdout);
}

std::string RunJson(const FairRow& row, const char* solver,
                    const FairRun& run) {
  const auto number = [](const std::optional<int64_t>& breaks) {
    return breaks.has_value() ? fmt::format("{}", *breaks) : "null";
  };
  std::string file;
  for (const char c : row.task.file) {
    if (c == '"' || c == '\\') file += '\\';
    file += c;
  }
  return fmt::format(
      "{{\"file\": \"{}\", \"difference\": {}, \"solver\": \"{}\", "
      "\"state\": \"{}\", \"breaks\": {}, \"proven\": {}, "
      "\"seconds_to_best\": {:.3f}, \"seconds\": {:.3f}, "
      "\"cpu_seconds_to_best\": {:.3f}, \"cpu_seconds\": {:.3f}, "
      "\"published\": {}, \"published_breaks\": {}, \"reached\": {}}}\n",
      file, row.task.difference, solver, run.state, number(run.breaks),
      run.proven(), run.seconds_to_best, run.seconds, run.cpu_seconds_to_best,
      run.cpu_seconds, row.task.is_published, number(row.task.breaks),
      row.Reached(run));
}

// A share of some rows, in percent.
class Share {
 public:
  void Add(bool counts) {
    ++of_;
    counted_ += counts ? 1 : 0;
  }
  void Report(std::string name, double goal, benchmarks::Report& report) const {
    if (of_ == 0) return;
    report.Add({std::move(name),
                fmt::format("% of {}", of_),
                {100.0 * counted_ / of_},
                "",
                goal,
                true});
  }

 private:
  int of_ = 0, counted_ = 0;
};

void Summarize(const std::vector<FairRow>& rows, Report& report) {
  Share in_time, originals, others, others_proven, ours, clasp, no_worse;
  std::vector<double> seconds, clasp_seconds;
  for (const FairRow& row : rows) {
    if (row.Original()) {
      in_time.Add(row.ReachedInTime());
      originals.Add(row.ours.proven());
    } else {
      others.Add(row.Reached(row.ours));
      others_proven.Add(row.ours.proven());
    }
    seconds.push_back(row.ours.cpu_seconds);
    if (!row.clasp.has_value()) continue;
    ours.Add(row.ours.proven());
    clasp.Add(row.clasp->proven());
    no_worse.Add(!row.Worse());
    clasp_seconds.push_back(row.clasp->cpu_seconds);
  }
  in_time.Report("fair.original.in_time", 100, report);
  originals.Report("fair.original.proven", 100.0 * 14 / 16, report);
  others.Report("fair.variants.reached", 90, report);
  others_proven.Report("fair.variants.proven", 90, report);
  report.Add({"fair.time", "CPU s", seconds, "", 0, false});
  clasp.Report("fair.clasp.proven", 0, report);
  report.Add({"fair.clasp.time", "CPU s", clasp_seconds, "", 0, false});
  no_worse.Report("fair.no_worse_than_clasp", 100, report);
}

absl::Status RunTasks(const FairOptions& options, std::vector<FairRow>& rows) {
  const auto tasks = FindTasks(options);
  if (!tasks.ok()) return tasks.status();
  fmt::print("{:<32} {:>3} {:>9} {:>10} {:>6} {:>8} {:>8}{}\n", "file", "d",
             "published", "state", "breaks", "to best", "CPU s",
             options.clasp ? " | of clasp" : "");
  for (const FairTask& task : *tasks) {
    auto row = Measure(options, task);
    if (!row.ok()) return row.status();
    PrintRow(*row);
    rows.push_back(*std::move(row));
  }
  return absl::OkStatus();
}

absl::Status WriteRows(const std::vector<FairRow>& rows,
                       const std::string& path) {
  std::ofstream file(path, std::ios::app);
  for (const FairRow& row : rows) {
    file << RunJson(row, "ketnoi", row.ours);
    if (row.clasp.has_value()) file << RunJson(row, "clasp", *row.clasp);
  }
  file.flush();
  if (file.good()) return absl::OkStatus();
  return absl::UnavailableError(fmt::format("{}: cannot be written", path));
}

}  // namespace

int RunFair(const std::vector<std::string>& words, Report& report) {
  if (words == std::vector<std::string>{"--help"}) {
    fmt::print("{}", kUsage);
    return 0;
  }
  const auto options = Parse(words);
  if (!options.ok()) {
    fmt::print(stderr, "{}\n{}", std::string(options.status().message()),
               kUsage);
    return 2;
  }
  std::vector<FairRow> rows;
  absl::Status status = RunTasks(*options, rows);
  if (status.ok()) {
    Summarize(rows, report);
    fmt::print("\n{}", report.Table());
    if (!options->json.empty()) {
      status.Update(report.WriteJson(options->json));
      status.Update(WriteRows(rows, options->json));
    }
  }
  if (!status.ok()) {
    fmt::print(stderr, "fair: {}\n", status.ToString());
    return 1;
  }
  return report.MissesAGoal() ? 3 : 0;
}

}  // namespace ketnoi::benchmarks
