// Judges of numbers that hold of the whole supplier, and of its assessments.

#include <algorithm>
#include <optional>
#include <utility>

#include "matcher/match/judge.h"
#include "matcher/match/number_rules.h"

namespace ketnoi::match {
namespace {

using index::Field;
using model::CriteriaSet;

Judgement Decide(const model::FreshnessTest& test, int32_t confirmed,
                 const Program& program) {
  const int32_t age = std::max(0, program.as_of.days - confirmed);
  const int32_t value = program.criteria_set->record_age.At(age);
  const bool fresh = test.max_age_days ? age <= *test.max_age_days : value > 0;
  return fresh ? Met(value, Reason::kRecordFresh)
               : Unmet(value, Reason::kRecordOld);
}

Judgement Decide(const model::PaymentTermTest& test, int32_t days,
                 const Program& program) {
  return JudgeAtLeast(days, test.term_days, program.criteria_set->payment_term);
}

Judgement Decide(const model::OwnershipTest& test, int32_t ownership,
                 const Program&) {
  return std::find(test.allowed.begin(), test.allowed.end(),
                   static_cast<model::Ownership>(ownership)) !=
                 test.allowed.end()
             ? Met(10000)
             : Unmet(0);
}

Judgement Decide(const model::ExportShareTest& test, int32_t share_bp,
                 const Program& program) {
  return JudgeAtLeast(share_bp, test.min_bp,
                      program.criteria_set->export_share);
}

Judgement Decide(const model::EmployeesTest& test, int32_t count,
                 const Program& program) {
  if (test.max_count && count > *test.max_count) return Unmet(0);
  if (!test.min_count) return Met(10000);
  return JudgeAtLeast(count, *test.min_count, program.criteria_set->employees);
}

// What `Test` says of a number that is stated.
template <class Test>
class SupplierNumberJudge : public Judge {
 public:
  SupplierNumberJudge(Field field, Reason not_stated, const Test& test,
                      const JudgeContext& context)
      : Judge(index::ColumnId::Of(field)),
        field_(field),
        not_stated_(not_stated),
        test_(test),
        context_(context) {}

  Judgement At(int32_t entry) const override {
    const int32_t number = context_.segment.number(field_, entry);
    if (number == index::kNoNumber) return Unknown(not_stated_);
    return Decide(test_, number, context_.program);
  }

 private:
  const Field field_;
  const Reason not_stated_;
  const Test& test_;
  const JudgeContext context_;
};

Judgement JudgeAssessment(const model::AssessmentTest& test,
                          const index::Assessment& assessment,
                          const CriteriaSet& functions) {
  int32_t value = 10000;
  bool unmet = false;
  bool open = false;
  if (test.level >= 0) {
    if (assessment.level < 0) {
      open = true;
    } else {
      unmet |= assessment.level > test.level;
      value = std::min(
          value, functions.assessment_steps.At(test.level - assessment.level));
    }
  }
  if (test.min_score_e2) {
    if (assessment.score_e2 == index::kOpen) {
      open = true;
    } else {
      const Judgement score = JudgeAtLeast(
          assessment.score_e2, *test.min_score_e2, functions.assessment_score);
      unmet |= score.verdict == Verdict::kUnmet;
      value = std::min(value, score.value);
    }
  }
  if (open) value = 0;
  if (unmet) return Unmet(value);
  return open ? Unknown(Reason::kPartlyStated) : Met(value);
}

class AssessmentJudge : public Judge {
 public:
  AssessmentJudge(const model::AssessmentTest& test,
                  const JudgeContext& context)
      : Judge(index::ColumnId::Of(Field::kAssessments)),
        test_(test),
        segment_(context.segment),
        functions_(*context.program.criteria_set) {}

  Judgement At(int32_t entry) const override {
    std::optional<Judgement> best;
    int32_t value = 0;
    for (const auto& assessment : segment_.assessments(entry)) {
      if (assessment.scheme != test_.scheme) continue;
      const Judgement judgement =
          JudgeAssessment(test_, assessment, functions_);
      value = std::max(value, judgement.value);
      if (!best || Goodness(judgement.verdict) > Goodness(best->verdict)) {
        best = judgement;
      }
    }
    if (!best) return Unknown(Reason::kNotStated);
    best->value = value;
    if (best->verdict != Verdict::kUnknown) best->value_high = value;
    return *best;
  }

 private:
  static int Goodness(Verdict verdict) {
    if (verdict == Verdict::kMet) return 2;
    return verdict == Verdict::kUnknown ? 1 : 0;
  }

  const model::AssessmentTest& test_;
  const index::Segment& segment_;
  const CriteriaSet& functions_;
};

template <class Test>
JudgePtr MakeNumberJudge(Field field, const Test& test,
                         const JudgeContext& context,
                         Reason not_stated = Reason::kNotStated) {
  return std::make_unique<SupplierNumberJudge<Test>>(field, not_stated, test,
                                                     context);
}

}  // namespace

JudgePtr MakeSupplierJudge(const model::FreshnessTest& test,
                           const JudgeContext& context) {
  return MakeNumberJudge(Field::kConfirmedDate, test, context,
                         Reason::kRecordNeverConfirmed);
}

JudgePtr MakeSupplierJudge(const model::PaymentTermTest& test,
                           const JudgeContext& context) {
  return MakeNumberJudge(Field::kPaymentTerm, test, context);
}

JudgePtr MakeSupplierJudge(const model::OwnershipTest& test,
                           const JudgeContext& context) {
  return MakeNumberJudge(Field::kOwnership, test, context);
}

JudgePtr MakeSupplierJudge(const model::ExportShareTest& test,
                           const JudgeContext& context) {
  return MakeNumberJudge(Field::kExportShare, test, context);
}

JudgePtr MakeSupplierJudge(const model::EmployeesTest& test,
                           const JudgeContext& context) {
  return MakeNumberJudge(Field::kEmployees, test, context);
}

JudgePtr MakeSupplierJudge(const model::AssessmentTest& test,
                           const JudgeContext& context) {
  return std::make_unique<AssessmentJudge>(test, context);
}

}  // namespace ketnoi::match
