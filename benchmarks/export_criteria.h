// Criteria of a compiled requirement as expressions of a row: docs/scoring.md,
// rule by rule, for the peers of the benchmark.

#ifndef KETNOI_BENCHMARKS_EXPORT_CRITERIA_H_
#define KETNOI_BENCHMARKS_EXPORT_CRITERIA_H_

#include "absl/status/statusor.h"
#include "benchmarks/export_certificates.h"
#include "benchmarks/export_columns.h"
#include "benchmarks/export_judged.h"
#include "matcher/match/compile.h"

namespace ketnoi::benchmarks {

// Of a row, read as "r.column".
class CriterionWriter {
 public:
  // Adds the columns that it reads to `tables`. Both must outlive this object.
  CriterionWriter(const match::Program& program, ExportTables& tables)
      : program_(program), tables_(tables) {}

  // UNIMPLEMENTED, naming the criterion: this kind, or this required value, is
  // not exported. An approximation never is.
  // A certificate's outcome and credit are read from `certificate`, outcome *
  // kOutcomeUnit + credit.
  absl::StatusOr<JudgedCriterion> Write(const match::Step& step,
                                        const Text& certificate);

 private:
  const match::Program& program_;
  ExportTables& tables_;
};

}  // namespace ketnoi::benchmarks

#endif  // KETNOI_BENCHMARKS_EXPORT_CRITERIA_H_
