// An immutable block of suppliers as columns.
//
// A row is a capability at one of its sites. Rows are sorted by category, then
// supplier, capability and site, so that a category with everything below it is
// one slice, and the rows of a supplier within a category lie together. A
// supplier without sites has one row per capability, at site -1. A supplier
// without capabilities has rows outside of every category (capability -1), so
// that it can be explained.
//
// Immutable after Build; thread-safe.

#ifndef KETNOI_MATCHER_INDEX_SEGMENT_H_
#define KETNOI_MATCHER_INDEX_SEGMENT_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "matcher/index/columns.h"
#include "matcher/model/reference.h"
#include "matcher/model/supplier.h"

namespace ketnoi::index {

// Rows [begin, end).
struct RowRange {
  int32_t begin = 0;
  int32_t end = 0;
};

class Segment {
 public:
  // A certificate as it holds for one site of a supplier. A copy without its
  // sites, so that a scan does not jump between records.
  struct SiteCertificate {
    model::SchemeId scheme;
    int32_t level;  // -1: none
    std::optional<model::Date> valid_from;
    std::optional<model::Date> valid_to;
    model::EvidenceLevel evidence;
    bool scope_unclear;
  };

  // Ids are distinct. O(n log n) in rows.
  static std::shared_ptr<const Segment> Build(
      const model::Reference& reference,
      std::vector<std::shared_ptr<const model::Supplier>> suppliers);

  // Suppliers in ascending order of ids; a position stands for the supplier.
  const std::vector<std::shared_ptr<const model::Supplier>>& suppliers() const {
    return suppliers_;
  }
  int32_t supplier_count() const {
    return static_cast<int32_t>(suppliers_.size());
  }
  // -1: there is none.
  int32_t Find(std::string_view id) const;

  int32_t row_count() const { return static_cast<int32_t>(supplier_.size()); }
  // Rows listed at exactly this category.
  RowRange RowsAt(model::CategoryId category) const {
    return {category_begin_[category.index()],
            category_begin_[category.index() + 1]};
  }
  // Rows listed at this category or below it.
  RowRange RowsUnder(model::CategoryId category) const;
  // Rows of one supplier, in the order of its capabilities and sites.
  std::span<const int32_t> RowsOf(int32_t supplier) const;

  // What a row is of.
  int32_t supplier(int32_t row) const { return supplier_[Index(row)]; }
  int32_t capability(int32_t row) const { return capability_[Index(row)]; }
  int32_t site(int32_t row) const { return site_[Index(row)]; }
  // Not stated() for a supplier without capabilities.
  model::CategoryId category(int32_t row) const {
    return category_[Index(row)];
  }

  // Columns.
  ListView processes(int32_t row) const { return processes_.At(Index(row)); }
  ListView materials(int32_t row) const { return materials_.At(Index(row)); }
  // What is free in a month: thousandths of the unit.
  const std::optional<model::Quantity>& free_capacity(int32_t row) const {
    return free_capacity_[Index(row)];
  }
  const std::optional<model::Quantity>& minimum_order(int32_t row) const {
    return minimum_order_[Index(row)];
  }
  // Days; -1: not stated.
  int32_t sample_lead_days(int32_t row) const {
    return sample_lead_days_[Index(row)];
  }
  int32_t series_lead_days(int32_t row) const {
    return series_lead_days_[Index(row)];
  }
  model::ProvinceId province(int32_t row) const {
    return province_[Index(row)];
  }
  const std::optional<model::GeoCircle>& place(int32_t row) const {
    return place_[Index(row)];
  }
  // The certificates of the row's site, in the order of the record.
  std::span<const SiteCertificate> certificates(int32_t row) const {
    const size_t position = SiteNumber(row);
    return {certificates_.data() + certificate_begin_[position],
            certificates_.data() + certificate_begin_[position + 1]};
  }
  // What the supplier's list of certificates says by leaving out; nothing is
  // held in it.
  ListView certificates_left_out(int32_t row) const {
    return certificates_left_out_.At(SiteNumber(row));
  }
  // Of the supplier: numbers of language_codes().
  ListView languages(int32_t row) const {
    return languages_.At(SiteNumber(row));
  }
  const Dictionary& language_codes() const { return language_codes_; }
  // When the supplier's record was confirmed.
  const std::optional<model::Date>& confirmed_date(int32_t row) const {
    return confirmed_date_[Index(row)];
  }
  const AttributeColumn& attribute(model::AttributeId attribute) const {
    return attributes_[attribute.index()];
  }

 private:
  struct RowSource;

  Segment() = default;
  static size_t Index(int32_t row) { return static_cast<size_t>(row); }
  size_t SiteNumber(int32_t row) const {
    return Index(site_number_[Index(row)]);
  }
  void AppendRow(const RowSource& source);
  void AppendAttributes(const model::Reference& reference);
  void IndexCategories(const model::Reference& reference);
  void IndexSupplierRows();
  void AppendSites(const std::vector<RowSource>& rows);
  void AppendCertificates(const model::Supplier& supplier, int32_t site);
  void AppendLists(const model::Supplier& supplier);

  std::vector<std::shared_ptr<const model::Supplier>> suppliers_;
  absl::flat_hash_map<std::string, int32_t> by_id_;

  std::vector<int32_t> category_begin_;  // by category, and one past the last
  std::vector<model::CategoryId> category_end_;  // end of the subtree
  std::vector<uint32_t> supplier_rows_begin_;
  std::vector<int32_t> supplier_rows_;

  std::vector<model::CategoryId> category_;
  std::vector<int32_t> supplier_;
  std::vector<int32_t> capability_;
  std::vector<int32_t> site_;
  ListColumn processes_;
  ListColumn materials_;
  std::vector<std::optional<model::Quantity>> free_capacity_;
  std::vector<std::optional<model::Quantity>> minimum_order_;
  std::vector<int32_t> sample_lead_days_;
  std::vector<int32_t> series_lead_days_;
  std::vector<model::ProvinceId> province_;
  std::vector<std::optional<model::GeoCircle>> place_;
  std::vector<AttributeColumn> attributes_;
  std::vector<std::optional<model::Date>> confirmed_date_;

  // Lists that hold of a site or of the whole supplier: once for each site of a
  // supplier, however many rows it has. Sites are numbered by their first row,
  // so that a scan of a category reads them nearly in order.
  std::vector<int32_t> site_number_;  // by row
  std::vector<SiteCertificate> certificates_;
  std::vector<uint32_t> certificate_begin_;  // by site, and one past the last
  ListColumn certificates_left_out_;
  ListColumn languages_;
  Dictionary language_codes_;
};

}  // namespace ketnoi::index

#endif  // KETNOI_MATCHER_INDEX_SEGMENT_H_
