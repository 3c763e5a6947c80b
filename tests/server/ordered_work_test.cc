#include "server/ordered_work.h"

#include <atomic>
#include <stdexcept>
#include <string>
#include <thread>

#include "absl/time/clock.h"
#include "gtest/gtest.h"

namespace ketnoi::server {
namespace {

using Stopped = std::function<bool()>;

TEST(OrderedWorkTest, GivesResultsInOrder) {
  constexpr size_t kJobs = 500;
  OrderedWork work(3, kJobs, [](size_t number, const Stopped&) {
    if (number % 7 == 0) absl::SleepFor(absl::Milliseconds(1));
    return std::to_string(number);
  });
  for (size_t i = 0; i < kJobs; ++i) {
    EXPECT_EQ(work.Next({}).value(), std::to_string(i));
  }
}

TEST(OrderedWorkTest, WorksAheadByNoMoreThanItSays) {
  std::atomic<size_t> begun = 0;
  OrderedWork work(2, 1000, [&](size_t, const Stopped&) {
    ++begun;
    return std::string("x");
  });
  EXPECT_EQ(work.Next({}).value(), "x");
  absl::SleepFor(absl::Milliseconds(50));
  EXPECT_LE(begun, OrderedWork::kAhead + 1);
  EXPECT_GT(begun, 1U);
}

TEST(OrderedWorkTest, HoldsNoMoreBytesThanItSays) {
  std::atomic<size_t> begun = 0;
  OrderedWork work(2, 100, [&](size_t, const Stopped&) {
    ++begun;
    return std::string(OrderedWork::kMostBytes, 'x');
  });
  absl::SleepFor(absl::Milliseconds(50));
  EXPECT_LE(begun, 2U);
  for (int i = 0; i < 100; ++i) EXPECT_TRUE(work.Next({}).ok());
}

TEST(OrderedWorkTest, EndsWithTheCall) {
  std::atomic<bool> cancelled = false;
  CallLimits limits;
  limits.cancelled = [&] { return cancelled.load(); };
  OrderedWork work(2, 10, [](size_t, const Stopped& stopped) {
    while (!stopped()) std::this_thread::yield();
    return std::string();
  });
  std::thread caller([&] {
    absl::SleepFor(absl::Milliseconds(30));
    cancelled = true;
  });
  const absl::Time begin = absl::Now();
  EXPECT_TRUE(absl::IsCancelled(work.Next(limits).status()));
  EXPECT_LT(absl::Now() - begin, absl::Seconds(5));
  caller.join();
  CallLimits late;
  late.deadline = absl::Now() + absl::Milliseconds(5);
  EXPECT_TRUE(absl::IsDeadlineExceeded(work.Next(late).status()));
}

TEST(OrderedWorkTest, PassesErrorsOn) {
  OrderedWork work(
      1, 2, [](size_t number, const Stopped&) -> absl::StatusOr<std::string> {
        if (number == 1) throw std::runtime_error("no memory");
        return absl::NotFoundError("none");
      });
  EXPECT_TRUE(absl::IsNotFound(work.Next({}).status()));
  const auto second = work.Next({}).status();
  EXPECT_TRUE(absl::IsInternal(second));
  EXPECT_EQ(second.message(), "no memory");
}

}  // namespace
}  // namespace ketnoi::server
