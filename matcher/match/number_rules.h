// How an offered number, range or size is compared with a required one.
//
// Pure functions of integers in one unit; thread-safe. docs/scoring.md,
// "attribute", defines each rule.

#ifndef KETNOI_MATCHER_MATCH_NUMBER_RULES_H_
#define KETNOI_MATCHER_MATCH_NUMBER_RULES_H_

#include <array>
#include <cstdint>

#include "matcher/index/columns.h"
#include "matcher/match/result.h"
#include "matcher/model/criteria_set.h"
#include "matcher/model/reference.h"

namespace ketnoi::match {

// A range; an end that is not stated is index::kOpen.
struct Ends {
  int64_t min = index::kOpen;
  int64_t max = index::kOpen;
};

// offered / required in basis points, rounded down or up, within 0 to
// 1,000,000; by sign alone where the required value is not positive or the
// offered one is negative.
int64_t RatioDown(int64_t offered, int64_t required);
int64_t RatioUp(int64_t offered, int64_t required);

// MET if offered <= required; the value is `function` of the ratio.
Judgement JudgeAtMost(int64_t offered, int64_t required,
                      const model::ValueFunction& function);
// MET if offered >= required.
Judgement JudgeAtLeast(int64_t offered, int64_t required,
                       const model::ValueFunction& function);

// By a rule of numbers. Requires one end of each range to be stated.
// `tolerance` is only for kEqualWithin.
Judgement JudgeNumber(model::MatchRule rule, Ends required, Ends offered,
                      int64_t tolerance, const model::CriteriaSet& functions);

// FITS; a size that is not there is index::kOpen. UNMET only if no sizes in
// place of the missing offered ones could help.
Judgement JudgeFits(const std::array<int64_t, 3>& required,
                    const std::array<int64_t, 3>& offered,
                    bool any_orientation);

}  // namespace ketnoi::match

#endif  // KETNOI_MATCHER_MATCH_NUMBER_RULES_H_
