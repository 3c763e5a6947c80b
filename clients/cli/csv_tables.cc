#include "clients/cli/csv_tables.h"

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

void SetColumns(const CsvFile& file, const std::vector<CsvColumn>& columns,
                google::protobuf::Message& message, ImportRow& record) {
  for (const CsvColumn& column : columns) {
    const std::string_view cell = file.Cell(column.name);
    if (cell.empty()) continue;
    const absl::Status status = SetFromCell(column.path, cell, message);
    if (!status.ok()) {
      AddProblem(file, column.name, std::string(status.message()), record);
    }
  }
}

}  // namespace ketnoi::cli
