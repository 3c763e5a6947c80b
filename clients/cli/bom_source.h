#ifndef KETNOI_CLIENTS_CLI_BOM_SOURCE_H_
#define KETNOI_CLIENTS_CLI_BOM_SOURCE_H_

#include <cstdint>
#include <fstream>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "clients/cli/bom_columns.h"
#include "clients/cli/csv.h"
#include "clients/cli/file_kind.h"
#include "clients/cli/jsonl.h"
#include "clients/cli/row_source.h"
#include "clients/cli/words.h"

namespace ketnoi::cli {

// What a bill of materials is imported as.
struct BomImport {
  std::string bom;  // "buyers/acme/boms/bicycle"
  // Our column by the file's header, in lower case; "": the column is left out.
  std::map<std::string, std::string, std::less<>> columns;
  std::string plant_id;   // Of lines that name none.
  bool composed = false;  // Of lines that do not say.
  // False: lines do not name the bill, as when it is not there to be named.
  bool names_bom = true;
};

// "Mã hàng=part_number" added to `columns`. INVALID_ARGUMENT: there is no such
// column of ours, or the header came before.
absl::Status AddBomMapping(const std::string& mapping, BomImport& import);

// Lines of a bill of materials, as requirements: a row of a CSV file each, or
// an object of a JSON Lines file whose keys are the columns. A line's id is the
// bill's with its place, and a number if others before it have that place too:
// a file that is read again gives the same ids.
class BomSource : public RowSource {
 public:
  // The longest id of a bill: lines' ids are a little longer.
  static constexpr size_t kMaxIdBytes = 48;

  // INVALID_ARGUMENT: the file, its header, or a mapping without a column.
  static absl::StatusOr<std::unique_ptr<BomSource>> Open(
      const std::string& path, FileFormat format, BomImport import,
      const Words& words);

  bool Next(ImportRow& row) override;
  double Progress() const override;
  std::vector<std::string> Paths() const override { return {path_}; }

 private:
  BomSource(const std::string& path, BomImport import, const Words& words);

  absl::Status ReadHeader();
  // Our name of the file's column; "": it is left out. Absent: there is none.
  std::optional<std::string> ColumnOf(std::string_view header) const;
  // The same text, which lives as long as the source.
  std::string_view Kept(std::string_view header);
  std::string UnknownColumn(std::string_view header) const;

  // Reads the next row into `row` and its cells; false at the end.
  bool NextCsv(ImportRow& row, BomCells& cells);
  bool NextJson(ImportRow& row, BomCells& cells);
  void ReadObject(ImportRow& row, BomCells& cells);
  void FillLine(const BomCells& cells, ImportRow& row);
  // Where the line stands; a problem if the cell is none.
  int64_t PlaceOf(const BomCells& cells, ImportRow& row) const;

  const std::string path_;
  const BomImport import_;
  const Words words_;
  std::ifstream file_;
  double bytes_ = 1;
  std::unique_ptr<CsvReader> csv_;  // One of the two.
  std::unique_ptr<JsonLinesReader> json_;
  std::vector<std::string> columns_;  // Of the CSV file, by position; ours.
  std::vector<std::string_view> header_;
  std::set<std::string, std::less<>> names_;  // What Kept keeps.
  int64_t lines_ = 0;                         // So far.
  std::map<int64_t, int> taken_;              // How many lines have a place.
};

}  // namespace ketnoi::cli

#endif  // KETNOI_CLIENTS_CLI_BOM_SOURCE_H_
