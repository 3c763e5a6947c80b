// A query that is ready to be asked, of the matcher and of the row-wise peers.

#ifndef KETNOI_BENCHMARKS_SCALE_QUERY_H_
#define KETNOI_BENCHMARKS_SCALE_QUERY_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "benchmarks/queries.h"
#include "benchmarks/rowwise_question.h"
#include "benchmarks/rowwise_rank.h"
#include "benchmarks/workload.h"
#include "matcher/index/snapshot.h"
#include "matcher/match/binding.h"
#include "matcher/match/matcher.h"

namespace ketnoi::benchmarks {

inline constexpr size_t kTop = 20;  // suppliers that are asked for

// Thread-safe. The source must outlive it.
struct ScaleQuery {
  Query query;
  std::vector<std::unique_ptr<const match::BoundProgram>> programs;  // by part
  RowwiseQuestion question;  // of no category if there are parts
};

absl::StatusOr<std::vector<ScaleQuery>> Prepare(const ReferenceSource& source,
                                                QueryClass query_class);

// How a query is asked.
struct Asking {
  bool with_criteria = false;
  // What was bound when the query was asked before is used again.
  bool bound = true;
};

// What match::Rank answers. The answers of several parts are merged: a supplier
// counts by the best of its rows in any of them.
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

// What was asked and how often what came out, in a line for people: shares of
// candidate rows, of unknown verdicts among them (of a sample of suppliers) and
// of eligible and conditional candidates. `rankings` has a ranking per query.
std::string Describe(const std::vector<ScaleQuery>& queries,
                     const std::vector<RowwiseRanking>& rankings,
                     const ModelSuppliers& suppliers, const BucketedRows& rows);

}  // namespace ketnoi::benchmarks

#endif  // KETNOI_BENCHMARKS_SCALE_QUERY_H_
