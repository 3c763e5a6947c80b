// Builds segments from records.

#ifndef KETNOI_MATCHER_INDEX_SEGMENT_BUILDER_H_
#define KETNOI_MATCHER_INDEX_SEGMENT_BUILDER_H_

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "matcher/index/block_packer.h"
#include "matcher/index/entry_interner.h"
#include "matcher/index/segment.h"

namespace ketnoi::index {

// Used once, by Segment::Build.
class SegmentBuilder {
 public:
  explicit SegmentBuilder(const model::Reference& reference);

  std::shared_ptr<const Segment> Build(
      std::vector<std::shared_ptr<const model::Supplier>> suppliers);

 private:
  // What a row is of; the numbers are of all capabilities and sites here.
  struct Row {
    model::CategoryId category;
    int32_t supplier;
    int32_t capability;  // in the record; -1: none
    int32_t site;        // in the record; -1: none stated
    int32_t capability_number;
    int32_t site_number;
  };
  // What the entries of a field are stated by.
  enum class Level : uint8_t { kSupplier, kCapability, kSite };
  // An attribute that a capability states.
  struct Stated {
    model::AttributeId attribute;
    int32_t entry;
  };

  static Level LevelOf(Field field);

  void AddSupplier(int32_t position);
  void AddRows(int32_t position, const model::Supplier& supplier);
  // `position`: in the record; -1: it has none.
  void AddCapability(const model::Capability& capability, int32_t position);
  void AddSite(const model::Supplier& supplier, int32_t site);
  void AddSupplierFields(const model::Supplier& supplier);

  // Appends an entry of the supplier, capability or site that is added.
  void AddEntry(Field field, int32_t entry);
  template <class Tag>
  void Add(Field field, const model::StatedList<model::Id<Tag>>& list);
  void Add(Field field, const Amount& amount);
  void Add(Field field, std::optional<int32_t> number);

  void NumberSites();
  void AddSiteValues(const Row& row);
  void PackBlocks();
  void PackBlock(int32_t begin, int32_t end);
  void PackAttributes(int32_t begin, int32_t end);

  std::vector<int32_t>& EntriesOf(Field field) {
    return field_entries_[static_cast<size_t>(field)];
  }

  const model::Reference& reference_;
  std::vector<std::shared_ptr<const model::Supplier>> suppliers_;
  std::shared_ptr<Segment> segment_;
  EntryInterner interner_;
  BlockPacker packer_;
  WordColumnBuilder ids_;
  WordColumnBuilder names_;
  std::vector<Row> rows_;

  // By field: the entry of each supplier, capability or site.
  std::array<std::vector<int32_t>, kFields> field_entries_;
  std::vector<Stated> stated_;          // of all capabilities
  std::vector<uint32_t> stated_begin_;  // by capability
  std::vector<std::pair<int32_t, int32_t>> record_sites_;  // supplier, site
  std::vector<Segment::SiteCertificate> certificates_;     // by site
  std::vector<std::vector<int32_t>> attribute_entries_;    // by attribute
};

}  // namespace ketnoi::index

#endif  // KETNOI_MATCHER_INDEX_SEGMENT_BUILDER_H_
