#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>
#include <exception>
#include <iostream>
#include <string>
#include <vector>

#include "clients/cli/run.h"

namespace {

size_t TerminalColumns() {
  winsize size{};
  return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

std::string Variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

}  // namespace

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  const std::vector<std::string> words(argv + 1, argv + argc);
  const ketnoi::cli::Surroundings surroundings{std::cout,
                                               std::cerr,
                                               Variable,
                                               isatty(STDOUT_FILENO) != 0,
                                               isatty(STDERR_FILENO) != 0,
                                               TerminalColumns()};
  try {
    return ketnoi::cli::Run(words, surroundings);
  } catch (const std::exception& error) {
    // Nothing of ours throws; memory may run out and libraries may.
    std::cerr << "ketnoi: " << error.what() << '\n';
    return 3;
  }
}
