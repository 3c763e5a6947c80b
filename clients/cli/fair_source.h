#ifndef KETNOI_CLIENTS_CLI_FAIR_SOURCE_H_
#define KETNOI_CLIENTS_CLI_FAIR_SOURCE_H_

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "clients/cli/csv_file.h"
#include "clients/cli/csv_tables.h"
#include "clients/cli/file_kind.h"
#include "clients/cli/jsonl_source.h"
#include "clients/cli/row_source.h"
#include "clients/cli/words.h"

namespace ketnoi::cli {

// What is imported into a fair, and how its files are read.
struct FairRecords {
  std::string_view collection;  // "participants"
  const google::protobuf::Message& prototype;
  const std::vector<CsvColumn>& columns;   // Beside "id".
  const std::vector<CsvColumn>& contacts;  // Of the first contact; may be none.
  // True: a row may go without an id, which is then made of its two sides.
  bool ids_of_sides;
};

// The records of docs/import.md that fairs have.
const FairRecords& ParticipantRecords();
const FairRecords& WishRecords();

// "Company=display_name_en" added to `columns`. INVALID_ARGUMENT: there is no
// such column of ours, or the header came before.
absl::Status AddFairMapping(const std::string& mapping,
                            const FairRecords& records, HeaderMap& columns);

// Participants or wishes of one fair, from CSV or JSON Lines. Ids alone are
// completed to the names that records have. A row of another fair is a problem.
class FairSource : public RowSource {
 public:
  // `columns` is for CSV files only. INVALID_ARGUMENT: the file or its header.
  // `records` must outlive the source.
  static absl::StatusOr<std::unique_ptr<FairSource>> Open(
      const std::string& path, FileFormat format, const std::string& fair,
      const FairRecords& records, const HeaderMap& columns, const Words& words);

  bool Next(ImportRow& row) override;
  double Progress() const override;
  std::vector<std::string> Paths() const override { return {path_}; }

 private:
  FairSource(const std::string& path, const std::string& fair,
             const FairRecords& records, const Words& words)
      : path_(path), fair_(fair), records_(records), words_(words) {}

  bool NextCsv(ImportRow& row);
  bool NextJson(ImportRow& row);
  void ReadCells(ImportRow& row);
  // The name of the row's record, made of its id; of its sides if it has none.
  void NameRecord(ImportRow& row);

  const std::string path_;
  const std::string fair_;
  const FairRecords& records_;
  const Words words_;
  std::unique_ptr<CsvFile> csv_;  // One of the two.
  std::unique_ptr<JsonLinesSource> json_;
  double bytes_ = 1;
  std::map<std::string, int> sides_;  // How many rows had an id made of these.
};

}  // namespace ketnoi::cli

#endif  // KETNOI_CLIENTS_CLI_FAIR_SOURCE_H_
