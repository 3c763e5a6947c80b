#ifndef KETNOI_CLIENTS_CLI_RUN_H_
#define KETNOI_CLIENTS_CLI_RUN_H_

#include <cstddef>
#include <functional>
#include <ostream>
#include <string>
#include <vector>

namespace ketnoi::cli {

// What `ketnoi` is started in.
struct Surroundings {
  std::ostream& out;
  std::ostream& err;
  // The value of an environment variable, empty if it is not set.
  std::function<std::string(const char* name)> variable;
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  size_t terminal_columns = 0;  // 0: unknown.
};

// Runs a command line, without the program's name, and flushes its output;
// returns the exit code.
int Run(const std::vector<std::string>& words,
        const Surroundings& surroundings);

}  // namespace ketnoi::cli

#endif  // KETNOI_CLIENTS_CLI_RUN_H_
