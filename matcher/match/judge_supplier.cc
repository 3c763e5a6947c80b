// Judges of the supplier as a whole.

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "matcher/match/judge.h"
#include "matcher/match/list_rules.h"
#include "matcher/match/number_rules.h"

namespace ketnoi::match {
namespace {

using model::CriteriaSet;
using model::Supplier;

// A list of the supplier, looked up by what it holds.
template <class T>
Judgement JudgeValues(const model::StatedList<T>& list,
                      const std::vector<T>& required, model::ListMatch match,
                      const CriteriaSet& functions) {
  const auto contains = [](const std::vector<T>& sorted, const T& value) {
    return std::binary_search(sorted.begin(), sorted.end(), value);
  };
  const bool silent =
      list.held.empty() && list.not_held.empty() && !list.complete;
  ListVerdict verdict(match, functions.codes_held);
  for (const T& value : required) {
    if (contains(list.held, value)) {
      verdict.Add(Met(10000, Reason::kListed));
    } else if (contains(list.not_held, value)) {
      verdict.Add(Unmet(0, Reason::kExplicitlyNotHeld));
    } else if (list.complete) {
      verdict.Add(Unmet(0, Reason::kNotOnCompleteList));
    } else {
      verdict.Add(Unknown(silent ? Reason::kNotStated : Reason::kNotListed));
    }
  }
  return verdict.Result();
}

Judgement Decide(const model::IndustriesServedTest& test,
                 const Supplier& supplier, const CriteriaSet& functions) {
  return JudgeValues(supplier.industries, test.industries, test.match,
                     functions);
}

Judgement Decide(const model::CustomersServedTest& test,
                 const Supplier& supplier, const CriteriaSet& functions) {
  return JudgeValues(supplier.customers, test.customers, test.match, functions);
}

Judgement Decide(const model::PaymentTermTest& test, const Supplier& supplier,
                 const CriteriaSet& functions) {
  if (!supplier.accepted_payment_term_days) return Unknown(Reason::kNotStated);
  return JudgeAtLeast(*supplier.accepted_payment_term_days, test.term_days,
                      functions.payment_term);
}

Judgement Decide(const model::OwnershipTest& test, const Supplier& supplier,
                 const CriteriaSet&) {
  if (supplier.ownership == model::Ownership::kNotStated) {
    return Unknown(Reason::kNotStated);
  }
  return std::find(test.allowed.begin(), test.allowed.end(),
                   supplier.ownership) != test.allowed.end()
             ? Met(10000)
             : Unmet(0);
}

Judgement Decide(const model::ExportShareTest& test, const Supplier& supplier,
                 const CriteriaSet& functions) {
  if (!supplier.export_share_bp) return Unknown(Reason::kNotStated);
  return JudgeAtLeast(*supplier.export_share_bp, test.min_bp,
                      functions.export_share);
}

Judgement Decide(const model::EmployeesTest& test, const Supplier& supplier,
                 const CriteriaSet& functions) {
  if (!supplier.employee_count) return Unknown(Reason::kNotStated);
  const int32_t count = *supplier.employee_count;
  if (test.max_count && count > *test.max_count) return Unmet(0);
  if (!test.min_count) return Met(10000);
  return JudgeAtLeast(count, *test.min_count, functions.employees);
}

Judgement JudgeAssessment(const model::AssessmentTest& test,
                          const model::Assessment& assessment,
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
    if (!assessment.score_e2) {
      open = true;
    } else {
      const Judgement score = JudgeAtLeast(
          *assessment.score_e2, *test.min_score_e2, functions.assessment_score);
      unmet |= score.verdict == Verdict::kUnmet;
      value = std::min(value, score.value);
    }
  }
  if (open) value = 0;
  if (unmet) return Unmet(value);
  return open ? Unknown(Reason::kPartlyStated) : Met(value);
}

Judgement Decide(const model::AssessmentTest& test, const Supplier& supplier,
                 const CriteriaSet& functions) {
  const auto goodness = [](Verdict verdict) {
    if (verdict == Verdict::kMet) return 2;
    return verdict == Verdict::kUnknown ? 1 : 0;
  };
  std::optional<Judgement> best;
  int32_t value = 0;
  for (const auto& assessment : supplier.assessments) {
    if (assessment.scheme != test.scheme) continue;
    const Judgement judgement = JudgeAssessment(test, assessment, functions);
    value = std::max(value, judgement.value);
    if (!best || goodness(judgement.verdict) > goodness(best->verdict)) {
      best = judgement;
    }
  }
  if (!best) return Unknown(Reason::kNotStated);
  best->value = value;
  if (best->verdict != Verdict::kUnknown) best->value_high = value;
  return *best;
}

// Rows of a supplier lie together, so the last judgement is often the next.
template <class Test>
class SupplierJudge : public Judge {
 public:
  SupplierJudge(const Test& test, const JudgeContext& context)
      : test_(test),
        segment_(context.segment),
        functions_(*context.program.criteria_set) {}

  Judgement At(int32_t row) override {
    const int32_t supplier = segment_.supplier(row);
    if (supplier != last_supplier_) {
      last_ =
          Decide(test_, *segment_.suppliers()[static_cast<size_t>(supplier)],
                 functions_);
      last_supplier_ = supplier;
    }
    return last_;
  }

 private:
  const Test& test_;
  const index::Segment& segment_;
  const CriteriaSet& functions_;
  int32_t last_supplier_ = -1;
  Judgement last_;
};

}  // namespace

template <class Test>
JudgePtr MakeSupplierJudge(const Test& test, const JudgeContext& context) {
  return std::make_unique<SupplierJudge<Test>>(test, context);
}

template JudgePtr MakeSupplierJudge(const model::PaymentTermTest&,
                                    const JudgeContext&);
template JudgePtr MakeSupplierJudge(const model::OwnershipTest&,
                                    const JudgeContext&);
template JudgePtr MakeSupplierJudge(const model::IndustriesServedTest&,
                                    const JudgeContext&);
template JudgePtr MakeSupplierJudge(const model::CustomersServedTest&,
                                    const JudgeContext&);
template JudgePtr MakeSupplierJudge(const model::ExportShareTest&,
                                    const JudgeContext&);
template JudgePtr MakeSupplierJudge(const model::EmployeesTest&,
                                    const JudgeContext&);
template JudgePtr MakeSupplierJudge(const model::AssessmentTest&,
                                    const JudgeContext&);

}  // namespace ketnoi::match
