#include "matcher/index/segment.h"

#include <algorithm>

namespace ketnoi::index {

std::vector<int32_t> CandidateCategories(
    const model::CategoryTree& tree,
    std::span<const model::CategoryId> listed) {
  std::vector<int32_t> categories;
  for (const model::CategoryId category : listed) {
    const int32_t end = tree.End(category).value;
    for (int32_t below = category.value; below < end; ++below) {
      categories.push_back(below);
    }
    for (model::CategoryId above = tree.Parent(category); above.stated();
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
  const int32_t position = ids_.CountBefore(id);
  return position < supplier_count() && ids_.At(position) == id ? position : -1;
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

std::vector<model::CategoryId> Segment::CategoriesOf(int32_t supplier) const {
  std::vector<model::CategoryId> categories;
  for (const Block& block : blocks_) {
    if (block.category.stated() &&
        std::binary_search(supplier_.begin() + block.begin,
                           supplier_.begin() + block.end, supplier)) {
      categories.push_back(block.category);
    }
  }
  return categories;
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
  if (column == ColumnId::Of(Field::kAssessments)) {
    return static_cast<int32_t>(assessment_begin_.size()) - 1;
  }
  if (column == ColumnId::Of(Field::kPlace)) {
    return static_cast<int32_t>(place_boxes_.size());
  }
  if (id < kFields) return part_ids_[PartField(Field(id))].size();
  const auto& attribute = attributes_[id - kFields];
  return attribute ? static_cast<int32_t>(attribute->size()) : 1;
}

void Segment::AddPlace(int32_t entry,
                       const std::optional<model::GeoCircle>& place) {
  CubePoint point;
  if (place) {
    const model::GeoPoint origin = place_boxes_[Index(entry)].origin();
    const auto from = [](int32_t corner, int32_t metres) {
      return static_cast<uint16_t>(metres - corner);
    };
    point = {from(origin.x, place->center.x), from(origin.y, place->center.y),
             from(origin.z, place->center.z)};
  }
  places_.push_back(entry);
  points_.push_back(point);
}

void Segment::Shrink() {
  composed_.shrink_to_fit();
  supplier_.shrink_to_fit();
  site_number_.shrink_to_fit();
  schemes_.shrink_to_fit();
  places_.shrink_to_fit();
  points_.shrink_to_fit();
  certificate_begin_.shrink_to_fit();
}

size_t Segment::Bytes() const {
  size_t bytes = sizeof(*this) + VectorBytes(blocks_) + VectorBytes(columns_) +
                 VectorBytes(held_codes_) + VectorBytes(attributes_);
  for (const auto& column : attributes_) {
    if (column) bytes += sizeof(*column);
  }
  VisitArrays(*this, [&](const auto& values) { bytes += VectorBytes(values); });
  return bytes;
}

}  // namespace ketnoi::index
