#include "benchmarks/rowwise_judge.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <variant>

#include "matcher/model/geo.h"
#include "tests/matcher/oracle/naive_judge.h"

namespace ketnoi::benchmarks {
namespace {

using match::Verdict;
using model::Capability;
using model::MaterialId;
using model::Quantity;

constexpr int32_t kWhole = 10000;
constexpr RowwiseVerdict kNotStated = {Verdict::kUnknown, 0};

// Judges one criterion for one row: one overload per kind of test.
class RowJudge {
 public:
  RowJudge(const oracle::Basis& basis, const RowwiseCriterion& criterion,
           const RowwiseRow& row)
      : basis_(basis),
        set_(basis.criteria_set),
        criterion_(criterion),
        row_(row),
        supplier_(*row.supplier),
        capability_(
            supplier_.capabilities[static_cast<size_t>(row.capability)]) {}

  RowwiseVerdict operator()(const model::ProcessTest& test) const {
    return JudgeList(capability_.processes, test.processes, test.match,
                     set_.codes_held);
  }

  RowwiseVerdict operator()(const model::MaterialTest& test) const {
    ListSum sum;
    for (const MaterialId material : test.materials) {
      sum.Add(Material(material, test.acceptance));
    }
    return sum.Result(test.match, set_.codes_held);
  }

  RowwiseVerdict operator()(const model::AttributeTest& test) const {
    const auto& stated = capability_.attributes;
    const auto found = std::lower_bound(
        stated.begin(), stated.end(), test.required.attribute,
        [](const auto& value, auto id) { return value.attribute < id; });
    const bool is_stated =
        found != stated.end() && found->attribute == test.required.attribute;
    return JudgeAttribute(basis_.reference, set_, test.required,
                          is_stated ? &*found : nullptr);
  }

  RowwiseVerdict operator()(const model::MonthlyVolumeTest& test) const {
    if (!capability_.monthly_capacity) return kNotStated;
    Quantity free = *capability_.monthly_capacity;
    if (capability_.committed_bp) {
      free.value_e3 =
          static_cast<int64_t>(static_cast<__int128>(free.value_e3) *
                               (kWhole - *capability_.committed_bp) / kWhole);
    }
    const auto offered = Convert(free, test.quantity.unit);
    if (!offered) return kNotStated;
    return AtLeast(*offered, test.quantity.value_e3, set_.capacity_cover);
  }

  RowwiseVerdict operator()(const model::OrderQuantityTest& test) const {
    if (!capability_.minimum_order) return kNotStated;
    const auto offered =
        Convert(*capability_.minimum_order, test.quantity.unit);
    if (!offered) return kNotStated;
    return AtMost(*offered, test.quantity.value_e3, set_.order_fit);
  }

  RowwiseVerdict operator()(const model::SampleLeadTimeTest& test) const {
    return LeadTime(capability_.sample_lead_days, test.max_days);
  }

  RowwiseVerdict operator()(const model::SeriesLeadTimeTest& test) const {
    return LeadTime(capability_.series_lead_days, test.max_days);
  }

  RowwiseVerdict operator()(const model::PaymentTermTest& test) const {
    const auto& accepted = supplier_.accepted_payment_term_days;
    if (!accepted) return kNotStated;
    return AtLeast(*accepted, test.term_days, set_.payment_term);
  }

  RowwiseVerdict operator()(const model::CertificateTest& test) const {
    return JudgeCertificates(criterion_.certificates, test,
                             set_.certificate_evidence, basis_.as_of, supplier_,
                             row_.site);
  }

  RowwiseVerdict operator()(const model::ProvincesTest& test) const {
    const model::Site* site = Site();
    if (site == nullptr || !site->province.stated()) return kNotStated;
    const bool inside = std::binary_search(
        test.provinces.begin(), test.provinces.end(), site->province);
    return MetIf(inside, inside ? kWhole : 0);
  }

  RowwiseVerdict operator()(const model::DistanceTest& test) const {
    const model::Site* site = Site();
    if (site == nullptr || !site->place) return kNotStated;
    const int64_t between = Distance(test, *site);
    const int64_t radii = int64_t{test.origin.radius_m} + site->place->radius_m;
    const int32_t value =
        set_.distance.At(RatioOfLess(between + radii, test.max_m));
    if (between + radii <= test.max_m) return {Verdict::kMet, value};
    if (between - radii > test.max_m) return {Verdict::kUnmet, value};
    return {Verdict::kUnknown, value};
  }

  RowwiseVerdict operator()(const model::OwnershipTest& test) const {
    if (supplier_.ownership == model::Ownership::kNotStated) return kNotStated;
    const bool allowed = std::find(test.allowed.begin(), test.allowed.end(),
                                   supplier_.ownership) != test.allowed.end();
    return MetIf(allowed, allowed ? kWhole : 0);
  }

  RowwiseVerdict operator()(const model::EmployeesTest& test) const {
    if (!supplier_.employee_count) return kNotStated;
    const int32_t count = *supplier_.employee_count;
    if (test.max_count && count > *test.max_count) return {Verdict::kUnmet, 0};
    if (!test.min_count) return {Verdict::kMet, kWhole};
    return AtLeast(count, *test.min_count, set_.employees);
  }

  RowwiseVerdict operator()(const model::LanguagesTest& test) const {
    return JudgeList(supplier_.languages, test.languages, test.match,
                     set_.codes_held);
  }

  RowwiseVerdict operator()(const model::FreshnessTest& test) const {
    if (!supplier_.confirmed_date) return kNotStated;
    const int32_t age =
        std::max(0, basis_.as_of.days - supplier_.confirmed_date->days);
    const int32_t value = set_.record_age.At(age);
    return MetIf(test.max_age_days ? age <= *test.max_age_days : value > 0,
                 value);
  }

  // What no benchmark asks.
  template <class Test>
  RowwiseVerdict operator()(const Test&) const {
    const match::Judgement judgement = oracle::NaiveJudge(
        basis_, criterion_.asked, {supplier_, row_.capability, row_.site});
    return {judgement.verdict, judgement.value};
  }

 private:
  const model::Site* Site() const {
    return row_.site < 0 ? nullptr
                         : &supplier_.sites[static_cast<size_t>(row_.site)];
  }

  RowwiseVerdict LeadTime(const std::optional<int32_t>& days,
                          int32_t max_days) const {
    if (!days) return kNotStated;
    return AtMost(*days, max_days, set_.lead_time);
  }

  std::optional<int64_t> Convert(const Quantity& offered,
                                 model::UnitId unit) const {
    if (offered.unit == unit) return offered.value_e3;
    return basis_.reference.Convert({offered.value_e3, 3}, offered.unit, unit,
                                    3);
  }

  const model::Material& MaterialOf(MaterialId id) const {
    return basis_.reference.materials[id.index()];
  }

  bool HoldsGradeOf(MaterialId material_class) const {
    const auto& held = capability_.materials.held;
    return std::any_of(held.begin(), held.end(), [&](MaterialId id) {
      return MaterialOf(id).material_class == material_class;
    });
  }

  RowwiseVerdict Material(MaterialId wanted,
                          model::MaterialAcceptance acceptance) const {
    const auto& list = capability_.materials;
    const auto holds = [](const std::vector<MaterialId>& ids, MaterialId id) {
      return std::binary_search(ids.begin(), ids.end(), id);
    };
    const model::Material& grade = MaterialOf(wanted);
    if (!grade.material_class.stated()) {  // a class
      if (HoldsGradeOf(wanted)) return {Verdict::kMet, kWhole};
      return JudgeItem(list, wanted);
    }
    if (holds(list.held, wanted)) {
      return {Verdict::kMet, set_.material_match.At(3)};
    }
    if (acceptance != model::MaterialAcceptance::kSame &&
        std::any_of(grade.equivalents.begin(), grade.equivalents.end(),
                    [&](MaterialId id) { return holds(list.held, id); })) {
      return {Verdict::kMet, set_.material_match.At(2)};
    }
    const bool class_held = holds(list.held, grade.material_class);
    if (acceptance == model::MaterialAcceptance::kFamily &&
        (class_held || HoldsGradeOf(grade.material_class))) {
      return {Verdict::kMet, set_.material_match.At(1)};
    }
    if (holds(list.not_held, wanted)) return {Verdict::kUnmet, 0};
    if (class_held) return kNotStated;
    if (holds(list.not_held, grade.material_class) || list.complete) {
      return {Verdict::kUnmet, 0};
    }
    return kNotStated;
  }

  // A place that is the whole province is as far as its centre, which is known.
  int64_t Distance(const model::DistanceTest& test,
                   const model::Site& site) const {
    const model::GeoPoint& center = site.place->center;
    if (site.province.stated()) {
      const size_t province = site.province.index();
      if (basis_.reference.provinces[province].extent.center == center) {
        return criterion_.province_distances[province];
      }
    }
    return model::DistanceMeters(test.origin.center, center);
  }

  const oracle::Basis& basis_;
  const model::CriteriaSet& set_;
  const RowwiseCriterion& criterion_;
  const RowwiseRow& row_;
  const model::Supplier& supplier_;
  const Capability& capability_;
};

}  // namespace

RowwiseCriterion PrepareCriterion(const model::Reference& reference,
                                  oracle::WeighedCriterion weighed) {
  RowwiseCriterion criterion{
      std::move(weighed.criterion), weighed.weight_bp, {}, {}};
  const model::Test& test = criterion.asked.test;
  if (const auto* asked = std::get_if<model::CertificateTest>(&test)) {
    criterion.certificates = CertificateTable(reference, *asked);
  }
  if (const auto* asked = std::get_if<model::DistanceTest>(&test)) {
    for (const model::Province& province : reference.provinces) {
      criterion.province_distances.push_back(
          model::DistanceMeters(asked->origin.center, province.extent.center));
    }
  }
  return criterion;
}

RowwiseVerdict JudgeRow(const oracle::Basis& basis,
                        const RowwiseCriterion& criterion,
                        const RowwiseRow& row) {
  return std::visit(RowJudge(basis, criterion, row), criterion.asked.test);
}

}  // namespace ketnoi::benchmarks
