#include "benchmarks/scale_benchmark.h"

#include <vector>

#include "benchmarks/bandwidth.h"
#include "benchmarks/rowwise_rank.h"
#include "benchmarks/scale_context.h"
#include "benchmarks/scale_index.h"
#include "benchmarks/scale_matrix.h"
#include "benchmarks/scale_memory.h"
#include "benchmarks/scale_query.h"
#include "benchmarks/scale_rank.h"
#include "benchmarks/scale_writes.h"
#include "fmt/format.h"

namespace ketnoi::benchmarks {
namespace {

std::vector<int32_t> SizesOf(const Settings& settings) {
  if (settings.suppliers > 0) return {settings.suppliers};
  if (settings.quick) return {1'400, 10'000};
  return {1'400, 100'000, kGoalSuppliers};
}

int64_t CountRows(const ModelSuppliers& suppliers) {
  int64_t rows = 0;
  for (const auto& supplier : suppliers) {
    for (int32_t i = 0; i < std::ssize(supplier->capabilities); ++i) {
      ForEachRow(*supplier, i, [&rows](const RowwiseRow&) { ++rows; });
    }
  }
  return rows;
}

void MakeCatalogue(int32_t count, ScaleContext& context) {
  const auto before = AllocatedBytes();
  context.suppliers = GenerateModelSuppliers(context.source, count);
  const auto after = AllocatedBytes();
  context.rows = CountRows(context.suppliers);
  context.report.AddFact(context.Named("catalogue"),
                         fmt::format("{} suppliers, {} rows, seed {}, as of {}",
                                     count, context.rows, kSeed, kAsOf));
  if (!before || !after) return;
  Measure bytes = context.Start("records.bytes", "B/supplier");
  bytes.samples.push_back(static_cast<double>(*after - *before) /
                          static_cast<double>(count));
  context.report.Add(std::move(bytes));
}

absl::Status MeasureSize(int32_t count, ScaleContext& context) {
  MakeCatalogue(count, context);
  MeasureIndex(context);
  MeasureFold(context);
  const auto leaves = Prepare(context.source, QueryClass::kLeaf);
  if (!leaves.ok()) return leaves.status();
  BucketedRows buckets(context.source.reference(), context.suppliers);
  absl::Status status;
  for (const QueryClass query_class : kQueryClasses) {
    status = MeasureClass(context, query_class, buckets);
    if (!status.ok()) return status;
  }
  MeasureSteps(context, *leaves);
  MeasureThreads(context, *leaves);
  status = MeasureMatrix(context);
  if (!status.ok()) return status;
  MeasureWrites(context, *leaves);
  status = MeasureCommits(context);
  if (!status.ok()) return status;
  return MeasureUpserts(context, *leaves);
}

}  // namespace

absl::Status MeasureScale(const Settings& settings, Report& report) {
  auto source = LoadReference(settings);
  if (!source.ok()) return source.status();
  Measure bandwidth{"memory.read", "GB/s", MeasureReadBandwidth(), "", 0, true};
  const double best = Percentile(bandwidth.samples, 1);
  report.Add(std::move(bandwidth));
  for (const int32_t count : SizesOf(settings)) {
    fmt::print(stderr, "  {} suppliers\n", count);
    ScaleContext context{settings, *source, report, best};
    absl::Status status = MeasureSize(count, context);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

}  // namespace ketnoi::benchmarks
