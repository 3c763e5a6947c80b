// Callers of one server: many calls at a time from few threads.

#ifndef KETNOI_BENCHMARKS_LOAD_CLIENT_H_
#define KETNOI_BENCHMARKS_LOAD_CLIENT_H_

#include <chrono>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "benchmarks/bare_server.h"
#include "benchmarks/load_schedule.h"

namespace ketnoi::benchmarks {

// Sends the requests in their order, again and again, over a few connections.
// It neither makes nor reads messages: requests are bytes that lie ready, of
// answers only the length is looked at, so that it takes little of the CPU that
// it shares with the server. Not thread-safe.
class LoadClient {
 public:
  // `path`: of a unary method, such as "/ketnoi.v1.MatchService/RankSuppliers".
  // `exchanges` must outlive this, and are at least one.
  LoadClient(const std::string& address, const std::string& path,
             std::span<const Exchange> exchanges);
  ~LoadClient();

  // The answers to every request, each asked once, in the order of the
  // exchanges, whose answers are not looked at.
  absl::StatusOr<std::vector<std::string>> AskAll();

  // `callers` at a time, for `duration`, then until the last is answered. One
  // thread sends and takes the answers. The error of a call, or INTERNAL if an
  // answer is not as long as that of its exchange, ends the loop.
  absl::StatusOr<std::vector<CallTimes>> RunClosed(
      int callers, std::chrono::nanoseconds duration);

  // `rate` calls a second, for `duration`, then until the last is answered. One
  // thread sends, however many calls wait, and one takes the answers. Errors as
  // above, but after the loop.
  absl::StatusOr<std::vector<CallTimes>> RunOpen(
      double rate, std::chrono::nanoseconds duration);

 private:
  class Transport;

  const std::unique_ptr<Transport> transport_;
};

}  // namespace ketnoi::benchmarks

#endif  // KETNOI_BENCHMARKS_LOAD_CLIENT_H_
