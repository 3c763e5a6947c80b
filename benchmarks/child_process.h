// Programs that a benchmark starts and ends: the server, and what it is
// compared with.

#ifndef KETNOI_BENCHMARKS_CHILD_PROCESS_H_
#define KETNOI_BENCHMARKS_CHILD_PROCESS_H_

#include <sys/types.h>

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace ketnoi::benchmarks {

// A folder of its own below the system's temporary folder, removed with all
// that is in it.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  std::string Path(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

// Ends with its owner: SIGTERM, and SIGKILL after a while. Not thread-safe.
class ChildProcess {
 public:
  // `arguments` with the program first. Its output goes to `log`.
  // UNAVAILABLE: it cannot be started.
  static absl::StatusOr<ChildProcess> Start(
      const std::vector<std::string>& arguments, const std::string& log);

  ChildProcess(ChildProcess&& other) noexcept : pid_(other.pid_) {
    other.pid_ = -1;
  }
  ChildProcess& operator=(ChildProcess&&) = delete;
  ~ChildProcess() { End(); }

  // Waits until it is gone. True: it ended by itself, without an error.
  bool End();
  bool Running();
  pid_t pid() const { return pid_; }

 private:
  explicit ChildProcess(pid_t pid) : pid_(pid) {}

  pid_t pid_;
};

// A server that has told its port and says that it is serving.
struct ServerProcess {
  ChildProcess process;
  std::string address;
};

// Starts `arguments`, which write a port to `port_file`, and waits until the
// health service says SERVING. DEADLINE_EXCEEDED after two minutes,
// UNAVAILABLE with the end of `log` if it ends.
absl::StatusOr<ServerProcess> StartServer(
    const std::vector<std::string>& arguments, const std::string& port_file,
    const std::string& log);

}  // namespace ketnoi::benchmarks

#endif  // KETNOI_BENCHMARKS_CHILD_PROCESS_H_
