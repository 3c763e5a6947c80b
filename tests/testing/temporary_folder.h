// A folder for what a test writes.

#ifndef KETNOI_TESTS_TESTING_TEMPORARY_FOLDER_H_
#define KETNOI_TESTS_TESTING_TEMPORARY_FOLDER_H_

#include <stdlib.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>

namespace ketnoi::testing {

// New and empty; removed with all that is in it.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string pattern =
        (std::filesystem::temp_directory_path() / "ketnoi-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) std::abort();
    path_ = pattern;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace ketnoi::testing

#endif  // KETNOI_TESTS_TESTING_TEMPORARY_FOLDER_H_
