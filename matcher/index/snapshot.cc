#include "matcher/index/snapshot.h"

#include <algorithm>
#include <span>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "matcher/index/segment_merger.h"

namespace ketnoi::index {
namespace {

using Suppliers = std::vector<std::shared_ptr<const model::Supplier>>;

// Segments are merged once this many are of one size class, so that a write is
// cheap and the number of segments grows with the logarithm of the catalogue.
constexpr size_t kFanIn = 8;

// Sizes within a factor of kFanIn are of one class.
int SizeClass(int32_t live) {
  int size_class = 0;
  for (int64_t bound = 64; bound < live; bound *= kFanIn) ++size_class;
  return size_class;
}

Part MakePart(const model::Reference& reference,
              std::shared_ptr<const Segment> segment) {
  Part part;
  part.live = segment->supplier_count();
  part.segment = std::move(segment);
  part.replaced =
      std::make_shared<const Bitmap>(static_cast<size_t>(part.live));
  part.replaced_candidates = std::make_shared<const std::vector<int32_t>>(
      static_cast<size_t>(reference.categories.size()), 0);
  return part;
}

// Marks those of `ids` that are current in `part` as replaced.
template <class Map>
void Replace(const model::CategoryTree& tree, const Map& ids, Part& part) {
  std::shared_ptr<Bitmap> replaced;
  std::shared_ptr<std::vector<int32_t>> candidates;
  for (const auto& [id, supplier] : ids) {
    const int32_t position = part.segment->Find(id);
    if (position < 0) continue;
    const auto index = static_cast<size_t>(position);
    if (part.replaced->Test(position)) continue;
    if (!replaced) {
      replaced = std::make_shared<Bitmap>(*part.replaced);
      candidates =
          std::make_shared<std::vector<int32_t>>(*part.replaced_candidates);
      part.replaced = replaced;
      part.replaced_candidates = candidates;
    }
    replaced->Set(position);
    --part.live;
    for (const int32_t category :
         CandidateCategories(tree, *part.segment->suppliers()[index])) {
      ++(*candidates)[static_cast<size_t>(category)];
    }
  }
}

// Makes the parts from `first` on one.
void MergeFrom(const model::Reference& reference, size_t first,
               std::vector<Part>& parts) {
  auto merged = MergeSegments(reference, std::span(parts).subspan(first),
                              [] { return false; });
  parts.resize(first);
  parts.push_back(MakePart(reference, std::move(merged)));
}

// Merges the smallest parts while kFanIn of them are of one size class.
void Merge(const model::Reference& reference, std::vector<Part>& parts) {
  for (;;) {
    std::stable_sort(
        parts.begin(), parts.end(),
        [](const Part& a, const Part& b) { return a.live > b.live; });
    if (parts.size() < kFanIn) return;
    size_t first = parts.size() - kFanIn;
    if (SizeClass(parts[first].live) != SizeClass(parts.back().live)) return;
    MergeFrom(reference, first, parts);
  }
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
    parts.push_back(
        MakePart(reference, Segment::Build(reference, std::move(suppliers))));
  }
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
  for (Part& part : parts) Replace(reference_.categories, last, part);
  std::erase_if(parts, [](const Part& part) { return part.live == 0; });

  Suppliers added;
  for (auto& [id, supplier] : last) {
    if (supplier) added.push_back(std::move(supplier));
  }
  if (!added.empty()) {
    parts.push_back(
        MakePart(reference_, Segment::Build(reference_, std::move(added))));
  }
  Merge(reference_, parts);
  return std::shared_ptr<const Snapshot>(
      new Snapshot(reference_, std::move(parts), revision));
}

std::shared_ptr<const Snapshot> Snapshot::Folded(int32_t most) const {
  size_t first = parts_.size();
  for (int64_t live = 0; first > 0; --first) {
    live += parts_[first - 1].live;
    if (live > most) break;
  }
  if (parts_.size() - first < 2) return nullptr;
  std::vector<Part> parts = parts_;
  MergeFrom(reference_, first, parts);
  return std::shared_ptr<const Snapshot>(
      new Snapshot(reference_, std::move(parts), revision_));
}

const model::Supplier* Snapshot::Find(std::string_view id) const {
  for (const Part& part : parts_) {
    const int32_t position = part.segment->Find(id);
    if (position < 0 || part.replaced->Test(position)) {
      continue;
    }
    return part.segment->suppliers()[static_cast<size_t>(position)].get();
  }
  return nullptr;
}

int64_t Snapshot::row_count() const {
  int64_t rows = 0;
  for (const Part& part : parts_) rows += part.segment->row_count();
  return rows;
}

}  // namespace ketnoi::index
