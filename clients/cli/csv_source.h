#ifndef KETNOI_CLIENTS_CLI_CSV_SOURCE_H_
#define KETNOI_CLIENTS_CLI_CSV_SOURCE_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "clients/cli/csv_part.h"
#include "clients/cli/csv_tables.h"
#include "clients/cli/row_source.h"

namespace ketnoi::cli {

// Records of a set of CSV files: a row of the first table each, with the rows
// of the others that have its id.
class CsvSource : public RowSource {
 public:
  // `paths` are files, each with the name of one of the set, or a folder, in
  // which every CSV file must be one of the set: what a misnamed one holds
  // would be missing in the records. What is wrong with rows is told
  // in `words`. `tables` and `prototype`, an empty record, must outlive the
  // source.
  static absl::StatusOr<std::unique_ptr<CsvSource>> Open(
      const std::vector<std::string>& paths, const CsvTables& tables,
      const google::protobuf::Message& prototype,
      const Words& words = Words(Language::kEnglish));

  bool Next(ImportRow& row) override;
  double Progress() const override;
  std::vector<std::string> Paths() const override;

 private:
  CsvSource(const CsvTables& tables, const google::protobuf::Message& prototype)
      : tables_(tables), prototype_(prototype) {}

  void ReadRecord(ImportRow& row);
  bool NextUnused(ImportRow& row);

  const CsvTables& tables_;
  const google::protobuf::Message& prototype_;
  std::unique_ptr<CsvFile> records_;
  std::vector<std::unique_ptr<CsvPart>> parts_;
  double record_bytes_ = 1;
  bool broken_ = false;
  bool ended_ = false;
};

}  // namespace ketnoi::cli

#endif  // KETNOI_CLIENTS_CLI_CSV_SOURCE_H_
