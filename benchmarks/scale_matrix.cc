#include "benchmarks/scale_matrix.h"

#include <algorithm>
#include <chrono>
#include <limits>
#include <thread>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "fmt/format.h"
#include "matcher/match/batch.h"

namespace ketnoi::benchmarks {
namespace {

constexpr int64_t kSuppliers = 1'400;
constexpr int64_t kRequirements = 5'000;
constexpr double kGoalMs = 150;  // on one core
constexpr size_t kCheckedStep = 97;

std::vector<match::BatchItem> ItemsOf(
    const std::vector<match::Program>& programs) {
  match::RankQuery query;
  std::fill(std::begin(query.standings), std::end(query.standings), true);
  query.limit = std::numeric_limits<int32_t>::max();
  query.with_criteria = false;
  std::vector<match::BatchItem> items;
  for (const match::Program& program : programs) {
    items.push_back({&program, query});
  }
  return items;
}

absl::Status Check(const std::vector<match::BatchItem>& items,
                   const index::Snapshot& snapshot,
                   const std::vector<match::Ranking>& rankings) {
  for (size_t i = 0; i < items.size(); i += kCheckedStep) {
    const auto alone = match::Rank(*items[i].program, snapshot, items[i].query);
    if (!alone.ok()) return alone.status();
    const bool same =
        alone->totals == rankings[i].totals &&
        std::equal(alone->matches.begin(), alone->matches.end(),
                   rankings[i].matches.begin(), rankings[i].matches.end(),
                   [](const match::Match& a, const match::Match& b) {
                     return a.key == b.key;
                   });
    if (!same) {
      return absl::InternalError(
          fmt::format("requirement {} of the matrix is ranked otherwise", i));
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status MeasureMatrix(const ScaleContext& context) {
  if (context.size() != kSuppliers) return absl::OkStatus();
  const auto programs = CompileGenerated(context.source, kRequirements);
  if (!programs.ok()) return programs.status();
  const std::vector<match::BatchItem> items = ItemsOf(*programs);
  const int threads =
      static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
  Measure one = context.Start("matrix", "ms");
  one.goal = kGoalMs;
  Measure all = context.Start("matrix.threads", "ms");
  all.compared_with = one.name;
  const int repeats = context.settings.quick ? 2 : 9;
  for (int i = 0; i < repeats; ++i) {
    for (const bool alone : {true, false}) {
      const auto start = std::chrono::steady_clock::now();
      const auto rankings = match::RankBatch(items, *context.snapshot,
                                             alone ? 1 : threads, nullptr);
      (alone ? one : all).samples.push_back(MillisecondsSince(start));
      if (!rankings.ok()) return rankings.status();
      if (i > 0) continue;
      absl::Status status = Check(items, *context.snapshot, *rankings);
      if (!status.ok()) return status;
    }
  }
  context.report.Add(std::move(one));
  context.report.Add(std::move(all));
  return absl::OkStatus();
}

}  // namespace ketnoi::benchmarks
