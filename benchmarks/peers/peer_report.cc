#include "benchmarks/peers/peer_report.h"

#include <algorithm>
#include <utility>

namespace ketnoi::benchmarks {
namespace {

// How many times as long as the matcher the best peer is to take, among a
// million suppliers; 0: no goal.
constexpr int64_t kGoalSuppliers = 1'000'000;
double GoalOf(std::string_view category_class) {
  if (category_class == "leaf" || category_class == "sector") return 50;
  return category_class == "unfiltered" ? 25 : 0;
}
// The same of the service.
constexpr int64_t kServiceSuppliers = 100'000;
constexpr double kServiceGoal = 8;

std::string NameOf(std::string_view category_class, const std::string& engine) {
  return std::string(category_class) + '.' + engine;
}

}  // namespace

std::vector<double> PeerReport::Row::Samples() const {
  size_t count = by_requirement.front().size();
  for (const auto& samples : by_requirement) {
    count = std::min(count, samples.size());
  }
  std::vector<double> pooled;
  for (const auto& samples : by_requirement) {
    pooled.insert(pooled.end(), samples.begin(),
                  samples.begin() + static_cast<std::ptrdiff_t>(count));
  }
  return pooled;
}

void PeerReport::Add(const Engine& engine, std::string_view category_class,
                     std::vector<double> samples) {
  const auto it = std::find_if(rows_.begin(), rows_.end(), [&](const Row& row) {
    return row.engine.name == engine.name &&
           row.category_class == category_class;
  });
  Row& row =
      it != rows_.end()
          ? *it
          : rows_.emplace_back(Row{engine, std::string(category_class), {}});
  row.by_requirement.push_back(std::move(samples));
}

Measure PeerReport::MeasureOf(const Row& row) const {
  Measure measure;
  measure.name = NameOf(row.category_class, row.engine.name);
  measure.unit = "ms";
  measure.samples = row.Samples();
  measure.engine = row.engine.name;
  measure.query_class = row.category_class;
  measure.suppliers = suppliers_;
  return measure;
}

const PeerReport::Row* PeerReport::Best(std::string_view category_class,
                                        bool totals) const {
  const Row* best = nullptr;
  double best_p50 = 0;
  for (const Row& row : rows_) {
    if (!row.engine.is_peer || row.category_class != category_class ||
        (totals && !row.engine.totals)) {
      continue;
    }
    const double p50 = Percentile(row.Samples(), 0.5);
    if (best != nullptr && p50 >= best_p50) continue;
    best = &row;
    best_p50 = p50;
  }
  return best;
}

void PeerReport::AddBest(const Row& ours, const std::string& prefix,
                         double goal, Report& report) const {
  const Row* best = Best(ours.category_class, ours.engine.totals);
  if (best == nullptr) return;
  Measure measure = MeasureOf(*best);
  measure.name = NameOf(ours.category_class, prefix + best->engine.name);
  measure.compared_with = NameOf(ours.category_class, ours.engine.name);
  measure.goal = goal;
  measure.more_is_better = true;
  measure.engine.clear();  // the same point as the row of the peer
  report.Add(std::move(measure));
}

void PeerReport::AddTo(Report& report) const {
  for (const std::string_view category_class : kPeerClasses) {
    const Row* first = nullptr;
    const Row* service = nullptr;
    for (const Row& row : rows_) {
      if (row.category_class != category_class) continue;
      Measure measure = MeasureOf(row);
      if (first == nullptr) {
        first = &row;
      } else {
        measure.compared_with = NameOf(category_class, first->engine.name);
      }
      if (row.engine.name == kServiceEngine) service = &row;
      report.Add(std::move(measure));
    }
    if (first == nullptr) continue;
    AddBest(*first, "best.",
            suppliers_ == kGoalSuppliers ? GoalOf(category_class) : 0, report);
    if (service == nullptr) continue;
    AddBest(*service, std::string(kServiceEngine) + ".best.",
            suppliers_ == kServiceSuppliers ? kServiceGoal : 0, report);
  }
}

}  // namespace ketnoi::benchmarks
