#ifndef KETNOI_CLIENTS_CLI_BOM_COLUMNS_H_
#define KETNOI_CLIENTS_CLI_BOM_COLUMNS_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "clients/cli/row_source.h"
#include "clients/cli/words.h"
#include "ketnoi/v1/requirement.pb.h"

namespace ketnoi::cli {

// A cell of a bill of materials.
struct BomCell {
  std::string_view header;  // As the file has it; must outlive the row.
  std::string text;         // Without blanks around it.
};

// The cells of a row that are not empty, by our names of their columns.
using BomCells = std::map<std::string, BomCell, std::less<>>;

// Whether a bill of materials may have a column of this name (docs/import.md):
// one of BomColumnNames, or attribute.ID, or attribute.ID.unit.
bool IsBomColumn(std::string_view name);
const std::vector<std::string_view>& BomColumnNames();

// Sets what the cells state of a line, each criterion as a gate. What is wrong
// with a cell becomes a problem of `row`, whose origins say which cell a field
// came from.
void FillBomLine(const BomCells& cells, const Words& words,
                 v1::Requirement& line, ImportRow& row);

// Notes what is wrong with a cell; with the column as a whole if it has none.
void AddBomProblem(const BomCells& cells, std::string_view column,
                   std::string reason, ImportRow& row);

}  // namespace ketnoi::cli

#endif  // KETNOI_CLIENTS_CLI_BOM_COLUMNS_H_
