#include "server/snapshot_build.h"

#include <deque>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "google/protobuf/arena.h"
#include "ketnoi/v1/supplier.pb.h"
#include "matcher/index/segment_merger.h"
#include "server/resource_texts.h"
#include "server/storage/mutex.h"
#include "server/translate_supplier.h"

namespace ketnoi::server {
namespace {

constexpr int kThreads = 2;
// Records that a thread makes one segment of: some 5 KB each in the matcher's
// form. And batches that wait for a thread.
constexpr size_t kBuildBatch = 8192;
constexpr size_t kMostWaiting = 2;
// Records that share an arena.
constexpr size_t kArenaRecords = 64;

using Suppliers = std::vector<std::shared_ptr<const model::Supplier>>;
using Records = std::vector<storage::Record>;

// Makes segments of records in threads of its own. Add and Finish are for one
// thread.
class Indexers {
 public:
  Indexers(const model::Reference& reference, const MemoryLimit& memory)
      : reference_(reference), memory_(memory) {
    for (int i = 0; i < kThreads; ++i) {
      threads_.emplace_back([this] { Work(); });
    }
  }
  ~Indexers() { Join(); }

  // Waits while others wait. False: a value cannot be read, so Finish.
  bool Add(Records records) {
    storage::MutexLock lock(mutex_);
    while (waiting_.size() >= kMostWaiting) changed_.Wait(mutex_);
    waiting_.push_back(std::move(records));
    changed_.NotifyAll();
    return status_.ok();
  }

  // In any order.
  absl::StatusOr<std::vector<index::Part>> Finish() {
    Join();
    storage::MutexLock lock(mutex_);
    if (!status_.ok()) return status_;
    return std::move(parts_);
  }

 private:
  void Join() {
    {
      storage::MutexLock lock(mutex_);
      done_ = true;
      changed_.NotifyAll();
    }
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
  }

  void Work() {
    for (;;) {
      Records records;
      {
        storage::MutexLock lock(mutex_);
        while (waiting_.empty() && !done_) changed_.Wait(mutex_);
        if (waiting_.empty()) return;
        records = std::move(waiting_.front());
        waiting_.pop_front();
        changed_.NotifyAll();
      }
      auto suppliers = Translate(records);
      records = {};
      if (!suppliers.ok()) {
        storage::MutexLock lock(mutex_);
        status_ = suppliers.status();
      } else if (!suppliers->empty()) {
        auto part = index::WholePart(
            reference_.categories,
            index::Segment::Build(reference_, *std::move(suppliers)));
        storage::MutexLock lock(mutex_);
        bytes_ += static_cast<int64_t>(part.segment->Bytes());
        count_ += part.live;
        parts_.push_back(std::move(part));
        if (status_.ok()) status_ = memory_.Check(bytes_, count_);
      }
    }
  }

  absl::StatusOr<Suppliers> Translate(const Records& records) const {
    Suppliers suppliers;
    suppliers.reserve(records.size());
    google::protobuf::Arena arena;
    for (const storage::Record& record : records) {
      auto& supplier =
          *google::protobuf::Arena::CreateMessage<v1::Supplier>(&arena);
      if (!supplier.ParseFromString(record.value)) {
        return Unreadable(record.name);
      }
      suppliers.push_back(TranslateSupplier(reference_, supplier));
      if (suppliers.size() % kArenaRecords == 0) arena.Reset();
    }
    return suppliers;
  }

  const model::Reference& reference_;
  const MemoryLimit& memory_;
  storage::Mutex mutex_;
  storage::Condition changed_;
  std::deque<Records> waiting_ ABSL_GUARDED_BY(mutex_);
  std::vector<index::Part> parts_ ABSL_GUARDED_BY(mutex_);
  int64_t bytes_ ABSL_GUARDED_BY(mutex_) = 0;
  int64_t count_ ABSL_GUARDED_BY(mutex_) = 0;
  absl::Status status_ ABSL_GUARDED_BY(mutex_);
  bool done_ ABSL_GUARDED_BY(mutex_) = false;
  std::vector<std::thread> threads_;
};

}  // namespace

absl::StatusOr<std::shared_ptr<const index::Snapshot>> BuildSnapshot(
    const model::Reference& reference, const storage::Store& store,
    const MemoryLimit& memory, const std::atomic<bool>& stopping) {
  const absl::Status stopped = absl::CancelledError("the loading was stopped");
  Indexers indexers(reference, memory);
  Records batch;
  const auto revision =
      store.Scan(storage::Collection::kSuppliers, "", "",
                 [&](const storage::Record& record) {
                   batch.push_back(record);
                   if (batch.size() < kBuildBatch) return !stopping;
                   return indexers.Add(std::exchange(batch, {})) && !stopping;
                 });
  if (!revision.ok()) return revision.status();
  indexers.Add(std::move(batch));
  auto parts = indexers.Finish();
  if (!parts.ok()) return parts.status();
  if (stopping) return stopped;
  if (parts->size() > 1) {
    auto merged = index::MergeSegments(reference, *parts,
                                       [&] { return stopping.load(); });
    if (!merged) return stopped;
    *parts = {index::WholePart(reference.categories, std::move(merged))};
  }
  return index::Snapshot::Of(reference, *std::move(parts), *revision);
}

}  // namespace ketnoi::server
