#ifndef KETNOI_CLIENTS_CLI_TABLE_H_
#define KETNOI_CLIENTS_CLI_TABLE_H_

#include <cstddef>
#include <ostream>
#include <string>
#include <vector>

namespace ketnoi::cli {

enum class Align { kLeft, kRight };

struct Column {
  std::string header;
  Align align = Align::kLeft;
  // Columns of lower importance are shortened first. Those of kNeverShortened
  // keep their width whatever it costs.
  int importance = 1;
  // Cells that do not fit go on in further lines instead of being shortened.
  bool wrap = false;
  // Where it would be shortened it is left out instead.
  bool optional = false;
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
  // What the longest cells take; 0 for a column without any text.
  std::vector<size_t> NaturalWidths() const;
  std::vector<size_t> FittedWidths(size_t width) const;
  // The columns that are shortened, the least important first.
  std::vector<size_t> NarrowingOrder() const;
  // Takes from `widths` until they fit into `width`, the least important column
  // first, each down to `least` columns; optional ones go to 0.
  void Narrow(size_t width, size_t least, bool only_wrapped,
              std::vector<size_t>& widths) const;
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
