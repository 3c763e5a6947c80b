// Ranks the suppliers of a snapshot against a requirement, and explains one
// pair: compile -> prefilter -> score -> rank -> explain.
//
//   auto program = Compile(requirement, criteria_set, reference, options);
//   Ranking ranking = Rank(*program, *snapshot, query);
//   Match match = Explain(*program, *snapshot->Find("acme"));
//
// Results depend on the snapshot's suppliers, the requirement, the criteria set
// and the options only: not on segments, page sizes, threads or the clock.

#ifndef KETNOI_MATCHER_MATCH_MATCHER_H_
#define KETNOI_MATCHER_MATCH_MATCHER_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "matcher/index/snapshot.h"
#include "matcher/match/binding.h"
#include "matcher/match/compile.h"
#include "matcher/match/result.h"
#include "matcher/match/scan.h"

namespace ketnoi::match {

// What to return of a ranking.
struct RankQuery {
  // Which standings to return, by position in Standing.
  bool standings[kStandings] = {true, true, false};
  // Most matches to return; at least 0.
  int32_t limit = 20;
  // Only matches that rank after this one: the last of the page before.
  std::optional<RankKey> after;
  // Fill Match::criteria.
  bool with_criteria = true;
  // Asked every few thousand rows; true ends the call with CANCELLED. Null:
  // never.
  std::function<bool()> cancelled;
};

struct Ranking {
  std::vector<Match> matches;  // in order
  StandingTotals totals;       // over all suppliers, whatever is returned
  // Matches of the asked standings that rank before the first returned one.
  int64_t skipped = 0;
  bool more = false;  // whether matches follow the last returned one
};

// Requires a program that was compiled with the snapshot's reference.
// O(candidate rows * criteria + matches * log(limit)), and for binding
// (binding.h) O(candidate blocks * criteria * distinct values), in time and
// memory. CANCELLED as said above.
absl::StatusOr<Ranking> Rank(const Program& program,
                             const index::Snapshot& snapshot,
                             const RankQuery& query);

// The same, with memory that is kept from one call to the next.
absl::StatusOr<Ranking> Rank(const Program& program,
                             const index::Snapshot& snapshot,
                             const RankQuery& query, Workspace& workspace);

// The same, for a requirement that is asked again: what it takes to bind it to
// the snapshot's segments is done once.
absl::StatusOr<Ranking> Rank(const BoundProgram& bound,
                             const index::Snapshot& snapshot,
                             const RankQuery& query, Workspace& workspace);

// The rows among which a supplier's best is chosen: its candidate rows; if it
// has none, all. Ascending; never empty.
std::vector<int32_t> ExplainedRows(const Program& program,
                                   const index::SupplierAt& supplier);

// The same figures for one supplier of a snapshot, whether or not it is in
// the ranking: INELIGIBLE by category if it has no candidate row; then its best
// row is chosen among all of its rows.
Match Explain(const Program& program, const index::SupplierAt& supplier);

// One row of a supplier, whether or not it is its best.
Match ExplainRow(const Program& program, const index::Segment& segment,
                 int32_t row);

}  // namespace ketnoi::match

#endif  // KETNOI_MATCHER_MATCH_MATCHER_H_
