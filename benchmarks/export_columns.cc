#include "benchmarks/export_columns.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <numeric>
#include <tuple>
#include <utility>

#include "fmt/format.h"

namespace ketnoi::benchmarks {
namespace {

// The largest figure of a column of 32 bits, of which 10,000 times as much fits
// as well. Larger ones are BIGINT.
constexpr int64_t kMost32Bit = 100'000;

// The bits of a column whose figures are no larger: 8, 16, 32 or 64.
int WidthOf(int64_t largest) {
  if (largest < 128) return 8;
  if (largest < 32'768) return 16;
  return largest <= kMost32Bit ? 32 : 64;
}

std::vector<int32_t> SitesOf(const model::Supplier& supplier,
                             const model::Capability& capability) {
  if (supplier.sites.empty()) return {-1};
  std::vector<int32_t> sites = capability.sites;
  if (sites.empty()) {
    sites.resize(supplier.sites.size());
    std::iota(sites.begin(), sites.end(), 0);
  }
  std::sort(sites.begin(), sites.end());
  return sites;
}

void AppendCell(std::optional<int64_t> value, std::string& line) {
  if (!line.empty()) line += ',';
  if (value) line += std::to_string(*value);
}

std::optional<int64_t> Days(const std::optional<model::Date>& date) {
  if (!date) return std::nullopt;
  return date->days;
}

absl::Status Close(const std::string& path, std::ofstream& file) {
  file.close();
  if (file) return absl::OkStatus();
  return absl::UnavailableError(fmt::format("cannot write '{}'", path));
}

}  // namespace

int32_t PositionOfRow(const model::Supplier& supplier, int32_t capability,
                      int32_t site) {
  int32_t position = 0;
  for (int32_t c = 0; c <= capability; ++c) {
    for (const int32_t listed :
         SitesOf(supplier, supplier.capabilities[static_cast<size_t>(c)])) {
      if (c == capability && listed == site) return position;
      ++position;
    }
  }
  return -1;
}

absl::Status WriteText(const std::string& path, const std::string& text) {
  std::ofstream file(path);
  file << text;
  return Close(path, file);
}

ExportTables::ExportTables(const ModelSuppliers& suppliers)
    : suppliers_(suppliers) {
  for (int32_t i = 0; i < std::ssize(suppliers); ++i) AddSupplier(i);
  std::sort(rows_.begin(), rows_.end(),
            [](const RowSource& a, const RowSource& b) {
              return std::tuple(a.capability->category, a.supplier_number,
                                a.position) < std::tuple(b.capability->category,
                                                         b.supplier_number,
                                                         b.position);
            });
  const auto always = [this](const char* name, auto value) {
    Use(name, [value](const RowSource& row) { return value(row); });
  };
  using Row = const RowSource&;
  always("supplier", [](Row row) { return row.supplier_number; });
  always("category", [](Row row) { return row.capability->category.value; });
  always("row_position", [](Row row) { return row.position; });
  always("site", [](Row row) { return row.site_number; });
}

void ExportTables::AddSupplier(int32_t number) {
  const model::Supplier& supplier = *suppliers_[static_cast<size_t>(number)];
  const bool several = supplier.sites.size() > 1;
  const int32_t first_site = sites_;
  const auto site_count = static_cast<int32_t>(supplier.sites.size());
  sites_ += std::max(1, site_count);
  for (int32_t site = site_count == 0 ? -1 : 0; site < site_count; ++site) {
    for (const model::Certificate& certificate : supplier.certificates) {
      const auto& sites = certificate.sites;
      const bool here =
          std::find(sites.begin(), sites.end(), site) != sites.end();
      if (!sites.empty() && !here) continue;
      certificates_.push_back(
          {&certificate, first_site + std::max(0, site),
           certificate.scope_unclear || (sites.empty() && several)});
    }
  }
  int32_t position = 0;
  for (const model::Capability& capability : supplier.capabilities) {
    for (const int32_t site : SitesOf(supplier, capability)) {
      rows_.push_back({&supplier, &capability, number, position++, site,
                       first_site + std::max(0, site)});
    }
  }
}

Text ExportTables::Use(const std::string& name, ColumnValue value) {
  const bool known =
      std::any_of(columns_.begin(), columns_.end(),
                  [&](const Column& column) { return column.name == name; });
  if (!known) columns_.push_back({name, std::move(value)});
  return Alike("r." + name);
}

absl::Status ExportTables::Write(const std::string& folder) const {
  for (const RowSource& row : rows_) {
    if (row.position >= kMostRows) {
      return absl::InvalidArgumentError(
          fmt::format("{} has too many rows", row.supplier->id));
    }
  }
  const auto widths = WriteRows(folder);
  if (!widths.ok()) return widths.status();
  absl::Status status = WriteSchema(folder, *widths);
  status.Update(WriteRecord(folder, *widths));
  status.Update(WriteCertificates(folder));
  std::string suppliers = "supplier,id\n";
  for (size_t i = 0; i < suppliers_.size(); ++i) {
    suppliers += fmt::format("{},{}\n", i, suppliers_[i]->id);
  }
  status.Update(WriteText(folder + "/supplier.csv", suppliers));
  return status;
}

absl::Status ExportTables::WriteSchema(const std::string& folder,
                                       const std::vector<int>& widths) const {
  std::string columns;
  for (size_t c = 0; c < columns_.size(); ++c) {
    columns += fmt::format("{}  {} {}", c == 0 ? "" : ",\n", columns_[c].name,
                           widths[c] == 64 ? "BIGINT" : "INTEGER");
  }
  return WriteText(folder + "/schema.sql",
                   fmt::format("CREATE TABLE capability_row (\n{});\n"
                               "CREATE TABLE certificate (\n"
                               "  site INTEGER,\n  scheme INTEGER,\n"
                               "  level INTEGER,\n  valid_from INTEGER,\n"
                               "  valid_to INTEGER,\n  evidence INTEGER,\n"
                               "  unclear INTEGER);\n"
                               "CREATE TABLE supplier (\n"
                               "  supplier INTEGER,\n  id TEXT);\n",
                               columns));
}

absl::Status ExportTables::WriteRecord(const std::string& folder,
                                       const std::vector<int>& widths) const {
  std::string fields;
  for (const int width : {64, 32, 16, 8}) {  // so that there are no holes
    for (size_t c = 0; c < columns_.size(); ++c) {
      if (widths[c] != width) continue;
      fields += fmt::format("  int{}_t {};\n", width, columns_[c].name);
    }
  }
  std::string reads;
  for (const Column& column : columns_) {
    reads += fmt::format("  Read(cells, row.{});\n", column.name);
  }
  return WriteText(
      folder + "/record.h",
      fmt::format("// One row of capability_row.csv, and how it is read.\n"
                  "struct Row {{\n{}}};\n\ntemplate <class Cells>\n"
                  "void ReadRow(Cells& cells, Row& row) {{\n{}}}\n",
                  fields, reads));
}

absl::StatusOr<std::vector<int>> ExportTables::WriteRows(
    const std::string& folder) const {
  const std::string path = folder + "/capability_row.csv";
  std::ofstream file(path);
  std::string line;
  for (const Column& column : columns_) {
    line += (line.empty() ? "" : ",") + column.name;
  }
  file << line << '\n';
  std::vector<int64_t> largest(columns_.size(), 0);  // without their signs
  for (const RowSource& row : rows_) {
    line.clear();
    for (size_t c = 0; c < columns_.size(); ++c) {
      const std::optional<int64_t> value = columns_[c].value(row);
      AppendCell(value, line);
      if (value) largest[c] = std::max(largest[c], std::abs(*value));
    }
    file << line << '\n';
  }
  const absl::Status status = Close(path, file);
  if (!status.ok()) return status;
  std::vector<int> widths;
  for (const int64_t value : largest) widths.push_back(WidthOf(value));
  return widths;
}

absl::Status ExportTables::WriteCertificates(const std::string& folder) const {
  const std::string path = folder + "/certificate.csv";
  std::ofstream file(path);
  file << "site,scheme,level,valid_from,valid_to,evidence,unclear\n";
  std::string line;
  for (const CertificateSource& held : certificates_) {
    const model::Certificate& certificate = *held.certificate;
    line.clear();
    AppendCell(held.site_number, line);
    AppendCell(certificate.scheme.value, line);
    AppendCell(certificate.level < 0
                   ? std::nullopt
                   : std::optional<int64_t>(certificate.level),
               line);
    AppendCell(Days(certificate.valid_from), line);
    AppendCell(Days(certificate.valid_to), line);
    AppendCell(static_cast<int64_t>(certificate.evidence), line);
    AppendCell(held.unclear ? 1 : 0, line);
    file << line << '\n';
  }
  return Close(path, file);
}

}  // namespace ketnoi::benchmarks
