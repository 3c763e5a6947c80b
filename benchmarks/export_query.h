// A requirement as the queries that the peers prepare.

#ifndef KETNOI_BENCHMARKS_EXPORT_QUERY_H_
#define KETNOI_BENCHMARKS_EXPORT_QUERY_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "benchmarks/ask.h"
#include "benchmarks/export_columns.h"
#include "matcher/match/compile.h"

namespace ketnoi::benchmarks {

// A query for some of the rows. Two things are left for a peer to fill in, as
// its planner likes them: {candidates}, the condition on r.category, from
// `categories` or `ranges`; and {fence}, which keeps the planner from computing
// an expression once for each place that uses it.
struct PeerForms {
  // The best rows of the kTop best suppliers: supplier, standing, score,
  // score_high, row_position, in order. Certificates are looked up for each row
  // that passes the other gates, or worked out once for all sites and joined.
  std::string correlated_sql;
  std::string joined_sql;
  // The same with the exact totals in three more columns: suppliers that are
  // eligible, that are conditional, that have a candidate row.
  std::string counted_correlated_sql;
  std::string counted_joined_sql;
  // The statements of a C++ function of `const Row& r` and `certificates`, a
  // range: points << 32 | points of score_high, above them kOpenGate, or -1 for
  // a row that is not wanted.
  std::string cpp;
};

struct PeerQuery {
  // Whether every row competes, so that no condition need be asked.
  bool everything = false;
  // Candidate categories: the asked one and all below it, then those above it;
  // and the same as ranges, both ends included, of which the first has all that
  // may be eligible.
  std::vector<int64_t> categories;
  std::vector<std::pair<int64_t, int64_t>> ranges;
  // If there are at least kTop eligible suppliers, `eligible` gives the answer
  // from far fewer rows.
  PeerForms eligible;
  PeerForms all;
};

// Adds the columns that gates read, so that they are the first ones of a row,
// where row stores read them sooner. Errors as below.
absl::Status UseGateColumns(const match::Program& program,
                            ExportTables& tables);

// Adds the columns that it reads to `tables`. Several parts are one query, of
// everything. UNIMPLEMENTED, naming the criterion that is not exported.
absl::StatusOr<PeerQuery> WriteQuery(const BoundParts& parts,
                                     ExportTables& tables);

}  // namespace ketnoi::benchmarks

#endif  // KETNOI_BENCHMARKS_EXPORT_QUERY_H_
