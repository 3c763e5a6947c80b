// Ranks the requirements of a set for one supplier: the same standing, score
// and row for each pair as ranking suppliers for a requirement gives (match/).

#ifndef KETNOI_MATCHER_DEMAND_REVERSE_H_
#define KETNOI_MATCHER_DEMAND_REVERSE_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "matcher/demand/requirement_set.h"
#include "matcher/index/snapshot.h"
#include "matcher/match/result.h"
#include "matcher/model/date.h"

namespace ketnoi::demand {

// What to return of a ranking of requirements.
struct RequirementQuery {
  // The day on which certificates and records are judged, and requirements are
  // sought.
  model::Date as_of;
  // Which standings to return, by position in Standing.
  bool standings[match::kStandings] = {true, true, false};
  // Most matches to return; at least 0.
  int32_t limit = 20;
  // Only matches that rank after this one: the last of the page before.
  std::optional<match::RankKey> after;
  // Only requirements whose names begin with this.
  std::string prefix;
  // Asked every few thousand requirements; true ends the call with CANCELLED.
  // Null: never.
  std::function<bool()> cancelled;
};

// A requirement, and the supplier's best row for it.
struct RequirementMatch {
  match::RankKey key;  // its id is the requirement's name
  int32_t row = -1;    // of the supplier's segment
};

struct RequirementRanking {
  std::vector<RequirementMatch> matches;  // in order
  // Over all requirements that are sought and have the prefix.
  match::StandingTotals totals;
  // Matches of the asked standings that rank before the first returned one.
  int64_t skipped = 0;
  bool more = false;  // whether matches follow the last returned one
};

// Requires a set of the reference data that the supplier's segment was built
// with. O(rows of the supplier * criteria of the requirements in its
// categories, below and above them). CANCELLED as said above.
absl::StatusOr<RequirementRanking> RankRequirements(
    const RequirementSet& set, const index::SupplierAt& supplier,
    const RequirementQuery& query);

}  // namespace ketnoi::demand

#endif  // KETNOI_MATCHER_DEMAND_REVERSE_H_
