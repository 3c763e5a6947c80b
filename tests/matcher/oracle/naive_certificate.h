// Certificates of a row's site: what they satisfy, and what they earn.
//
// Pure functions; thread-safe.

#ifndef KETNOI_TESTS_MATCHER_ORACLE_NAIVE_CERTIFICATE_H_
#define KETNOI_TESTS_MATCHER_ORACLE_NAIVE_CERTIFICATE_H_

#include <cstdint>

#include "matcher/match/result.h"
#include "matcher/model/criteria_set.h"
#include "matcher/model/date.h"
#include "matcher/model/reference.h"
#include "matcher/model/requirement.h"
#include "matcher/model/supplier.h"

namespace ketnoi::oracle {

// `site` is a position in the supplier's sites, or -1.
match::Judgement JudgeCertificate(const model::Reference& reference,
                                  const model::CriteriaSet& criteria_set,
                                  model::Date as_of,
                                  const model::CertificateTest& test,
                                  const model::Supplier& supplier,
                                  int32_t site);

}  // namespace ketnoi::oracle

#endif  // KETNOI_TESTS_MATCHER_ORACLE_NAIVE_CERTIFICATE_H_
