// One criterion and one row, as the row-wise peers judge them.
//
// Pure functions; thread-safe.

#ifndef KETNOI_BENCHMARKS_ROWWISE_JUDGE_H_
#define KETNOI_BENCHMARKS_ROWWISE_JUDGE_H_

#include <cstdint>
#include <vector>

#include "benchmarks/rowwise_certificate.h"
#include "benchmarks/rowwise_rules.h"
#include "matcher/model/reference.h"
#include "matcher/model/requirement.h"
#include "matcher/model/supplier.h"
#include "tests/matcher/oracle/naive_rank.h"

namespace ketnoi::benchmarks {

// A capability at one of its sites; -1: the supplier has no sites.
struct RowwiseRow {
  const model::Supplier* supplier = nullptr;
  int32_t capability = 0;
  int32_t site = -1;
};

// A criterion in force, the category aside, with what depends on it alone.
struct RowwiseCriterion {
  model::Criterion asked;
  int32_t weight_bp = 0;
  CertificateTable certificates;  // of a certificate
  // Of a distance: from its origin to the centre of each province, metres.
  std::vector<int32_t> province_distances;
};

RowwiseCriterion PrepareCriterion(const model::Reference& reference,
                                  oracle::WeighedCriterion weighed);

// Criteria that no benchmark asks are judged by the naive matcher.
RowwiseVerdict JudgeRow(const oracle::Basis& basis,
                        const RowwiseCriterion& criterion,
                        const RowwiseRow& row);

}  // namespace ketnoi::benchmarks

#endif  // KETNOI_BENCHMARKS_ROWWISE_JUDGE_H_
