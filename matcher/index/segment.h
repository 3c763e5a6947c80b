// An immutable set of suppliers as packed columns.
//
// A row is a capability at one of its sites. Rows are sorted by category, then
// supplier, capability and site; the rows of one category are a block, so that
// a category with everything below it is a few adjacent blocks. A supplier
// without sites has one row per capability, at site -1. A supplier without
// capabilities has rows outside of every category (capability -1), in the last
// block, so that it can be explained.
//
// What rows state is in columns of distinct values (columns.h); a block packs
// which of them its rows have (packed_codes.h). What differs from site to site,
// certificates and coordinates, is kept once per site and reached by the row's
// site number; beside the rows stands what decides most questions about them:
// a box around the place, and the certificates held of each scheme. What
// answers show of a supplier, its names and the ids of its capabilities and
// sites, is in texts (texts.h, words.h): a segment needs no records. All of it
// are flat arrays.
//
// Immutable after Build; thread-safe.

#ifndef KETNOI_MATCHER_INDEX_SEGMENT_H_
#define KETNOI_MATCHER_INDEX_SEGMENT_H_

#include <array>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "matcher/index/attribute_column.h"
#include "matcher/index/columns.h"
#include "matcher/index/packed_codes.h"
#include "matcher/index/site_certificates.h"
#include "matcher/index/texts.h"
#include "matcher/index/words.h"
#include "matcher/model/geo.h"
#include "matcher/model/reference.h"
#include "matcher/model/supplier.h"

namespace ketnoi::index {

// Rows [begin, end) of one category; not stated() for none.
struct Block {
  model::CategoryId category;
  int32_t begin = 0;
  int32_t end = 0;
  std::span<const PackedCodes> columns;  // by ascending id
  std::span<const HeldCodes> held;       // by ascending scheme

  int32_t size() const { return end - begin; }
  // Null: no row of the block states the column.
  const PackedCodes* Find(ColumnId column) const;
  // `row`: of the segment.
  int32_t EntryAt(ColumnId column, int32_t row) const {
    const PackedCodes* codes = Find(column);
    return codes == nullptr ? 0 : codes->EntryAt(row - begin);
  }
};

// Where the block of a category stands among the others: no category last.
inline int32_t BlockOrder(model::CategoryId category) {
  return category.stated() ? category.value
                           : std::numeric_limits<int32_t>::max();
}

// The categories for which a supplier has a candidate row: those that its
// capabilities list, and all above and below them. Ascending, distinct.
std::vector<int32_t> CandidateCategories(
    const model::CategoryTree& tree, std::span<const model::CategoryId> listed);

class Segment {
 public:
  using SiteCertificate = index::SiteCertificate;
  static constexpr int32_t kAlways = SiteCertificate::kAlways;
  static constexpr int32_t kNever = SiteCertificate::kNever;

  // What a firm is called.
  struct Names {
    std::string vi;
    std::string en;
  };

  // Ids are distinct; a supplier has at most kMostParts capabilities and
  // kMostParts sites. O(n log n) in rows.
  static constexpr int32_t kMostParts = std::numeric_limits<int16_t>::max();
  static std::shared_ptr<const Segment> Build(
      const model::Reference& reference,
      std::vector<std::shared_ptr<const model::Supplier>> suppliers);

  // Suppliers are in ascending order of ids; a position stands for one.
  int32_t supplier_count() const {
    return static_cast<int32_t>(composed_.size());
  }
  // -1: there is none. O(log n).
  int32_t Find(std::string_view id) const;
  // The position of the first supplier whose id is greater. O(log n).
  int32_t FindAfter(std::string_view id) const { return ids_.CountUpTo(id); }
  std::string id(int32_t supplier) const { return ids_.At(supplier); }
  Names names(int32_t supplier) const {
    return {names_.At(2 * supplier), names_.At(2 * supplier + 1)};
  }
  bool composed(int32_t supplier) const {
    return composed_[Index(supplier)] != 0;
  }

  int32_t row_count() const { return static_cast<int32_t>(supplier_.size()); }
  // By ascending category, that of no category last; none is empty.
  std::span<const Block> blocks() const { return blocks_; }
  // The blocks of categories in [begin, end).
  std::span<const Block> BlocksIn(model::CategoryId begin,
                                  model::CategoryId end) const;
  const Block& BlockOf(int32_t row) const;
  // Rows of one supplier, ascending. O(blocks * log(rows)).
  std::vector<int32_t> RowsOf(int32_t supplier) const;
  // The categories of a supplier's capabilities; ascending, distinct. As
  // RowsOf.
  std::vector<model::CategoryId> CategoriesOf(int32_t supplier) const;
  // Suppliers that have a row at the category, below it or above it.
  int32_t candidate_count(model::CategoryId category) const {
    return candidate_counts_[category.index()];
  }

  // What a row is of: the supplier's position; those of the capability and the
  // site in its record, or -1, in O(log n).
  int32_t supplier(int32_t row) const { return supplier_[Index(row)]; }
  int32_t capability(int32_t row) const {
    return position(Field::kCapabilityId, EntryOf(Field::kCapabilityId, row));
  }
  int32_t site(int32_t row) const {
    return position(Field::kSiteId, EntryOf(Field::kSiteId, row));
  }
  // The ids that these have in the record; empty if there is none. O(log n).
  std::string_view capability_id(int32_t row) const {
    return part_id(Field::kCapabilityId, EntryOf(Field::kCapabilityId, row));
  }
  std::string_view site_id(int32_t row) const {
    return part_id(Field::kSiteId, EntryOf(Field::kSiteId, row));
  }
  // Numbers the sites of all suppliers; "no site" of a supplier is one.
  int32_t site_number(int32_t row) const { return site_number_[Index(row)]; }
  // By row.
  const int32_t* site_numbers() const { return site_number_.data(); }

  // Values of a field's entries. Of entry 0 amounts are not stated, numbers are
  // kNoNumber, ids empty, positions -1.
  ListView list(Field field, int32_t entry) const {
    return lists_[Index(static_cast<int32_t>(field))].At(Index(entry));
  }
  const Amount& amount(Field field, int32_t entry) const {
    return amounts_[static_cast<size_t>(field) - kListFields][Index(entry)];
  }
  int32_t number(Field field, int32_t entry) const {
    return numbers_[static_cast<size_t>(field) - kListFields - kAmountFields]
                   [Index(entry)];
  }
  std::span<const Assessment> assessments(int32_t entry) const {
    return {assessments_.data() + assessment_begin_[Index(entry)],
            assessments_.data() + assessment_begin_[Index(entry) + 1]};
  }
  // An entry of kPlace.
  const PlaceBox& place_box(int32_t entry) const {
    return place_boxes_[Index(entry)];
  }
  // The radii of all boxes, which are few; ascending.
  std::span<const int32_t> place_radii() const { return place_radii_; }
  // A holding: what a site holds of one scheme, in the order of the record.
  // `code` < holding_count(scheme).
  std::span<const SiteCertificate> holding(int32_t scheme,
                                           uint32_t code) const {
    const size_t number = first_holding_[Index(scheme)] + code;
    return {held_.data() + held_begin_[number],
            held_.data() + held_begin_[number + 1]};
  }
  size_t holding_count(int32_t scheme) const {
    return first_holding_[Index(scheme) + 1] - first_holding_[Index(scheme)];
  }
  // Of a part of a record: its id, and its position in the record or -1.
  std::string_view part_id(Field field, int32_t entry) const {
    return part_ids_[PartField(field)].At(entry);
  }
  int32_t position(Field field, int32_t entry) const {
    return positions_[PartField(field)][Index(entry)];
  }
  // Null: no row states the attribute.
  const AttributeColumn* attribute(model::AttributeId attribute) const {
    return attributes_[attribute.index()].get();
  }
  // How many entries a column has, at least 1.
  int32_t entry_count(ColumnId column) const;
  // Numbers of the codes on these lists.
  const Dictionary& language_codes() const { return language_codes_; }
  const Dictionary& customer_codes() const { return customer_codes_; }

  // Of a site, by its number. Certificates in the order of the record.
  SiteCertificates certificates(int32_t site) const {
    const uint32_t* places = certificates_.data();
    return {held_.data(),
            {places + certificate_begin_[Index(site)],
             places + certificate_begin_[Index(site) + 1]}};
  }
  // The schemes of its certificates, and what the supplier's list says by
  // leaving out.
  ListView schemes(int32_t site) const {
    return list(Field::kSchemes, schemes_[Index(site)]);
  }
  // Nothing if none is stated.
  std::optional<model::GeoCircle> place(int32_t site) const {
    const PlaceBox& box = place_boxes_[Index(places_[Index(site)])];
    if (!box.stated()) return std::nullopt;
    const model::GeoPoint origin = box.origin();
    const CubePoint& point = points_[Index(site)];
    return model::GeoCircle{
        {origin.x + point.x, origin.y + point.y, origin.z + point.z},
        box.radius_m};
  }
  int32_t site_count() const { return static_cast<int32_t>(schemes_.size()); }

  // What all of it takes.
  size_t Bytes() const;

 private:
  friend class SegmentBuilder;
  friend class SegmentMerger;
  friend class EntryInterner;
  friend class BlockPacker;
  friend class HoldingPacker;
  friend class SegmentArrays;
  friend class SegmentReader;
  friend class SegmentChecker;

  // Codes begin at multiples of kPadding.
  struct alignas(kPadding) CodeLine {
    uint8_t bytes[kPadding];
  };

  Segment() = default;

  // All arrays but those that hold pointers, in a fixed order (texts.h). Which
  // attributes have a column does not change.
  template <class Self, class Visit>
  static void VisitArrays(Self& self, Visit&& visit) {
    WordColumn::VisitArrays(self.ids_, visit);
    WordColumn::VisitArrays(self.names_, visit);
    visit(self.composed_);
    visit(self.codes_);
    visit(self.entries_);
    visit(self.rows_of_codes_);
    visit(self.held_chunks_);
    visit(self.held_positions_);
    visit(self.held_words_);
    visit(self.candidate_counts_);
    visit(self.supplier_);
    visit(self.site_number_);
    for (auto& column : self.lists_) ListColumn::VisitArrays(column, visit);
    for (auto& column : self.amounts_) visit(column);
    for (auto& column : self.numbers_) visit(column);
    visit(self.assessments_);
    visit(self.assessment_begin_);
    visit(self.place_boxes_);
    visit(self.place_radii_);
    visit(self.first_holding_);
    visit(self.held_begin_);
    visit(self.held_);
    for (auto& column : self.part_ids_) TextColumn::VisitArrays(column, visit);
    for (auto& column : self.positions_) visit(column);
    for (auto& column : self.attributes_) {
      if (column) AttributeColumn::VisitArrays(*column, visit);
    }
    Dictionary::VisitArrays(self.language_codes_, visit);
    Dictionary::VisitArrays(self.customer_codes_, visit);
    visit(self.schemes_);
    visit(self.places_);
    visit(self.points_);
    visit(self.certificate_begin_);
    visit(self.certificates_);
  }

  // Appends where the next site is: an entry of kPlace, whose cube `place` is
  // in, or 0 and none. Used while the segment is made.
  void AddPlace(int32_t entry, const std::optional<model::GeoCircle>& place);
  // Gives back what vectors of suppliers and sites have allocated too much.
  void Shrink();
  static size_t PartField(Field field) {
    return static_cast<size_t>(field) -
           static_cast<size_t>(Field::kCapabilityId);
  }
  int32_t EntryOf(Field field, int32_t row) const {
    return BlockOf(row).EntryAt(ColumnId::Of(field), row);
  }

  WordColumn ids_;
  WordColumn names_;  // of each supplier the Vietnamese, then the English one
  std::vector<uint8_t> composed_;

  std::vector<Block> blocks_;
  std::vector<PackedCodes> columns_;
  std::vector<CodeLine> codes_;
  std::vector<int32_t> entries_;  // of all PackedCodes
  std::vector<HeldCodes> held_codes_;
  std::vector<uint32_t> held_chunks_;  // of all HeldCodes
  std::vector<uint16_t> held_positions_;
  std::vector<uint16_t> held_words_;       // codes, one or two words each
  std::vector<int32_t> rows_of_codes_;     // likewise
  std::vector<int32_t> candidate_counts_;  // by category

  std::vector<int32_t> supplier_;
  std::vector<int32_t> site_number_;

  std::array<ListColumn, kListFields> lists_;
  std::array<std::vector<Amount>, kAmountFields> amounts_;
  std::array<std::vector<int32_t>, kNumberFields> numbers_;
  std::vector<Assessment> assessments_;
  std::vector<uint32_t> assessment_begin_;
  std::vector<PlaceBox> place_boxes_;
  std::vector<int32_t> place_radii_;
  std::vector<uint32_t> first_holding_;  // by scheme, and one past the last
  std::vector<uint32_t> held_begin_;     // by holding, and one past the last
  std::vector<SiteCertificate> held_;
  std::array<TextColumn, kPartFields> part_ids_;
  std::array<std::vector<int16_t>, kPartFields> positions_;
  std::vector<std::unique_ptr<AttributeColumn>> attributes_;
  Dictionary language_codes_;
  Dictionary customer_codes_;

  // By site number. Sites are numbered by their first row, so that a scan of a
  // category reads them nearly in order.
  std::vector<int32_t> schemes_;             // entry of kSchemes
  std::vector<int32_t> places_;              // entry of kPlace
  std::vector<CubePoint> points_;            // of that entry's cube
  std::vector<uint32_t> certificate_begin_;  // and one past the last
  std::vector<uint32_t> certificates_;       // places in held_
};

}  // namespace ketnoi::index

#endif  // KETNOI_MATCHER_INDEX_SEGMENT_H_
