#include "benchmarks/load_client.h"

#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>
#include <sys/prctl.h>

#include <functional>
#include <thread>
#include <utility>

namespace ketnoi::benchmarks {
namespace {

using std::chrono::nanoseconds;
using std::chrono::steady_clock;

// As a portal's pool; gRPC would else make one connection of them.
constexpr size_t kConnections = 4;
constexpr int kAskers = 8;
constexpr auto kTimeout = std::chrono::seconds(30);

struct Call {
  size_t exchange = 0;
  CallTimes times;
  grpc::ClientContext context;
  grpc::ByteBuffer answer;
  grpc::Status status;
  std::unique_ptr<grpc::GenericClientAsyncResponseReader> reader;
};

std::string TextOf(const grpc::ByteBuffer& buffer) {
  std::vector<grpc::Slice> slices;
  if (!buffer.Dump(&slices).ok()) return "";
  std::string text;
  for (const grpc::Slice& slice : slices) {
    text.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  }
  return text;
}

absl::Status StatusOf(const Call& call) {
  return {static_cast<absl::StatusCode>(call.status.error_code()),
          call.status.error_message()};
}

// Sleeps end up to 50 µs late unless a thread asks for better.
void SleepPrecisely() { ::prctl(PR_SET_TIMERSLACK, 1UL, 0UL, 0UL, 0UL); }

}  // namespace

// The calls under way. One thread may send while another takes.
class LoadClient::Transport {
 public:
  Transport(const std::string& address, std::string path,
            std::span<const Exchange> exchanges)
      : path_(std::move(path)), exchanges_(exchanges) {
    grpc::ChannelArguments arguments;
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    for (size_t i = 0; i < kConnections; ++i) {
      stubs_.emplace_back(grpc::CreateCustomChannel(
          address, grpc::InsecureChannelCredentials(), arguments));
    }
    for (const Exchange& exchange : exchanges) {
      const grpc::Slice slice(exchange.request);
      requests_.emplace_back(&slice, 1);
    }
  }

  // From when times count.
  steady_clock::time_point Begin() { return begin_ = steady_clock::now(); }
  nanoseconds Now() const { return steady_clock::now() - begin_; }

  size_t requests() const { return requests_.size(); }

  // Sends the next request, which was due at `due`.
  void Send(nanoseconds due) {
    auto call = std::make_unique<Call>();
    call->exchange = next_;
    call->times.due = due;
    call->context.set_deadline(std::chrono::system_clock::now() + kTimeout);
    call->times.sent = Now();
    call->reader = stubs_[next_ % kConnections].PrepareUnaryCall(
        &call->context, path_, requests_[next_], &queue_);
    call->reader->StartCall();
    Call* const sent = call.release();  // is the tag until Take
    sent->reader->Finish(&sent->answer, &sent->status, sent);
    next_ = (next_ + 1) % requests_.size();
  }

  // Waits for an answer, in the order in which they come.
  std::unique_ptr<Call> Take() {
    void* tag = nullptr;
    bool ok = false;
    queue_.Next(&tag, &ok);
    std::unique_ptr<Call> call(static_cast<Call*>(tag));
    call->times.answered = Now();
    return call;
  }

  // Keeps `callers` calls under way while `more`, and takes them all, with
  // `take`, whose error is the last of it.
  absl::Status Loop(int callers, const std::function<bool()>& more,
                    const std::function<absl::Status(Call&)>& take) {
    absl::Status status;
    int under_way = 0;
    const auto send = [&] {
      if (!status.ok() || !more()) return;
      Send(Now());
      ++under_way;
    };
    for (int caller = 0; caller < callers; ++caller) send();
    while (under_way > 0) {
      const std::unique_ptr<Call> call = Take();
      --under_way;
      status.Update(take(*call));
      send();
    }
    return status;
  }

  absl::Status Check(const Call& call) const {
    absl::Status status = StatusOf(call);
    if (status.ok() &&
        call.answer.Length() != exchanges_[call.exchange].answer.size()) {
      status = absl::InternalError("an answer changed while it was timed");
    }
    return status;
  }

 private:
  const std::string path_;
  const std::span<const Exchange> exchanges_;
  std::vector<grpc::GenericStub> stubs_;
  std::vector<grpc::ByteBuffer> requests_;
  grpc::CompletionQueue queue_;
  steady_clock::time_point begin_;
  size_t next_ = 0;  // exchange
};

LoadClient::LoadClient(const std::string& address, const std::string& path,
                       std::span<const Exchange> exchanges)
    : transport_(std::make_unique<Transport>(address, path, exchanges)) {}

LoadClient::~LoadClient() = default;

absl::StatusOr<std::vector<std::string>> LoadClient::AskAll() {
  std::vector<std::string> answers(transport_->requests());
  size_t left = answers.size();
  const absl::Status status = transport_->Loop(
      kAskers, [&left] { return left > 0 && left-- > 0; },
      [&answers](Call& call) {
        answers[call.exchange] = TextOf(call.answer);
        return StatusOf(call);
      });
  if (!status.ok()) return status;
  return answers;
}

absl::StatusOr<std::vector<CallTimes>> LoadClient::RunClosed(
    int callers, nanoseconds duration) {
  std::vector<CallTimes> times;
  transport_->Begin();
  const absl::Status status = transport_->Loop(
      callers, [&] { return transport_->Now() < duration; },
      [&](Call& call) {
        times.push_back(call.times);
        return transport_->Check(call);
      });
  if (!status.ok()) return status;
  return times;
}

absl::StatusOr<std::vector<CallTimes>> LoadClient::RunOpen(
    double rate, nanoseconds duration) {
  const int64_t count = CallsDueWithin(duration, rate);
  const auto begin = transport_->Begin();
  std::thread sender([&] {
    SleepPrecisely();
    for (int64_t i = 0; i < count; ++i) {
      const nanoseconds due = DueTime(i, rate);
      std::this_thread::sleep_until(begin + due);
      transport_->Send(due);
    }
  });
  std::vector<CallTimes> times;
  absl::Status status;
  for (int64_t i = 0; i < count; ++i) {
    const std::unique_ptr<Call> call = transport_->Take();
    times.push_back(call->times);
    status.Update(transport_->Check(*call));
  }
  sender.join();
  if (!status.ok()) return status;
  return times;
}

}  // namespace ketnoi::benchmarks
