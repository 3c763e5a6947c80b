#ifndef KETNOI_CLIENTS_CLI_CELLS_H_
#define KETNOI_CLIENTS_CLI_CELLS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "clients/cli/words.h"
#include "ketnoi/v1/common.pb.h"

namespace ketnoi::cli {

// `text` without blanks at either end; no-break spaces are blanks too.
std::string_view Trim(std::string_view text);

// `text` split at `separator`, parts trimmed, empty parts left out.
std::vector<std::string> SplitList(std::string_view text, char separator = ';');

// A decimal number with '.' ("-0.05", "1e-3"); nothing else may stand in
// `text`. Infinities and NaN are none.
std::optional<double> ParseNumber(std::string_view text);

// A whole number that fits.
std::optional<int64_t> ParseInteger(std::string_view text);

// `text` with the letters A to Z in lower case.
std::string Lower(std::string_view text);

// "true" or "yes", "false" or "no", in any case: spreadsheets write TRUE.
std::optional<bool> ParseFlag(std::string_view text);

// Reads an attribute's value from a cell. `kind` is number, range, dimensions,
// flag, codes, composition or text; empty: the form of the cell decides, see
// docs/import.md. Sets the value of `value` only. The error says in `words`
// what was expected.
absl::Status ParseAttributeValue(std::string_view cell, std::string_view kind,
                                 const Words& words, v1::AttributeValue& value);

}  // namespace ketnoi::cli

#endif  // KETNOI_CLIENTS_CLI_CELLS_H_
