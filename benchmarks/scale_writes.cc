#include "benchmarks/scale_writes.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <limits>
#include <memory>
#include <string>
#include <thread>
#include <utility>

#include "benchmarks/child_process.h"
#include "ketnoi/v1/supplier.pb.h"
#include "matcher/index/folding.h"
#include "server/catalogue.h"
#include "server/folder.h"
#include "server/storage/mutex.h"
#include "server/storage/rocks_store.h"

namespace ketnoi::benchmarks {
namespace {

using Clock = std::chrono::steady_clock;
using index::Snapshot;

constexpr double kVisibleGoal = 1;   // ms, p99
constexpr double kReaderGoal = 1.2;  // times quiet
constexpr int32_t kMostStored = 100'000;
constexpr auto kInterval = std::chrono::milliseconds(1);  // between upserts
// With it every merge takes in all large parts.
constexpr int64_t kAlwaysFold = std::numeric_limits<int32_t>::max();

// Upserts suppliers at a steady rate, in a thread of its own, and publishes
// what comes of it.
class SteadyWriter {
 public:
  SteadyWriter(const ScaleContext& context, int64_t fold_ratio)
      : suppliers_(context.suppliers),
        folder_(context.source.reference(), fold_ratio),
        snapshot_(context.snapshot),
        thread_([this] { Write(); }) {}
  ~SteadyWriter() { Stop(); }

  std::shared_ptr<const Snapshot> snapshot() const {
    storage::MutexLock lock(mutex_);
    return snapshot_;
  }

  // The time that each upsert took until it was visible, in milliseconds.
  std::vector<double> Stop() {
    stopping_ = true;
    if (thread_.joinable()) thread_.join();
    return visible_;
  }

 private:
  void Write() {
    auto next = Clock::now();
    for (size_t w = 1; !stopping_; ++w) {
      // Another's record under this one's id, far from those before.
      const size_t target = w * 104'729 % suppliers_.size();
      auto written = std::make_shared<model::Supplier>(
          *suppliers_[(target + w) % suppliers_.size()]);
      written->id = suppliers_[target]->id;
      const auto before = snapshot();
      std::this_thread::sleep_until(next += kInterval);
      const auto start = Clock::now();
      auto after = folder_.Fold(before->With(
          {{written->id, std::move(written)}}, before->revision() + 1));
      Publish(std::move(after));
      visible_.push_back(MillisecondsSince(start));
      std::erase_if(retired_,
                    [](const auto& old) { return old.use_count() == 1; });
    }
  }

  void Publish(std::shared_ptr<const Snapshot> snapshot) {
    storage::MutexLock lock(mutex_);
    retired_.push_back(std::exchange(snapshot_, std::move(snapshot)));
  }

  const ModelSuppliers& suppliers_;
  server::Folder folder_;
  std::vector<std::shared_ptr<const Snapshot>> retired_;
  std::vector<double> visible_;
  mutable storage::Mutex mutex_;
  std::shared_ptr<const Snapshot> snapshot_ ABSL_GUARDED_BY(mutex_);
  std::atomic<bool> stopping_ = false;
  std::thread thread_;
};

// Milliseconds of each ranking of whole rounds of the queries, for so long.
template <class TakeSnapshot>
std::vector<double> Read(const std::vector<ScaleQuery>& queries,
                         std::chrono::milliseconds duration,
                         TakeSnapshot take_snapshot) {
  std::vector<double> samples;
  match::Workspace workspace;
  for (const auto begin = Clock::now(); Clock::now() - begin < duration;) {
    for (const ScaleQuery& query : queries) {
      const auto start = Clock::now();
      const std::shared_ptr<const Snapshot> snapshot = take_snapshot();
      (void)Ask(query, *snapshot, {}, workspace);
      samples.push_back(MillisecondsSince(start));
    }
  }
  return samples;
}

// What a reader sees in one state, in several runs.
struct ReaderMeasures {
  Measure p50;
  Measure p95;

  ReaderMeasures(const ScaleContext& context, const std::string& what)
      : p50(context.Start(what, "ms")),
        p95(context.Start(what + ".p95", "ms")) {}
  void CompareWith(const ScaleContext& context, const ReaderMeasures& quiet) {
    p50.compared_with = quiet.p50.name;
    p95.compared_with = quiet.p95.name;
    p50.goal = p95.goal = context.Goal(kReaderGoal);
  }
  void Add(const std::vector<double>& samples) {
    p50.samples.push_back(Percentile(samples, 0.5));
    p95.samples.push_back(Percentile(samples, 0.95));
  }
  void Report(const ScaleContext& context) {
    context.report.Add(std::move(p50));
    context.report.Add(std::move(p95));
  }
};

absl::Status Fill(storage::Store& store,
                  const std::vector<v1::Supplier>& suppliers) {
  storage::CommitRequest request;
  for (const v1::Supplier& supplier : suppliers) {
    request.operations.push_back({storage::Collection::kSuppliers,
                                  supplier.name(),
                                  supplier.SerializeAsString(),
                                  {}});
    if (request.operations.size() < storage::kMaxOperations &&
        &supplier != &suppliers.back()) {
      continue;
    }
    const auto committed = store.Commit(request);
    if (!committed.ok()) return committed.status();
    request.operations.clear();
  }
  return absl::OkStatus();
}

}  // namespace

void MeasureWrites(const ScaleContext& context,
                   const std::vector<ScaleQuery>& queries) {
  const bool quick = context.settings.quick;
  const std::chrono::milliseconds duration(quick ? 200 : 4000);
  ReaderMeasures quiet(context, "reader.quiet");
  ReaderMeasures writes(context, "reader.writes");
  ReaderMeasures folds(context, "reader.folds");
  writes.CompareWith(context, quiet);
  folds.CompareWith(context, quiet);
  Measure visible = context.Start("write.visible", "ms");
  Measure p99 = context.Start("write.visible.p99", "ms", kVisibleGoal);
  const auto beside = [&](int64_t fold_ratio, ReaderMeasures& reader) {
    SteadyWriter writer(context, fold_ratio);
    reader.Add(Read(queries, duration, [&] { return writer.snapshot(); }));
    const std::vector<double> samples = writer.Stop();
    p99.samples.push_back(Percentile(samples, 0.99));
    visible.samples.insert(visible.samples.end(), samples.begin(),
                           samples.end());
  };
  for (int i = 0; i < (quick ? 1 : 5); ++i) {
    quiet.Add(Read(queries, duration, [&] { return context.snapshot; }));
    beside(index::kFoldRatio, writes);
    beside(kAlwaysFold, folds);
  }
  context.report.Add(std::move(visible));
  context.report.Add(std::move(p99));
  quiet.Report(context);
  writes.Report(context);
  folds.Report(context);
}

absl::Status MeasureCommits(const ScaleContext& context) {
  const size_t kept =
      static_cast<size_t>(std::min<int64_t>(context.size(), kMostStored));
  const size_t commits = context.settings.quick ? 200 : 2000;
  const std::vector<v1::Supplier> suppliers =
      GenerateSuppliers(context.source, static_cast<int32_t>(kept));
  const TemporaryFolder folder;
  storage::RocksStoreOptions options;
  options.path = folder.Path("store");
  {
    options.sync = false;
    auto store = storage::OpenRocksStore(options);
    if (!store.ok()) return store.status();
    const absl::Status status = Fill(**store, suppliers);
    if (!status.ok()) return status;
  }
  options.sync = true;
  auto store = storage::OpenRocksStore(options);
  if (!store.ok()) return store.status();
  server::Catalogue catalogue(context.source.reference(), **store);
  absl::Status status = catalogue.Load();
  Measure durable = context.Start("commit.durable", "ms");
  Measure visible = context.Start("commit.visible", "ms");
  for (size_t c = 0; c < commits && status.ok(); ++c) {
    const v1::Supplier& supplier = suppliers[c * 7919 % kept];
    storage::CommitRequest request;
    request.operations.push_back({storage::Collection::kSuppliers,
                                  supplier.name(),
                                  supplier.SerializeAsString(),
                                  {}});
    auto start = Clock::now();
    const auto committed = (*store)->Commit(request);
    if (!committed.ok()) return committed.status();
    durable.samples.push_back(MillisecondsSince(start));
    start = Clock::now();
    status = catalogue.WaitApplied(committed->revision,
                                   absl::Now() + absl::Seconds(30));
    visible.samples.push_back(MillisecondsSince(start));
    std::this_thread::sleep_for(kInterval);
  }
  if (!status.ok()) return status;
  context.report.Add(std::move(durable));
  context.report.Add(std::move(visible));
  return status;
}

}  // namespace ketnoi::benchmarks
