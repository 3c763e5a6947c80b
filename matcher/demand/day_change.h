// What the mere passing of days may change.
//
// Internal to the matcher.

#ifndef KETNOI_MATCHER_DEMAND_DAY_CHANGE_H_
#define KETNOI_MATCHER_DEMAND_DAY_CHANGE_H_

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "matcher/demand/pair_changes.h"
#include "matcher/demand/requirement_set.h"
#include "matcher/index/segment.h"
#include "matcher/index/snapshot.h"
#include "matcher/model/date.h"

namespace ketnoi::demand {

// From one day to another, which may be earlier, for some requirements. Judges
// look at a day to see whether certificates are valid and how old a record is
// (match/judge_certificate, match/judge_supplier); so do days of validity of
// requirements.
class DayChange {
 public:
  // `with_scores`: scores matter, and not only standings. `set` must outlive
  // it. O(criteria of the requirements).
  DayChange(const RequirementSet& set, const NameRange& range, bool with_scores,
            model::Date from, model::Date to);

  // Names of the requirements that are sought on one of the days only.
  const std::vector<std::string_view>& requirements() const {
    return requirements_;
  }
  // Ids of the suppliers of which the two days may tell apart a pair, at least;
  // ascending. O(rows). CANCELLED.
  absl::StatusOr<std::vector<std::string>> SuppliersOf(
      const index::Snapshot& snapshot,
      const std::function<bool()>& cancelled) const;

 private:
  // By position in the segment.
  std::vector<bool> ConcernedIn(const index::Segment& segment) const;
  bool TellsApart(const index::Segment::SiteCertificate& certificate) const;
  bool TellsApart(int32_t confirmed) const;

  const RequirementSet& set_;
  const model::Date from_;
  const model::Date to_;
  std::vector<std::string_view> requirements_;
  // What is asked of the age of a record: a score, or not to be beyond a limit.
  bool age_scored_ = false;
  std::set<int32_t> age_limits_;
};

}  // namespace ketnoi::demand

#endif  // KETNOI_MATCHER_DEMAND_DAY_CHANGE_H_
