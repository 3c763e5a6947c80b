// The same requirements asked of the whole service: a process of its own, over
// loopback.

#ifndef KETNOI_BENCHMARKS_PEERS_PEER_SERVICE_H_
#define KETNOI_BENCHMARKS_PEERS_PEER_SERVICE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "benchmarks/rowwise_rank.h"
#include "benchmarks/workload.h"
#include "ketnoi/v1/requirement.pb.h"

namespace ketnoi::benchmarks {

// A requirement and its right answer.
struct ServiceQuestion {
  std::string name;
  v1::Requirement requirement;
  RowwiseRanking expected;
};

// Imports the first `suppliers` generated suppliers into a ketnoi-server on a
// store of its own, checks its answers, and times RankSuppliers of each
// question, sent inline by one caller: a page of kTop with every criterion
// explained. Samples in ms, of each question; as many as TimeRuns takes.
// INTERNAL: a wrong answer. Else errors of starting, importing and calling.
absl::StatusOr<std::vector<std::vector<double>>> TimeService(
    const Settings& settings, int32_t suppliers,
    const std::vector<ServiceQuestion>& questions, int repeat);

}  // namespace ketnoi::benchmarks

#endif  // KETNOI_BENCHMARKS_PEERS_PEER_SERVICE_H_
