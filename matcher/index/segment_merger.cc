#include "matcher/index/segment_merger.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <queue>
#include <string>
#include <utility>
#include <vector>

#include "matcher/index/block_packer.h"
#include "matcher/index/entry_interner.h"
#include "matcher/index/entry_map.h"
#include "matcher/index/holding_packer.h"
#include "matcher/index/words.h"

namespace ketnoi::index {

// Used once, by MergeSegments.
class SegmentMerger {
 public:
  SegmentMerger(const model::Reference& reference, std::span<const Part> parts);

  std::shared_ptr<const Segment> Merge(const std::function<bool()>& cancelled);

 private:
  // A segment that is merged, and how far.
  struct Source {
    const Part& part;
    const Segment& segment;
    EntryMap entries;
    std::vector<int32_t> suppliers;  // merged position; -1: replaced
    std::vector<int32_t> sites;      // merged number; -1: not met yet
    size_t next_block = 0;

    // Of the block that is merged, null if the source has none: which of its
    // rows are current, and where they are in the merged block.
    const Block* block = nullptr;
    std::vector<int32_t> rows;
    std::vector<int32_t> places;
  };

  void MergeSuppliers();
  void ReserveRows();
  // Of the block that comes next; nothing after the last.
  std::optional<model::CategoryId> NextCategory() const;
  // Appends the rows of the block, without what they state.
  void MergeRows(model::CategoryId category);
  void AppendRow(Source& source, int32_t row, int32_t supplier);
  int32_t AppendSite(Source& source, int32_t site);
  // What the appended rows state.
  void PackColumns();
  // Sets entries_ of the rows that come from `source`.
  void Gather(Source& source, ColumnId column);

  const model::Reference& reference_;
  std::shared_ptr<Segment> merged_;
  EntryInterner interner_;
  BlockPacker packer_;
  WordColumnBuilder ids_;
  WordColumnBuilder names_;
  std::vector<Source> sources_;
  std::vector<Segment::SiteCertificate> certificates_;  // by site
  int32_t block_begin_ = 0;

  std::vector<ColumnId> columns_;      // of the block
  std::vector<int32_t> entries_;       // of a column, by row of the block
  std::vector<int32_t> code_entries_;  // of a column, by code of a source
};

SegmentMerger::SegmentMerger(const model::Reference& reference,
                             std::span<const Part> parts)
    : reference_(reference),
      merged_(new Segment),
      interner_(reference, *merged_),
      packer_(*merged_) {
  const int32_t categories = reference.categories.size();
  auto& counts = merged_->candidate_counts_;
  counts.resize(Index(categories));
  sources_.reserve(parts.size());
  for (const Part& part : parts) {
    const Segment& segment = *part.segment;
    sources_.push_back(
        {part,
         segment,
         EntryMap(reference, segment, interner_),
         std::vector<int32_t>(Index(segment.supplier_count()), -1),
         std::vector<int32_t>(Index(segment.site_count()), -1),
         0,
         nullptr,
         {},
         {}});
    for (int32_t c = 0; c < categories; ++c) {
      counts[Index(c)] += part.CandidateCount({c});
    }
  }
}

std::shared_ptr<const Segment> SegmentMerger::Merge(
    const std::function<bool()>& cancelled) {
  MergeSuppliers();
  ReserveRows();
  while (const auto category = NextCategory()) {
    if (cancelled()) return nullptr;
    MergeRows(*category);
    if (merged_->row_count() == block_begin_) continue;
    packer_.Begin(*category, merged_->row_count());
    PackColumns();
    block_begin_ = merged_->row_count();
  }
  merged_->certificate_begin_.push_back(
      static_cast<uint32_t>(certificates_.size()));
  packer_.Finish();
  HoldingPacker(reference_, certificates_, *merged_).Pack();
  interner_.Finish();
  merged_->ids_ = ids_.Take();
  merged_->names_ = names_.Take();
  merged_->Shrink();
  return std::move(merged_);
}

void SegmentMerger::MergeSuppliers() {
  struct Head {
    std::string id;
    size_t source;
    int32_t position;
    bool operator<(const Head& other) const { return id > other.id; }
  };
  std::priority_queue<Head> heads;
  const auto push_current = [&](size_t s, int32_t position) {
    const Source& source = sources_[s];
    const int32_t end = source.segment.supplier_count();
    while (position < end && source.part.replaced->Test(position)) ++position;
    if (position == end) return;
    heads.push({source.segment.id(position), s, position});
  };
  for (size_t s = 0; s < sources_.size(); ++s) push_current(s, 0);
  while (!heads.empty()) {
    const Head head = heads.top();
    heads.pop();
    Source& source = sources_[head.source];
    source.suppliers[Index(head.position)] = merged_->supplier_count();
    ids_.Add(head.id);
    const auto names = source.segment.names(head.position);
    names_.Add(names.vi);
    names_.Add(names.en);
    merged_->composed_.push_back(source.segment.composed(head.position) ? 1
                                                                        : 0);
    push_current(head.source, head.position + 1);
  }
}

void SegmentMerger::ReserveRows() {
  size_t rows = 0;
  size_t sites = 0;
  size_t certificates = 0;
  for (const Source& source : sources_) {
    rows += source.segment.supplier_.size();
    sites += source.segment.schemes_.size();
    certificates += source.segment.certificates_.size();
  }
  merged_->supplier_.reserve(rows);
  merged_->site_number_.reserve(rows);
  merged_->schemes_.reserve(sites);
  merged_->places_.reserve(sites);
  merged_->points_.reserve(sites);
  merged_->certificate_begin_.reserve(sites + 1);
  certificates_.reserve(certificates);
}

std::optional<model::CategoryId> SegmentMerger::NextCategory() const {
  std::optional<model::CategoryId> next;
  for (const Source& source : sources_) {
    if (source.next_block == source.segment.blocks_.size()) continue;
    const auto category = source.segment.blocks_[source.next_block].category;
    if (!next || BlockOrder(category) < BlockOrder(*next)) next = category;
  }
  return next;
}

void SegmentMerger::MergeRows(model::CategoryId category) {
  struct Head {
    int32_t supplier;  // merged
    size_t source;
    int32_t row;
    bool operator<(const Head& other) const {
      return supplier > other.supplier;
    }
  };
  std::priority_queue<Head> heads;
  // Appends rows of suppliers before `limit`, then queues the next.
  const auto append_until = [&](size_t s, int32_t row, int32_t limit) {
    Source& source = sources_[s];
    for (; row < source.block->end; ++row) {
      const int32_t supplier =
          source.suppliers[Index(source.segment.supplier(row))];
      if (supplier < 0) continue;
      if (supplier >= limit) {
        heads.push({supplier, s, row});
        return;
      }
      AppendRow(source, row, supplier);
    }
  };
  for (size_t s = 0; s < sources_.size(); ++s) {
    Source& source = sources_[s];
    const auto& blocks = source.segment.blocks_;
    const bool has = source.next_block < blocks.size() &&
                     blocks[source.next_block].category == category;
    source.block = has ? &blocks[source.next_block++] : nullptr;
    source.rows.clear();
    source.places.clear();
    if (has) append_until(s, source.block->begin, 0);
  }
  while (!heads.empty()) {
    const Head head = heads.top();
    heads.pop();
    append_until(head.source, head.row,
                 heads.empty() ? std::numeric_limits<int32_t>::max()
                               : heads.top().supplier);
  }
}

void SegmentMerger::AppendRow(Source& source, int32_t row, int32_t supplier) {
  source.rows.push_back(row - source.block->begin);
  source.places.push_back(merged_->row_count() - block_begin_);
  int32_t& site = source.sites[Index(source.segment.site_number(row))];
  if (site < 0) site = AppendSite(source, source.segment.site_number(row));
  merged_->supplier_.push_back(supplier);
  merged_->site_number_.push_back(site);
}

int32_t SegmentMerger::AppendSite(Source& source, int32_t site) {
  const Segment& from = source.segment;
  const int32_t number = merged_->site_count();
  merged_->schemes_.push_back(source.entries.At(ColumnId::Of(Field::kSchemes),
                                                from.schemes_[Index(site)]));
  merged_->AddPlace(
      source.entries.At(ColumnId::Of(Field::kPlace), from.places_[Index(site)]),
      from.place(site));
  merged_->certificate_begin_.push_back(
      static_cast<uint32_t>(certificates_.size()));
  for (const auto& held : from.certificates(site)) {
    certificates_.push_back(held);
  }
  return number;
}

void SegmentMerger::PackColumns() {
  columns_.clear();
  for (const Source& source : sources_) {
    if (source.rows.empty()) continue;
    for (const PackedCodes& codes : source.block->columns) {
      columns_.push_back(codes.column);
    }
  }
  std::sort(columns_.begin(), columns_.end());
  columns_.erase(std::unique(columns_.begin(), columns_.end()), columns_.end());
  for (const ColumnId column : columns_) {
    entries_.assign(Index(merged_->row_count() - block_begin_), 0);
    for (Source& source : sources_) {
      if (!source.rows.empty()) Gather(source, column);
    }
    packer_.Pack(column, entries_);
  }
}

void SegmentMerger::Gather(Source& source, ColumnId column) {
  const PackedCodes* codes = source.block->Find(column);
  if (codes == nullptr) return;
  code_entries_.assign(codes->entries.size(), -1);
  for (size_t i = 0; i < source.rows.size(); ++i) {
    const uint32_t code = codes->CodeAt(source.rows[i]);
    int32_t& entry = code_entries_[code];
    if (entry < 0) entry = source.entries.At(column, codes->entries[code]);
    entries_[Index(source.places[i])] = entry;
  }
}

std::shared_ptr<const Segment> MergeSegments(
    const model::Reference& reference, std::span<const Part> parts,
    const std::function<bool()>& cancelled) {
  return SegmentMerger(reference, parts).Merge(cancelled);
}

}  // namespace ketnoi::index
