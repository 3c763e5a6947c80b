// Judges one criterion of a program for the rows of one segment.
//
// Ranking and explaining use the same judges, so that an explanation is the
// arithmetic of the ranking. docs/scoring.md defines each judgement.

#ifndef KETNOI_MATCHER_MATCH_JUDGE_H_
#define KETNOI_MATCHER_MATCH_JUDGE_H_

#include <cstdint>
#include <memory>

#include "matcher/index/segment.h"
#include "matcher/match/compile.h"
#include "matcher/match/result.h"

namespace ketnoi::match {

// Not thread-safe; one per request and segment. Refers to the program and the
// segment, which must outlive it.
class Judge {
 public:
  virtual ~Judge() = default;
  virtual Judgement At(int32_t row) = 0;
};

// Never null.
std::unique_ptr<Judge> MakeJudge(const Program& program, const Step& step,
                                 const index::Segment& segment);

// Judgements of the three verdicts.
inline Judgement Met(int32_t value, Reason reason = Reason::kMet) {
  return {Verdict::kMet, reason, value, value};
}
inline Judgement Unmet(int32_t value, Reason reason = Reason::kNotMet) {
  return {Verdict::kUnmet, reason, value, value};
}
// `value` is what is certain whichever way the question is answered.
inline Judgement Unknown(Reason reason, int32_t value = 0) {
  return {Verdict::kUnknown, reason, value, 10000};
}

// What the judges of each group are made by; internal to judge*.cc.
struct JudgeContext {
  const Program& program;
  const index::Segment& segment;
};
using JudgePtr = std::unique_ptr<Judge>;
// Of the row: category, capacity, orders, lead times, place, age of the record.
JudgePtr MakeRowJudge(const model::CategoryTest&, const JudgeContext&);
JudgePtr MakeRowJudge(const model::MonthlyVolumeTest&, const JudgeContext&);
JudgePtr MakeRowJudge(const model::OrderQuantityTest&, const JudgeContext&);
JudgePtr MakeRowJudge(const model::SampleLeadTimeTest&, const JudgeContext&);
JudgePtr MakeRowJudge(const model::SeriesLeadTimeTest&, const JudgeContext&);
JudgePtr MakeRowJudge(const model::ProvincesTest&, const JudgeContext&);
JudgePtr MakeRowJudge(const model::DistanceTest&, const JudgeContext&);
JudgePtr MakeRowJudge(const model::FreshnessTest&, const JudgeContext&);
// Of lists that are columns.
JudgePtr MakeListJudge(const model::ProcessTest&, const JudgeContext&);
JudgePtr MakeListJudge(const model::MaterialTest&, const JudgeContext&);
JudgePtr MakeListJudge(const model::LanguagesTest&, const JudgeContext&);
JudgePtr MakeAttributeJudge(const model::AttributeTest&, const JudgeContext&);
JudgePtr MakeCertificateJudge(const model::CertificateTest&,
                              const CertificateGraph&, const JudgeContext&);
// Of the supplier as a whole: judged once for adjacent rows of a supplier.
template <class Test>
JudgePtr MakeSupplierJudge(const Test&, const JudgeContext&);

}  // namespace ketnoi::match

#endif  // KETNOI_MATCHER_MATCH_JUDGE_H_
