#include "benchmarks/child_process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>

namespace ketnoi::benchmarks {
namespace {

using std::chrono::steady_clock;

constexpr auto kPoll = std::chrono::milliseconds(5);
constexpr auto kStartLimit = std::chrono::minutes(2);
constexpr auto kEndLimit = std::chrono::seconds(30);

std::string FileText(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

// Asks grpc.health.v1.Health/Check for the whole server. Written by hand, since
// the library has no public stub: an empty request, and {status: SERVING}.
bool Serving(const std::shared_ptr<grpc::Channel>& channel) {
  grpc::GenericStub stub(channel);
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() +
                       std::chrono::seconds(1));
  grpc::CompletionQueue queue;
  const grpc::ByteBuffer request(nullptr, 0);
  const auto call = stub.PrepareUnaryCall(
      &context, "/grpc.health.v1.Health/Check", request, &queue);
  call->StartCall();
  grpc::ByteBuffer answer;
  grpc::Status status;
  call->Finish(&answer, &status, nullptr);
  void* tag = nullptr;
  bool ok = false;
  queue.Next(&tag, &ok);
  grpc::Slice slice;
  if (!ok || !status.ok() || !answer.DumpToSingleSlice(&slice).ok()) {
    return false;
  }
  return slice.size() == 2 && slice.begin()[0] == 8 && slice.begin()[1] == 1;
}

}  // namespace

TemporaryFolder::TemporaryFolder() {
  path_ = (std::filesystem::temp_directory_path() / "ketnoi-bench-XXXXXX");
  if (::mkdtemp(path_.data()) == nullptr) std::abort();
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

absl::StatusOr<ChildProcess> ChildProcess::Start(
    const std::vector<std::string>& arguments, const std::string& log) {
  if (::access(arguments.front().c_str(), X_OK) != 0) {
    return absl::UnavailableError(
        fmt::format("'{}' is no program", arguments.front()));
  }
  // All that allocates is done before the fork.
  std::vector<char*> words;
  for (const std::string& argument : arguments) {
    words.push_back(const_cast<char*>(argument.c_str()));
  }
  words.push_back(nullptr);
  const pid_t pid = ::fork();
  if (pid < 0) return absl::UnavailableError("cannot fork");
  if (pid == 0) {
    const int output =
        ::open(log.c_str(), O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0600);
    ::dup2(output, STDOUT_FILENO);
    ::dup2(output, STDERR_FILENO);
    ::execv(words.front(), words.data());
    ::_exit(127);
  }
  return ChildProcess(pid);
}

bool ChildProcess::Running() {
  if (pid_ < 0) return false;
  if (::waitpid(pid_, nullptr, WNOHANG) == 0) return true;
  pid_ = -1;
  return false;
}

bool ChildProcess::End() {
  if (pid_ < 0) return false;
  ::kill(pid_, SIGTERM);
  const auto limit = steady_clock::now() + kEndLimit;
  int state = 0;
  while (::waitpid(pid_, &state, WNOHANG) == 0) {
    if (steady_clock::now() > limit) ::kill(pid_, SIGKILL);
    std::this_thread::sleep_for(kPoll);
  }
  pid_ = -1;
  return WIFEXITED(state) && WEXITSTATUS(state) == 0;
}

absl::StatusOr<ServerProcess> StartServer(
    const std::vector<std::string>& arguments, const std::string& port_file,
    const std::string& log) {
  std::filesystem::remove(port_file);
  auto process = ChildProcess::Start(arguments, log);
  if (!process.ok()) return process.status();
  const auto limit = steady_clock::now() + kStartLimit;
  std::shared_ptr<grpc::Channel> channel;
  std::string address;
  while (steady_clock::now() < limit) {
    if (!process->Running()) {
      const std::string text = FileText(log);
      return absl::UnavailableError(fmt::format(
          "{} ended: {}", arguments.front(),
          text.substr(text.size() - std::min<size_t>(text.size(), 2000))));
    }
    // A line, so that a file that is being written is not taken for whole.
    const std::string port = FileText(port_file);
    if (channel == nullptr && port.ends_with('\n')) {
      address = "127.0.0.1:" + port.substr(0, port.size() - 1);
      channel =
          grpc::CreateChannel(address, grpc::InsecureChannelCredentials());
    }
    if (channel != nullptr && Serving(channel)) {
      return ServerProcess{*std::move(process), address};
    }
    std::this_thread::sleep_for(kPoll);
  }
  return absl::DeadlineExceededError(
      fmt::format("{} did not serve in time", arguments.front()));
}

}  // namespace ketnoi::benchmarks
