#ifndef KETNOI_CLIENTS_CLI_CONTEXT_H_
#define KETNOI_CLIENTS_CLI_CONTEXT_H_

#include <chrono>
#include <cstdint>
#include <memory>
#include <ostream>
#include <string>

#include "absl/status/status.h"
#include "clients/cli/arguments.h"
#include "clients/cli/grouped.h"  // IWYU pragma: export
#include "clients/cli/resource_id.h"
#include "clients/cli/words.h"
#include "clients/cpp/client.h"
#include "ketnoi/v1/common.pb.h"

namespace ketnoi::cli {

enum class OutputFormat { kTable, kJson, kCsv };

// How `ketnoi` ends.
enum ExitCode : int {
  kDone = 0,
  kRowsRejected = 1,
  kUsage = 2,
  kCallFailed = 3,
};

// What the global options and the surroundings say.
struct Settings {
  Words words{Language::kEnglish};
  OutputFormat output = OutputFormat::kTable;
  size_t width = 100;         // Columns of the output.
  bool colour = false;        // The output may be coloured,
  bool error_colour = false;  // and so may the error output.
  bool out_is_terminal = false;
  bool progress = false;  // A progress bar may be drawn on the error output.
  std::string address;
  std::chrono::milliseconds timeout{10'000};  // Of a call.
};

// What a command works with.
struct Context : Settings {
  std::ostream& out;
  std::ostream& err;
  const Arguments& arguments;
  // Connects on the first call.
  client::Client& client;
};

// Prints what is wrong with the command line; returns kUsage.
int FailUsage(Context& context, const absl::Status& status);

// Prints a failed call with its code, message and field violations.
void PrintCallError(Context& context, const absl::Status& status);

// The same, asking whether the service is there if it may not have been
// reached; returns kCallFailed.
int FailCall(Context& context, const absl::Status& status);

// The mark of records made up for demonstrations, or nothing.
std::string ComposedMark(const Words& words, bool composed);

// Basis points as per cent: 8250 as "82.50".
std::string Percent(int32_t basis_points);

}  // namespace ketnoi::cli

#endif  // KETNOI_CLIENTS_CLI_CONTEXT_H_
