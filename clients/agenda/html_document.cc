#include "clients/agenda/html_document.h"

#include <utility>

#include "clients/cli/text_width.h"
#include "fmt/format.h"

namespace ketnoi::agenda {
namespace {

using cli::Word;

// Cells break anywhere, so that no text widens its table beyond the page. The
// number of the page is not shown by programs that know no margin boxes.
constexpr std::string_view kStyle = R"(
@page { size: A4; margin: 14mm 12mm 16mm;
  @bottom-right { content: counter(page) " / " counter(pages);
    font: 8pt "Noto Sans", "DejaVu Sans", sans-serif; color: #555; } }
@page wide { size: A4 landscape; margin: 10mm 10mm 14mm; }
* { box-sizing: border-box; }
body { margin: 0; color: #111;
  font: 10pt/1.35 "Noto Sans", "DejaVu Sans", Arial, "Noto Sans CJK JP",
    "WenQuanYi Micro Hei", sans-serif; }
section { break-after: page; }
section:last-of-type { break-after: auto; }
section.wide { page: wide; }
h1 { font-size: 17pt; line-height: 1.2; margin: 0 0 1mm; }
h2 { font-size: 12pt; margin: 5mm 0 1mm; break-after: avoid; }
h1, h2, p, td, th { overflow-wrap: anywhere; }
p { margin: 0 0 2mm; }
.fair, .note, footer { color: #555; font-size: 8.5pt; }
.note { display: block; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
td, th { border-bottom: 0.3pt solid #999; padding: 1mm 1.2mm;
  text-align: left; vertical-align: top; }
th { font-size: 8.5pt; border-bottom: 0.8pt solid #333; }
.band th { background: #eee; font-size: 10pt; break-after: avoid; }
.off td { color: #777; text-decoration: line-through; }
.dense td, .dense th { font-size: 7pt; line-height: 1.2; padding: 0.6mm;
  border: 0.3pt solid #999; }
.dense .note { font-size: 6.5pt; }
.box { display: inline-block; width: 4.5mm; height: 4.5mm;
  border: 0.8pt solid #111; }
footer { margin-top: 4mm; }
section.sign { page: wide; text-align: center; padding-top: 22mm; }
.sign p { margin: 0 0 8mm; line-height: 1.15; }
.s1 { font-size: 130pt; font-weight: bold; }
.s2 { font-size: 64pt; font-weight: bold; }
.s3 { font-size: 36pt; }
.s4 { font-size: 24pt; }
)";

std::string Bdi(std::string_view text) {
  return text.empty() ? "" : "<bdi>" + EscapeHtml(text) + "</bdi>";
}

// The class of a sign's line, the first of which is the largest.
int SignSize(std::string_view line, bool first) {
  const size_t width = cli::DisplayWidth(line);
  if (first && width <= 6) return 1;
  if (first && width <= 24) return 2;
  return width <= 60 ? 3 : 4;
}

std::string NoteHtml(std::string_view note) {
  if (note.empty()) return "";
  return "<span class=\"note\">" + Bdi(note) + "</span>";
}

}  // namespace

std::string EscapeHtml(std::string_view text) {
  std::string escaped;
  escaped.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&#39;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

std::string EditionText(const FairBook& book, const Edition& edition) {
  std::string text;
  if (!book.version.empty()) {
    text = edition.words.Format(Word::kScheduleNumber, book.version) + " · ";
  }
  if (book.draft) {
    text += std::string(edition.words(Word::kScheduleDraft)) + " · ";
  }
  return text +
         edition.words.Format(
             Word::kPrintedAt,
             absl::FormatTime("%Y-%m-%d %H:%M", edition.printed, book.zone),
             book.time_zone);
}

HtmlDocument::HtmlDocument(const FairBook& book, const Edition& edition,
                           std::string_view title)
    : words_(edition.words),
      title_(title),
      footer_(EscapeHtml(EditionText(book, edition))) {
  html_ = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<title>{} – {}</title>\n<style>{}</style>\n</head>\n<body>\n",
      edition.words.code(), EscapeHtml(title), EscapeHtml(book.name), kStyle);
  fair_ = Bdi(book.name);
  if (!book.venue.empty()) fair_ += " · " + Bdi(book.venue);
  if (book.composed) {
    fair_ += fmt::format(" ({})", edition.words(Word::kComposedMark));
  }
}

void HtmlDocument::BeginSection(std::string_view title,
                                std::string_view subtitle, bool wide) {
  empty_ = false;
  html_ += fmt::format("<section{}>\n<p class=\"fair\">{}</p>\n<h1>{}</h1>\n",
                       wide ? " class=\"wide\"" : "", fair_, Bdi(title));
  if (!subtitle.empty()) AddParagraph(subtitle);
}

void HtmlDocument::EndSection() {
  html_ += fmt::format("<footer>{}</footer>\n</section>\n", footer_);
}

void HtmlDocument::AddSign(const std::vector<std::string>& lines) {
  empty_ = false;
  html_ += fmt::format("<section class=\"sign\">\n<p class=\"fair\">{}</p>\n",
                       fair_);
  bool first = true;
  for (const std::string& line : lines) {
    if (line.empty()) continue;
    html_ += fmt::format("<p class=\"s{}\">{}</p>\n", SignSize(line, first),
                         Bdi(line));
    first = false;
  }
  html_ += "</section>\n";
}

void HtmlDocument::AddHeading(std::string_view text, std::string_view note) {
  html_ += fmt::format("<h2>{}{}</h2>\n", Bdi(text), NoteHtml(note));
}

void HtmlDocument::AddParagraph(std::string_view text) {
  html_ += fmt::format("<p>{}</p>\n", Bdi(text));
}

void HtmlDocument::BeginTable(const std::vector<HtmlColumn>& columns,
                              bool dense) {
  columns_ = columns.size();
  html_ +=
      dense ? "<table class=\"dense\">\n<colgroup>" : "<table>\n<colgroup>";
  for (const HtmlColumn& column : columns) {
    html_ += fmt::format("<col style=\"width:{}%\">", column.per_cent);
  }
  html_ += "</colgroup>\n<thead><tr>";
  for (const HtmlColumn& column : columns) {
    html_ += fmt::format("<th scope=\"col\">{}</th>", Bdi(column.header));
  }
  html_ += "</tr></thead>\n<tbody>\n";
}

void HtmlDocument::AddRow(const std::vector<HtmlCell>& cells,
                          std::string_view style) {
  html_ += style.empty() ? "<tr>" : fmt::format("<tr class=\"{}\">", style);
  for (const HtmlCell& cell : cells) {
    html_ += "<td>";
    html_ += cell.box ? "<span class=\"box\"></span>" : Bdi(cell.text);
    html_ += NoteHtml(cell.note) + "</td>";
  }
  html_ += "</tr>\n";
}

void HtmlDocument::AddBand(std::string_view text) {
  html_ += fmt::format("<tr class=\"band\"><th colspan=\"{}\">{}</th></tr>\n",
                       columns_, Bdi(text));
}

void HtmlDocument::EndTable() { html_ += "</tbody>\n</table>\n"; }

std::string HtmlDocument::Finish() && {
  if (empty_) {
    BeginSection(title_, words_(Word::kNoMeetings));
    EndSection();
  }
  html_ += "</body>\n</html>\n";
  return std::move(html_);
}

}  // namespace ketnoi::agenda
