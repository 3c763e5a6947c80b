#include "clients/cli/table.h"

#include <algorithm>
#include <utility>

#include "clients/cli/text_width.h"

namespace ketnoi::cli {
namespace {

constexpr size_t kGap = 2;
// How narrow columns get: first those that wrap, which lose nothing; then all
// while they can still be read; then all as far as a letter or two and "…" say
// something.
constexpr size_t kNarrowWrapped = 24;
constexpr size_t kNarrow = 16;
constexpr size_t kNarrowest = 6;

std::string Padded(const std::string& text, size_t width, Align align) {
  const size_t used = DisplayWidth(text);
  const std::string blanks(used < width ? width - used : 0, ' ');
  return align == Align::kRight ? blanks + text : text + blanks;
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

std::vector<size_t> Table::NaturalWidths() const {
  std::vector<size_t> widths(columns_.size(), 0);
  for (const auto& row : rows_) {
    for (size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], DisplayWidth(row[i]));
    }
  }
  for (size_t i = 0; i < widths.size(); ++i) {
    if (widths[i] == 0) continue;
    widths[i] = std::max(widths[i], DisplayWidth(columns_[i].header));
  }
  return widths;
}

std::vector<size_t> Table::NarrowingOrder() const {
  std::vector<size_t> order;
  for (size_t i = 0; i < columns_.size(); ++i) {
    if (columns_[i].importance < kNeverShortened) order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(), [this](size_t a, size_t b) {
    return columns_[a].importance < columns_[b].importance;
  });
  return order;
}

std::vector<size_t> Table::FittedWidths(size_t width) const {
  std::vector<size_t> natural = NaturalWidths();
  std::vector<size_t> widths = natural;
  const auto narrow = [&] {
    widths = natural;
    Narrow(width, kNarrowWrapped, true, widths);
    Narrow(width, kNarrow, false, widths);
    Narrow(width, kNarrowest, false, widths);
  };
  narrow();
  // What an optional column leaves is room for the others.
  for (size_t i = 0; i < widths.size(); ++i) {
    if (widths[i] == 0) natural[i] = 0;
  }
  narrow();
  for (const size_t i : NarrowingOrder()) {
    if (Total(widths) <= width) break;
    natural[i] = 0;
    narrow();
  }
  return widths;
}

void Table::Narrow(size_t width, size_t least, bool only_wrapped,
                   std::vector<size_t>& widths) const {
  for (const size_t i : NarrowingOrder()) {
    const size_t total = Total(widths);
    if (total <= width) return;
    if (only_wrapped && !columns_[i].wrap) continue;
    if (columns_[i].optional) {
      widths[i] = 0;
      continue;
    }
    const size_t excess = total - width;
    const size_t wanted = widths[i] > excess ? widths[i] - excess : 0;
    widths[i] = std::max(std::min(widths[i], least), wanted);
  }
}

void Table::PrintRow(std::ostream& out, const std::vector<std::string>& cells,
                     const std::vector<size_t>& widths, size_t indent) const {
  std::vector<std::vector<std::string>> lines(cells.size());
  size_t height = 1;
  for (size_t i = 0; i < cells.size(); ++i) {
    if (widths[i] == 0) continue;
    lines[i] = columns_[i].wrap
                   ? Wrap(cells[i], widths[i])
                   : std::vector<std::string>{Shorten(cells[i], widths[i])};
    height = std::max(height, lines[i].size());
  }
  for (size_t line = 0; line < height; ++line) {
    std::string text(indent, ' ');
    for (size_t i = 0; i < cells.size(); ++i) {
      if (widths[i] == 0) continue;
      if (text.size() > indent) text.append(kGap, ' ');
      text += Padded(line < lines[i].size() ? lines[i][line] : "", widths[i],
                     columns_[i].align);
    }
    text.erase(text.find_last_not_of(' ') + 1);
    out << text << '\n';
  }
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
  std::vector<std::string> headers;
  for (const Column& column : columns_) headers.push_back(column.header);
  if (colour) out << "\x1b[1m";
  PrintRow(out, headers, widths, indent);
  if (colour) out << "\x1b[0m";
  for (size_t i = 0; i < rows_.size(); ++i) {
    PrintRow(out, rows_[i], widths, indent);
    PrintNote(out, notes_[i], width, indent + widths.front() + kGap);
  }
}

}  // namespace ketnoi::cli
