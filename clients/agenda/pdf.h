#ifndef KETNOI_CLIENTS_AGENDA_PDF_H_
#define KETNOI_CLIENTS_AGENDA_PDF_H_

#include <string>

#include "absl/status/status.h"

namespace ketnoi::agenda {

// Prints a document of HTML as PDF into the file `path`, which is there whole
// or not at all. Runs WeasyPrint, found by `program` on PATH; some 50 ms a
// page. The same document and fonts give the same bytes. FAILED_PRECONDITION:
// it is not installed; the message names the package. INTERNAL: it failed; the
// message has the last that it said.
absl::Status PrintPdf(const std::string& html, const std::string& path,
                      const std::string& program = "weasyprint");

}  // namespace ketnoi::agenda

#endif  // KETNOI_CLIENTS_AGENDA_PDF_H_
