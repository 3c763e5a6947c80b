// The forms of a book for programs: rows under keys, as CSV or JSON
// (docs/agendas.md). Pure; thread-safe.

#ifndef KETNOI_CLIENTS_AGENDA_SHEET_H_
#define KETNOI_CLIENTS_AGENDA_SHEET_H_

#include <string>
#include <vector>

#include "clients/agenda/book.h"
#include "clients/agenda/changes.h"
#include "clients/agenda/html_document.h"

namespace ketnoi::agenda {

enum class CellKind { kText, kNumber, kFlag };

struct SheetColumn {
  std::string key;  // In snake_case; JSON has it in lowerCamelCase.
  CellKind kind = CellKind::kText;
};

// Cells of the kind kNumber are decimal or empty, of kFlag "true" or "false".
struct Sheet {
  std::vector<SheetColumn> columns;
  std::vector<std::vector<std::string>> rows;
};

// A row for each meeting of each of `persons`.
Sheet AgendasSheet(const FairBook& book, const std::vector<int>& persons);
// A row for each meeting, by table.
Sheet TablePlansSheet(const FairBook& book);
// A row for each participant and each table with meetings, a column
// ("slot:ID") for each slot; what is cancelled is left out.
Sheet GridSheet(const FairBook& book);
// A row for each table, with who is seated at it.
Sheet SignsSheet(const FairBook& book);
// A row for each session of each participant who has meetings in it.
Sheet AttendanceSheet(const FairBook& book);
// A row for each change of each who must be told.
Sheet ChangesSheet(const FairBook& before, const FairBook& after,
                   const BookChanges& changes);

// CSV with a header line.
std::string CsvOf(const Sheet& sheet);

// The members of a JSON document that say what it is of which fair and
// schedule, each with a comma behind it.
std::string JsonHead(const char* what, const FairBook& book,
                     const Edition& edition);

// The rows as a JSON array of objects.
std::string JsonRows(const Sheet& sheet);

// One JSON document: JsonHead and the rows.
std::string JsonOf(const Sheet& sheet, const char* what, const FairBook& book,
                   const Edition& edition);

// "start_time" as "startTime".
std::string JsonKey(const std::string& key);

}  // namespace ketnoi::agenda

#endif  // KETNOI_CLIENTS_AGENDA_SHEET_H_
