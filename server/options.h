// How the server is told what to do: flags, and a file with the same names.

#ifndef KETNOI_SERVER_OPTIONS_H_
#define KETNOI_SERVER_OPTIONS_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "server/webhook_address.h"

namespace ketnoi::server {

struct Options {
  std::string data_dir = "ketnoi-data";
  std::string reference_dir = "data";
  std::string address = "127.0.0.1:7077";
  std::string port_file;     // empty: none
  std::string criteria_set;  // id; empty: the first in the reference data
  int32_t drain_seconds = 10;
  int64_t memory_limit = 0;  // bytes; 0: DefaultMemoryLimit()
  // Where webhooks may lead beside public addresses.
  std::vector<AddressRange> webhook_allow;
  std::string webhook_ca_file;  // empty: the system's certificates
  bool show_help = false;
  bool show_version = false;
};

// Reads `arguments` (without the program's name). Later ones win; a file named
// by --config is read first, whatever its place. INVALID_ARGUMENT names the
// argument, or the file and line: an unknown name, a missing or wrong value.
// NOT_FOUND: the file cannot be read.
absl::StatusOr<Options> ParseOptions(const std::vector<std::string>& arguments);

// Whether HOST:PORT can be reached from this machine alone, as far as its text
// tells: other names are not looked up.
bool IsLoopback(std::string_view address);

// What --help prints.
std::string OptionsHelp();

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_OPTIONS_H_
