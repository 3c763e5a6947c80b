#ifndef KETNOI_TESTS_CLIENTS_COMMAND_LINE_H_
#define KETNOI_TESTS_CLIENTS_COMMAND_LINE_H_

#include <cstddef>
#include <string>
#include <vector>

namespace ketnoi::testing {

struct CommandResult {
  int code = 0;
  std::string out;
  std::string err;
};

// Runs a command line in English, without a terminal, 100 columns wide.
// `address`, if any, is given as KETNOI_ADDRESS; `columns` as COLUMNS.
CommandResult RunCommand(const std::vector<std::string>& words,
                         const std::string& address = "",
                         const std::string& columns = "");

// A folder that is gone with the test.
class TestFolder {
 public:
  TestFolder();
  ~TestFolder();
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;

  // Writes a file and returns its path.
  std::string Write(const std::string& name, const std::string& content) const;
  std::string Path(const std::string& name) const;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

// The content of a file.
std::string ReadFile(const std::string& path);

// The width of the longest line, in columns.
size_t WidestLine(const std::string& text);

}  // namespace ketnoi::testing

#endif  // KETNOI_TESTS_CLIENTS_COMMAND_LINE_H_
