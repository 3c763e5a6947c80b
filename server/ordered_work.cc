#include "server/ordered_work.h"

#include <algorithm>
#include <exception>
#include <utility>

#include "absl/time/clock.h"

namespace ketnoi::server {
namespace {

// How often the one that waits looks whether its call is to go on.
constexpr absl::Duration kLimitInterval = absl::Milliseconds(20);

size_t BytesOf(const absl::StatusOr<std::string>& result) {
  return result.ok() ? result->size() : 0;
}

}  // namespace

OrderedWork::OrderedWork(size_t threads, size_t jobs, Job job)
    : jobs_(jobs), job_(std::move(job)) {
  for (size_t i = 0; i < std::min(threads, jobs); ++i) {
    threads_.emplace_back([this] { Work(); });
  }
}

OrderedWork::~OrderedWork() {
  {
    storage::MutexLock lock(mutex_);
    stopped_ = true;
    changed_.NotifyAll();
  }
  for (std::thread& thread : threads_) thread.join();
}

absl::StatusOr<std::string> OrderedWork::Next(const CallLimits& limits) {
  storage::MutexLock lock(mutex_);
  for (;;) {
    const absl::Status status = CheckLimits(limits);
    if (!status.ok()) return status;
    const auto found = done_.find(taken_);
    if (found != done_.end()) {
      auto result = std::move(found->second);
      bytes_ -= BytesOf(result);
      done_.erase(found);
      ++taken_;
      changed_.NotifyAll();
      return result;
    }
    changed_.WaitUntil(mutex_, absl::Now() + kLimitInterval);
  }
}

void OrderedWork::Work() {
  const std::function<bool()> stopped = [this] { return stopped_.load(); };
  for (size_t number = Start(); number < jobs_; number = Start()) {
    absl::StatusOr<std::string> result;
    try {
      result = job_(number, stopped);
    } catch (const std::exception& exception) {
      result = absl::InternalError(exception.what());
    }
    storage::MutexLock lock(mutex_);
    bytes_ += BytesOf(result);
    done_.emplace(number, std::move(result));
    changed_.NotifyAll();
  }
}

size_t OrderedWork::Start() {
  storage::MutexLock lock(mutex_);
  while (!stopped_ && started_ < jobs_ && !HasRoom()) changed_.Wait(mutex_);
  if (stopped_ || started_ == jobs_) return jobs_;
  return started_++;
}

}  // namespace ketnoi::server
