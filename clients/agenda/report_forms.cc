// A report as text, HTML, CSV and JSON.

#include <algorithm>

#include "clients/agenda/report.h"
#include "clients/cli/csv.h"
#include "clients/cli/grouped.h"
#include "clients/cli/table.h"

namespace ketnoi::agenda {
namespace {

using cli::Word;

bool IsRightAligned(const ReportPart& part, size_t row, size_t column) {
  const std::string& text = part.texts[row][column];
  return !text.empty() &&
         text.find_first_not_of("0123456789.,") == std::string::npos;
}

// A table of the rows [first, last).
void AddRows(const ReportPart& part, size_t first, size_t last,
             HtmlDocument& document) {
  std::vector<HtmlColumn> columns;
  for (size_t i = 0; i < part.headers.size(); ++i) {
    columns.push_back({part.headers[i], part.widths[i]});
  }
  document.BeginTable(columns);
  for (size_t row = first; row < last; ++row) {
    std::vector<HtmlCell> cells;
    for (const std::string& text : part.texts[row]) cells.push_back({text});
    document.AddRow(cells);
  }
  document.EndTable();
}

}  // namespace

void PrintReport(const std::vector<ReportPart>& report, const cli::Words& words,
                 size_t width, bool colour, size_t most_rows,
                 std::ostream& out) {
  bool first = true;
  for (const ReportPart& part : report) {
    if (part.texts.empty()) continue;
    if (!first) out << '\n';
    first = false;
    out << part.title << '\n';
    std::vector<cli::Column> columns;
    for (size_t i = 0; i < part.headers.size(); ++i) {
      cli::Column column;
      column.header = part.headers[i];
      if (i == 0) column.importance = 5;
      if (IsRightAligned(part, 0, i)) {
        column.align = cli::Align::kRight;
        column.importance = cli::kNeverShortened;
      }
      columns.push_back(std::move(column));
    }
    cli::Table table(std::move(columns));
    const size_t shown = std::min(most_rows, part.texts.size());
    for (size_t i = 0; i < shown; ++i) table.AddRow(part.texts[i]);
    table.Print(out, width, colour);
    if (shown < part.texts.size()) {
      out << words.Format(
                 Word::kMoreRows,
                 cli::Grouped(static_cast<int64_t>(part.texts.size() - shown)))
          << '\n';
    }
  }
}

std::string ReportHtml(const std::vector<ReportPart>& report,
                       const FairBook& book, const Edition& edition) {
  HtmlDocument document(book, edition, edition.words(Word::kFairReport));
  document.BeginSection(edition.words(Word::kFairReport), "");
  for (const ReportPart& part : report) {
    if (part.texts.empty()) continue;
    if (&part != &report.front()) document.AddHeading(part.title, "");
    for (size_t i = 0; i < part.texts.size(); i += kSectionRows) {
      if (i > 0) {
        document.EndSection();
        document.BeginSection(part.title, edition.words(Word::kFairReport));
      }
      AddRows(part, i, std::min(i + kSectionRows, part.texts.size()), document);
    }
  }
  document.EndSection();
  return std::move(document).Finish();
}

std::string ReportCsv(const std::vector<ReportPart>& report) {
  std::string csv = cli::CsvLine({"section", "id", "key", "value"});
  for (const ReportPart& part : report) {
    for (const std::vector<std::string>& row : part.sheet.rows) {
      for (size_t i = 1; i < row.size(); ++i) {
        csv += cli::CsvLine(
            {part.name, row.front(), part.sheet.columns[i].key, row[i]});
      }
    }
  }
  return csv;
}

std::string ReportJson(const std::vector<ReportPart>& report,
                       const FairBook& book, const Edition& edition) {
  std::string json = "{\n" + JsonHead("report", book, edition);
  for (const ReportPart& part : report) {
    json += "\"" + JsonKey(part.name) + "\": " + JsonRows(part.sheet) +
            (&part == &report.back() ? "\n" : ",\n");
  }
  return json + "}\n";
}

}  // namespace ketnoi::agenda
