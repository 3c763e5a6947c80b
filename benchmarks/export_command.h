// `ketnoi-bench export`: the generated suppliers as tables, and requirements as
// the queries of the peers, with the right answers. benchmarks/peers/README.md
// lists the files.

#ifndef KETNOI_BENCHMARKS_EXPORT_COMMAND_H_
#define KETNOI_BENCHMARKS_EXPORT_COMMAND_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "benchmarks/peer_workload.h"

namespace ketnoi::benchmarks {

// Writes everything into the folder `out`, which exists.
absl::Status WriteExport(const PeerWorkload& workload, const std::string& out);

inline constexpr std::string_view kExportCommand = "export";

// Runs the command with the words after its name; the exit code.
int RunExport(const std::vector<std::string>& words);

}  // namespace ketnoi::benchmarks

#endif  // KETNOI_BENCHMARKS_EXPORT_COMMAND_H_
