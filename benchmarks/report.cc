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

// Two decimals, as ratios are near 1; fewer of those that are far above it.
std::string RatioFigure(double ratio) {
  return ratio < 100 ? fmt::format("{:.2f}", ratio)
                     : fmt::format("{:.0f}", ratio);
}

std::string JsonText(const std::string& text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    const bool control = static_cast<unsigned char>(c) < 0x20;
    quoted += control ? ' ' : c;
  }
  return quoted + '"';
}

// As wide as the longest of `texts`, and no narrower than `least`.
template <class Texts, class TextOf>
size_t Width(const Texts& texts, TextOf text_of, size_t least) {
  for (const auto& entry : texts) {
    least = std::max(least, text_of(entry).size());
  }
  return least;
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

void Report::Add(Measure measure) {
  if (!measure.samples.empty()) measures_.push_back(std::move(measure));
}

std::string Report::Table() const {
  std::string table;
  const size_t fact_width = Width(
      facts_, [](const auto& fact) { return fact.first; }, 12);
  for (const auto& [name, value] : facts_) {
    table += fmt::format("{:<{}}  {}\n", name, fact_width, value);
  }
  const size_t width = Width(
      measures_, [](const Measure& measure) { return measure.name; }, 22);
  const size_t ratio_width =
      Width(
          measures_,
          [](const Measure& measure) { return measure.compared_with; }, 12) +
      10;
  table += fmt::format("\n{:<{}}  {:>9}{:>9}{:>9}  {:<9}{:>7}  {:<{}}  {}\n",
                       "name", width, "p50", "p95", "p99", "unit", "samples",
                       "ratio", ratio_width, "goal");
  for (const Measure& measure : measures_) {
    const Row row = RowOf(measure);
    const std::string ratio =
        row.ratio > 0 ? fmt::format("{} x {}", RatioFigure(row.ratio),
                                    measure.compared_with)
                      : "";
    const std::string goal =
        measure.goal > 0
            ? fmt::format("{} {} {}", measure.more_is_better ? ">=" : "<=",
                          Figure(measure.goal), row.missed ? "MISSED" : "met")
            : "";
    table += fmt::format("{:<{}}  {:>9}{:>9}{:>9}  {:<9}{:>7}  {:<{}}  {}\n",
                         measure.name, width, Figure(row.p50), Figure(row.p95),
                         Figure(row.p99), measure.unit, measure.samples.size(),
                         ratio, ratio_width, goal);
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
        "{{\"name\": {}, \"value\": {}, \"unit\": {}, \"samples\": {}, "
        "\"p50\": {}, \"p95\": {}, \"p99\": {}, \"ratio\": {}, "
        "\"compared_with\": {}, \"goal\": {}, \"more_is_better\": {}, "
        "\"missed\": {}, \"engine\": {}, \"query_class\": {}, "
        "\"suppliers\": {}}}\n",
        JsonText(measure.name), row.p50, JsonText(measure.unit),
        measure.samples.size(), row.p50, row.p95, row.p99, row.ratio,
        JsonText(measure.compared_with), measure.goal, measure.more_is_better,
        row.missed, JsonText(measure.engine), JsonText(measure.query_class),
        measure.suppliers);
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
