#include "clients/cli/csv_tables.h"

#include <utility>

#include "clients/cli/proto_field.h"

namespace ketnoi::cli {

std::vector<std::string_view> ColumnNames(const CsvTable& table) {
  std::vector<std::string_view> names = table.key;
  for (const CsvColumn& column : table.columns) names.push_back(column.name);
  return names;
}

void AddProblem(const CsvFile& file, std::string_view column,
                std::string_view reason, ImportRow& record) {
  Problem problem;
  problem.file = file.path();
  problem.row = file.row();
  problem.id = record.id;
  problem.field = column;
  problem.value = file.Cell(column);
  problem.reason = reason;
  record.problems.push_back(std::move(problem));
}

void AddOrigin(const CsvFile& file, std::string path,
               const std::vector<CsvColumn>& columns, ImportRow& record) {
  Origin origin{std::move(path), file.path(), file.row(), {}};
  origin.cells.reserve(columns.size());
  for (const CsvColumn& column : columns) {
    origin.cells.push_back(
        {column.name, column.path, std::string(file.Cell(column.name))});
  }
  record.origins.push_back(std::move(origin));
}

void SetColumn(const CsvFile& file, const CsvColumn& column,
               google::protobuf::Message& message, ImportRow& record) {
  if (column.path.empty()) return;
  const auto filled = [&file](std::string_view name) {
    return !file.Cell(name).empty();
  };
  const std::string_view cell = file.Cell(column.name);
  if (cell.empty()) {
    if (filled(column.pair)) {
      AddProblem(file, column.name,
                 file.words().Format(Word::kCellIsEmptyBeside, column.pair),
                 record);
    }
    return;
  }
  if (!column.unit_of.empty() && !filled(column.unit_of)) return;
  const absl::Status status =
      SetFromCell(column.path, cell, file.words(), message);
  if (!status.ok()) {
    AddProblem(file, column.name, std::string(status.message()), record);
  }
}

void SetColumns(const CsvFile& file, const std::vector<CsvColumn>& columns,
                google::protobuf::Message& message, ImportRow& record) {
  for (const CsvColumn& column : columns) {
    SetColumn(file, column, message, record);
  }
}

}  // namespace ketnoi::cli
