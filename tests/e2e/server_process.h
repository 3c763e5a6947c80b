// Starts the real server, as its users do, and ends it in the ways that happen
// to servers.

#ifndef KETNOI_TESTS_E2E_SERVER_PROCESS_H_
#define KETNOI_TESTS_E2E_SERVER_PROCESS_H_

#include <sys/resource.h>
#include <sys/types.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "grpcpp/channel.h"

namespace ketnoi::e2e {

// An empty folder, removed with everything in it.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// What grpc.health.v1.Health/Check answers.
enum class Health { kServing, kNotServing, kNoAnswer };
Health CheckHealth(grpc::Channel& channel);

// The first answer that is not kServing; kServing after 5 s of it.
Health StopsServing(grpc::Channel& channel);

// A ketnoi-server on a free port of the loopback interface. Killed at the end
// if it still runs.
class ServerProcess {
 public:
  // Keeps its store in `folder`/store; returns at once.
  explicit ServerProcess(const std::filesystem::path& folder,
                         const std::vector<std::string>& more_flags = {});
  ~ServerProcess();
  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(const ServerProcess&) = delete;

  // Waits until it is SERVING; false if it ends first or 60 s pass.
  bool WaitUntilServing();

  // To the server; WaitUntilServing must have returned true.
  const std::shared_ptr<grpc::Channel>& channel() const { return channel_; }

  // A channel with a connection of its own, which is made when it is used.
  std::shared_ptr<grpc::Channel> NewChannel() const;

  // From now on none of its files may grow beyond `bytes`, as if the disk were
  // full.
  void LimitFiles(rlim_t bytes) const;

  // What it wrote to standard error.
  std::string Errors() const;

  void Send(int signal) const;
  // The exit code, or 128 + the signal that ended it.
  int WaitForExit();

 private:
  bool HasExited();

  std::filesystem::path port_file_;
  std::filesystem::path error_file_;
  std::string address_;  // empty until it serves
  pid_t pid_ = -1;
  std::optional<int> exit_code_;
  std::shared_ptr<grpc::Channel> channel_;
};

}  // namespace ketnoi::e2e

#endif  // KETNOI_TESTS_E2E_SERVER_PROCESS_H_
