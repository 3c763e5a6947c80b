// Value functions, ratios and judgements, as docs/scoring.md defines them.
//
// Pure functions; thread-safe. Nothing here is meant to be fast.

#ifndef KETNOI_TESTS_MATCHER_ORACLE_NAIVE_VALUE_H_
#define KETNOI_TESTS_MATCHER_ORACLE_NAIVE_VALUE_H_

#include <cstdint>

#include "matcher/match/result.h"
#include "matcher/model/criteria_set.h"

namespace ketnoi::oracle {

inline constexpr int64_t kWhole = 10000;

// Linear between anchors, constant beyond them, rounded down. Walks over the
// anchors instead of calling ValueFunction::At.
int32_t FunctionValue(const model::ValueFunction& function, int64_t x);

// offered / required in basis points, for tests where more is better (rounded
// down) and where less is better (rounded up).
int64_t RatioOfMore(int64_t offered, int64_t required);
int64_t RatioOfLess(int64_t offered, int64_t required);

match::Judgement Met(int32_t value, match::Reason reason);
match::Judgement Unmet(int32_t value, match::Reason reason);
// `value` counts whichever way the question is answered.
match::Judgement Unknown(int32_t value, match::Reason reason);
match::Judgement NotStated();

// MET or UNMET with the same value and the reason MET or NOT_MET.
match::Judgement MetIf(bool holds, int32_t value);

}  // namespace ketnoi::oracle

#endif  // KETNOI_TESTS_MATCHER_ORACLE_NAIVE_VALUE_H_
