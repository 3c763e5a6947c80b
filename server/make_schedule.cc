#include "server/make_schedule.h"

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "fmt/format.h"
#include "matcher/optimize/at.h"
#include "matcher/schedule/left_out.h"
#include "matcher/schedule/solve.h"
#include "server/failed_floors.h"
#include "server/fair_kinds.h"
#include "server/fair_records.h"
#include "server/field_checks.h"
#include "server/fixed_message.h"
#include "server/hold_all_meetings.h"
#include "server/rpc_status.h"
#include "server/schedule_content.h"
#include "server/schedule_store.h"
#include "server/storage/mutex.h"
#include "server/translate_fair.h"

namespace ketnoi::server {
namespace {

constexpr int64_t kDefaultEffort = 200'000'000;
constexpr int64_t kMostEffort = 100'000'000'000;
// In learned clauses, of ALL_MEETINGS.
constexpr int64_t kDefaultEffortOfAll = 1'000'000;
constexpr int64_t kMostEffortOfAll = 1'000'000'000;
constexpr int32_t kMostBreakDifference = 256;
constexpr absl::Duration kMostTimeLimit = absl::Minutes(10);
// Messages are at least so far apart, and at most.
constexpr absl::Duration kShortestPause = absl::Milliseconds(200);
constexpr absl::Duration kLongestPause = absl::Milliseconds(800);

absl::Duration DurationOf(const google::protobuf::Duration& duration) {
  return absl::Seconds(duration.seconds()) +
         absl::Nanoseconds(duration.nanos());
}

// By how much of `bound` the value is below it, rounded up.
int32_t GapBasisPoints(int64_t value, int64_t bound) {
  if (bound <= 0 || value >= bound) return 0;
  return static_cast<int32_t>(((bound - value) * 10'000 + bound - 1) / bound);
}

// A search in a thread of its own.
class ScheduleSearch {
 public:
  using Tell = std::function<void(const schedule::Progress&)>;
  using Stop = std::function<bool()>;
  using Solve = std::function<absl::StatusOr<schedule::Solution>(const Tell&,
                                                                 const Stop&)>;

  explicit ScheduleSearch(Solve solve)
      : thread_([this, solve = std::move(solve)] {
          auto solution = solve(
              [this](const schedule::Progress& progress) { Note(progress); },
              [this] { return stop_.load(); });
          storage::MutexLock lock(mutex_);
          solution_ = std::move(solution);
          changed_.NotifyAll();
        }) {}
  ~ScheduleSearch() {
    End();
    thread_.join();
  }
  ScheduleSearch(const ScheduleSearch&) = delete;
  ScheduleSearch& operator=(const ScheduleSearch&) = delete;

  // Makes it end soon, with the best so far.
  void End() { stop_ = true; }

  // Waits until it has ended, or `deadline`: whether it has.
  bool WaitUntil(absl::Time deadline) {
    storage::MutexLock lock(mutex_);
    while (!solution_) {
      if (!changed_.WaitUntil(mutex_, deadline)) return false;
    }
    return true;
  }
  schedule::Progress progress() {
    storage::MutexLock lock(mutex_);
    return progress_;
  }
  // Once, after it has ended.
  absl::StatusOr<schedule::Solution> TakeSolution() {
    storage::MutexLock lock(mutex_);
    return *std::move(solution_);
  }

 private:
  void Note(const schedule::Progress& progress) {
    storage::MutexLock lock(mutex_);
    progress_ = progress;
  }

  std::atomic<bool> stop_ = false;
  storage::Mutex mutex_;
  storage::Condition changed_;
  schedule::Progress progress_ ABSL_GUARDED_BY(mutex_);
  std::optional<absl::StatusOr<schedule::Solution>> solution_
      ABSL_GUARDED_BY(mutex_);
  std::thread thread_;  // the last: it uses the others
};

// One call.
class MakeScheduleCall {
 public:
  MakeScheduleCall(Backend& backend, WorkGate& gate, const CallLimits& limits,
                   const v1::MakeScheduleRequest& request,
                   const std::function<bool(std::string bytes)>& send)
      : backend_(backend),
        gate_(gate),
        limits_(limits),
        request_(request),
        send_(send) {}

  absl::Status Run() {
    Check();
    if (!violations_.empty()) return InvalidFields(violations_);
    auto pass = gate_.Enter(limits_, [&] {
      v1::MakeScheduleResponse response;
      response.mutable_progress()->set_waiting(true);
      return send_(response.SerializeAsString());
    });
    if (!pass.ok()) return pass.status();
    auto records = ReadFairRecords(backend_, request_.parent(), limits_);
    if (!records.ok()) return records.status();
    records_ = *std::move(records);
    auto model = TranslateFair(records_);
    if (!model.ok()) return model.status();
    model_ = *std::move(model);
    auto solution = Search();
    if (!solution.ok()) return solution.status();
    return Store(*solution);
  }

 private:
  void Check() {
    CheckName(FairKind(), request_.parent(), "parent", violations_);
    if (!v1::ScheduleMode_IsValid(request_.mode())) {
      violations_.Add("mode",
                      fmt::format("{} is no mode", int{request_.mode()}));
    }
    FieldChecks checks(backend_.data.reference, violations_);
    const Path root;
    checks.InRange(Path(root, "effort_units"), request_.effort_units(), 0,
                   HoldsAll() ? kMostEffortOfAll : kMostEffort);
    if (request_.has_most_break_difference()) {
      const Path difference(root, "most_break_difference");
      checks.InRange(difference, int64_t{request_.most_break_difference()}, 0,
                     kMostBreakDifference);
      if (!HoldsAll()) {
        checks.Refuse(difference, "is only of the mode ALL_MEETINGS");
      }
    }
    checks.TextFits(Path(root, "note"), request_.note(), kText);
    if (request_.has_time_limit()) {
      const absl::Duration limit = DurationOf(request_.time_limit());
      if (limit <= absl::ZeroDuration() || limit > kMostTimeLimit) {
        violations_.Add("time_limit",
                        fmt::format("{} is not above 0 and at most {}",
                                    absl::FormatDuration(limit),
                                    absl::FormatDuration(kMostTimeLimit)));
      }
    }
  }

  bool HoldsAll() const {
    return request_.mode() == v1::SCHEDULE_MODE_ALL_MEETINGS;
  }
  int64_t Seed() const { return request_.seed() == 0 ? 1 : request_.seed(); }
  int64_t Effort() const {
    if (request_.effort_units() > 0) return request_.effort_units();
    return HoldsAll() ? kDefaultEffortOfAll : kDefaultEffort;
  }

  absl::StatusOr<schedule::Solution> Solve(
      const ScheduleSearch::Tell& tell,
      const ScheduleSearch::Stop& stop) const {
    if (HoldsAll()) {
      schedule::HoldAllOptions options;
      options.most_difference = request_.has_most_break_difference()
                                    ? request_.most_break_difference()
                                    : kMostBreakDifference;
      options.effort = Effort();
      return HoldAllMeetings(records_, model_, options, tell, stop);
    }
    schedule::SolveOptions options;
    options.seed = static_cast<uint64_t>(Seed());
    options.steps = Effort();
    if (request_.has_time_limit()) {
      options.time_passed = [this] {
        return absl::FDivDuration(absl::Now() - begun_, end_ - begun_);
      };
    }
    return schedule::Solve(model_.fair, options, tell, stop);
  }

  absl::StatusOr<schedule::Solution> Search() {
    begun_ = absl::Now();
    if (request_.has_time_limit()) {
      end_ = begun_ + DurationOf(request_.time_limit());
    }
    ScheduleSearch search([this](const auto& tell, const auto& stop) {
      return Solve(tell, stop);
    });
    absl::Time last_sent = absl::InfinitePast();
    int64_t steps_sent = -1;
    while (!search.WaitUntil(absl::Now() + kShortestPause)) {
      const absl::Status status = CheckLimits(limits_);
      if (!status.ok()) return status;
      if (absl::Now() >= end_) search.End();
      const schedule::Progress progress = search.progress();
      if (progress.steps == steps_sent &&
          absl::Now() < last_sent + kLongestPause) {
        continue;
      }
      steps_sent = progress.steps;
      last_sent = absl::Now();
      if (!Send(progress)) return absl::CancelledError("nobody reads it");
    }
    // So that there is one however short it is, with the last figures.
    if (!Send(search.progress())) {
      return absl::CancelledError("nobody reads it");
    }
    auto solution = search.TakeSolution();
    if (absl::IsInvalidArgument(solution.status())) {
      return NotSchedulable("FIXED",
                            FixedMessage(solution.status(), records_, model_));
    }
    return solution;
  }

  bool Send(const schedule::Progress& progress) {
    v1::MakeScheduleResponse response;
    v1::ScheduleProgress& to = *response.mutable_progress();
    to.set_meeting_count(progress.meetings);
    to.set_value(progress.value);
    to.set_value_bound(progress.value_bound);
    to.set_gap_basis_points(
        GapBasisPoints(progress.value, progress.value_bound));
    to.set_must_have_count(progress.musts);
    to.set_missing_count(progress.missing);
    to.set_break_count(progress.breaks);
    to.set_effort_units_used(progress.steps);
    const int64_t nanos = absl::ToInt64Nanoseconds(absl::Now() - begun_);
    to.mutable_elapsed()->set_seconds(nanos / 1'000'000'000);
    to.mutable_elapsed()->set_nanos(
        static_cast<int32_t>(nanos % 1'000'000'000));
    return send_(response.SerializeAsString());
  }

  absl::Status Store(const schedule::Solution& solution) {
    absl::Status status = schedule::Check(model_.fair, solution.schedule);
    if (!status.ok()) return status;
    const auto left_out = schedule::WhyLeftOut(model_.fair, solution.schedule);
    if (!left_out.ok()) return left_out.status();
    v1::Schedule stored;
    FillFailedFloors(records_, model_, solution.schedule, *left_out, stored);
    if (request_.require_floors() && stored.failed_floors_size() > 0) {
      return FloorsNotMet(stored);
    }
    FillLevels(model_.fair, solution, stored);
    stored.set_state(v1::SCHEDULE_STATE_DRAFT);
    if (request_.has_note()) *stored.mutable_note() = request_.note();
    stored.set_mode(HoldsAll() ? v1::SCHEDULE_MODE_ALL_MEETINGS
                               : v1::SCHEDULE_MODE_VALUE);
    if (request_.has_most_break_difference()) {
      stored.set_most_break_difference(request_.most_break_difference());
    }
    stored.set_seed(Seed());
    stored.set_effort_units_asked(Effort());
    stored.set_effort_units_used(std::min(solution.steps, Effort()));
    stored.set_fingerprint(FingerprintOf(records_));
    stored.mutable_read_revision()->set_epoch(backend_.store.epoch());
    stored.mutable_read_revision()->set_number(records_.revision);
    const auto content =
        ContentOf(records_, model_, solution.schedule, *left_out);
    status = CheckLimits(limits_);
    if (!status.ok()) return status;
    status = AddSchedule(backend_, request_.parent(), content, stored);
    if (!status.ok()) return status;
    v1::MakeScheduleResponse response;
    *response.mutable_schedule() = std::move(stored);
    send_(response.SerializeAsString());
    return absl::OkStatus();
  }

  Backend& backend_;
  WorkGate& gate_;
  const CallLimits& limits_;
  const v1::MakeScheduleRequest& request_;
  const std::function<bool(std::string bytes)>& send_;
  Violations violations_;
  FairRecords records_;
  FairModel model_;
  absl::Time begun_, end_ = absl::InfiniteFuture();
};

}  // namespace

absl::Status MakeSchedule(Backend& backend, WorkGate& gate,
                          const CallLimits& limits,
                          const v1::MakeScheduleRequest& request,
                          const std::function<bool(std::string bytes)>& send) {
  return MakeScheduleCall(backend, gate, limits, request, send).Run();
}

}  // namespace ketnoi::server
