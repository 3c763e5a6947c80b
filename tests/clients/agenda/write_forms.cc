// write_forms FOLDER: writes every form of an invented fair, for
// check_forms to read with other programs.

#include <cstdio>
#include <fstream>
#include <string>

#include "clients/agenda/calendar.h"
#include "clients/agenda/html.h"
#include "clients/agenda/pdf.h"
#include "clients/agenda/sheet.h"
#include "tests/clients/agenda/invented_fair.h"

namespace ketnoi::agenda {
namespace {

int WriteForms(const std::string& folder) {
  const auto write = [&folder](const char* name, const std::string& text) {
    std::ofstream(folder + "/" + name, std::ios::binary) << text;
  };
  const FairBook book = SmallFair().Published(VietnameseWords());
  const FairBook draft = SmallFair().Draft(VietnameseWords());
  const Edition edition = EditionIn(VietnameseWords());
  write("all.ics", CalendarText(book, kNobody, edition));
  write("first.ics", CalendarText(book, 0, edition));
  write("agendas.json",
        JsonOf(AgendasSheet(book, Everybody(book)), "agendas", book, edition));
  write("agendas.csv", CsvOf(AgendasSheet(book, Everybody(book))));
  // Several documents in a row are one to the printer, which is slow to start.
  const std::string html =
      AgendasHtml(book, Everybody(book), edition) +
      TablePlansHtml(book, edition) + GridHtml(book, edition) +
      SignsHtml(book, edition) + AttendanceHtml(book, edition) +
      ChangesHtml(book, draft, ChangesBetween(book, draft), edition);
  for (const char* name : {"/one.pdf", "/two.pdf"}) {
    const absl::Status status = PrintPdf(html, folder + name);
    if (status.ok()) continue;
    std::fprintf(stderr, "%s\n", std::string(status.message()).c_str());
    return 1;
  }
  return 0;
}

}  // namespace
}  // namespace ketnoi::agenda

int main(int argc, char** argv) {
  return argc == 2 ? ketnoi::agenda::WriteForms(argv[1]) : 2;
}
