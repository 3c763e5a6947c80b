#ifndef KETNOI_CLIENTS_AGENDA_REPORT_H_
#define KETNOI_CLIENTS_AGENDA_REPORT_H_

#include <cstddef>
#include <ostream>
#include <string>
#include <vector>

#include "clients/agenda/book.h"
#include "clients/agenda/html_document.h"
#include "clients/agenda/sheet.h"
#include "clients/cli/words.h"
#include "ketnoi/v1/schedule.pb.h"

namespace ketnoi::agenda {

// One table of a report: the same rows for programs and for people.
struct ReportPart {
  std::string name;  // "goals": its key in JSON, its section in CSV.
  std::string title;
  Sheet sheet;
  std::vector<std::string> headers;
  std::vector<int> widths;  // Of the columns on paper, in per cent.
  std::vector<std::vector<std::string>> texts;  // As many as the sheet's rows.
};

// How good and how fair a schedule is (docs/agendas.md): goals, sides,
// slots, failed floors, reasons, wishes left out; in this order. `book` is that
// of the schedule; `left_out` all of its wishes that are not granted. The time
// is linear in them. Pure; thread-safe.
std::vector<ReportPart> ReportOf(const FairBook& book,
                                 const v1::Schedule& schedule,
                                 const std::vector<v1::LeftOutWish>& left_out,
                                 const cli::Words& words);

// Tables of at most `width` columns; of each part at most `most_rows` rows.
void PrintReport(const std::vector<ReportPart>& report, const cli::Words& words,
                 size_t width, bool colour, size_t most_rows,
                 std::ostream& out);

std::string ReportHtml(const std::vector<ReportPart>& report,
                       const FairBook& book, const Edition& edition);

// A line per figure: section, id (the row's first cell), key, value.
std::string ReportCsv(const std::vector<ReportPart>& report);

// One document: JsonHead, then an array for each part.
std::string ReportJson(const std::vector<ReportPart>& report,
                       const FairBook& book, const Edition& edition);

}  // namespace ketnoi::agenda

#endif  // KETNOI_CLIENTS_AGENDA_REPORT_H_
