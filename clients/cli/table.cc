#include "clients/cli/table.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <sstream>
#include <utility>

#include "clients/cli/text_width.h"

namespace ketnoi::cli {
namespace {

constexpr size_t kGap = 2;
// How narrow columns get: first those that wrap, which lose nothing; then all
// while they can still be read; then ids, which overhang; then all as far as
// what is left says something. After that, columns are left out.
constexpr size_t kNarrowWrapped = 24;
constexpr size_t kNarrow = 16;
constexpr size_t kNarrowOverhanging = 24;
constexpr size_t kNarrowest = 10;
// Instead of a width: the column keeps the one that it has.
constexpr size_t kUnchanged = std::numeric_limits<size_t>::max();

std::string Padded(const std::string& text, size_t width, Align align) {
  const size_t used = DisplayWidth(text);
  const std::string blanks(used < width ? width - used : 0, ' ');
  return align == Align::kRight ? blanks + text : text + blanks;
}

using Lines = std::vector<std::string>;

size_t WidestWord(const std::string& text) {
  std::istringstream words(text);
  size_t widest = 0;
  for (std::string word; words >> word;) {
    widest = std::max(widest, DisplayWidth(word));
  }
  return widest;
}

// A header in lines; words are not broken, so it may have to be shortened.
Lines HeaderLines(const std::string& header, size_t width) {
  if (WidestWord(header) <= width) return Wrap(header, width);
  return {Shorten(header, width)};
}

// Prints the lines of the cells side by side. Cells without lines are blank.
void PrintLines(std::ostream& out, const std::vector<Lines>& cells,
                const std::vector<Column>& columns,
                const std::vector<size_t>& widths, size_t indent) {
  size_t height = 1;
  for (const Lines& lines : cells) height = std::max(height, lines.size());
  for (size_t line = 0; line < height; ++line) {
    std::string text(indent, ' ');
    for (size_t i = 0; i < cells.size(); ++i) {
      if (widths[i] == 0) continue;
      if (text.size() > indent) text.append(kGap, ' ');
      text += Padded(line < cells[i].size() ? cells[i][line] : "", widths[i],
                     columns[i].align);
    }
    text.erase(text.find_last_not_of(' ') + 1);
    out << text << '\n';
  }
}

// The width of all columns that have any, with the gaps between them.
size_t Total(const std::vector<size_t>& widths) {
  size_t total = 0;
  for (const size_t width : widths) {
    if (width > 0) total += width + kGap;
  }
  return total == 0 ? 0 : total - kGap;
}

}  // namespace

Table::Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

void Table::AddRow(std::vector<std::string> cells) {
  cells.resize(columns_.size());
  for (std::string& cell : cells) cell = Printable(cell);
  rows_.push_back(std::move(cells));
  notes_.emplace_back();
}

void Table::AddNote(const std::string& note) {
  notes_.back() = Printable(note);
}

std::vector<size_t> Table::CellWidths() const {
  std::vector<size_t> widths(columns_.size(), 0);
  for (const auto& row : rows_) {
    for (size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], DisplayWidth(row[i]));
    }
  }
  return widths;
}

std::vector<size_t> Table::NarrowingOrder() const {
  std::vector<size_t> order(columns_.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [this](size_t a, size_t b) {
    return columns_[a].importance < columns_[b].importance;
  });
  return order;
}

std::vector<size_t> Table::FittedWidths(size_t width) const {
  const std::vector<size_t> cells = CellWidths();
  std::vector<size_t> natural = cells;
  for (size_t i = 0; i < natural.size(); ++i) {
    if (natural[i] == 0) continue;
    natural[i] = std::max(natural[i], DisplayWidth(columns_[i].header));
  }
  const auto all_to = [&](size_t least) {
    return [this, &cells, least](size_t i) {
      return columns_[i].importance < kNeverShortened
                 ? least
                 : std::max(cells[i], WidestWord(columns_[i].header));
    };
  };
  const auto wrapped = [this](size_t i) {
    return columns_[i].wrap ? kNarrowWrapped : kUnchanged;
  };
  const auto overhanging = [this](size_t i) {
    return columns_[i].overhang ? kNarrowOverhanging : kUnchanged;
  };
  std::vector<size_t> widths;
  const auto narrow = [&] {
    widths = natural;
    Narrow(width, wrapped, widths);
    Narrow(width, all_to(kNarrow), widths);
    Narrow(width, overhanging, widths);
    Narrow(width, all_to(kNarrowest), widths);
  };
  narrow();
  // What an optional column leaves is room for the others.
  for (size_t i = 0; i < widths.size(); ++i) {
    if (widths[i] == 0) natural[i] = 0;
  }
  narrow();
  for (const size_t i : NarrowingOrder()) {
    if (Total(widths) <= width) break;
    if (columns_[i].importance >= kNeverShortened) break;
    natural[i] = 0;
    narrow();
  }
  return widths;
}

void Table::Narrow(size_t width,
                   const std::function<size_t(size_t column)>& least,
                   std::vector<size_t>& widths) const {
  for (const size_t i : NarrowingOrder()) {
    const size_t total = Total(widths);
    if (total <= width) return;
    const size_t floor = least(i);
    if (floor == kUnchanged) continue;
    if (columns_[i].optional) {
      widths[i] = 0;
      continue;
    }
    const size_t excess = total - width;
    const size_t wanted = widths[i] > excess ? widths[i] - excess : 0;
    widths[i] = std::max(std::min(widths[i], floor), wanted);
  }
}

void Table::PrintHeaders(std::ostream& out, const std::vector<size_t>& widths,
                         size_t indent) const {
  std::vector<Lines> headers;
  for (size_t i = 0; i < columns_.size(); ++i) {
    headers.push_back(HeaderLines(columns_[i].header, widths[i]));
  }
  PrintLines(out, headers, columns_, widths, indent);
}

void Table::PrintRow(std::ostream& out, const std::vector<std::string>& cells,
                     const std::vector<size_t>& widths, size_t indent) const {
  std::vector<Lines> lines(cells.size());
  bool broken = false;  // Behind a cell that overhangs.
  for (size_t i = 0; i < cells.size(); ++i) {
    if (widths[i] == 0 || cells[i].empty()) continue;
    if (broken) {
      PrintLines(out, lines, columns_, widths, indent);
      lines.assign(cells.size(), {});
      broken = false;
    }
    if (columns_[i].wrap) {
      lines[i] = Wrap(cells[i], widths[i]);
    } else if (columns_[i].overhang) {
      lines[i] = {cells[i]};
      broken = DisplayWidth(cells[i]) > widths[i];
    } else {
      lines[i] = {Shorten(cells[i], widths[i])};
    }
  }
  PrintLines(out, lines, columns_, widths, indent);
}

void Table::PrintNote(std::ostream& out, const std::string& note, size_t width,
                      size_t indent) const {
  if (note.empty()) return;
  const size_t room = width > indent + kNarrow ? width - indent : kNarrow;
  for (const std::string& line : Wrap(note, room)) {
    out << std::string(indent, ' ') << line << '\n';
  }
}

void Table::Print(std::ostream& out, size_t width, bool colour,
                  size_t indent) const {
  if (rows_.empty()) return;
  const auto widths = FittedWidths(width > indent ? width - indent : 0);
  if (colour) out << "\x1b[1m";
  PrintHeaders(out, widths, indent);
  if (colour) out << "\x1b[0m";
  for (size_t i = 0; i < rows_.size(); ++i) {
    PrintRow(out, rows_[i], widths, indent);
    PrintNote(out, notes_[i], width, indent + widths.front() + kGap);
  }
}

}  // namespace ketnoi::cli
