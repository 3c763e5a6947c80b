// Answers are checked before they are timed, against the naive matcher of the
// tests.

#ifndef KETNOI_BENCHMARKS_CHECK_H_
#define KETNOI_BENCHMARKS_CHECK_H_

#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "benchmarks/workload.h"
#include "ketnoi/v1/match_service.pb.h"
#include "matcher/match/matcher.h"
#include "matcher/match/result.h"
#include "matcher/model/requirement.h"

namespace ketnoi::benchmarks {

// INTERNAL, naming the first difference, unless `ranking` begins as the naive
// matcher says (of eligible and conditional suppliers) and its totals agree.
absl::Status CheckRanking(const ReferenceSource& source,
                          const model::Requirement& requirement,
                          const ModelSuppliers& suppliers,
                          const match::Ranking& ranking);

// The same of an answer of the service.
absl::Status CheckAnswer(const ReferenceSource& source,
                         const model::Requirement& requirement,
                         const ModelSuppliers& suppliers,
                         const v1::RankSuppliersResponse& answer);

// INTERNAL, naming the first difference, unless a peer's best suppliers are
// those of the matcher, with the same standings and scores.
absl::Status CheckPeer(std::string_view peer,
                       const std::vector<match::RankKey>& actual,
                       const std::vector<match::RankKey>& expected);

}  // namespace ketnoi::benchmarks

#endif  // KETNOI_BENCHMARKS_CHECK_H_
