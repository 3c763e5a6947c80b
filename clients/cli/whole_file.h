#ifndef KETNOI_CLIENTS_CLI_WHOLE_FILE_H_
#define KETNOI_CLIENTS_CLI_WHOLE_FILE_H_

#include <fstream>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace ketnoi::cli {

// A file that is written beside its place and gets its name, replacing what is
// there, when all of it is on the disk. Whatever ends the program before that
// leaves what was there. One thread at a time.
class WholeFile {
 public:
  // INVALID_ARGUMENT, naming the file, if it cannot be written or what is there
  // is not a file.
  static absl::StatusOr<std::unique_ptr<WholeFile>> Create(
      const std::string& path);
  // Removes what was not committed.
  ~WholeFile();
  WholeFile(const WholeFile&) = delete;
  WholeFile& operator=(const WholeFile&) = delete;

  std::ostream& stream() { return stream_; }
  // Call it once, after the last byte. DATA_LOSS: it could not be written.
  absl::Status Commit();

 private:
  explicit WholeFile(const std::string& path);

  const std::string path_;
  const std::string beside_;
  std::ofstream stream_;
};

}  // namespace ketnoi::cli

#endif  // KETNOI_CLIENTS_CLI_WHOLE_FILE_H_
