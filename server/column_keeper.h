// Keeps the snapshot in a file beside the store, so that the next start need
// not read every record.
//
// A thread writes the file anew, which takes a second or two for a million
// suppliers and disturbs neither readers nor writers: soon after a start that
// had no use of it, then whenever a hundredth of the suppliers was written
// since, at most once a minute. At the end it is written once more. Between,
// and after a crash, the file is behind, and the feed tells what it lacks.

#ifndef KETNOI_SERVER_COLUMN_KEEPER_H_
#define KETNOI_SERVER_COLUMN_KEEPER_H_

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <thread>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "matcher/index/snapshot.h"
#include "server/column_file.h"
#include "server/log.h"
#include "server/snapshot_file.h"
#include "server/storage/mutex.h"

namespace ketnoi::server {

class ColumnKeeper {
 public:
  using Latest = std::function<std::shared_ptr<const index::Snapshot>()>;

  // `origin` but for the revision: what the snapshots are made of. `pause`:
  // between two times that the thread writes.
  ColumnKeeper(std::string path, ColumnOrigin origin, Log log,
               absl::Duration pause = absl::Minutes(1));
  // As Stop.
  ~ColumnKeeper();
  ColumnKeeper(const ColumnKeeper&) = delete;
  ColumnKeeper& operator=(const ColumnKeeper&) = delete;

  // The snapshot in the file, at a revision up to `revision`. Errors as of
  // LoadSnapshot. A file that cannot be used is removed, so that it is not
  // taken for right once the store has come to its revision.
  absl::StatusOr<std::shared_ptr<const index::Snapshot>> Load(
      const model::Reference& reference, int64_t revision,
      const AdmitBytes& admit);

  // Removes the file.
  void Discard();

  // Begins to keep what `latest` returns, which any thread may call, until
  // Stop. Once.
  void Start(Latest latest);

  // So many suppliers were written. Thread-safe; takes nanoseconds.
  void NoteChanges(size_t suppliers) {
    changes_ += static_cast<int64_t>(suppliers);
  }

  // Ends the thread, then writes what the file lacks. Nothing before Start.
  void Stop();

  const std::string& path() const { return path_; }

 private:
  void Work();
  bool Due() const;
  void Save();

  const std::string path_;
  const ColumnOrigin origin_;
  const Log log_;
  const absl::Duration pause_;
  Latest latest_;
  std::atomic<int64_t> changes_ = 0;  // since the file was written

  // Of the thread, and of Stop afterwards.
  int64_t saved_revision_ = -1;  // of the file; -1: there is none
  absl::Time saved_ = absl::InfinitePast();

  storage::Mutex mutex_;
  storage::Condition changed_;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_COLUMN_KEEPER_H_
