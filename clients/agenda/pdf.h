#ifndef KETNOI_CLIENTS_AGENDA_PDF_H_
#define KETNOI_CLIENTS_AGENDA_PDF_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/status.h"

namespace ketnoi::agenda {

// How much is printed at once: some 50 KB of memory and 1.5 ms a cell.
inline constexpr size_t kMostPrintedCells = 15'000;

// A document of clients/agenda/html.h as documents of at most `most_cells`
// cells of tables, divided between sections: the document itself if it has no
// more. A section with more is one of its own.
std::vector<std::string> PartsToPrint(const std::string& html,
                                      size_t most_cells = kMostPrintedCells);

// Prints a document of HTML as PDF into the file `path`, which is there whole
// or not at all. Runs WeasyPrint, found by `program` on PATH; some 50 ms a
// page. The same document and fonts give the same bytes. FAILED_PRECONDITION:
// it is not installed; the message names the package. INTERNAL: it failed; the
// message has the last that it said.
absl::Status PrintPdf(const std::string& html, const std::string& path,
                      const std::string& program = "weasyprint");

}  // namespace ketnoi::agenda

#endif  // KETNOI_CLIENTS_AGENDA_PDF_H_
