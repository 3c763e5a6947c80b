#include "server/backend.h"

#include <algorithm>

#include "fmt/format.h"
#include "server/rpc_status.h"

namespace ketnoi::server {
namespace {

// A call without a deadline of its own waits no longer than this.
constexpr absl::Duration kLongestWait = absl::Seconds(30);
// A call gives up this much before its deadline, or if the deadline is near a
// quarter of what is left.
constexpr absl::Duration kAnswerTime = absl::Milliseconds(50);
// gRPC cancels a call at its deadline, by a clock that may be so much ahead.
constexpr absl::Duration kEarly = absl::Milliseconds(10);
// How often a waiting call looks whether it was cancelled.
constexpr absl::Duration kCancelInterval = absl::Milliseconds(100);

absl::Status CheckEpoch(const Backend& backend, const v1::ReadOptions& read) {
  if (!read.has_at_least_as_fresh_as()) return absl::OkStatus();
  const v1::Revision& asked = read.at_least_as_fresh_as();
  if (asked.epoch() == backend.store.epoch()) return absl::OkStatus();
  return Error(absl::StatusCode::kFailedPrecondition,
               v1::ERROR_REASON_EPOCH_MISMATCH,
               fmt::format("the revision is of epoch '{}', the store of '{}'",
                           asked.epoch(), backend.store.epoch()),
               {{"epoch", backend.store.epoch()}});
}

}  // namespace

absl::Status CheckLimits(const CallLimits& limits) {
  const bool cancelled = limits.cancelled && limits.cancelled();
  const absl::Time now = absl::Now();
  if (now >= limits.deadline ||
      (cancelled && now + kEarly >= limits.deadline)) {
    return absl::DeadlineExceededError("the call's deadline has passed");
  }
  if (cancelled) return absl::CancelledError("the call was cancelled");
  return absl::OkStatus();
}

absl::Time WaitLimit(absl::Time now, absl::Time deadline) {
  if (deadline == absl::InfiniteFuture()) return now + kLongestWait;
  return deadline - std::min(kAnswerTime, (deadline - now) / 4);
}

void CheckReadOptions(const v1::ReadOptions& read, Violations& violations) {
  const auto& staleness = read.max_staleness();
  if (staleness.seconds() < 0 || staleness.nanos() < 0) {
    violations.Add("read.max_staleness", "is negative");
  }
  const int64_t number = read.at_least_as_fresh_as().number();
  if (number < 0) {
    violations.Add("read.at_least_as_fresh_as.number",
                   fmt::format("{} is negative", number));
  }
}

absl::Status AwaitFreshness(const Backend& backend, const v1::ReadOptions& read,
                            const CallLimits& limits) {
  absl::Status status = CheckEpoch(backend, read);
  if (status.ok()) status = CheckLimits(limits);
  if (!status.ok()) return status;
  const int64_t revision =
      std::max(backend.store.revision(), read.at_least_as_fresh_as().number());
  const absl::Time last = WaitLimit(absl::Now(), limits.deadline);
  for (;;) {
    const absl::Time until = std::min(last, absl::Now() + kCancelInterval);
    status = backend.catalogue.WaitApplied(revision, until);
    if (!absl::IsDeadlineExceeded(status)) return status;
    status = CheckLimits(limits);
    if (!status.ok()) return status;
    if (absl::Now() >= last) break;
  }
  return Error(absl::StatusCode::kUnavailable,
               v1::ERROR_REASON_REVISION_NOT_REACHED,
               fmt::format("revision {} is not reached; the store is at {}",
                           revision, backend.store.revision()));
}

void FillReadState(const Backend& backend, int64_t revision,
                   v1::ReadState& state) {
  state.mutable_revision()->set_epoch(backend.store.epoch());
  state.mutable_revision()->set_number(revision);
  const absl::Duration staleness = backend.store.staleness();
  state.mutable_staleness()->set_seconds(absl::ToInt64Seconds(staleness));
}

}  // namespace ketnoi::server
