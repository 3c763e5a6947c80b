#ifndef KETNOI_CLIENTS_CLI_CSV_PART_H_
#define KETNOI_CLIENTS_CLI_CSV_PART_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "clients/cli/csv_tables.h"

namespace ketnoi::cli {

// The rows of one joined file, found by the record that they belong to. Opening
// reads the file once and keeps 32 bytes per row; the rows themselves are read
// again when their record is built, so the order of the file does not matter
// (the record's own order is fastest).
class CsvPart {
 public:
  // `table` must outlive the part; its first `key_size` key columns name the
  // record. A file that cannot be read to its end is an
  // error: which records it would make incomplete cannot be known.
  static absl::StatusOr<std::unique_ptr<CsvPart>> Open(const std::string& path,
                                                       const Words& words,
                                                       const CsvTable& table,
                                                       size_t key_size);

  // Adds the rows of `key` (the cells of the key columns, joined with
  // '/') to `record`, in the order of the file.
  void AddTo(std::string_view key, ImportRow& record);

  // The next row that no record took, with its reason; false if there is none.
  // Call it after every record was built.
  bool NextUnused(Problem& problem);

  const std::string& path() const { return file_->path(); }

 private:
  struct Entry {
    uint64_t hash;
    int64_t offset;
    int64_t row;
    bool used;
  };

  CsvPart(const CsvTable& table, size_t key_size,
          std::unique_ptr<CsvFile> file);
  absl::Status ReadEntries();
  std::string KeyOfRow() const;
  void AddRowTo(ImportRow& record);

  const CsvTable& table_;
  size_t key_size_;  // Columns of table_.key that name the record.
  std::unique_ptr<CsvFile> file_;
  std::vector<Entry> entries_;  // By hash, then row.
  size_t unused_ = 0;           // Position of NextUnused.
};

}  // namespace ketnoi::cli

#endif  // KETNOI_CLIENTS_CLI_CSV_PART_H_
