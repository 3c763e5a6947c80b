#include "tests/e2e/server_process.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <future>
#include <iterator>
#include <thread>
#include <utility>

#include "grpcpp/create_channel.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/security/credentials.h"
#include "grpcpp/support/byte_buffer.h"

namespace ketnoi::e2e {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;
using std::chrono::system_clock;

constexpr seconds kStartLimit{60};
constexpr seconds kStopLimit{5};
constexpr milliseconds kPollInterval{10};

int ExitCode(int status) {
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

// Empty until the server has written its port.
std::string ReadPort(const std::filesystem::path& file) {
  std::ifstream in(file);
  std::string line;
  // A line without its end is still being written.
  if (!std::getline(in, line) || in.eof()) return "";
  return line;
}

}  // namespace

TemporaryFolder::TemporaryFolder() {
  std::string pattern =
      (std::filesystem::temp_directory_path() / "ketnoi-e2e-XXXXXX").string();
  path_ = mkdtemp(pattern.data());
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

// The health protocol's messages, of one field each, are read and written by
// hand: the packages of gRPC have no code for them.
Health CheckHealth(grpc::Channel& channel) {
  grpc::GenericStub stub(std::shared_ptr<grpc::Channel>(
      std::shared_ptr<grpc::Channel>(), &channel));
  grpc::ClientContext context;
  context.set_deadline(system_clock::now() + seconds(2));
  const grpc::Slice no_service("");
  const grpc::ByteBuffer request(&no_service, 1);
  grpc::ByteBuffer response;
  std::promise<grpc::Status> done;
  stub.UnaryCall(&context, "/grpc.health.v1.Health/Check", grpc::StubOptions(),
                 &request, &response, [&done](grpc::Status status) {
                   done.set_value(std::move(status));
                 });
  if (!done.get_future().get().ok()) return Health::kNoAnswer;
  grpc::Slice bytes;
  if (!response.DumpToSingleSlice(&bytes).ok()) return Health::kNoAnswer;
  const std::string status(bytes.begin(), bytes.end());
  return status == "\x08\x01" ? Health::kServing : Health::kNotServing;
}

Health StopsServing(grpc::Channel& channel) {
  const auto limit = steady_clock::now() + kStopLimit;
  Health health = CheckHealth(channel);
  while (health == Health::kServing && steady_clock::now() < limit) {
    std::this_thread::sleep_for(kPollInterval);
    health = CheckHealth(channel);
  }
  return health;
}

ServerProcess::ServerProcess(const std::filesystem::path& folder,
                             const std::vector<std::string>& more_flags)
    : port_file_(folder / "port"), error_file_(folder / "errors") {
  std::filesystem::remove(port_file_);
  std::vector<std::string> words = {
      KETNOI_SERVER, "--data-dir",  (folder / "store").string(),
      "--reference", KETNOI_DATA,   "--address",
      "127.0.0.1:0", "--port-file", port_file_.string()};
  words.insert(words.end(), more_flags.begin(), more_flags.end());
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, error_file_.c_str(),
                                   O_WRONLY | O_CREAT | O_TRUNC, 0600);
  // A file that is too large gives an error, as a full disk does, and no
  // signal.
  const sighandler_t before = signal(SIGXFSZ, SIG_IGN);
  if (posix_spawn(&pid_, KETNOI_SERVER, &actions, nullptr, arguments.data(),
                  environ) != 0) {
    exit_code_ = 127;
  }
  signal(SIGXFSZ, before);
  posix_spawn_file_actions_destroy(&actions);
}

ServerProcess::~ServerProcess() {
  if (HasExited()) return;
  Send(SIGKILL);
  WaitForExit();
}

bool ServerProcess::WaitUntilServing() {
  const auto limit = steady_clock::now() + kStartLimit;
  while (steady_clock::now() < limit && !HasExited()) {
    if (channel_ == nullptr) {
      const std::string port = ReadPort(port_file_);
      if (!port.empty()) {
        address_ = "127.0.0.1:" + port;
        channel_ = NewChannel();
      }
    } else if (CheckHealth(*channel_) == Health::kServing) {
      return true;
    }
    std::this_thread::sleep_for(kPollInterval);
  }
  return false;
}

std::shared_ptr<grpc::Channel> ServerProcess::NewChannel() const {
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  return grpc::CreateCustomChannel(address_, grpc::InsecureChannelCredentials(),
                                   arguments);
}

void ServerProcess::LimitFiles(rlim_t bytes) const {
  const rlimit limit{bytes, RLIM_INFINITY};
  prlimit(pid_, RLIMIT_FSIZE, &limit, nullptr);
}

std::string ServerProcess::Errors() const {
  std::ifstream file(error_file_);
  return {std::istreambuf_iterator<char>(file), {}};
}

void ServerProcess::Send(int signal) const { kill(pid_, signal); }

int ServerProcess::WaitForExit() {
  if (!exit_code_.has_value()) {
    int status = 0;
    waitpid(pid_, &status, 0);
    exit_code_ = ExitCode(status);
  }
  return *exit_code_;
}

bool ServerProcess::HasExited() {
  int status = 0;
  if (!exit_code_.has_value() && waitpid(pid_, &status, WNOHANG) == pid_) {
    exit_code_ = ExitCode(status);
  }
  return exit_code_.has_value();
}

}  // namespace ketnoi::e2e
