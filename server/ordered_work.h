// Jobs that are done by several threads and taken in order, each as soon as it
// and those before it are done.

#ifndef KETNOI_SERVER_ORDERED_WORK_H_
#define KETNOI_SERVER_ORDERED_WORK_H_

#include <atomic>
#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "server/backend.h"
#include "server/storage/mutex.h"

namespace ketnoi::server {

// One thread takes the results. Threads work ahead of it by at most kAhead
// jobs, and stop for a while at kMostBytes of results that were not taken.
class OrderedWork {
 public:
  static constexpr size_t kAhead = 64;
  static constexpr size_t kMostBytes = size_t{8} << 20;

  // The result of a job, from 0. Called by several threads at once; is to
  // return soon once `stopped` says true. Its exceptions become INTERNAL.
  using Job = std::function<absl::StatusOr<std::string>(
      size_t number, const std::function<bool()>& stopped)>;

  // Begins with jobs 0 to `jobs` - 1 in so many threads.
  OrderedWork(size_t threads, size_t jobs, Job job);
  // Stops the jobs that are under way and waits for them.
  ~OrderedWork();
  OrderedWork(const OrderedWork&) = delete;
  OrderedWork& operator=(const OrderedWork&) = delete;

  // The result of the next job, of which there must be one; waits for it. The
  // errors of CheckLimits within 20 ms of when they hold.
  absl::StatusOr<std::string> Next(const CallLimits& limits);

 private:
  void Work();
  // The number of the next job to do, when there is room for its result;
  // `jobs_`: there is none.
  size_t Start();
  bool HasRoom() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    return started_ == taken_ ||
           (started_ - taken_ < kAhead && bytes_ < kMostBytes);
  }

  const size_t jobs_;
  const Job job_;
  std::atomic<bool> stopped_ = false;

  storage::Mutex mutex_;
  storage::Condition changed_;
  size_t started_ ABSL_GUARDED_BY(mutex_) = 0;
  size_t taken_ ABSL_GUARDED_BY(mutex_) = 0;
  // By job: those done and not taken, and their bytes.
  std::map<size_t, absl::StatusOr<std::string>> done_ ABSL_GUARDED_BY(mutex_);
  size_t bytes_ ABSL_GUARDED_BY(mutex_) = 0;

  std::vector<std::thread> threads_;
};

}  // namespace ketnoi::server

#endif  // KETNOI_SERVER_ORDERED_WORK_H_
