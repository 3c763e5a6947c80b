// The immutable in-memory index of one revision.
//
// A snapshot is a list of segments, each an immutable block of columns, with a
// mark per supplier that a later segment replaced. Scores are absolute, so
// ranking the segments apart and merging the results is exact. Writing makes a
// new snapshot that shares the old segments; readers hold a snapshot for one
// request and are never in a writer's way.
//
//   auto snapshot = Snapshot::Build(reference, suppliers, revision);
//   snapshot = snapshot->With({{"acme", changed}, {"gone", nullptr}},
//   revision);

#ifndef KETNOI_MATCHER_INDEX_SNAPSHOT_H_
#define KETNOI_MATCHER_INDEX_SNAPSHOT_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "matcher/index/folding.h"
#include "matcher/index/part.h"
#include "matcher/model/reference.h"
#include "matcher/model/supplier.h"

namespace ketnoi::index {

// A write: the supplier as it is from now on, or null if it is deleted.
struct Change {
  std::string id;
  std::shared_ptr<const model::Supplier> supplier;
};

// A supplier of a snapshot, and where it is indexed; lives as long as the
// snapshot.
struct SupplierAt {
  const Segment* segment = nullptr;
  int32_t position = -1;
};

class Snapshot {
 public:
  using Part = index::Part;

  // `reference` must outlive every snapshot. Ids are distinct.
  // O(n log n) in capability rows.
  static std::shared_ptr<const Snapshot> Build(
      const model::Reference& reference,
      std::vector<std::shared_ptr<const model::Supplier>> suppliers,
      int64_t revision);

  // A snapshot of these parts: each has somebody who is current, and nobody is
  // in two.
  static std::shared_ptr<const Snapshot> Of(const model::Reference& reference,
                                            std::vector<Part> parts,
                                            int64_t revision);

  // This snapshot with `changes` applied in order (the last of an id counts).
  // O(changes) rows are indexed, and small segments (folding.h) are merged. The
  // larger ones are for Folded: without it their number grows with the writes.
  std::shared_ptr<const Snapshot> With(std::vector<Change> changes,
                                       int64_t revision) const;

  // This snapshot with the merge of parts that it has, or had when the merge
  // began, in their place; what was replaced since then is marked. O(parts),
  // and for each supplier that was replaced since O(log n). Whoever merges
  // keeps Fold::parts while readers hold older snapshots, as to free a large
  // segment takes tens of milliseconds.
  std::shared_ptr<const Snapshot> Folded(const Fold& fold) const;

  // Absent if there is none. O(parts * log n).
  std::optional<SupplierAt> Find(std::string_view id) const;

  const model::Reference& reference() const { return reference_; }
  int64_t revision() const { return revision_; }
  int32_t supplier_count() const { return supplier_count_; }
  int64_t row_count() const;
  const std::vector<Part>& parts() const { return parts_; }

 private:
  Snapshot(const model::Reference& reference, std::vector<Part> parts,
           int64_t revision);

  const model::Reference& reference_;
  std::vector<Part> parts_;  // most current suppliers first
  int64_t revision_;
  int32_t supplier_count_ = 0;
};

}  // namespace ketnoi::index

#endif  // KETNOI_MATCHER_INDEX_SNAPSHOT_H_
