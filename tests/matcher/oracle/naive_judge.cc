#include "tests/matcher/oracle/naive_judge.h"

#include <algorithm>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "matcher/model/geo.h"
#include "tests/matcher/oracle/naive_attribute.h"
#include "tests/matcher/oracle/naive_certificate.h"
#include "tests/matcher/oracle/naive_list.h"
#include "tests/matcher/oracle/naive_value.h"

namespace ketnoi::oracle {
namespace {

using match::Judgement;
using match::Reason;
using match::Verdict;
using model::Capability;
using model::CategoryId;
using model::Quantity;
using model::Supplier;

constexpr int kQuantityDecimals = 3;

// One overload per kind of test.
class RowJudge {
 public:
  RowJudge(const Basis& basis, const Row& row)
      : basis_(basis),
        set_(basis.criteria_set),
        supplier_(row.supplier),
        site_position_(row.site),
        capability_(row.capability < 0
                        ? no_capability_
                        : row.supplier.capabilities[size_t(row.capability)]),
        site_(row.site < 0 ? no_site_ : row.supplier.sites[size_t(row.site)]) {}

  Judgement operator()(const model::CategoryTest&) const {
    const auto up = StepsUp(capability_.category, basis_.category);
    if (up) return Met(10000, Reason::kCategoryMet);
    const auto down = StepsUp(basis_.category, capability_.category);
    if (!down) return Unmet(0, Reason::kCategoryOutside);
    return Unknown(FunctionValue(set_.category_proof, *down),
                   Reason::kCategoryAbove);
  }

  Judgement operator()(const model::ProcessTest& test) const {
    return JudgeList(set_, capability_.processes, test.processes, test.match);
  }

  Judgement operator()(const model::MaterialTest& test) const {
    std::vector<Judgement> items;
    for (const model::MaterialId material : test.materials) {
      items.push_back(JudgeMaterial(basis_.reference, set_,
                                    capability_.materials, material,
                                    test.acceptance));
    }
    return Combine(set_, test.match, items);
  }

  Judgement operator()(const model::AttributeTest& test) const {
    const model::AttributeValue* offered = nullptr;
    for (const model::AttributeValue& value : capability_.attributes) {
      if (value.attribute == test.required.attribute) offered = &value;
    }
    return JudgeAttribute(basis_.reference, set_, test.required, offered);
  }

  Judgement operator()(const model::MonthlyVolumeTest& test) const {
    if (!capability_.monthly_capacity) return NotStated();
    Quantity free = *capability_.monthly_capacity;
    const int64_t free_bp = 10000 - capability_.committed_bp.value_or(0);
    free.value_e3 = static_cast<int64_t>(static_cast<__int128>(free.value_e3) *
                                         free_bp / 10000);
    const auto offered = Convert(free, test.quantity);
    if (!offered) return Unknown(0, Reason::kUnitsDiffer);
    const int64_t required = test.quantity.value_e3;
    return MetIf(
        *offered >= required,
        FunctionValue(set_.capacity_cover, RatioOfMore(*offered, required)));
  }

  Judgement operator()(const model::OrderQuantityTest& test) const {
    if (!capability_.minimum_order) return NotStated();
    const auto offered = Convert(*capability_.minimum_order, test.quantity);
    if (!offered) return Unknown(0, Reason::kUnitsDiffer);
    const int64_t required = test.quantity.value_e3;
    return MetIf(
        *offered <= required,
        FunctionValue(set_.order_fit, RatioOfLess(*offered, required)));
  }

  Judgement operator()(const model::SampleLeadTimeTest& test) const {
    return LeadTime(capability_.sample_lead_days, test.max_days);
  }

  Judgement operator()(const model::SeriesLeadTimeTest& test) const {
    return LeadTime(capability_.series_lead_days, test.max_days);
  }

  Judgement operator()(const model::PaymentTermTest& test) const {
    const auto& accepted = supplier_.accepted_payment_term_days;
    if (!accepted) return NotStated();
    return MetIf(*accepted >= test.term_days,
                 FunctionValue(set_.payment_term,
                               RatioOfMore(*accepted, test.term_days)));
  }

  Judgement operator()(const model::CertificateTest& test) const {
    return JudgeCertificate(basis_.reference, set_, basis_.as_of, test,
                            supplier_, site_position_);
  }

  Judgement operator()(const model::ProvincesTest& test) const {
    if (!site_.province.stated()) return NotStated();
    if (Contains(test.provinces, site_.province)) {
      return Met(10000, Reason::kInProvince);
    }
    return Unmet(0, Reason::kOutsideProvinces);
  }

  Judgement operator()(const model::DistanceTest& test) const {
    if (!site_.place) return NotStated();
    const int64_t between =
        model::DistanceMeters(test.origin.center, site_.place->center);
    const int64_t radii = int64_t{test.origin.radius_m} + site_.place->radius_m;
    const int32_t value =
        FunctionValue(set_.distance, RatioOfLess(between + radii, test.max_m));
    if (between + radii <= test.max_m) {
      return Met(value, Reason::kWithinDistance);
    }
    if (between - radii > test.max_m) {
      return Unmet(value, Reason::kBeyondDistance);
    }
    return Unknown(value, Reason::kDistanceUndecided);
  }

  Judgement operator()(const model::OwnershipTest& test) const {
    if (supplier_.ownership == model::Ownership::kNotStated) return NotStated();
    const bool allowed = Contains(test.allowed, supplier_.ownership);
    return MetIf(allowed, allowed ? 10000 : 0);
  }

  Judgement operator()(const model::IndustriesServedTest& test) const {
    return JudgeList(set_, supplier_.industries, test.industries, test.match);
  }

  Judgement operator()(const model::CustomersServedTest& test) const {
    return JudgeList(set_, supplier_.customers, test.customers, test.match);
  }

  Judgement operator()(const model::ExportShareTest& test) const {
    if (!supplier_.export_share_bp) return NotStated();
    const int32_t share = *supplier_.export_share_bp;
    return MetIf(
        share >= test.min_bp,
        FunctionValue(set_.export_share, RatioOfMore(share, test.min_bp)));
  }

  Judgement operator()(const model::EmployeesTest& test) const {
    if (!supplier_.employee_count) return NotStated();
    const int32_t count = *supplier_.employee_count;
    if (test.max_count && count > *test.max_count) {
      return Unmet(0, Reason::kNotMet);
    }
    if (!test.min_count) return Met(10000, Reason::kMet);
    return MetIf(
        count >= *test.min_count,
        FunctionValue(set_.employees, RatioOfMore(count, *test.min_count)));
  }

  Judgement operator()(const model::AssessmentTest& test) const {
    std::vector<Judgement> all;
    int32_t value = 0;
    for (const model::Assessment& assessment : supplier_.assessments) {
      if (assessment.scheme != test.scheme) continue;
      all.push_back(JudgeAssessment(test, assessment));
      value = std::max(value, all.back().value);
    }
    for (const Judgement& one : all) {
      if (one.verdict == Verdict::kMet) return Met(value, one.reason);
    }
    for (const Judgement& one : all) {
      if (one.verdict == Verdict::kUnknown) return Unknown(value, one.reason);
    }
    return all.empty() ? NotStated() : Unmet(value, all.front().reason);
  }

  Judgement operator()(const model::LanguagesTest& test) const {
    return JudgeList(set_, supplier_.languages, test.languages, test.match);
  }

  Judgement operator()(const model::FreshnessTest& test) const {
    if (!supplier_.confirmed_date) {
      return Unknown(0, Reason::kRecordNeverConfirmed);
    }
    const int32_t age =
        std::max(0, basis_.as_of.days - supplier_.confirmed_date->days);
    const int32_t value = FunctionValue(set_.record_age, age);
    const bool fresh =
        test.max_age_days ? age <= *test.max_age_days : value > 0;
    return fresh ? Met(value, Reason::kRecordFresh)
                 : Unmet(value, Reason::kRecordOld);
  }

 private:
  // Levels from `from` up to `to`; nothing if `to` is not above it.
  std::optional<int> StepsUp(CategoryId from, CategoryId to) const {
    if (!to.stated()) return std::nullopt;
    int steps = 0;
    while (from.stated()) {
      if (from == to) return steps;
      from = basis_.reference.categories.Parent(from);
      ++steps;
    }
    return std::nullopt;
  }

  std::optional<int64_t> Convert(const Quantity& offered,
                                 const Quantity& required) const {
    return basis_.reference.Convert({offered.value_e3, kQuantityDecimals},
                                    offered.unit, required.unit,
                                    kQuantityDecimals);
  }

  Judgement LeadTime(const std::optional<int32_t>& days,
                     int32_t max_days) const {
    if (!days) return NotStated();
    return MetIf(*days <= max_days,
                 FunctionValue(set_.lead_time, RatioOfLess(*days, max_days)));
  }

  Judgement JudgeAssessment(const model::AssessmentTest& test,
                            const model::Assessment& assessment) const {
    std::vector<Judgement> asked;
    if (test.level >= 0) {
      asked.push_back(
          assessment.level < 0
              ? Unknown(0, Reason::kPartlyStated)
              : MetIf(assessment.level <= test.level,
                      FunctionValue(set_.assessment_steps,
                                    test.level - assessment.level)));
    }
    if (test.min_score_e2) {
      asked.push_back(
          !assessment.score_e2
              ? Unknown(0, Reason::kPartlyStated)
              : MetIf(*assessment.score_e2 >= *test.min_score_e2,
                      FunctionValue(set_.assessment_score,
                                    RatioOfMore(*assessment.score_e2,
                                                *test.min_score_e2))));
    }
    if (asked.empty()) return Met(10000, Reason::kMet);
    int32_t smallest = 10000;
    for (const Judgement& one : asked) smallest = std::min(smallest, one.value);
    for (const Judgement& one : asked) {
      if (one.verdict == Verdict::kUnmet) return Unmet(smallest, one.reason);
    }
    for (const Judgement& one : asked) {
      if (one.verdict == Verdict::kUnknown) return Unknown(0, one.reason);
    }
    return Met(smallest, Reason::kMet);
  }

  const Basis& basis_;
  const model::CriteriaSet& set_;
  const Supplier& supplier_;
  const int32_t site_position_;
  const Capability no_capability_;  // states nothing
  const model::Site no_site_;
  const Capability& capability_;
  const model::Site& site_;
};

}  // namespace

Judgement NaiveJudge(const Basis& basis, const model::Criterion& criterion,
                     const Row& row) {
  return std::visit(RowJudge(basis, row), criterion.test);
}

}  // namespace ketnoi::oracle
