#include "matcher/index/snapshot.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "matcher/index/segment_merger.h"

namespace ketnoi::index {
namespace {

using Suppliers = std::vector<std::shared_ptr<const model::Supplier>>;

void SortBySize(std::vector<Part>& parts) {
  std::stable_sort(
      parts.begin(), parts.end(),
      [](const Part& a, const Part& b) { return a.live > b.live; });
}

// Marks those of `ids` that are current in `part` as replaced.
template <class Map>
void ReplaceIds(const model::CategoryTree& tree, const Map& ids, Part& part) {
  std::vector<int32_t> positions;
  for (const auto& [id, supplier] : ids) {
    const int32_t position = part.segment->Find(id);
    if (position < 0 || part.replaced->Test(position)) continue;
    positions.push_back(position);
  }
  Replace(tree, positions, part);
}

// Merges small parts, as FirstToFold has it. Leaves `parts` sorted.
void MergeSmall(const model::Reference& reference, std::vector<Part>& parts) {
  const auto small =
      std::stable_partition(parts.begin(), parts.end(),
                            [](const Part& part) { return !IsSmall(part); });
  std::vector<Part> merging(small, parts.end());
  SortBySize(merging);
  merging.erase(merging.begin(),
                merging.begin() + static_cast<ptrdiff_t>(
                                      FirstToFold(merging, kSmallFoldRatio)));
  if (merging.size() > 1) {
    std::erase_if(parts, [&](const Part& part) {
      return std::any_of(
          merging.begin(), merging.end(),
          [&](const Part& other) { return other.segment == part.segment; });
    });
    parts.push_back(
        WholePart(reference.categories,
                  MergeSegments(reference, merging, [] { return false; })));
  }
  SortBySize(parts);
}

// The current suppliers of `before` that are not current in `now`, which is
// what became of it; null: nothing is left.
std::vector<int32_t> ReplacedSince(const Part& before, const Part* now) {
  std::vector<int32_t> positions;
  const auto add = [&](int32_t position) { positions.push_back(position); };
  if (now != nullptr) {
    now->replaced->ForEachSince(*before.replaced, add);
    return positions;
  }
  for (int32_t s = 0; s < before.segment->supplier_count(); ++s) {
    if (!before.replaced->Test(s)) add(s);
  }
  return positions;
}

}  // namespace

Snapshot::Snapshot(const model::Reference& reference, std::vector<Part> parts,
                   int64_t revision)
    : reference_(reference), parts_(std::move(parts)), revision_(revision) {
  for (const Part& part : parts_) supplier_count_ += part.live;
}

std::shared_ptr<const Snapshot> Snapshot::Build(
    const model::Reference& reference, Suppliers suppliers, int64_t revision) {
  std::vector<Part> parts;
  if (!suppliers.empty()) {
    parts.push_back(WholePart(reference.categories,
                              Segment::Build(reference, std::move(suppliers))));
  }
  return std::shared_ptr<const Snapshot>(
      new Snapshot(reference, std::move(parts), revision));
}

std::shared_ptr<const Snapshot> Snapshot::Of(const model::Reference& reference,
                                             std::vector<Part> parts,
                                             int64_t revision) {
  SortBySize(parts);
  return std::shared_ptr<const Snapshot>(
      new Snapshot(reference, std::move(parts), revision));
}

std::shared_ptr<const Snapshot> Snapshot::With(std::vector<Change> changes,
                                               int64_t revision) const {
  absl::flat_hash_map<std::string, std::shared_ptr<const model::Supplier>> last;
  for (Change& change : changes) {
    last[std::move(change.id)] = std::move(change.supplier);
  }
  std::vector<Part> parts = parts_;
  for (Part& part : parts) ReplaceIds(reference_.categories, last, part);
  std::erase_if(parts, [](const Part& part) { return part.live == 0; });

  Suppliers added;
  for (auto& [id, supplier] : last) {
    if (supplier) added.push_back(std::move(supplier));
  }
  if (!added.empty()) {
    parts.push_back(WholePart(reference_.categories,
                              Segment::Build(reference_, std::move(added))));
  }
  MergeSmall(reference_, parts);
  return std::shared_ptr<const Snapshot>(
      new Snapshot(reference_, std::move(parts), revision));
}

std::shared_ptr<const Snapshot> Snapshot::Folded(const Fold& fold) const {
  std::vector<Part> parts = parts_;
  Part merged = WholePart(reference_.categories, fold.merged);
  std::vector<int32_t> replaced;  // positions in the merged segment
  for (const Part& before : fold.parts) {
    const auto now = std::find_if(
        parts.begin(), parts.end(),
        [&](const Part& part) { return part.segment == before.segment; });
    const auto since =
        ReplacedSince(before, now == parts.end() ? nullptr : &*now);
    for (const int32_t position : since) {
      replaced.push_back(fold.merged->Find(before.segment->id(position)));
    }
    if (now != parts.end()) parts.erase(now);
  }
  Replace(reference_.categories, replaced, merged);
  if (merged.live > 0) parts.push_back(std::move(merged));
  SortBySize(parts);
  return std::shared_ptr<const Snapshot>(
      new Snapshot(reference_, std::move(parts), revision_));
}

std::optional<SupplierAt> Snapshot::Find(std::string_view id) const {
  for (const Part& part : parts_) {
    const int32_t position = part.segment->Find(id);
    if (position < 0 || part.replaced->Test(position)) {
      continue;
    }
    return SupplierAt{part.segment.get(), position};
  }
  return std::nullopt;
}

int64_t Snapshot::row_count() const {
  int64_t rows = 0;
  for (const Part& part : parts_) rows += part.segment->row_count();
  return rows;
}

}  // namespace ketnoi::index
