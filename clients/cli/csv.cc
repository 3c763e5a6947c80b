#include "clients/cli/csv.h"

#include <utility>

#include "clients/cli/byte_order_mark.h"
#include "clients/cli/text_width.h"
#include "fmt/format.h"

namespace ketnoi::cli {
namespace {

constexpr size_t kBufferBytes = 64 << 10;

}  // namespace

CsvReader::CsvReader(std::istream& in) : in_(in) {
  if (Fill() &&
      buffer_.compare(0, kByteOrderMark.size(), kByteOrderMark) == 0) {
    position_ = kByteOrderMark.size();
  }
}

bool CsvReader::Fill() {
  buffer_offset_ += static_cast<int64_t>(buffer_.size());
  buffer_.resize(kBufferBytes);
  in_.read(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
  buffer_.resize(static_cast<size_t>(in_.gcount()));
  position_ = 0;
  return !buffer_.empty();
}

int CsvReader::Peek() {
  if (position_ == buffer_.size() && !Fill()) return kEndOfFile;
  return static_cast<unsigned char>(buffer_[position_]);
}

int CsvReader::Get() {
  const int c = Peek();
  if (c != kEndOfFile) ++position_;
  return c;
}

void CsvReader::Seek(int64_t offset, int64_t row) {
  const int64_t in_buffer = offset - buffer_offset_;
  if (in_buffer >= 0 && in_buffer < static_cast<int64_t>(buffer_.size())) {
    position_ = static_cast<size_t>(in_buffer);
  } else {
    in_.clear();
    in_.seekg(offset);
    buffer_.clear();
    buffer_offset_ = offset;
    position_ = 0;
  }
  row_ = row - 1;
  broken_ = false;
}

void CsvReader::Fail(std::string message, size_t cell) {
  if (!error_.empty()) return;  // The first error of a record is the one told.
  error_ = std::move(message);
  error_cell_ = cell;
}

void CsvReader::Append(char c) {
  if (++record_bytes_ > kMaxRecordBytes) {
    if (record_bytes_ > kMaxRecordBytes + 1) return;  // It was said.
    Fail(fmt::format("the record is longer than {} bytes", kMaxRecordBytes),
         cells_.size() + 1);
    cell_.clear();
    return;
  }
  if (c == '\0') Fail("a NUL byte", cells_.size() + 1);
  cell_ += c;
}

CsvReader::Outcome CsvReader::Next() {
  cells_.clear();
  error_.clear();
  record_bytes_ = 0;
  if (broken_) return Outcome::kEnd;
  for (;;) {
    const int c = Peek();
    if (c == kEndOfFile) return Outcome::kEnd;
    if (c != '\n' && c != '\r') break;
    ReadSeparator();
    ++row_;
  }
  record_offset_ = buffer_offset_ + static_cast<int64_t>(position_);
  ++row_;
  do {
    ReadCell();
  } while (ReadSeparator());
  if (broken_) return Outcome::kBroken;
  return error_.empty() ? Outcome::kRecord : Outcome::kBad;
}

void CsvReader::ReadCell() {
  cell_.clear();
  if (Peek() == '"') {
    ReadQuotedCell();
  } else {
    for (int c = Peek(); c != kEndOfFile && c != ',' && c != '\n' && c != '\r';
         c = Peek()) {
      if (c == '"') {
        Fail("a quote within a cell that does not begin with one",
             cells_.size() + 1);
      }
      Append(static_cast<char>(Get()));
    }
  }
  size_t position = 0;
  if (!IsUtf8(cell_, &position)) {
    Fail(fmt::format("not UTF-8 at byte {} of the cell", position + 1),
         cells_.size() + 1);
  }
  if (cells_.size() == kMaxCells) {
    Fail(fmt::format("more than {} cells", kMaxCells), kMaxCells + 1);
  } else {
    cells_.push_back(cell_);
  }
}

void CsvReader::ReadQuotedCell() {
  Get();
  for (;;) {
    int c = Get();
    if (c == kEndOfFile) {
      // Where the quote should have been closed cannot be known.
      error_.clear();
      Fail("the quoted cell is not closed", cells_.size() + 1);
      broken_ = true;
      return;
    }
    if (c == '"') {
      if (Peek() != '"') return;
      Get();
    } else if (c == '\r') {
      if (Peek() == '\n') Get();
      c = '\n';
    }
    Append(static_cast<char>(c));
  }
}

bool CsvReader::ReadSeparator() {
  if (broken_) return false;
  const int c = Peek();
  if (c == ',') {
    Get();
    return true;
  }
  if (c != kEndOfFile && c != '\n' && c != '\r') {
    Fail("text after the closing quote", cells_.size());
  }
  SkipToEndOfLine();
  return false;
}

void CsvReader::SkipToEndOfLine() {
  int c = Get();
  while (c != kEndOfFile && c != '\n' && c != '\r') c = Get();
  // A lone CR ends no line in RFC 4180; what wrote it meant to.
  if (c == '\r' && Peek() == '\n') Get();
}

std::string CsvCell(std::string_view cell) {
  // A byte order mark in front of a file would not be read back as text.
  const bool plain =
      cell.find_first_of(",\"\r\n") == std::string_view::npos &&
      !cell.starts_with("\xef\xbb\xbf") &&
      (cell.empty() || (cell.front() != ' ' && cell.back() != ' '));
  if (plain) return std::string(cell);
  std::string quoted = "\"";
  for (const char c : cell) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

std::string CsvLine(const std::vector<std::string>& cells) {
  std::string line;
  for (size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) line += ',';
    line += CsvCell(cells[i]);
  }
  return line + "\r\n";
}

}  // namespace ketnoi::cli
