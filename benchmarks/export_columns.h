// The tables that the peers load: what a competent engineer would keep for such
// rankings. A wide table of rows, with what holds of the supplier repeated on
// each of its rows, lists as bit masks, and certificates as a child table by
// site. Only the columns that some exported requirement asks for are written.

#ifndef KETNOI_BENCHMARKS_EXPORT_COLUMNS_H_
#define KETNOI_BENCHMARKS_EXPORT_COLUMNS_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "benchmarks/export_text.h"
#include "benchmarks/workload.h"
#include "matcher/model/supplier.h"

namespace ketnoi::benchmarks {

// One row: a capability at one of the supplier's sites.
struct RowSource {
  const model::Supplier* supplier;
  const model::Capability* capability;
  int32_t supplier_number;  // in the order of ids
  int32_t position;     // among the supplier's rows: by capability, then site
  int32_t site;         // in the supplier; -1: none
  int32_t site_number;  // of all sites
};

// A certificate as it holds for one site, which `site_number` is.
struct CertificateSource {
  const model::Certificate* certificate;
  int32_t site_number;
  bool unclear;  // whether it covers the site
};

// nullopt: not stated, NULL.
using ColumnValue = std::function<std::optional<int64_t>(const RowSource&)>;

struct Column {
  std::string name;
  ColumnValue value;
};

// Rows and certificates of `suppliers`, which must be sorted by id and outlive
// it. Rows are in the order of category, supplier and position. Not
// thread-safe.
class ExportTables {
 public:
  // More rows than this of one supplier do not fit into a position's bits.
  static constexpr int32_t kMostRows = 256;

  explicit ExportTables(const ModelSuppliers& suppliers);

  const std::vector<RowSource>& rows() const { return rows_; }

  // Adds the column unless there is one of this name. The text that reads it.
  Text Use(const std::string& name, ColumnValue value);

  // Writes schema.sql, capability_row.csv, certificate.csv and supplier.csv
  // into `folder`, and record.h: the same row as a C++ struct. INVALID_ARGUMENT
  // if a supplier has too many rows.
  absl::Status Write(const std::string& folder) const;

 private:
  void AddSupplier(int32_t number);
  absl::Status WriteSchema(const std::string& folder,
                           const std::vector<int>& widths) const;
  absl::Status WriteRecord(const std::string& folder,
                           const std::vector<int>& widths) const;
  // The bits that each column needs: 8, 16, 32 or 64.
  absl::StatusOr<std::vector<int>> WriteRows(const std::string& folder) const;
  absl::Status WriteCertificates(const std::string& folder) const;

  const ModelSuppliers& suppliers_;
  std::vector<RowSource> rows_;
  std::vector<CertificateSource> certificates_;
  std::vector<Column> columns_;
  int32_t sites_ = 0;
};

// The position of a row among its supplier's, of a capability and a site by
// their positions in the record (-1: no site). -1: there is no such row.
int32_t PositionOfRow(const model::Supplier& supplier, int32_t capability,
                      int32_t site);

// Writes `text` as the whole of `path`. UNAVAILABLE: it cannot be written.
absl::Status WriteText(const std::string& path, const std::string& text);

}  // namespace ketnoi::benchmarks

#endif  // KETNOI_BENCHMARKS_EXPORT_COLUMNS_H_
