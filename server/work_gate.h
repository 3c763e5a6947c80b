// Lets only so many do heavy work at a time; the others wait, each in its own
// thread.
//
//   WorkGate gate(2);
//   absl::StatusOr<WorkGate::Pass> pass = gate.Enter(limits, tell);
//   // works for as long as `pass` lives

#ifndef KETNOI_SERVER_WORK_GATE_H_
#define KETNOI_SERVER_WORK_GATE_H_

#include <functional>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "server/backend.h"
#include "server/storage/mutex.h"

namespace ketnoi::server {

// Thread-safe. Must outlive its passes.
class WorkGate {
 public:
  class Pass {
   public:
    explicit Pass(WorkGate* gate) : gate_(gate) {}
    Pass(Pass&& other) noexcept : gate_(std::exchange(other.gate_, nullptr)) {}
    Pass& operator=(Pass&& other) noexcept {
      std::swap(gate_, other.gate_);
      return *this;
    }
    ~Pass() {
      if (gate_ != nullptr) gate_->Leave();
    }

   private:
    WorkGate* gate_;
  };

  explicit WorkGate(int most) : free_(most) {}

  // Waits until there is room, and calls `waiting` about twice a second
  // meanwhile; false from it ends the call as cancelled. Errors of CheckLimits.
  absl::StatusOr<Pass> Enter(const CallLimits& limits,
                             const std::function<bool()>& waiting) {
    absl::Time next = absl::Now();
    for (;;) {
      if (TryEnter(absl::Now() + absl::Milliseconds(50))) return Pass(this);
      const absl::Status status = CheckLimits(limits);
      if (!status.ok()) return status;
      if (absl::Now() < next) continue;
      next = absl::Now() + absl::Milliseconds(500);
      if (!waiting()) return absl::CancelledError("the call was cancelled");
    }
  }

 private:
  bool TryEnter(absl::Time deadline) {
    storage::MutexLock lock(mutex_);
    while (free_ == 0) {
      if (!left_.WaitUntil(mutex_, deadline)) return false;
    }
    --free_;
    return true;
  }
  void Leave() {
    storage::MutexLock lock(mutex_);
    ++free_;
    left_.NotifyOne();
  }

  storage::Mutex mutex_;
  storage::Condition left_;
  int free_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_WORK_GATE_H_
