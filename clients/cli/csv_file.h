#ifndef KETNOI_CLIENTS_CLI_CSV_FILE_H_
#define KETNOI_CLIENTS_CLI_CSV_FILE_H_

#include <cstdint>
#include <fstream>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "clients/cli/csv.h"
#include "clients/cli/words.h"

namespace ketnoi::cli {

// Something wrong with a row of a file.
struct Problem {
  std::string file;
  int64_t row = 0;  // From 1, the header included; 0: the file as a whole.
  std::string id;
  std::string field;  // A CSV column or a path into the record.
  std::string value;
  std::string reason;
};

// Our column by a file's header, in lower case; "": the column is left out.
using HeaderMap = std::map<std::string, std::string, std::less<>>;

// A CSV file whose first row names its columns.
class CsvFile {
 public:
  // Opens `path`; what is wrong with its rows is told in `words`. The header
  // may name only `allowed` columns (in lower case), each once, in any case,
  // and must name the `required` ones; the error tells file, row and column.
  // `mapped`, if any, goes before the names, and each of it must be there.
  static absl::StatusOr<std::unique_ptr<CsvFile>> Open(
      const std::string& path, const Words& words,
      const std::vector<std::string_view>& allowed,
      const std::vector<std::string_view>& required,
      const HeaderMap* mapped = nullptr);

  // The next row; rows of empty cells are passed over, though counted, as blank
  // lines are. kBad also where it has more or fewer cells than the header.
  CsvReader::Outcome Next();
  void Seek(int64_t offset, int64_t row) { reader_.Seek(offset, row); }

  // The cell of the current row without blanks around it. Empty if the file
  // has no such column or the row (a bad one) no such cell.
  std::string_view Cell(std::string_view column) const;

  // What is wrong with the current, bad row.
  Problem problem() const;
  const std::string& path() const { return path_; }
  const Words& words() const { return words_; }
  int64_t row() const { return reader_.row(); }
  int64_t offset() const { return reader_.offset(); }

 private:
  CsvFile(const std::string& path, const Words& words, std::ifstream file);

  CsvReader::Outcome NextFilled();
  absl::Status ReadHeader(const std::vector<std::string_view>& allowed,
                          const std::vector<std::string_view>& required,
                          const HeaderMap* mapped);
  // Our name of the next column; empty: it is left out.
  absl::StatusOr<std::string> ColumnOf(
      const std::string& cell, const std::vector<std::string_view>& allowed,
      const HeaderMap* mapped) const;
  absl::Status HeaderError(size_t column, const std::string& what) const;

  std::string path_;
  Words words_;
  std::ifstream file_;
  CsvReader reader_;
  std::map<std::string, size_t, std::less<>> columns_;
  std::vector<std::string> header_;
  std::string ragged_;  // What is wrong with the number of cells, if it is.
};

}  // namespace ketnoi::cli

#endif  // KETNOI_CLIENTS_CLI_CSV_FILE_H_
