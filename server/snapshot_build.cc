#include "server/snapshot_build.h"

#include <deque>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "google/protobuf/arena.h"
#include "ketnoi/v1/supplier.pb.h"
#include "server/resource_texts.h"
#include "server/storage/mutex.h"
#include "server/translate_supplier.h"

namespace ketnoi::server {
namespace {

constexpr int kThreads = 2;
// Records that a thread takes at once, and batches that wait for one.
constexpr size_t kBatch = 1024;
constexpr size_t kMostWaiting = 4;
// Records that share an arena.
constexpr size_t kArenaRecords = 64;

using Suppliers = std::vector<std::shared_ptr<const model::Supplier>>;
using Records = std::vector<storage::Record>;

// Translates records in threads of its own. Add and Finish are for one thread.
class Translators {
 public:
  explicit Translators(const model::Reference& reference)
      : reference_(reference) {
    for (int i = 0; i < kThreads; ++i) {
      threads_.emplace_back([this] { Work(); });
    }
  }
  ~Translators() { Join(); }

  // Waits while others wait. False: a value cannot be read, so Finish.
  bool Add(Records records) {
    storage::MutexLock lock(mutex_);
    while (waiting_.size() >= kMostWaiting) changed_.Wait(mutex_);
    waiting_.push_back(std::move(records));
    changed_.NotifyAll();
    return status_.ok();
  }

  // In any order.
  absl::StatusOr<Suppliers> Finish() {
    Join();
    storage::MutexLock lock(mutex_);
    if (!status_.ok()) return status_;
    return std::move(suppliers_);
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
      auto translated = Translate(records);
      storage::MutexLock lock(mutex_);
      if (!translated.ok()) {
        status_ = translated.status();
        continue;
      }
      suppliers_.insert(suppliers_.end(),
                        std::make_move_iterator(translated->begin()),
                        std::make_move_iterator(translated->end()));
    }
  }

  absl::StatusOr<Suppliers> Translate(const Records& records) const {
    Suppliers suppliers;
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
  storage::Mutex mutex_;
  storage::Condition changed_;
  std::deque<Records> waiting_ ABSL_GUARDED_BY(mutex_);
  Suppliers suppliers_ ABSL_GUARDED_BY(mutex_);
  absl::Status status_ ABSL_GUARDED_BY(mutex_);
  bool done_ ABSL_GUARDED_BY(mutex_) = false;
  std::vector<std::thread> threads_;
};

}  // namespace

absl::StatusOr<std::shared_ptr<const index::Snapshot>> BuildSnapshot(
    const model::Reference& reference, const storage::Store& store,
    const std::atomic<bool>& stopping) {
  Translators translators(reference);
  Records batch;
  const auto revision = store.Scan(
      storage::Collection::kSuppliers, "", "",
      [&](const storage::Record& record) {
        batch.push_back(record);
        if (batch.size() < kBatch) return !stopping;
        return translators.Add(std::exchange(batch, {})) && !stopping;
      });
  if (!revision.ok()) return revision.status();
  translators.Add(std::move(batch));
  auto suppliers = translators.Finish();
  if (!suppliers.ok()) return suppliers.status();
  if (stopping) return absl::CancelledError("the loading was stopped");
  return index::Snapshot::Build(reference, *std::move(suppliers), *revision);
}

}  // namespace ketnoi::server
