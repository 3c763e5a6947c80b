#include "clients/cli/csv_file.h"

#include <algorithm>
#include <utility>

#include "clients/cli/cells.h"
#include "clients/cli/file_kind.h"
#include "clients/cli/suggestion.h"
#include "fmt/format.h"

namespace ketnoi::cli {

CsvFile::CsvFile(const std::string& path, const Words& words,
                 std::ifstream file)
    : path_(path), words_(words), file_(std::move(file)), reader_(file_) {}

absl::StatusOr<std::unique_ptr<CsvFile>> CsvFile::Open(
    const std::string& path, const Words& words,
    const std::vector<std::string_view>& allowed,
    const std::vector<std::string_view>& required, const HeaderMap* mapped) {
  std::ifstream file;
  absl::Status status = OpenText(path, FileFormat::kCsv, file);
  if (!status.ok()) return status;
  std::unique_ptr<CsvFile> result(new CsvFile(path, words, std::move(file)));
  status = result->ReadHeader(allowed, required, mapped);
  if (!status.ok()) return status;
  return result;
}

absl::Status CsvFile::HeaderError(size_t column,
                                  const std::string& what) const {
  const std::string place =
      column == 0 ? "" : fmt::format(", column {}", column);
  return absl::InvalidArgumentError(
      fmt::format("{}: row {}{}: {}", path_, reader_.row(), place, what));
}

// The next record that says anything: spreadsheets write the rows that were
// cleared too.
CsvReader::Outcome CsvFile::NextFilled() {
  for (;;) {
    const auto outcome = reader_.Next();
    if (outcome != CsvReader::Outcome::kRecord) return outcome;
    for (const std::string& cell : reader_.cells()) {
      if (!Trim(cell).empty()) return outcome;
    }
  }
}

absl::StatusOr<std::string> CsvFile::ColumnOf(
    const std::string& cell, const std::vector<std::string_view>& allowed,
    const HeaderMap* mapped) const {
  const std::string name = Lower(Trim(cell));
  if (mapped != nullptr) {
    const auto found = mapped->find(name);
    if (found != mapped->end()) return found->second;
  }
  if (std::find(allowed.begin(), allowed.end(), name) != allowed.end()) {
    return name;
  }
  std::string what = fmt::format("unknown column \"{}\"{}", Trim(cell),
                                 SuggestionText(name, allowed));
  if (mapped != nullptr) {
    what += fmt::format(
        "; give --map \"{0}=COLUMN\", or --map \"{0}=\" to leave it out",
        Trim(cell));
  }
  return HeaderError(header_.size() + 1, what);
}

absl::Status CsvFile::ReadHeader(const std::vector<std::string_view>& allowed,
                                 const std::vector<std::string_view>& required,
                                 const HeaderMap* mapped) {
  const auto outcome = NextFilled();
  if (outcome == CsvReader::Outcome::kEnd) {
    return HeaderError(0, "the file is empty; the first row names the columns");
  }
  if (outcome != CsvReader::Outcome::kRecord) {
    return HeaderError(reader_.error_cell(), reader_.error());
  }
  for (const std::string& cell : reader_.cells()) {
    const auto column = ColumnOf(cell, allowed, mapped);
    if (!column.ok()) return column.status();
    const size_t position = header_.size();
    header_.push_back(Lower(Trim(cell)));
    if (column->empty()) continue;
    if (!columns_.emplace(*column, position).second) {
      return HeaderError(position + 1, fmt::format("the column \"{}\" came "
                                                   "before",
                                                   *column));
    }
  }
  if (mapped != nullptr) {
    for (const auto& [header, column] : *mapped) {
      if (std::find(header_.begin(), header_.end(), header) != header_.end()) {
        continue;
      }
      return HeaderError(
          0, fmt::format("--map: there is no column \"{}\"", header));
    }
  }
  for (const std::string_view column : required) {
    if (columns_.find(column) == columns_.end()) {
      return HeaderError(0,
                         fmt::format("the column \"{}\" is missing", column));
    }
  }
  return absl::OkStatus();
}

CsvReader::Outcome CsvFile::Next() {
  ragged_.clear();
  const auto outcome = NextFilled();
  if (outcome != CsvReader::Outcome::kRecord) return outcome;
  if (reader_.cells().size() == header_.size()) return outcome;
  ragged_ = words_.Format(Word::kOtherCellCount, reader_.cells().size(),
                          header_.size());
  return CsvReader::Outcome::kBad;
}

std::string_view CsvFile::Cell(std::string_view column) const {
  const auto found = columns_.find(column);
  if (found == columns_.end() || found->second >= reader_.cells().size()) {
    return "";
  }
  return Trim(reader_.cells()[found->second]);
}

Problem CsvFile::problem() const {
  Problem problem;
  problem.file = path_;
  problem.row = reader_.row();
  problem.reason = ragged_.empty() ? reader_.error() : ragged_;
  const size_t cell = reader_.error_cell();
  if (ragged_.empty() && cell > 0 && cell <= header_.size()) {
    problem.field = header_[cell - 1];
  }
  return problem;
}

}  // namespace ketnoi::cli
