#include "tests/clients/command_line.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "clients/cli/run.h"

namespace ketnoi::testing {

CommandResult RunCommand(const std::vector<std::string>& words,
                         const std::string& address) {
  std::ostringstream out;
  std::ostringstream err;
  const cli::Surroundings surroundings{
      out, err, [&address](const char* name) {
        return std::string(name) == "KETNOI_ADDRESS" ? address : std::string();
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

}  // namespace ketnoi::testing
