// What the peers are compared on: suppliers, requirements, right answers.

#ifndef KETNOI_BENCHMARKS_PEER_WORKLOAD_H_
#define KETNOI_BENCHMARKS_PEER_WORKLOAD_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "benchmarks/rowwise_rank.h"
#include "benchmarks/scale_query.h"
#include "benchmarks/workload.h"
#include "ketnoi/v1/requirement.pb.h"
#include "matcher/index/snapshot.h"
#include "matcher/match/result.h"

namespace ketnoi::benchmarks {

// One that the peers are asked.
struct PeerRequirement {
  std::string name;             // "leaf-stamping"
  std::string category_class;   // "leaf", "group", "sector", "unfiltered"
  v1::Requirement requirement;  // normalized, at its family
  ScaleQuery query;             // at what its class says
  // The right answer: the best kTop suppliers with their rows, and their keys
  // with the totals.
  std::vector<match::Match> matches;
  RowwiseRanking ranking;
};

// Immutable once it is loaded.
struct PeerWorkload {
  std::unique_ptr<const ReferenceSource> source;
  ModelSuppliers suppliers;  // sorted by id
  std::shared_ptr<const index::Snapshot> snapshot;
  std::vector<PeerRequirement> requirements;
};

// Generates `count` suppliers and reads `peers`/requirements.jsonl; what is
// asked of a group or a sector is lifted there from its family. An empty
// `category_class` takes every class. INVALID_ARGUMENT: there is none such.
// INTERNAL: the matcher answers otherwise than the plain loop.
absl::StatusOr<PeerWorkload> LoadPeerWorkload(const Settings& settings,
                                              int32_t count,
                                              const std::string& peers,
                                              std::string_view category_class);

}  // namespace ketnoi::benchmarks

#endif  // KETNOI_BENCHMARKS_PEER_WORKLOAD_H_
