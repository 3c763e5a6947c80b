#include "tests/clients/command_line.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "clients/cli/run.h"
#include "clients/cli/text_width.h"

namespace ketnoi::testing {

CommandResult RunCommand(const std::vector<std::string>& words,
                         const std::string& address,
                         const std::string& columns) {
  std::ostringstream out;
  std::ostringstream err;
  const cli::Surroundings surroundings{out, err, [&](const std::string& name) {
                                         return name == "KETNOI_ADDRESS"
                                                    ? address
                                                : name == "COLUMNS"
                                                    ? columns
                                                    : std::string();
                                       }};
  CommandResult result;
  result.code = cli::Run(words, surroundings);
  result.out = out.str();
  result.err = err.str();
  return result;
}

TestFolder::TestFolder() {
  std::string pattern =
      (std::filesystem::temp_directory_path() / "ketnoi-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) std::abort();
  path_ = pattern;
}

TestFolder::~TestFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string TestFolder::Path(const std::string& name) const {
  return (std::filesystem::path(path_) / name).string();
}

std::string TestFolder::Write(const std::string& name,
                              const std::string& content) const {
  std::ofstream(Path(name), std::ios::binary) << content;
  return Path(name);
}

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream content;
  content << file.rdbuf();
  return content.str();
}

size_t WidestLine(const std::string& text) {
  size_t widest = 0;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    widest = std::max(widest, cli::DisplayWidth(line));
  }
  return widest;
}

}  // namespace ketnoi::testing
