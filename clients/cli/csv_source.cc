#include "clients/cli/csv_source.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <utility>

#include "clients/cli/cells.h"
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

// The file of the set that `name` was most likely meant to be: the nearest one
// or, as copies are named ("sites (1).csv", "Copy of sites.csv"), the longest
// one whose name without ".csv" is within `name`. Empty: none.
std::string_view MeantName(std::string_view name,
                           const std::vector<std::string_view>& names) {
  const std::string lower = Lower(name);
  std::string_view meant = Nearest(lower, names);
  if (!meant.empty()) return meant;
  for (const std::string_view each : names) {
    const std::string_view stem = each.substr(0, each.rfind('.'));
    if (lower.find(stem) != std::string::npos && each.size() > meant.size()) {
      meant = each;
    }
  }
  return meant;
}

absl::Status StrayFiles(const std::vector<std::string>& paths,
                        const std::vector<std::string_view>& names) {
  std::vector<std::string> strays;
  for (const std::string& path : paths) {
    const std::string_view meant =
        MeantName(fs::path(path).filename().string(), names);
    strays.push_back(meant.empty()
                         ? path
                         : fmt::format("{} (did you mean {}?)", path, meant));
  }
  return absl::InvalidArgumentError(fmt::format(
      "{}: not the name of a file of the set: {}; rename it or keep it "
      "elsewhere; nothing was imported",
      fmt::join(strays, ", "), fmt::join(names, ", ")));
}

bool IsOneOf(const std::string& name,
             const std::vector<std::string_view>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

absl::Status AddFile(const std::string& path,
                     const std::vector<std::string_view>& names, Paths& found) {
  const std::string name = fs::path(path).filename().string();
  if (!IsOneOf(name, names)) return StrayFiles({path}, names);
  if (!found.emplace(name, path).second) {
    return absl::InvalidArgumentError(
        fmt::format("{}: {} was given twice", path, name));
  }
  return absl::OkStatus();
}

// Adds the files of the set in `folder`. Files of other kinds may be there.
absl::Status AddFolder(const std::string& folder,
                       const std::vector<std::string_view>& names,
                       Paths& found) {
  std::vector<std::string> strays;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    const fs::path& path = entry->path();
    const bool is_csv = Lower(path.extension().string()) == ".csv";
    if (IsOneOf(path.filename().string(), names)) {
      const absl::Status status = AddFile(path.string(), names, found);
      if (!status.ok()) return status;
    } else if (std::error_code ignored;
               is_csv && !entry->is_directory(ignored)) {
      strays.push_back(path.string());
    }
  }
  if (error) {
    return absl::InvalidArgumentError(
        fmt::format("{}: cannot be read: {}", folder, error.message()));
  }
  if (strays.empty()) return absl::OkStatus();
  std::sort(strays.begin(), strays.end());
  return StrayFiles(strays, names);
}

// The path of each file of the set, by its name.
absl::StatusOr<Paths> FindFiles(const std::vector<std::string>& paths,
                                const CsvTables& tables) {
  const auto names = FileNames(tables);
  Paths found;
  for (const std::string& path : paths) {
    std::error_code error;
    const absl::Status status = fs::is_directory(path, error)
                                    ? AddFolder(path, names, found)
                                    : AddFile(path, names, found);
    if (!status.ok()) return status;
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
    const google::protobuf::Message& prototype, const Words& words) {
  auto found = FindFiles(paths, tables);
  if (!found.ok()) return found.status();
  std::unique_ptr<CsvSource> source(new CsvSource(tables, prototype));
  const std::string& path = found->find(tables.records.file_name)->second;
  auto records = CsvFile::Open(path, words, ColumnNames(tables.records),
                               tables.records.key);
  if (!records.ok()) return records.status();
  source->records_ = std::move(*records);
  std::error_code error;
  const auto bytes = fs::file_size(path, error);
  if (!error && bytes > 0) source->record_bytes_ = static_cast<double>(bytes);
  for (const CsvTable& table : tables.parts) {
    const auto part_path = found->find(table.file_name);
    if (part_path == found->end()) continue;
    auto part = CsvPart::Open(part_path->second, words, table,
                              tables.records.key.size());
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
      AddProblem(*records_, column, records_->words()(Word::kCellIsEmpty), row);
    }
  }
  if (!row.problems.empty()) return;
  if (!SetFromCell("name", name, records_->words(), *row.message).ok()) return;
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
