// `ketnoi-bench peers`: the matcher beside what a user would pick instead, on
// the same suppliers and requirements, with the same best twenty.

#ifndef KETNOI_BENCHMARKS_PEERS_PEERS_COMMAND_H_
#define KETNOI_BENCHMARKS_PEERS_PEERS_COMMAND_H_

#include <string>
#include <string_view>
#include <vector>

#include "benchmarks/report.h"

namespace ketnoi::benchmarks {

inline constexpr std::string_view kPeersCommand = "peers";

// Runs the command with the words after its name; the exit code, as of
// ketnoi-bench. `report` may have facts about the machine already. A peer that
// is not installed is left out, which a fact says; one whose answer is wrong
// fails the run.
int RunPeers(const std::vector<std::string>& words, Report& report);

}  // namespace ketnoi::benchmarks

#endif  // KETNOI_BENCHMARKS_PEERS_PEERS_COMMAND_H_
