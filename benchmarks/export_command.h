// `ketnoi-bench export`: the generated suppliers as tables, and requirements as
// the queries of the peers, with the right answers. benchmarks/peers/README.md
// lists the files.

#ifndef KETNOI_BENCHMARKS_EXPORT_COMMAND_H_
#define KETNOI_BENCHMARKS_EXPORT_COMMAND_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "benchmarks/workload.h"
#include "matcher/index/snapshot.h"
#include "matcher/match/compile.h"

namespace ketnoi::benchmarks {

// One that the peers are asked.
struct PeerRequirement {
  std::string name;            // "leaf-stamping"
  std::string category_class;  // "leaf", "group", "sector"
  match::Program program;
};

// What the peers are compared on. Immutable once it is loaded.
struct PeerWorkload {
  std::unique_ptr<const ReferenceSource> source;
  ModelSuppliers suppliers;  // sorted by id
  std::shared_ptr<const index::Snapshot> snapshot;
  std::vector<PeerRequirement> requirements;
};

// Generates `count` suppliers and reads `peers`/requirements.jsonl; what is
// asked as a group or a sector is lifted there from its family. An empty
// `category_class` takes every class. INVALID_ARGUMENT: there is none such.
absl::StatusOr<PeerWorkload> LoadPeerWorkload(const Settings& settings,
                                              int32_t count,
                                              const std::string& peers,
                                              std::string_view category_class);

// Writes everything into the folder `out`, which exists.
absl::Status WriteExport(const PeerWorkload& workload, const std::string& out);

inline constexpr std::string_view kExportCommand = "export";

// Runs the command with the words after its name; the exit code.
int RunExport(const std::vector<std::string>& words);

}  // namespace ketnoi::benchmarks

#endif  // KETNOI_BENCHMARKS_EXPORT_COMMAND_H_
