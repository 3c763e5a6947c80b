// Sheets as CSV and JSON.

#include "clients/agenda/sheet.h"
#include "clients/cli/csv.h"
#include "clients/cli/json_text.h"
#include "fmt/format.h"

namespace ketnoi::agenda {
namespace {

std::string JsonCell(const std::string& cell, CellKind kind) {
  if (kind == CellKind::kText) return cli::JsonString(cell);
  return cell.empty() ? "null" : cell;
}

}  // namespace

std::string CsvOf(const Sheet& sheet) {
  std::vector<std::string> keys;
  for (const SheetColumn& column : sheet.columns) keys.push_back(column.key);
  std::string csv = cli::CsvLine(keys);
  for (const std::vector<std::string>& row : sheet.rows)
    csv += cli::CsvLine(row);
  return csv;
}

std::string JsonKey(const std::string& key) {
  std::string camel;
  bool upper = false;
  for (const char c : key) {
    if (c == '_') {
      upper = true;
      continue;
    }
    camel +=
        upper && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    upper = false;
  }
  return camel;
}

std::string JsonHead(const char* what, const FairBook& book,
                     const Edition& edition) {
  return fmt::format(
      "\"what\": {},\n\"fair\": {{\"id\": {}, \"name\": {}, \"venue\": {}, "
      "\"timeZone\": {}, \"composed\": {}}},\n\"schedule\": {},\n"
      "\"draft\": {},\n\"printTime\": {},\n",
      cli::JsonString(what), cli::JsonString(book.id),
      cli::JsonString(book.name), cli::JsonString(book.venue),
      cli::JsonString(book.time_zone), book.composed,
      cli::JsonString(book.version), book.draft,
      cli::JsonString(LocalTimeText(book, edition.printed)));
}

std::string JsonRows(const Sheet& sheet) {
  std::string json = "[";
  const char* between = "\n";
  for (const std::vector<std::string>& row : sheet.rows) {
    json += between;
    between = ",\n";
    for (size_t i = 0; i < row.size(); ++i) {
      json += i == 0 ? "{" : ", ";
      json += cli::JsonString(JsonKey(sheet.columns[i].key)) + ": " +
              JsonCell(row[i], sheet.columns[i].kind);
    }
    json += '}';
  }
  return json + "\n]";
}

std::string JsonOf(const Sheet& sheet, const char* what, const FairBook& book,
                   const Edition& edition) {
  return "{\n" + JsonHead(what, book, edition) +
         "\"rows\": " + JsonRows(sheet) + "\n}\n";
}

}  // namespace ketnoi::agenda
