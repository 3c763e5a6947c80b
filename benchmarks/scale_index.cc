#include "benchmarks/scale_index.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <utility>

#include "benchmarks/scale_memory.h"
#include "fmt/format.h"
#include "matcher/index/segment_merger.h"

namespace ketnoi::benchmarks {
namespace {

using Clock = std::chrono::steady_clock;
using index::Snapshot;

constexpr double kBytesGoal = 96;   // of the index, per row
constexpr double kFoldGoal = 2000;  // ms

// Rankings per second of `workers` threads, all of which go through the queries
// again and again for so long.
double RankingsPerSecond(const ScaleContext& context,
                         const std::vector<ScaleQuery>& queries,
                         unsigned workers, std::chrono::milliseconds duration) {
  std::atomic<int64_t> asked{0};
  const auto start = Clock::now();
  const auto work = [&](size_t first) {
    match::Workspace workspace;
    int64_t count = 0;
    for (size_t q = first; Clock::now() - start < duration; ++q, ++count) {
      (void)Ask(queries[q % queries.size()], *context.snapshot, {}, workspace);
    }
    asked += count;
  };
  std::vector<std::thread> threads;
  for (unsigned t = 0; t < workers; ++t) {
    threads.emplace_back(work, t * queries.size() / workers);
  }
  for (std::thread& thread : threads) thread.join();
  return static_cast<double>(asked.load()) * 1e3 / MillisecondsSince(start);
}

// A copy of the record of a supplier.
std::shared_ptr<model::Supplier> RecordOf(const ScaleContext& context,
                                          const std::string& id) {
  const auto known =
      std::find_if(context.suppliers.begin(), context.suppliers.end(),
                   [&](const auto& supplier) { return supplier->id == id; });
  return std::make_shared<model::Supplier>(**known);
}

std::string NameOf(const match::Match& match) {
  return match.segment->names(match.segment->supplier(match.row)).en;
}

}  // namespace

void MeasureIndex(ScaleContext& context) {
  // By the clock on the wall, as building may use several threads.
  Measure build = context.Start("index.build", "ms");
  const int repeats = context.settings.quick                ? 2
                      : context.size() > kGoalSuppliers / 2 ? 2
                                                            : 5;
  for (int i = 0; i < repeats; ++i) {
    context.snapshot.reset();
    const auto before = AllocatedBytes();
    ModelSuppliers suppliers = context.suppliers;
    const auto start = Clock::now();
    context.snapshot =
        Snapshot::Build(context.source.reference(), std::move(suppliers), 1);
    build.samples.push_back(MillisecondsSince(start));
    const auto after = AllocatedBytes();
    if (before && after) context.index_bytes = *after - *before;
  }
  context.report.Add(std::move(build));
  const auto rows = static_cast<double>(context.rows);
  if (context.index_bytes > 0 && rows > 0) {
    Measure bytes = context.Start("index.bytes", "B/row", kBytesGoal);
    bytes.samples.push_back(static_cast<double>(context.index_bytes) / rows);
    context.report.Add(std::move(bytes));
  }
}

void MeasureFold(const ScaleContext& context) {
  constexpr size_t kWritten = 1000;
  Measure fold = context.Start("index.fold", "ms", kFoldGoal);
  std::vector<index::Change> changes;
  const size_t step = 1 + context.suppliers.size() / kWritten;
  for (size_t s = 0; s < context.suppliers.size(); s += step) {
    changes.push_back({context.suppliers[s]->id, context.suppliers[s]});
  }
  const auto written = context.snapshot->With(std::move(changes), 2);
  const int repeats = context.settings.quick ? 1 : 5;
  for (int i = 0; i < repeats; ++i) {
    const auto start = Clock::now();
    const auto folded = index::MergeSegments(
        context.source.reference(), written->parts(), [] { return false; });
    fold.samples.push_back(MillisecondsSince(start));
  }
  context.report.Add(std::move(fold));
}

void MeasureSteps(const ScaleContext& context,
                  const std::vector<ScaleQuery>& queries) {
  Measure compile = context.Start("compile", "CPU ms");
  Measure explain = context.Start("explain", "CPU ms");
  const size_t step = 1 + context.suppliers.size() / 20;
  RunPasses(context.settings, [&] {
    for (size_t q = 0; q < queries.size(); ++q) {
      const CpuClock compile_clock;
      const auto program = match::Compile(
          queries[q].query.parts.front(), context.source.criteria_set(),
          context.source.reference(), {AsOfDay(), {}});
      compile.samples.push_back(compile_clock.Milliseconds());
      if (!program.ok()) continue;
      for (size_t s = q; s < context.suppliers.size(); s += step) {
        const CpuClock clock;
        match::Explain(*program,
                       *context.snapshot->Find(context.suppliers[s]->id));
        explain.samples.push_back(clock.Milliseconds());
      }
    }
  });
  context.report.Add(std::move(compile));
  context.report.Add(std::move(explain));
}

absl::Status MeasureUpserts(const ScaleContext& context,
                            const std::vector<ScaleQuery>& queries) {
  Measure upsert = context.Start("upsert", "CPU ms");
  Measure seen = context.Start("upsert.seen", "CPU ms");
  auto snapshot = context.snapshot;
  int64_t revision = snapshot->revision();
  match::Workspace workspace;
  absl::Status status;
  RunPasses(context.settings, [&] {
    for (const ScaleQuery& query : queries) {
      // The best supplier is written again, and has to come first again.
      const auto before = Ask(query, *snapshot, {}, workspace);
      if (!before.ok() || before->empty() || !status.ok()) continue;
      const auto written = RecordOf(context, before->front().key.id);
      written->name_en = fmt::format("written at {}", revision + 1);
      const CpuClock clock;
      snapshot = snapshot->With({{written->id, written}}, ++revision);
      upsert.samples.push_back(clock.Milliseconds());
      const auto after = Ask(query, *snapshot, {}, workspace);
      seen.samples.push_back(clock.Milliseconds());
      if (!after.ok() || after->empty() ||
          NameOf(after->front()) != written->name_en) {
        status = absl::InternalError(
            fmt::format("{} as written is not seen", written->id));
      }
    }
  });
  if (!status.ok() || upsert.samples.empty()) return status;
  context.report.Add(std::move(upsert));
  context.report.Add(std::move(seen));
  return status;
}

void MeasureThreads(const ScaleContext& context,
                    const std::vector<ScaleQuery>& queries) {
  const std::chrono::milliseconds duration(context.settings.quick ? 100 : 1000);
  const int repeats = context.settings.quick ? 1 : 5;
  const unsigned most = std::max(1u, std::thread::hardware_concurrency());
  Measure one = context.Start("threads.1", "/s");
  Measure all = context.Start(fmt::format("threads.{}", most), "/s");
  all.compared_with = one.name;
  // In turn, so that other work on the machine meets both.
  for (int i = 0; i < repeats; ++i) {
    one.samples.push_back(RankingsPerSecond(context, queries, 1, duration));
    if (most == 1) continue;
    all.samples.push_back(RankingsPerSecond(context, queries, most, duration));
  }
  context.report.Add(std::move(one));
  if (most > 1) context.report.Add(std::move(all));
}

}  // namespace ketnoi::benchmarks
