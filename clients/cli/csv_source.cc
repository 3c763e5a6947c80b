#include "clients/cli/csv_source.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <utility>

#include "clients/cli/proto_field.h"
#include "clients/cli/suggestion.h"
#include "fmt/format.h"

namespace ketnoi::cli {
namespace {

namespace fs = std::filesystem;

using Paths = std::map<std::string, std::string, std::less<>>;

std::vector<std::string_view> FileNames(const CsvTables& tables) {
  std::vector<std::string_view> names = {tables.records.file_name};
  for (const CsvTable& part : tables.parts) names.push_back(part.file_name);
  return names;
}

absl::Status AddPath(const std::string& path, const CsvTables& tables,
                     Paths& found) {
  const auto names = FileNames(tables);
  const std::string name = fs::path(path).filename().string();
  if (std::find(names.begin(), names.end(), name) == names.end()) {
    return absl::InvalidArgumentError(
        fmt::format("{}: the file's name is none of {}{}", path,
                    fmt::join(names, ", "), SuggestionText(name, names)));
  }
  if (!found.emplace(name, path).second) {
    return absl::InvalidArgumentError(
        fmt::format("{}: {} was given twice", path, name));
  }
  return absl::OkStatus();
}

// The path of each file of the set, by its name.
absl::StatusOr<Paths> FindFiles(const std::vector<std::string>& paths,
                                const CsvTables& tables) {
  Paths found;
  for (const std::string& path : paths) {
    std::error_code error;
    if (!fs::is_directory(path, error)) {
      const absl::Status status = AddPath(path, tables, found);
      if (!status.ok()) return status;
      continue;
    }
    for (const std::string_view name : FileNames(tables)) {
      const std::string file = (fs::path(path) / name).string();
      if (!fs::exists(file, error)) continue;
      const absl::Status status = AddPath(file, tables, found);
      if (!status.ok()) return status;
    }
  }
  if (found.find(tables.records.file_name) == found.end()) {
    return absl::InvalidArgumentError(
        fmt::format("{}: there is no {}", paths.empty() ? "" : paths.front(),
                    tables.records.file_name));
  }
  return found;
}

}  // namespace

absl::StatusOr<std::unique_ptr<CsvSource>> CsvSource::Open(
    const std::vector<std::string>& paths, const CsvTables& tables,
    const google::protobuf::Message& prototype) {
  auto found = FindFiles(paths, tables);
  if (!found.ok()) return found.status();
  std::unique_ptr<CsvSource> source(new CsvSource(tables, prototype));
  const std::string& path = found->find(tables.records.file_name)->second;
  auto records =
      CsvFile::Open(path, ColumnNames(tables.records), tables.records.key);
  if (!records.ok()) return records.status();
  source->records_ = std::move(*records);
  std::error_code error;
  const auto bytes = fs::file_size(path, error);
  if (!error && bytes > 0) source->record_bytes_ = static_cast<double>(bytes);
  for (const CsvTable& table : tables.parts) {
    const auto part_path = found->find(table.file_name);
    if (part_path == found->end()) continue;
    auto part =
        CsvPart::Open(part_path->second, table, tables.records.key.size());
    if (!part.ok()) return part.status();
    source->parts_.push_back(std::move(*part));
  }
  return source;
}

double CsvSource::Progress() const {
  return std::min(1.0, static_cast<double>(records_->offset()) / record_bytes_);
}

std::vector<std::string> CsvSource::Paths() const {
  std::vector<std::string> paths = {records_->path()};
  for (const auto& part : parts_) paths.push_back(part->path());
  return paths;
}

bool CsvSource::Next(ImportRow& row) {
  row = ImportRow();
  row.file = records_->path();
  if (ended_) return NextUnused(row);
  const auto outcome = records_->Next();
  row.row = records_->row();
  switch (outcome) {
    case CsvReader::Outcome::kRecord:
    case CsvReader::Outcome::kBad:
      ReadRecord(row);
      if (outcome == CsvReader::Outcome::kBad) {
        row.problems = {records_->problem()};
        row.problems.front().id = row.id;
      }
      return true;
    case CsvReader::Outcome::kBroken:
      broken_ = true;
      row.problems = {records_->problem()};
      row.problems.front().reason += "; nothing after it was read";
      return true;
    case CsvReader::Outcome::kEnd:
      break;
  }
  ended_ = true;
  return NextUnused(row);
}

void CsvSource::ReadRecord(ImportRow& row) {
  row.message.reset(prototype_.New());
  std::string key;
  std::string name;
  for (size_t i = 0; i < tables_.records.key.size(); ++i) {
    const std::string_view cell = records_->Cell(tables_.records.key[i]);
    if (i > 0) key += '/';
    key += cell;
    name += tables_.name_pieces[i];
    name += cell;
  }
  row.id = key;
  for (const std::string_view column : tables_.records.key) {
    if (records_->Cell(column).empty()) {
      AddProblem(*records_, column, "is empty", row);
    }
  }
  if (!row.problems.empty()) return;
  if (!SetFromCell("name", name, *row.message).ok()) return;
  AddOrigin(*records_, "", tables_.records.columns, row);
  const std::string_view id = tables_.records.key.back();
  row.origins.back().cells.push_back(
      {id, "name", std::string(records_->Cell(id))});
  SetColumns(*records_, tables_.records.columns, *row.message, row);
  for (const auto& part : parts_) part->AddTo(key, row);
}

bool CsvSource::NextUnused(ImportRow& row) {
  // After a break rows of the other files may belong to what was not read.
  if (broken_) return false;
  Problem problem;
  for (const auto& part : parts_) {
    if (!part->NextUnused(problem)) continue;
    row.file = problem.file;
    row.row = problem.row;
    row.id = problem.id;
    row.problems = {problem};
    return true;
  }
  return false;
}

}  // namespace ketnoi::cli
