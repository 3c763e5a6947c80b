// A document of HTML for screen and paper (A4), complete in itself: no script,
// no picture, no address. Every text is escaped here.

#ifndef KETNOI_CLIENTS_AGENDA_HTML_DOCUMENT_H_
#define KETNOI_CLIENTS_AGENDA_HTML_DOCUMENT_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"
#include "clients/agenda/book.h"
#include "clients/cli/words.h"

namespace ketnoi::agenda {

// What every page says of itself.
struct Edition {
  const cli::Words& words;
  absl::Time printed;
};

// `text` for the content of an element or an attribute in quotes.
std::string EscapeHtml(std::string_view text);

// "schedule 3 · draft, may still change · Printed 2026-11-28 08:15 (…)".
std::string EditionText(const FairBook& book, const Edition& edition);

// After so many rows of a long list a new section begins: a section is laid out
// at once, and documents are divided between sections.
inline constexpr size_t kSectionRows = 500;

struct HtmlColumn {
  std::string header;
  int per_cent = 10;  // Of the table's width; those of a table make 100.
};

struct HtmlCell {
  std::string text;
  std::string note = {};  // A second line in small letters; empty: none.
  bool box = false;       // A box to tick instead.
};

// Parts are written in order; what was begun must be ended.
class HtmlDocument {
 public:
  HtmlDocument(const FairBook& book, const Edition& edition,
               std::string_view title);

  // A section begins a page; on a wide one it lies on its side.
  void BeginSection(std::string_view title, std::string_view subtitle,
                    bool wide = false);
  void EndSection();
  // A sign: lines in the size that fits them, on a page of their own.
  void AddSign(const std::vector<std::string>& lines);
  void AddHeading(std::string_view text, std::string_view note);
  void AddParagraph(std::string_view text);
  // `dense`: small letters, for many columns.
  void BeginTable(const std::vector<HtmlColumn>& columns, bool dense = false);
  // `style`: "" or "off" for what does not take place.
  void AddRow(const std::vector<HtmlCell>& cells, std::string_view style = "");
  // A row over the whole width.
  void AddBand(std::string_view text);
  void EndTable();
  // A document without a section says that there is nothing.
  std::string Finish() &&;

 private:
  const cli::Words words_;
  const std::string title_;
  const std::string footer_;
  std::string fair_;  // What is above the title of a section.
  std::string html_;
  size_t columns_ = 0;  // Of the table that was begun.
  bool empty_ = true;   // It has no section.
};

}  // namespace ketnoi::agenda

#endif  // KETNOI_CLIENTS_AGENDA_HTML_DOCUMENT_H_
