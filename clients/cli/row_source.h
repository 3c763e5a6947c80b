#ifndef KETNOI_CLIENTS_CLI_ROW_SOURCE_H_
#define KETNOI_CLIENTS_CLI_ROW_SOURCE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "clients/cli/csv_file.h"
#include "google/protobuf/message.h"

namespace ketnoi::cli {

// A column of a CSV row, its cell, and the field that it went to.
struct OriginCell {
  std::string_view column;  // Of a CsvTable: these are never destroyed.
  // Relative to the origin's; empty: to no field alone.
  std::string_view path;
  std::string text;
};

// Where a part of a record was read: "capabilities[2]" in row 17 of
// capabilities.csv. An empty path is the record itself.
struct Origin {
  std::string path;
  std::string file;
  int64_t row = 0;
  std::vector<OriginCell> cells;  // Empty cells too.
};

// One record to import, or what is wrong with it.
struct ImportRow {
  std::string file;
  int64_t row = 0;
  std::string id;
  // Shared by the thread that sends it and the report on its answer.
  std::shared_ptr<google::protobuf::Message> message;
  // Of a CSV row and the rows joined to it. JSON has none: a path says it all.
  std::vector<Origin> origins;
  // Not empty: the record cannot be sent.
  std::vector<Problem> problems;
};

// Yields the records of one or more files, in order.
class RowSource {
 public:
  virtual ~RowSource() = default;
  // False at the end.
  virtual bool Next(ImportRow& row) = 0;
  // Share of the source that was read, 0 to 1.
  virtual double Progress() const = 0;
  // Every file that it reads.
  virtual std::vector<std::string> Paths() const = 0;
};

}  // namespace ketnoi::cli

#endif  // KETNOI_CLIENTS_CLI_ROW_SOURCE_H_
