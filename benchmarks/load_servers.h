// The server and what its calls are compared with, each a process of its own.

#ifndef KETNOI_BENCHMARKS_LOAD_SERVERS_H_
#define KETNOI_BENCHMARKS_LOAD_SERVERS_H_

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "benchmarks/bare_server.h"
#include "benchmarks/child_process.h"
#include "benchmarks/workload.h"
#include "clients/cpp/client.h"

namespace ketnoi::benchmarks {

// ketnoi-server on a store in the folder. Errors are those of StartServer.
absl::StatusOr<ServerProcess> StartService(const Settings& settings,
                                           const TemporaryFolder& folder);

// Imports the first `count` generated suppliers, of which few are in memory at
// a time. Errors are those of ImportAll.
absl::Status ImportGenerated(const ReferenceSource& source, int32_t count,
                             client::Client& client);

// The bare server with a table of these exchanges. Errors are those of
// StartServer and WriteExchanges.
absl::StatusOr<ServerProcess> StartBareServer(
    const std::vector<Exchange>& exchanges, const TemporaryFolder& folder);

// CPU time that all threads of a process have used, s. NaN if it has ended.
double CpuSeconds(const ChildProcess& process);

// The same of this process.
double OwnCpuSeconds();

}  // namespace ketnoi::benchmarks

#endif  // KETNOI_BENCHMARKS_LOAD_SERVERS_H_
