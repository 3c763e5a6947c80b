// A query that is ready to be asked, of the matcher and of the row-wise peers.

#ifndef KETNOI_BENCHMARKS_SCALE_QUERY_H_
#define KETNOI_BENCHMARKS_SCALE_QUERY_H_

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "benchmarks/ask.h"
#include "benchmarks/queries.h"
#include "benchmarks/rowwise_question.h"
#include "benchmarks/rowwise_rank.h"
#include "benchmarks/workload.h"
#include "matcher/index/snapshot.h"
#include "matcher/match/matcher.h"

namespace ketnoi::benchmarks {

// Thread-safe. The source must outlive it.
struct ScaleQuery {
  Query query;
  BoundParts programs;       // by part
  RowwiseQuestion question;  // of no category if there are parts
};

// Errors are those of match::Compile and RowwiseQuestion::Make.
absl::StatusOr<ScaleQuery> Prepare(const ReferenceSource& source, Query query);
absl::StatusOr<std::vector<ScaleQuery>> Prepare(const ReferenceSource& source,
                                                QueryClass query_class);

// AskParts of the query, kTop suppliers.
absl::StatusOr<std::vector<match::Match>> Ask(const ScaleQuery& query,
                                              const index::Snapshot& snapshot,
                                              Asking asking,
                                              match::Workspace& workspace);
// In memory of its own.
absl::StatusOr<std::vector<match::Match>> Ask(const ScaleQuery& query,
                                              const index::Snapshot& snapshot);

// Bytes that a ranking reads of every candidate row (match::Binding), and bytes
// of the tables that it is bound to.
struct QueryBytes {
  int64_t scanned = 0;
  int64_t tables = 0;
};
QueryBytes BytesOf(const ScaleQuery& query, const index::Snapshot& snapshot);

std::vector<match::RankKey> KeysOf(const std::vector<match::Match>& matches);

// Rows that compete for it.
int64_t CandidateRows(const ScaleQuery& query, const BucketedRows& rows);

}  // namespace ketnoi::benchmarks

#endif  // KETNOI_BENCHMARKS_SCALE_QUERY_H_
