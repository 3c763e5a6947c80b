// Asking the matcher what has one part or several, and one answer.

#ifndef KETNOI_BENCHMARKS_ASK_H_
#define KETNOI_BENCHMARKS_ASK_H_

#include <cstddef>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "matcher/index/snapshot.h"
#include "matcher/match/binding.h"
#include "matcher/match/matcher.h"

namespace ketnoi::benchmarks {

// The compiled requirements of a query's parts, which are alike but for their
// categories, and whose candidate rows are apart.
using BoundParts = std::vector<std::unique_ptr<const match::BoundProgram>>;

// How a query is asked.
struct Asking {
  bool with_criteria = false;
  // What was bound when the query was asked before is used again.
  bool bound = true;
};

// The best `limit` suppliers, eligible and conditional ones. The answers of
// several parts are merged: a supplier counts by the best of its rows in any of
// them; of rows that rank alike, the first of its record, as in one answer.
// They live as long as the snapshot. Errors as of match::Rank.
absl::StatusOr<std::vector<match::Match>> AskParts(
    const BoundParts& parts, const index::Snapshot& snapshot, size_t limit,
    Asking asking, match::Workspace& workspace);

}  // namespace ketnoi::benchmarks

#endif  // KETNOI_BENCHMARKS_ASK_H_
