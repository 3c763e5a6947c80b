// Every kind of criterion for one row of a supplier, as docs/scoring.md says.
//
// Plain loops over the records; shares no code with matcher/index and
// matcher/match. Pure functions; thread-safe.

#ifndef KETNOI_TESTS_MATCHER_ORACLE_NAIVE_JUDGE_H_
#define KETNOI_TESTS_MATCHER_ORACLE_NAIVE_JUDGE_H_

#include <cstdint>

#include "matcher/match/result.h"
#include "matcher/model/criteria_set.h"
#include "matcher/model/date.h"
#include "matcher/model/reference.h"
#include "matcher/model/requirement.h"
#include "matcher/model/supplier.h"

namespace ketnoi::oracle {

// What every judgement of one ranking shares.
struct Basis {
  const model::Reference& reference;
  const model::CriteriaSet& criteria_set;
  model::Date as_of;
  model::CategoryId category;  // what the requirement asks for
};

// A capability of a supplier at one of its sites. -1: it has none.
struct Row {
  const model::Supplier& supplier;
  int32_t capability = -1;
  int32_t site = -1;
};

match::Judgement NaiveJudge(const Basis& basis,
                            const model::Criterion& criterion, const Row& row);

}  // namespace ketnoi::oracle

#endif  // KETNOI_TESTS_MATCHER_ORACLE_NAIVE_JUDGE_H_
