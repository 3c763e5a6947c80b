#include "matcher/index/segment.h"

#include <algorithm>

namespace ketnoi::index {
std::vector<int32_t> CandidateCategories(const model::CategoryTree& tree,
                                         const model::Supplier& supplier) {
  std::vector<int32_t> categories;
  for (const auto& capability : supplier.capabilities) {
    const model::CategoryId listed = capability.category;
    if (!listed.stated()) continue;
    const int32_t end = tree.End(listed).value;
    for (int32_t below = listed.value; below < end; ++below) {
      categories.push_back(below);
    }
    for (model::CategoryId above = tree.Parent(listed); above.stated();
         above = tree.Parent(above)) {
      categories.push_back(above.value);
    }
  }
  std::sort(categories.begin(), categories.end());
  categories.erase(std::unique(categories.begin(), categories.end()),
                   categories.end());
  return categories;
}

const PackedCodes* Block::Find(ColumnId column) const {
  const auto it = std::lower_bound(
      columns.begin(), columns.end(), column,
      [](const PackedCodes& a, ColumnId id) { return a.column < id; });
  return it == columns.end() || it->column != column ? nullptr : &*it;
}

int32_t Segment::Find(std::string_view id) const {
  const auto it =
      std::lower_bound(suppliers_.begin(), suppliers_.end(), id,
                       [](const auto& supplier, std::string_view wanted) {
                         return supplier->id < wanted;
                       });
  if (it == suppliers_.end() || (*it)->id != id) return -1;
  return static_cast<int32_t>(it - suppliers_.begin());
}

std::span<const Block> Segment::BlocksIn(model::CategoryId begin,
                                         model::CategoryId end) const {
  const auto before = [](const Block& block, model::CategoryId category) {
    return BlockOrder(block.category) < category.value;
  };
  const auto first =
      std::lower_bound(blocks_.begin(), blocks_.end(), begin, before);
  const auto last = std::lower_bound(first, blocks_.end(), end, before);
  return {first, last};
}

const Block& Segment::BlockOf(int32_t row) const {
  return *std::upper_bound(
      blocks_.begin(), blocks_.end(), row,
      [](int32_t wanted, const Block& block) { return wanted < block.end; });
}

std::vector<int32_t> Segment::RowsOf(int32_t supplier) const {
  std::vector<int32_t> rows;
  for (const Block& block : blocks_) {
    const auto [first, last] =
        std::equal_range(supplier_.begin() + block.begin,
                         supplier_.begin() + block.end, supplier);
    for (auto it = first; it != last; ++it) {
      rows.push_back(static_cast<int32_t>(it - supplier_.begin()));
    }
  }
  return rows;
}

int32_t Segment::entry_count(ColumnId column) const {
  const auto id = static_cast<size_t>(column.value);
  if (id < kListFields) return static_cast<int32_t>(lists_[id].size());
  if (id < kListFields + kAmountFields) {
    return static_cast<int32_t>(amounts_[id - kListFields].size());
  }
  if (id < kListFields + kAmountFields + kNumberFields) {
    return static_cast<int32_t>(
        numbers_[id - kListFields - kAmountFields].size());
  }
  if (column == ColumnId::Of(Field::kPlace)) {
    return static_cast<int32_t>(place_boxes_.size());
  }
  if (id < kFields) return static_cast<int32_t>(assessment_begin_.size()) - 1;
  const auto& attribute = attributes_[id - kFields];
  return attribute ? static_cast<int32_t>(attribute->size()) : 1;
}

size_t Segment::Bytes() const {
  size_t bytes = sizeof(*this) + VectorBytes(suppliers_) +
                 VectorBytes(blocks_) + VectorBytes(columns_) +
                 VectorBytes(codes_) + VectorBytes(entries_) +
                 VectorBytes(rows_of_codes_) + VectorBytes(candidate_counts_) +
                 VectorBytes(supplier_) + VectorBytes(capability_) +
                 VectorBytes(site_number_) + VectorBytes(assessments_) +
                 VectorBytes(assessment_begin_) + VectorBytes(attributes_) +
                 language_codes_.Bytes() + customer_codes_.Bytes() +
                 VectorBytes(sites_) + VectorBytes(schemes_) +
                 VectorBytes(places_) + VectorBytes(certificate_begin_) +
                 VectorBytes(certificates_) + VectorBytes(held_codes_) +
                 VectorBytes(held_chunks_) + VectorBytes(held_positions_) +
                 VectorBytes(held_words_) + VectorBytes(place_boxes_) +
                 VectorBytes(place_radii_) + VectorBytes(first_holding_) +
                 VectorBytes(held_begin_) + VectorBytes(held_);
  for (const ListColumn& column : lists_) bytes += column.Bytes();
  for (const auto& column : amounts_) bytes += VectorBytes(column);
  for (const auto& column : numbers_) bytes += VectorBytes(column);
  for (const auto& column : attributes_) {
    if (column) bytes += column->Bytes();
  }
  return bytes;
}

}  // namespace ketnoi::index
