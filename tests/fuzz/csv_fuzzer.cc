#include <sstream>
#include <string>
#include <vector>

#include "clients/cli/csv.h"
#include "tests/fuzz/fuzzer.h"

namespace {

using ketnoi::cli::CsvReader;
using ketnoi::fuzz::Require;

// What CsvLine writes, CsvReader reads back.
void CheckRoundTrip(const std::vector<std::string>& cells) {
  std::istringstream in(ketnoi::cli::CsvLine(cells));
  CsvReader reader(in);
  const auto outcome = reader.Next();
  // One empty cell is a blank line.
  if (cells == std::vector<std::string>{""}) return;
  // Quotes make a line longer; then it may be too long.
  if (outcome == CsvReader::Outcome::kBad) return;
  Require(outcome == CsvReader::Outcome::kRecord);
  Require(reader.cells() == cells);
}

}  // namespace

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::istringstream in{std::string(ketnoi::fuzz::AsText(data, size))};
  CsvReader reader(in);
  int64_t row = 0;
  while (true) {
    const auto outcome = reader.Next();
    if (outcome == CsvReader::Outcome::kEnd) break;
    Require(reader.row() > row);
    row = reader.row();
    if (outcome == CsvReader::Outcome::kRecord) {
      CheckRoundTrip(reader.cells());
    } else {
      Require(!reader.error().empty());
    }
    if (outcome == CsvReader::Outcome::kBroken) break;
  }
  return 0;
}
