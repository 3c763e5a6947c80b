#ifndef KETNOI_CLIENTS_CLI_IMPORT_REPORT_H_
#define KETNOI_CLIENTS_CLI_IMPORT_REPORT_H_

#include <cstdint>
#include <fstream>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "clients/cli/context.h"
#include "clients/cli/row_source.h"
#include "clients/cpp/client.h"

namespace ketnoi::cli {

struct ImportCounts {
  int64_t created = 0;
  int64_t updated = 0;
  int64_t unchanged = 0;
  int64_t rejected = 0;

  int64_t stored() const { return created + updated + unchanged; }
  int64_t answered() const { return stored() + rejected; }
};

// What becomes of an import's rows: counts, and the problems of those that were
// rejected. Keeps the first problems for the terminal; the errors file gets
// all of them as they come. Not thread safe.
class ImportReport {
 public:
  static constexpr size_t kMaxShown = 100;

  // From now on problems are also written to `path`, as JSON Lines if its name
  // ends with .json or .jsonl, else as CSV. An existing file is replaced. What
  // is not UTF-8 is written as U+FFFD.
  absl::Status WriteProblemsTo(const std::string& path);

  // A row that was not sent.
  void AddUnsent(const ImportRow& row);
  // The service's answer to `row`.
  void AddAnswer(const ImportRow& row, const client::ImportAnswer& answer);

  const ImportCounts& counts() const { return counts_; }
  // The kept problems as a table, and how many more there are.
  void PrintProblems(std::ostream& out, size_t width,
                     const Context& context) const;
  // The counts, in the output format of the context.
  void PrintSummary(bool dry_run, Context& context) const;
  // Closes the errors file. The error says that it is not complete.
  absl::Status Close();

 private:
  void Add(const Problem& problem);

  ImportCounts counts_;
  std::vector<Problem> shown_;
  int64_t problems_ = 0;
  std::string errors_path_;
  std::ofstream errors_;
  bool errors_as_json_ = false;
};

}  // namespace ketnoi::cli

#endif  // KETNOI_CLIENTS_CLI_IMPORT_REPORT_H_
