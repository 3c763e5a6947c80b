#ifndef KETNOI_CLIENTS_CLI_CSV_TABLES_H_
#define KETNOI_CLIENTS_CLI_CSV_TABLES_H_

#include <string>
#include <string_view>
#include <vector>

#include "clients/cli/row_source.h"

namespace ketnoi::cli {

// A CSV column and the field that it sets, relative to the row's message.
struct CsvColumn {
  std::string_view name;
  // Empty: the table's `add` reads the column.
  std::string_view path;
  // The column of the amount that this one is the unit of: a unit of nothing
  // states nothing.
  std::string_view unit_of = "";
  // The column that is filled if and only if this one is.
  std::string_view pair = "";
};

// Adds the current row of `file` to `record`: its message, origins, problems.
using AddRow = void (*)(const CsvFile& file, ImportRow& record);

// One file of a set.
struct CsvTable {
  std::string_view file_name;
  // The columns that join it to the records; all are required.
  std::vector<std::string_view> key;
  std::vector<CsvColumn> columns;
  // The repeated field of the record that gets an element per row. Empty: the
  // record itself (of the first table), or `add` says what happens.
  std::string_view field;
  AddRow add = nullptr;
};

// A set of files joined by id.
struct CsvTables {
  // "suppliers/" or "buyers/", "/requirements/": what stands before each part
  // of the key in a record's name.
  std::vector<std::string_view> name_pieces;
  // One row per record.
  CsvTable records;
  // In the order in which they are joined.
  std::vector<CsvTable> parts;
};

// The sets of docs/import.md.
const CsvTables& SupplierTables();
const CsvTables& RequirementTables();
const CsvTables& BuyerTables();
const CsvTables& BomTables();

// Every column name of `table`, its key included.
std::vector<std::string_view> ColumnNames(const CsvTable& table);

// Notes that the part of `record` at `path` is read from the current row. The
// columns' names and paths must outlive the record.
void AddOrigin(const CsvFile& file, std::string path,
               const std::vector<CsvColumn>& columns, ImportRow& record);

// Sets the column's field of `message` from its cell of the current row; an
// empty cell is not stated. Problems go to `record`.
void SetColumn(const CsvFile& file, const CsvColumn& column,
               google::protobuf::Message& message, ImportRow& record);

// The same for each of `columns`.
void SetColumns(const CsvFile& file, const std::vector<CsvColumn>& columns,
                google::protobuf::Message& message, ImportRow& record);

// Notes what is wrong with a cell of the current row.
void AddProblem(const CsvFile& file, std::string_view column,
                std::string_view reason, ImportRow& record);

}  // namespace ketnoi::cli

#endif  // KETNOI_CLIENTS_CLI_CSV_TABLES_H_
