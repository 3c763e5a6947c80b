// Agendas and other forms of a fair, and the report of a schedule.

#include <algorithm>
#include <filesystem>
#include <optional>
#include <utility>

#include "absl/time/clock.h"
#include "clients/agenda/calendar.h"
#include "clients/agenda/changes.h"
#include "clients/agenda/html.h"
#include "clients/agenda/pdf.h"
#include "clients/agenda/report.h"
#include "clients/agenda/sheet.h"
#include "clients/cli/fair.h"
#include "clients/cli/fair_book.h"
#include "clients/cli/whole_file.h"
#include "fmt/format.h"

namespace ketnoi::cli {
namespace {

using agenda::Edition;
using agenda::FairBook;

constexpr int64_t kMostSchedules = 999'999;
constexpr size_t kMostReportRows = 50;  // Of a part, on a terminal.

// What `fair export` is asked for.
struct FormOptions {
  std::string what;
  std::string format;
  std::string to;           // Empty: the standard output.
  std::string participant;  // Its id; empty: all.
  int64_t schedule = 0;     // 0: what is published.
  int64_t since = 0;        // Of changes: the former schedule.
};

// What a form is made of.
struct FormSource {
  FairBook book;
  FairBook before;                         // Of changes.
  std::vector<agenda::ReportPart> report;  // Of a report.
};

// --format, or what the file's name says.
absl::StatusOr<std::string> FormFormat(const Arguments& arguments,
                                       const std::string& to) {
  const std::vector<std::string_view> formats = {"html", "pdf", "ics", "csv",
                                                 "json"};
  std::string named = std::filesystem::path(to).extension().string();
  if (!named.empty()) named.erase(0, 1);
  if (std::find(formats.begin(), formats.end(), named) == formats.end()) {
    named.clear();
  }
  if (named.empty() && !arguments.Has("format")) {
    return absl::InvalidArgumentError(
        "--format html, pdf, ics, csv or json; or --to a file whose name ends "
        "in one of them");
  }
  return arguments.GetOneOf("format", named, formats);
}

absl::Status CheckForm(const FormOptions& options, const Arguments& arguments) {
  if (arguments.Has("output")) {
    return absl::InvalidArgumentError(
        "fair export: --format says the form, --to the file; --output is for "
        "answers");
  }
  if (options.format == "ics" && options.what != "agendas") {
    return absl::InvalidArgumentError("--format ics is for agendas");
  }
  if (options.format == "pdf" && options.to.empty()) {
    return absl::InvalidArgumentError("--to says which file gets the PDF");
  }
  if (!options.participant.empty() && options.what != "agendas") {
    return absl::InvalidArgumentError("--participant is for agendas");
  }
  if ((options.what == "changes") != arguments.Has("since")) {
    return absl::InvalidArgumentError(
        options.what == "changes" ? "changes: --since N, the schedule that "
                                    "people know"
                                  : "--since is for changes");
  }
  if (std::filesystem::is_directory(options.to) && options.what != "agendas") {
    return absl::InvalidArgumentError(
        fmt::format("{} is a folder, which only agendas are written into, a "
                    "file for each participant",
                    options.to));
  }
  return absl::OkStatus();
}

absl::StatusOr<FormOptions> ReadForm(const Arguments& arguments) {
  FormOptions options;
  const auto what = arguments.GetOneOf("what", "agendas",
                                       {"agendas", "tables", "grid", "signs",
                                        "attendance", "changes", "report"});
  if (!what.ok()) return what.status();
  options.what = *what;
  options.to = arguments.Get("to");
  const auto format = FormFormat(arguments, options.to);
  if (!format.ok()) return format.status();
  options.format = *format;
  options.participant = IdOf(arguments.Get("participant"));
  const auto schedule = arguments.GetInteger("schedule", 0, 1, kMostSchedules);
  if (!schedule.ok()) return schedule.status();
  options.schedule = *schedule;
  const auto since = arguments.GetInteger("since", 0, 1, kMostSchedules);
  if (!since.ok()) return since.status();
  options.since = *since;
  const absl::Status status = CheckForm(options, arguments);
  if (!status.ok()) return status;
  return options;
}

absl::Status ReadReport(const FairBookReader& reader, int64_t number,
                        const Words& words, FormSource& source) {
  const auto schedule = reader.ReadSchedule(number);
  if (!schedule.ok()) return schedule.status();
  auto book = reader.BookOf(*schedule);
  if (!book.ok()) return book.status();
  source.book = *std::move(book);
  const auto left_out = reader.ReadLeftOut(*schedule);
  if (!left_out.ok()) return left_out.status();
  source.report = agenda::ReportOf(source.book, *schedule, *left_out, words);
  return absl::OkStatus();
}

absl::StatusOr<FairBook> ReadBook(const FairBookReader& reader,
                                  int64_t number) {
  if (number == 0) return reader.PublishedBook();
  const auto schedule = reader.ReadSchedule(number);
  if (!schedule.ok()) return schedule.status();
  return reader.BookOf(*schedule);
}

absl::StatusOr<FormSource> ReadSource(const FormOptions& options,
                                      FairBookReader& reader,
                                      const Words& words) {
  FormSource source;
  absl::Status status = reader.ReadFair();
  if (!status.ok()) return status;
  if (options.what == "report") {
    status = ReadReport(reader, options.schedule, words, source);
    if (!status.ok()) return status;
    return source;
  }
  auto book = ReadBook(reader, options.schedule);
  if (!book.ok()) return book.status();
  source.book = *std::move(book);
  if (options.since > 0) {
    auto before = ReadBook(reader, options.since);
    if (!before.ok()) return before.status();
    source.before = *std::move(before);
  }
  return source;
}

std::string HtmlForm(const FormOptions& options, const FormSource& source,
                     const std::vector<int>& persons, const Edition& edition) {
  const FairBook& book = source.book;
  if (options.what == "report") {
    return agenda::ReportHtml(source.report, book, edition);
  }
  if (options.what == "agendas") {
    return agenda::AgendasHtml(book, persons, edition);
  }
  if (options.what == "tables") return agenda::TablePlansHtml(book, edition);
  if (options.what == "grid") return agenda::GridHtml(book, edition);
  if (options.what == "signs") return agenda::SignsHtml(book, edition);
  if (options.what == "attendance") {
    return agenda::AttendanceHtml(book, edition);
  }
  return agenda::ChangesHtml(source.before, book,
                             agenda::ChangesBetween(source.before, book),
                             edition);
}

agenda::Sheet SheetForm(const FormOptions& options, const FormSource& source,
                        const std::vector<int>& persons) {
  const FairBook& book = source.book;
  if (options.what == "agendas") return agenda::AgendasSheet(book, persons);
  if (options.what == "tables") return agenda::TablePlansSheet(book);
  if (options.what == "grid") return agenda::GridSheet(book);
  if (options.what == "signs") return agenda::SignsSheet(book);
  if (options.what == "attendance") return agenda::AttendanceSheet(book);
  return agenda::ChangesSheet(source.before, book,
                              agenda::ChangesBetween(source.before, book));
}

// The form as text; for PDF the HTML that is printed.
std::string FormText(const FormOptions& options, const FormSource& source,
                     const std::vector<int>& persons, const Edition& edition) {
  if (options.format == "html" || options.format == "pdf") {
    return HtmlForm(options, source, persons, edition);
  }
  if (options.format == "ics") {
    return agenda::CalendarText(
        source.book, persons.size() == 1 ? persons.front() : agenda::kNobody,
        edition);
  }
  if (options.what == "report") {
    return options.format == "csv"
               ? agenda::ReportCsv(source.report)
               : agenda::ReportJson(source.report, source.book, edition);
  }
  const agenda::Sheet sheet = SheetForm(options, source, persons);
  return options.format == "csv" ? agenda::CsvOf(sheet)
                                 : agenda::JsonOf(sheet, options.what.c_str(),
                                                  source.book, edition);
}

// "agendas-02.pdf" of "agendas.pdf".
std::string NumberedPath(const std::string& path, size_t number) {
  const std::filesystem::path whole(path);
  return (whole.parent_path() / fmt::format("{}-{:02}{}", whole.stem().string(),
                                            number, whole.extension().string()))
      .string();
}

// Writes a form into a file, which is there whole or not at all; a PDF that is
// large into several. Returns how many.
absl::StatusOr<size_t> WriteForm(const std::string& text,
                                 const std::string& format,
                                 const std::string& path) {
  if (format != "pdf") {
    const auto file = WholeFile::Create(path);
    if (!file.ok()) return file.status();
    (*file)->stream() << text;
    const absl::Status status = (*file)->Commit();
    if (!status.ok()) return status;
    return 1;
  }
  const std::vector<std::string> parts = agenda::PartsToPrint(text);
  for (size_t i = 0; i < parts.size(); ++i) {
    const absl::Status status = agenda::PrintPdf(
        parts[i], parts.size() == 1 ? path : NumberedPath(path, i + 1));
    if (!status.ok()) return status;
  }
  return parts.size();
}

// Whose agendas are asked for; nullopt: of someone who is not of the fair.
std::optional<std::vector<int>> PersonsOf(const FormOptions& options,
                                          const FairBook& book) {
  std::vector<int> persons;
  for (size_t i = 0; i < book.persons.size(); ++i) {
    if (!options.participant.empty() &&
        book.persons[i].id != options.participant) {
      continue;
    }
    persons.push_back(static_cast<int>(i));
  }
  if (persons.empty() && !options.participant.empty()) return std::nullopt;
  return persons;
}

int FailForm(const absl::Status& status, Context& context) {
  PrintCallError(context, status);
  return kCallFailed;
}

// A file for each participant.
int WriteEach(const FormOptions& options, const FormSource& source,
              const std::vector<int>& persons, const Edition& edition,
              Context& context) {
  for (const int person : persons) {
    const auto path =
        std::filesystem::path(options.to) /
        fmt::format("{}.{}",
                    source.book.persons[static_cast<size_t>(person)].id,
                    options.format);
    const auto written = WriteForm(FormText(options, source, {person}, edition),
                                   options.format, path.string());
    if (!written.ok()) return FailForm(written.status(), context);
  }
  context.out << context.words.Format(Word::kFormsWritten, persons.size(),
                                      options.to)
              << '\n';
  return kDone;
}

}  // namespace

int ExportFromFair(const std::string& name, Context& context) {
  const auto options = ReadForm(context.arguments);
  if (!options.ok()) return FailUsage(context, options.status());
  FairBookReader reader(name, context);
  const auto source = ReadSource(*options, reader, context.words);
  if (!source.ok()) return FailCall(context, source.status());
  const auto persons = PersonsOf(*options, source->book);
  if (!persons.has_value()) {
    return FailUsage(context, absl::InvalidArgumentError(
                                  fmt::format("--participant: {} has no \"{}\"",
                                              name, options->participant)));
  }
  const Edition edition = {context.words, absl::Now()};
  if (std::filesystem::is_directory(options->to)) {
    return WriteEach(*options, *source, *persons, edition, context);
  }
  const std::string text = FormText(*options, *source, *persons, edition);
  if (options->to.empty()) {
    context.out << text;
    return kDone;
  }
  const auto written = WriteForm(text, options->format, options->to);
  if (!written.ok()) return FailForm(written.status(), context);
  if (*written > 1) {
    context.out << context.words.Format(Word::kFormsWritten, *written,
                                        NumberedPath(options->to, 1) + "…")
                << '\n';
  }
  return kDone;
}

int ReportOfFair(const std::string& name, Context& context) {
  const auto number =
      context.arguments.GetInteger("schedule", 0, 1, kMostSchedules);
  if (!number.ok()) return FailUsage(context, number.status());
  FairBookReader reader(name, context);
  FormSource source;
  absl::Status status = reader.ReadFair();
  if (status.ok()) {
    status = ReadReport(reader, *number, context.words, source);
  }
  if (!status.ok()) return FailCall(context, status);
  const Edition edition = {context.words, absl::Now()};
  switch (context.output) {
    case OutputFormat::kJson:
      context.out << agenda::ReportJson(source.report, source.book, edition);
      break;
    case OutputFormat::kCsv:
      context.out << agenda::ReportCsv(source.report);
      break;
    case OutputFormat::kTable:
      context.out << source.book.name
                  << (source.book.composed
                          ? " (" + ComposedMark(context.words, true) + ")"
                          : "")
                  << '\n'
                  << agenda::EditionText(source.book, edition) << "\n\n";
      agenda::PrintReport(source.report, context.words, context.width,
                          context.colour, kMostReportRows, context.out);
      break;
  }
  return kDone;
}

}  // namespace ketnoi::cli
