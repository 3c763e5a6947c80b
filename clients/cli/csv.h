#ifndef KETNOI_CLIENTS_CLI_CSV_H_
#define KETNOI_CLIENTS_CLI_CSV_H_

#include <cstddef>
#include <cstdint>
#include <istream>
#include <string>
#include <string_view>
#include <vector>

namespace ketnoi::cli {

// Reads RFC 4180 CSV record by record: comma-separated, quoted with '"', lines
// ended by LF, CRLF or a lone CR, a UTF-8 byte order mark at the beginning
// tolerated. Line breaks within quoted cells are read as LF. Blank lines are
// passed over but counted. Holds one record and a small buffer in memory,
// however large the file is.
class CsvReader {
 public:
  enum class Outcome {
    kRecord,  // cells() has a record.
    kBad,     // error() says what is wrong with this record; reading goes on.
    kBroken,  // A quote is open at the end: nothing further can be read.
    kEnd,
  };

  // A record beyond either limit is kBad; it is read to its end, not kept.
  static constexpr size_t kMaxRecordBytes = 1 << 20;
  static constexpr size_t kMaxCells = 1000;

  // `in` must outlive the reader; open it in binary mode.
  explicit CsvReader(std::istream& in);

  Outcome Next();

  // Goes to where a record begins: offset() and row() of that record.
  void Seek(int64_t offset, int64_t row);

  const std::vector<std::string>& cells() const { return cells_; }
  // Number of the record, counting every record from 1, as spreadsheets do.
  int64_t row() const { return row_; }
  // Byte offset at which the record begins.
  int64_t offset() const { return record_offset_; }
  // What is wrong, with the cell's number within the record, from 1; 0: the
  // record as a whole.
  const std::string& error() const { return error_; }
  size_t error_cell() const { return error_cell_; }

 private:
  static constexpr int kEndOfFile = -1;

  int Peek();
  int Get();
  bool Fill();
  void ReadCell();
  void ReadQuotedCell();
  // False at the end of the record.
  bool ReadSeparator();
  void SkipToEndOfLine();
  // `cell`, from 1, is the one that is wrong.
  void Fail(std::string message, size_t cell);
  void Append(char c);

  std::istream& in_;
  std::string buffer_;
  size_t position_ = 0;
  int64_t buffer_offset_ = 0;
  std::vector<std::string> cells_;
  std::string cell_;
  size_t record_bytes_ = 0;
  int64_t row_ = 0;
  int64_t record_offset_ = 0;
  std::string error_;
  size_t error_cell_ = 0;
  bool broken_ = false;
};

// `cell` as CSV writes it: quoted where it must be.
std::string CsvCell(std::string_view cell);

// A CSV line of `cells`, with its CRLF.
std::string CsvLine(const std::vector<std::string>& cells);

}  // namespace ketnoi::cli

#endif  // KETNOI_CLIENTS_CLI_CSV_H_
