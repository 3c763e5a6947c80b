#ifndef KETNOI_CLIENTS_CLI_TABLE_H_
#define KETNOI_CLIENTS_CLI_TABLE_H_

#include <cstddef>
#include <functional>
#include <ostream>
#include <string>
#include <vector>

namespace ketnoi::cli {

enum class Align { kLeft, kRight };

struct Column {
  std::string header;
  Align align = Align::kLeft;
  // Columns of lower importance are shortened first. Cells of kNeverShortened
  // keep their width whatever it costs; a longer header gets further lines.
  int importance = 1;
  // Cells that do not fit go on in further lines instead of being shortened.
  bool wrap = false;
  // Where it would be shortened it is left out instead.
  bool optional = false;
  // Cells that do not fit are shown whole all the same, and what is right of
  // them goes on in the next line: for ids, which are copied and typed.
  bool overhang = false;
};

inline constexpr int kNeverShortened = 1000;

// Rows of text under headers, aligned by display width and fitted into the
// width of a terminal.
class Table {
 public:
  explicit Table(std::vector<Column> columns);

  // `cells` has one text per column; control characters are taken out.
  void AddRow(std::vector<std::string> cells);
  // A text under the last row, over the whole width from the second column on.
  void AddNote(const std::string& note);
  bool empty() const { return rows_.empty(); }
  size_t rows() const { return rows_.size(); }

  // Prints headers and rows with no more than `width` columns, each line after
  // `indent` blanks; headers stand out if `colour`. Columns without any text
  // are left out, and the least important ones if nothing narrower fits.
  void Print(std::ostream& out, size_t width, bool colour,
             size_t indent = 0) const;

 private:
  // What the longest cells of a column take; 0: it has no text.
  std::vector<size_t> CellWidths() const;
  std::vector<size_t> FittedWidths(size_t width) const;
  // The columns, the least important first.
  std::vector<size_t> NarrowingOrder() const;
  // Takes from `widths` until they fit into `width`, column by column in that
  // order. `least` says how narrow a column may get; optional ones go to 0.
  void Narrow(size_t width, const std::function<size_t(size_t column)>& least,
              std::vector<size_t>& widths) const;
  void PrintHeaders(std::ostream& out, const std::vector<size_t>& widths,
                    size_t indent) const;
  void PrintRow(std::ostream& out, const std::vector<std::string>& cells,
                const std::vector<size_t>& widths, size_t indent) const;
  void PrintNote(std::ostream& out, const std::string& note, size_t width,
                 size_t indent) const;

  std::vector<Column> columns_;
  std::vector<std::vector<std::string>> rows_;
  std::vector<std::string> notes_;  // One per row; empty: none.
};

}  // namespace ketnoi::cli

#endif  // KETNOI_CLIENTS_CLI_TABLE_H_
