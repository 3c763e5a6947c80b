// What the server knows of the store's content in memory: the snapshot that
// rankings of suppliers read, the open requirements that rankings of
// requirements read, and the words that searches read.
//
// A thread follows the store's feed and publishes them anew per batch of
// changes, always of one revision; a write is seen once its revision is
// applied. Readers take what is published and never wait for the thread, nor
// does it wait for the merging of segments, which another thread does
// (folder.h).
//
// At the start the snapshot comes from a file beside the store, if there is one
// of use, and the changes since from the feed; else from all records.
//
// The open requirements, and then the words, are read from the store by another
// thread when the snapshot is there; until then rankings of suppliers are
// answered, and the others and searches wait.

#ifndef KETNOI_SERVER_CATALOGUE_H_
#define KETNOI_SERVER_CATALOGUE_H_

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "matcher/index/snapshot.h"
#include "matcher/model/criteria_set.h"
#include "matcher/model/reference.h"
#include "server/column_keeper.h"
#include "server/demand.h"
#include "server/folder.h"
#include "server/log.h"
#include "server/memory_limit.h"
#include "server/resource_texts.h"
#include "server/storage/mutex.h"
#include "server/storage/store.h"
#include "server/text_search.h"

namespace ketnoi::server {

struct CatalogueSettings {
  // Where the columns are kept between starts; empty: nowhere.
  std::string column_file;
  // ReferenceData::fingerprint.
  std::string reference_fingerprint;
  // Under which requirements are ranked for suppliers; must outlive the
  // catalogue.
  std::span<const model::CriteriaSet> criteria_sets;
  Log log;
  int64_t memory_limit = 0;  // bytes; 0: none
};

// Thread-safe after Load.
class Catalogue {
 public:
  // `reference` and `store` must outlive the catalogue.
  Catalogue(const model::Reference& reference, const storage::Store& store,
            CatalogueSettings settings = {});
  // Stops following the feed.
  ~Catalogue();
  Catalogue(const Catalogue&) = delete;
  Catalogue& operator=(const Catalogue&) = delete;

  // Reads the column file and what the feed has since, or all suppliers of the
  // store, and tells the log which and why; then begins to follow its feed and
  // to read what searches need. Once, before anything else. DATA_LOSS: a stored
  // value cannot be read; UNAVAILABLE: the disk fails; CANCELLED: StopLoading
  // was called; RESOURCE_EXHAUSTED: it needs more memory than the limit.
  absl::Status Load();

  // Makes Load, in another thread or later, give up soon; after it, the feed is
  // no longer followed.
  void StopLoading() { stopping_ = true; }

  // As MemoryLimit::Admit.
  absl::Status AdmitSupplier(size_t record_bytes) {
    return memory_.Admit(record_bytes);
  }

  // OK; or why the feed is no longer followed: what is read stays as it is.
  absl::Status failure() const;

  std::shared_ptr<const index::Snapshot> snapshot() const;

  // Both of one revision.
  struct BothSides {
    std::shared_ptr<const index::Snapshot> snapshot;
    std::shared_ptr<const Demand> demand;
  };
  // Waits, while the requirements are read from the store, until `deadline`:
  // DEADLINE_EXCEEDED; DATA_LOSS or UNAVAILABLE: they cannot be; CANCELLED once
  // `cancelled` (null: never) says so.
  absl::StatusOr<BothSides> ReadBothSides(
      absl::Time deadline, const std::function<bool()>& cancelled) const;

  // Waits until what snapshot() and the others return reflects `revision`.
  // DEADLINE_EXCEEDED after `deadline`; an error of the feed if it broke.
  absl::Status WaitApplied(int64_t revision, absl::Time deadline) const;

  // Names of the resources that match at `revision`, best first.
  struct Found {
    std::vector<TextHit> hits;
    int64_t revision = 0;
  };
  // As TextIndex::Search. Waits, while the texts are read from the store, until
  // `deadline`: DEADLINE_EXCEEDED; DATA_LOSS or UNAVAILABLE: they cannot be.
  absl::StatusOr<Found> Search(storage::Collection collection,
                               std::string_view query, absl::Time deadline,
                               const std::function<bool()>& cancelled) const;

 private:
  // What one batch of entries of the feed changes.
  struct Changes {
    std::vector<index::Change> suppliers;
    TextChanges texts;
    std::vector<storage::FeedEntry> demand;  // entries that may change it
  };

  // From the column file and the feed. NOT_FOUND, or another error that says
  // why the file is of no use: what was published then is to be replaced.
  absl::Status LoadFile();
  absl::Status LoadStore();
  // Applies the feed up to the store's revision.
  absl::Status CatchUp();
  void Tell(const std::string& line) const {
    if (log_) log_(line);
  }

  void Follow();
  // Returns how many suppliers' entries were applied.
  absl::StatusOr<size_t> ApplyFeed();
  // Appends what one entry changes.
  absl::Status Apply(const storage::FeedEntry& entry, Changes& changes) const;
  // What is not read before the snapshot is there: the requirements, then the
  // texts.
  void LoadRest();
  void LoadDemand();
  void LoadTexts();
  // Publishes what was loaded, brought to the snapshot's revision.
  absl::Status AdoptDemand();
  void AdoptTexts();
  // What is loaded after the start.
  enum class Rest { kDemand, kTexts };
  bool IsLoaded(Rest rest) const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // Waits until it is, or cannot be, as ReadBothSides.
  absl::Status AwaitLoaded(Rest rest, absl::Time deadline,
                           const std::function<bool()>& cancelled) const
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // Counts the memory of what is published, now and then.
  void CountMemory();
  // Frees the snapshots that were published before and are no longer read.
  void DropUnread();
  // Publishes `snapshot`, and what was published before with their changes;
  // keeps the changes for AdoptDemand and AdoptTexts while there is nothing.
  // Errors of DemandBuilder::Apply, whereupon nothing is published.
  absl::Status Publish(std::shared_ptr<const index::Snapshot> snapshot,
                       Changes changes);
  // The demand that is published, with the changes; null while there is none.
  absl::StatusOr<std::shared_ptr<const Demand>> DemandWith(
      std::vector<storage::FeedEntry> changes);

  const model::Reference& reference_;
  const storage::Store& store_;
  const Log log_;
  MemoryLimit memory_;
  std::optional<ColumnKeeper> keeper_;

  mutable storage::Mutex mutex_;
  mutable storage::Condition applied_;
  std::shared_ptr<const index::Snapshot> snapshot_ ABSL_GUARDED_BY(mutex_);
  // Absent until they are loaded.
  std::shared_ptr<const Demand> demand_ ABSL_GUARDED_BY(mutex_);
  std::optional<TextIndexes> texts_ ABSL_GUARDED_BY(mutex_);
  // What the thread that loads them leaves for the follower. The requirements
  // have no write after this revision.
  std::unique_ptr<DemandBuilder> loaded_demand_ ABSL_GUARDED_BY(mutex_);
  int64_t loaded_demand_revision_ ABSL_GUARDED_BY(mutex_) = 0;
  std::optional<LoadedTexts> loaded_texts_ ABSL_GUARDED_BY(mutex_);
  absl::Status demand_status_ ABSL_GUARDED_BY(mutex_);
  absl::Status texts_status_ ABSL_GUARDED_BY(mutex_);
  absl::Status feed_status_ ABSL_GUARDED_BY(mutex_);

  const std::span<const model::CriteriaSet> criteria_sets_;

  // Only the follower uses these. Of what is published; null until it is.
  std::unique_ptr<DemandBuilder> demand_builder_;
  // Changes that loaded_demand_ and loaded_texts_ may lack.
  std::vector<storage::FeedEntry> demand_since_;
  TextChanges texts_since_;
  absl::Time memory_counted_ = absl::InfinitePast();

  // Of the follower. Former snapshots: it frees them, so that a reader never
  // holds the last reference. Segments that were merged the folder frees.
  std::vector<std::shared_ptr<const index::Snapshot>> retired_;
  Folder folder_;

  std::atomic<bool> stopping_ = false;
  std::thread follower_;
  std::thread loader_;
};

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_CATALOGUE_H_
