#include "server/watch_stream.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/time/clock.h"
#include "fmt/format.h"
#include "server/call.h"
#include "server/rpc_status.h"
#include "server/violations.h"
#include "server/watch.h"
#include "server/watch_position.h"

namespace ketnoi::server {
namespace {

// Of the events of one message: gRPC's clients refuse more than 4 MiB.
constexpr size_t kMostEventBytes = size_t{1} << 20;
// How often a stream that waits looks whether it is to end.
constexpr absl::Duration kEndInterval = absl::Milliseconds(100);
constexpr absl::Duration kDefaultHeartbeat = absl::Seconds(30);
constexpr absl::Duration kShortestHeartbeat = absl::Seconds(1);
constexpr absl::Duration kLongestHeartbeat = absl::Hours(1);

absl::Duration ReadHeartbeat(const v1::WatchMatchesRequest& request,
                             Violations& violations) {
  if (!request.has_heartbeat()) return kDefaultHeartbeat;
  const absl::Duration heartbeat =
      absl::Seconds(request.heartbeat().seconds()) +
      absl::Nanoseconds(request.heartbeat().nanos());
  if (heartbeat < kShortestHeartbeat || heartbeat > kLongestHeartbeat) {
    violations.Add("heartbeat", fmt::format("{:g} s is not 1 s to 1 h",
                                            absl::ToDoubleSeconds(heartbeat)));
  }
  return heartbeat;
}

// Absent: the request has no `start`, or it is wrong.
std::optional<WatchPosition> ReadStart(const v1::WatchMatchesRequest& request,
                                       Violations& violations) {
  if (!request.has_start()) return std::nullopt;
  const v1::WatchStart& start = request.start();
  if (!request.resume_token().empty()) {
    violations.Add("start", "must be absent beside resume_token");
  }
  if (!start.has_revision() || start.revision().number() < 0) {
    violations.Add("start.revision",
                   start.has_revision() ? fmt::format("{} is negative",
                                                      start.revision().number())
                                        : "is required");
  }
  const auto day = model::DateFromText(start.as_of_date());
  if (!day) {
    violations.Add("start.as_of_date",
                   fmt::format("'{}' is not a day of the years 1900 to 2199 as "
                               "YYYY-MM-DD",
                               start.as_of_date()));
    return std::nullopt;
  }
  return WatchPosition{start.revision().number(), *day, nullptr};
}

class WatchStream {
 public:
  WatchStream(const Backend& backend, const CallLimits& limits,
              const v1::WatchMatchesRequest& request, const Clock& clock,
              const std::function<bool(std::string bytes)>& send)
      : backend_(backend),
        limits_(limits),
        request_(request),
        clock_(clock),
        send_(send) {
    step_limits_.deadline = limits.deadline;
    step_limits_.cancelled = [this] { return !MayGoOn().ok(); };
  }

  absl::Status Run() {
    absl::Status status = Check();
    if (!status.ok()) return status;
    auto events = FirstStep();
    bool heartbeat = true;  // the first message comes in any case
    for (;;) {
      if (!events.ok()) return WhyEnded(events.status());
      const int64_t revision = events->revision().number();
      const std::string day = events->as_of_date();
      token_ = events->resume_token();
      if (heartbeat || events->events_size() > 0) {
        if (!SendAll(*events)) return WhyEnded(absl::CancelledError());
        next_heartbeat_ = absl::Now() + heartbeat_;
      }
      status = Wait(revision, day);
      if (!status.ok()) return status;
      heartbeat = absl::Now() >= next_heartbeat_;
      events = EventsSince(backend_, step_limits_, request_.scope(), token_,
                           DayAt(clock_()));
    }
  }

 private:
  absl::Status Check() {
    Violations violations;
    heartbeat_ = ReadHeartbeat(request_, violations);
    start_ = ReadStart(request_, violations);
    const absl::Status status =
        CheckScope(backend_, request_.scope(), "scope", violations);
    if (!violations.empty()) return InvalidFields(violations);
    // What is watched may be gone when it is watched on: then that is told.
    const bool resumed = !request_.resume_token().empty() || start_;
    if (!status.ok() && !(resumed && absl::IsNotFound(status))) return status;
    if (!start_) return absl::OkStatus();
    const std::string& epoch = request_.start().revision().epoch();
    if (epoch != backend_.store.epoch()) {
      return Error(absl::StatusCode::kFailedPrecondition,
                   v1::ERROR_REASON_EPOCH_MISMATCH,
                   fmt::format("the revision is of epoch '{}', the store of "
                               "'{}'",
                               epoch, backend_.store.epoch()),
                   {{"epoch", backend_.store.epoch()}});
    }
    start_->criteria_set =
        backend_.data.FindCriteriaSet(request_.scope().criteria_set());
    if (start_->criteria_set == nullptr) return status;
    if (start_->revision > backend_.store.revision()) {
      return PositionLost(
          fmt::format("the store has no revision {}", start_->revision));
    }
    return absl::OkStatus();
  }

  absl::StatusOr<v1::WatchEvents> FirstStep() {
    const model::Date today = DayAt(clock_());
    if (start_) {
      return EventsFrom(backend_, step_limits_, request_.scope(), *start_,
                        today);
    }
    return EventsSince(backend_, step_limits_, request_.scope(),
                       request_.resume_token(), today);
  }

  // Until there is something to work out.
  absl::Status Wait(int64_t revision, const std::string& day) const {
    for (;;) {
      const absl::Status status = MayGoOn();
      if (!status.ok()) return status;
      const absl::Time now = absl::Now();
      if (now >= next_heartbeat_ || model::DateText(DayAt(clock_())) != day) {
        return absl::OkStatus();
      }
      const absl::Status applied = backend_.catalogue.WaitApplied(
          revision + 1, std::min(next_heartbeat_, now + kEndInterval));
      if (!absl::IsDeadlineExceeded(applied)) return applied;
    }
  }

  // False: nobody reads any more.
  bool SendAll(v1::WatchEvents& step) const {
    v1::WatchEvents message;
    size_t bytes = 0;
    for (v1::MatchEvent& event : *step.mutable_events()) {
      bytes += event.ByteSizeLong();
      message.add_events()->Swap(&event);
      if (bytes < kMostEventBytes) continue;
      if (!MayGoOn().ok() || !send_(message.SerializeAsString())) return false;
      message.Clear();
      bytes = 0;
    }
    step.clear_events();
    step.mutable_events()->Swap(message.mutable_events());
    return send_(step.SerializeAsString());
  }

  absl::Status MayGoOn() const {
    return backend_.serving ? CheckLimits(limits_) : NotServing();
  }
  // `status`, unless something else is why.
  absl::Status WhyEnded(const absl::Status& status) const {
    const absl::Status why = MayGoOn();
    return absl::IsCancelled(status) && !why.ok() ? why : status;
  }

  const Backend& backend_;
  const CallLimits& limits_;
  CallLimits step_limits_;
  const v1::WatchMatchesRequest& request_;
  const Clock& clock_;
  const std::function<bool(std::string bytes)>& send_;
  absl::Duration heartbeat_;
  absl::Time next_heartbeat_;
  std::optional<WatchPosition> start_;
  std::string token_;
};

}  // namespace

absl::Status WatchMatches(const Backend& backend, const CallLimits& limits,
                          const v1::WatchMatchesRequest& request,
                          const Clock& clock,
                          const std::function<bool(std::string bytes)>& send) {
  return WatchStream(backend, limits, request, clock, send).Run();
}

}  // namespace ketnoi::server
