#include "benchmarks/report.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <utility>

#include "fmt/format.h"

namespace ketnoi::benchmarks {
namespace {

// Four significant digits, without an exponent.
std::string Figure(double value) {
  if (value >= 1000) return fmt::format("{:.0f}", value);
  const int digits =
      value <= 0 ? 1 : std::max(0, 3 - int(std::floor(std::log10(value))));
  return fmt::format("{:.{}f}", value, digits);
}

std::string JsonText(const std::string& text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c == '\n' ? ' ' : c;
  }
  return quoted + '"';
}

}  // namespace

double Percentile(std::vector<double> samples, double share) {
  std::sort(samples.begin(), samples.end());
  const auto rank = static_cast<size_t>(
      std::ceil(share * static_cast<double>(samples.size())));
  return samples[std::clamp<size_t>(rank, 1, samples.size()) - 1];
}

struct Report::Row {
  double p50 = 0;
  double p95 = 0;
  double p99 = 0;
  double ratio = 0;  // 0: compared with nothing
  bool missed = false;
};

Report::Row Report::RowOf(const Measure& measure) const {
  Row row;
  row.p50 = Percentile(measure.samples, 0.5);
  row.p95 = Percentile(measure.samples, 0.95);
  row.p99 = Percentile(measure.samples, 0.99);
  for (const Measure& base : measures_) {
    if (base.name == measure.compared_with) {
      row.ratio = row.p50 / Percentile(base.samples, 0.5);
    }
  }
  const double reached = row.ratio > 0 ? row.ratio : row.p50;
  row.missed =
      measure.goal > 0 && (measure.more_is_better ? reached < measure.goal
                                                  : reached > measure.goal);
  return row;
}

void Report::AddFact(std::string name, std::string value) {
  facts_.emplace_back(std::move(name), std::move(value));
}

void Report::Add(Measure measure) { measures_.push_back(std::move(measure)); }

std::string Report::Table() const {
  std::string table;
  for (const auto& [name, value] : facts_) {
    table += fmt::format("{:<14}{}\n", name, value);
  }
  table +=
      fmt::format("\n{:<24}{:>9}{:>9}{:>9}  {:<8}{:>8}  {:<24}{}\n", "name",
                  "p50", "p95", "p99", "unit", "samples", "ratio", "goal");
  for (const Measure& measure : measures_) {
    const Row row = RowOf(measure);
    const std::string ratio =
        row.ratio > 0
            ? fmt::format("{:.2f} x {}", row.ratio, measure.compared_with)
            : "";
    const std::string goal =
        measure.goal > 0
            ? fmt::format("{} {} {}", measure.more_is_better ? ">=" : "<=",
                          Figure(measure.goal), row.missed ? "MISSED" : "met")
            : "";
    table += fmt::format("{:<24}{:>9}{:>9}{:>9}  {:<8}{:>8}  {:<24}{}\n",
                         measure.name, Figure(row.p50), Figure(row.p95),
                         Figure(row.p99), measure.unit, measure.samples.size(),
                         ratio, goal);
  }
  return table;
}

absl::Status Report::WriteJson(const std::string& path) const {
  std::ofstream file(path);
  file << "{\"facts\": {";
  for (size_t i = 0; i < facts_.size(); ++i) {
    file << (i == 0 ? "" : ", ") << JsonText(facts_[i].first) << ": "
         << JsonText(facts_[i].second);
  }
  file << "}}\n";
  for (const Measure& measure : measures_) {
    const Row row = RowOf(measure);
    file << fmt::format(
        "{{\"name\": {}, \"unit\": {}, \"samples\": {}, \"p50\": {}, "
        "\"p95\": {}, \"p99\": {}, \"ratio\": {}, \"compared_with\": {}, "
        "\"goal\": {}, \"missed\": {}}}\n",
        JsonText(measure.name), JsonText(measure.unit), measure.samples.size(),
        row.p50, row.p95, row.p99, row.ratio, JsonText(measure.compared_with),
        measure.goal, row.missed);
  }
  file.close();
  if (!file) {
    return absl::UnavailableError(fmt::format("cannot write '{}'", path));
  }
  return absl::OkStatus();
}

bool Report::MissesAGoal() const {
  return std::any_of(
      measures_.begin(), measures_.end(),
      [this](const Measure& measure) { return RowOf(measure).missed; });
}

}  // namespace ketnoi::benchmarks
