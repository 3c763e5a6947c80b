#include "matcher/match/batch.h"

#include <algorithm>
#include <atomic>
#include <numeric>
#include <thread>
#include <utility>

#include "absl/status/status.h"

namespace ketnoi::match {
namespace {

// How many items a thread takes at once: of one category, mostly.
constexpr size_t kItemsAtOnce = 8;

class Batch {
 public:
  Batch(std::span<const BatchItem> items, const index::Snapshot& snapshot,
        const std::function<bool()>& cancelled)
      : items_(items),
        snapshot_(snapshot),
        cancelled_(cancelled),
        order_(items.size()),
        rankings_(items.size()),
        statuses_(items.size()) {
    std::iota(order_.begin(), order_.end(), size_t{0});
    std::stable_sort(order_.begin(), order_.end(), [&](size_t a, size_t b) {
      return items[a].program->category < items[b].program->category;
    });
  }

  void Work() {
    Workspace workspace;
    while (!ended_) {
      const size_t begin = next_.fetch_add(kItemsAtOnce);
      if (begin >= order_.size()) return;
      const size_t end = std::min(order_.size(), begin + kItemsAtOnce);
      for (size_t i = begin; i < end && !ended_; ++i) {
        RankOne(order_[i], workspace);
      }
    }
  }

  absl::StatusOr<std::vector<Ranking>> Take() {
    for (const absl::Status& status : statuses_) {
      if (!status.ok()) return status;
    }
    return std::move(rankings_);
  }

 private:
  void RankOne(size_t item, Workspace& workspace) {
    if (cancelled_ && cancelled_()) {
      End(item, absl::CancelledError("the caller ended the batch"));
      return;
    }
    auto ranking =
        Rank(*items_[item].program, snapshot_, items_[item].query, workspace);
    if (ranking.ok()) {
      rankings_[item] = *std::move(ranking);
    } else {
      End(item, ranking.status());
    }
  }

  void End(size_t item, absl::Status status) {
    statuses_[item] = std::move(status);
    ended_ = true;
  }

  const std::span<const BatchItem> items_;
  const index::Snapshot& snapshot_;
  const std::function<bool()>& cancelled_;
  std::vector<size_t> order_;
  // By item; each is written by one thread.
  std::vector<Ranking> rankings_;
  std::vector<absl::Status> statuses_;
  std::atomic<size_t> next_{0};
  std::atomic<bool> ended_{false};
};

}  // namespace

absl::StatusOr<std::vector<Ranking>> RankBatch(
    std::span<const BatchItem> items, const index::Snapshot& snapshot,
    int threads, const std::function<bool()>& cancelled) {
  Batch batch(items, snapshot, cancelled);
  std::vector<std::thread> helpers;
  for (int t = 1; t < threads; ++t) helpers.emplace_back([&] { batch.Work(); });
  batch.Work();
  for (std::thread& helper : helpers) helper.join();
  return batch.Take();
}

}  // namespace ketnoi::match
