// Merges the parts of snapshots in a thread of its own, so that neither readers
// nor writers wait for it (matcher/index/folding.h).
//
// One merge at a time; while a large one is under way, smaller ones are done
// between its blocks, so that parts do not gather. Beside the parts of the
// snapshot it takes the memory of what it makes of them: at most the index once
// more. What a merge has replaced is freed here, once no reader has it.

#ifndef KETNOI_SERVER_FOLDER_H_
#define KETNOI_SERVER_FOLDER_H_

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_set.h"
#include "matcher/index/folding.h"
#include "matcher/index/snapshot.h"
#include "matcher/model/reference.h"
#include "server/storage/mutex.h"

namespace ketnoi::server {

// For the one thread that publishes snapshots.
class Folder {
 public:
  // Parts that readers have to put up with at most.
  static constexpr size_t kMostParts = 32;

  // `reference` must outlive the folder. `ratio`: see index::FirstToFold.
  explicit Folder(const model::Reference& reference,
                  int64_t ratio = index::kFoldRatio);
  // Gives up what is under way.
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  // Returns `snapshot`, the one that is published next, with the merges that
  // are done, and begins one that is due. Takes microseconds, and some for each
  // supplier that was written while it was merged. Only if the snapshot has
  // more than kMostParts parts, because writes come faster than they can be
  // merged, it waits for merges.
  std::shared_ptr<const index::Snapshot> Fold(
      std::shared_ptr<const index::Snapshot> snapshot);

 private:
  std::shared_ptr<const index::Snapshot> TakeDone(
      std::shared_ptr<const index::Snapshot> snapshot);
  void Begin(const index::Snapshot& snapshot);
  // False: there is none under way.
  bool WaitForDone();

  void Work();
  // Nothing after a while in which none came.
  std::optional<index::Fold> WaitForDue();
  // That which is due, if it has fewer than `suppliers`.
  std::optional<index::Fold> TakeDue(int64_t suppliers);
  void Merge(index::Fold fold, bool with_smaller);
  void FreeUnread();

  const model::Reference& reference_;
  const int64_t ratio_;

  // Of the publishing thread: what is being merged, or waits to be taken in.
  absl::flat_hash_set<const index::Segment*> busy_;

  storage::Mutex mutex_;
  storage::Condition changed_;
  std::optional<index::Fold> due_ ABSL_GUARDED_BY(mutex_);
  std::vector<index::Fold> done_ ABSL_GUARDED_BY(mutex_);
  // Replaced by merges.
  std::vector<std::shared_ptr<const index::Segment>> former_
      ABSL_GUARDED_BY(mutex_);

  std::atomic<bool> stopping_ = false;
  std::thread worker_;
};

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_FOLDER_H_
