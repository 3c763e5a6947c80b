#include "server/translate_requirement.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "matcher/model/attribute_value.h"
#include "server/criterion_key.h"
#include "server/required_text.h"
#include "server/stated_attribute.h"
#include "server/translate_common.h"

namespace ketnoi::server {
namespace {

model::ListMatch MatchFrom(v1::ListMatch match) {
  return match == v1::LIST_MATCH_ANY_OF ? model::ListMatch::kAnyOf
                                        : model::ListMatch::kAllOf;
}

template <class Find, class Names>
auto IdsFrom(const Names& names, Find find) {
  std::vector<decltype(find(std::string()))> ids;
  for (const std::string& name : names) {
    const auto id = find(name);
    if (id.stated()) ids.push_back(id);
  }
  return ids;
}

model::MaterialAcceptance AcceptanceFrom(v1::MaterialAcceptance acceptance) {
  switch (acceptance) {
    case v1::MATERIAL_ACCEPTANCE_SAME:
      return model::MaterialAcceptance::kSame;
    case v1::MATERIAL_ACCEPTANCE_FAMILY:
      return model::MaterialAcceptance::kFamily;
    default:
      return model::MaterialAcceptance::kEquivalent;
  }
}

// Translates the tests of one requirement.
class RequirementTranslator {
 public:
  RequirementTranslator(const model::Reference& reference,
                        const v1::Requirement& requirement,
                        const v1::Buyer* buyer)
      : reference_(reference), requirement_(requirement), buyer_(buyer) {}

  absl::StatusOr<model::Requirement> Run() {
    const absl::Status status = CheckOrigins();
    if (!status.ok()) return status;
    model::Requirement result;
    result.category = reference_.categories.Find(requirement_.category());
    for (const v1::Criterion& criterion : requirement_.criteria()) {
      model::Criterion translated;
      translated.key = CriterionKey(criterion);
      translated.gate = criterion.gate();
      if (criterion.has_weight()) translated.weight = criterion.weight();
      translated.test = TestFrom(criterion, result.category);
      translated.required_text = RequiredText(reference_, translated.test);
      result.criteria.push_back(std::move(translated));
    }
    return result;
  }

 private:
  model::Test TestFrom(const v1::Criterion& criterion,
                       model::CategoryId category) const {
    switch (criterion.test_case()) {
      case v1::Criterion::kProcesses:
        return ProcessesFrom(criterion.processes());
      case v1::Criterion::kMaterials:
        return MaterialsFrom(criterion.materials());
      case v1::Criterion::kAttribute:
        return AttributeFrom(criterion.attribute().required(), category);
      case v1::Criterion::kMonthlyVolume:
        return model::MonthlyVolumeTest{
            AmountFrom(criterion.monthly_volume().quantity())};
      case v1::Criterion::kOrderQuantity:
        return model::OrderQuantityTest{
            AmountFrom(criterion.order_quantity().quantity())};
      case v1::Criterion::kSampleLeadTime:
        return model::SampleLeadTimeTest{
            criterion.sample_lead_time().max_days()};
      case v1::Criterion::kSeriesLeadTime:
        return model::SeriesLeadTimeTest{
            criterion.series_lead_time().max_days()};
      case v1::Criterion::kPaymentTerm:
        return model::PaymentTermTest{criterion.payment_term().term_days()};
      case v1::Criterion::kCertificate:
        return CertificateFrom(criterion.certificate());
      case v1::Criterion::kPlace:
        return PlaceTestFrom(criterion.place());
      case v1::Criterion::kOwnership:
        return OwnershipFrom(criterion.ownership());
      case v1::Criterion::kIndustriesServed:
        return IndustriesFrom(criterion.industries_served());
      case v1::Criterion::kCustomersServed:
        return CustomersFrom(criterion.customers_served());
      case v1::Criterion::kExportShare:
        return model::ExportShareTest{static_cast<int32_t>(
            ScaledFrom(criterion.export_share().min_percent(), 2))};
      case v1::Criterion::kEmployees:
        return EmployeesFrom(criterion.employees());
      case v1::Criterion::kAssessment:
        return AssessmentFrom(criterion.assessment());
      case v1::Criterion::kLanguages:
        return model::LanguagesTest{{criterion.languages().values().begin(),
                                     criterion.languages().values().end()},
                                    MatchFrom(criterion.languages().match())};
      case v1::Criterion::kFreshness:
        return model::FreshnessTest{criterion.freshness().max_age_days()};
      case v1::Criterion::kCategory:
      case v1::Criterion::TEST_NOT_SET:
        break;
    }
    return model::CategoryTest{};
  }

  // Validate found that there is an amount.
  model::Quantity AmountFrom(const v1::Quantity& quantity) const {
    return QuantityFrom(reference_, quantity).value_or(model::Quantity{});
  }

  model::ProcessTest ProcessesFrom(const v1::ProcessTest& test) const {
    return {IdsFrom(test.processes(),
                    [&](const std::string& id) {
                      return reference_.FindProcess(id);
                    }),
            MatchFrom(test.match())};
  }

  model::MaterialTest MaterialsFrom(const v1::MaterialTest& test) const {
    return {IdsFrom(test.materials(),
                    [&](const std::string& id) {
                      return reference_.FindMaterial(id);
                    }),
            MatchFrom(test.match()), AcceptanceFrom(test.acceptance())};
  }

  model::AttributeTest AttributeFrom(const v1::AttributeValue& required,
                                     model::CategoryId category) const {
    std::vector<model::ValueProblem> problems;
    const auto id = reference_.FindAttribute(category, required.attribute());
    return {
        model::Canonicalize(reference_, id, StatedFrom(required), problems)};
  }

  model::CertificateTest CertificateFrom(
      const v1::CertificateTest& test) const {
    const model::SchemeId scheme = reference_.FindScheme(test.scheme());
    return {scheme, reference_.FindLevel(scheme, test.level()).value_or(-1),
            EvidenceFrom(test.minimum_evidence()),
            model::DateFromText(test.valid_until())};
  }

  model::Test PlaceTestFrom(const v1::PlaceTest& place) const {
    if (place.has_distance()) {
      const v1::DistanceTest& distance = place.distance();
      return model::DistanceTest{
          *OriginFrom(distance),  // CheckOrigins found that there is one
          static_cast<int32_t>(ScaledFrom(distance.max_km(), 3))};
    }
    auto provinces = IdsFrom(
        place.provinces().provinces(),
        [&](const std::string& code) { return reference_.FindProvince(code); });
    std::sort(provinces.begin(), provinces.end());
    return model::ProvincesTest{std::move(provinces)};
  }

  absl::Status CheckOrigins() const {
    for (int i = 0; i < requirement_.criteria_size(); ++i) {
      const v1::PlaceTest& place = requirement_.criteria(i).place();
      if (!place.has_distance() || OriginFrom(place.distance())) continue;
      return absl::FailedPreconditionError(
          fmt::format("criteria[{}].place.distance: there is no place to "
                      "measure from; plant_id '{}' names no plant with one",
                      i, requirement_.plant_id()));
    }
    return absl::OkStatus();
  }

  std::optional<model::GeoCircle> OriginFrom(
      const v1::DistanceTest& distance) const {
    if (distance.origin_case() != v1::DistanceTest::ORIGIN_NOT_SET) {
      return PlaceFrom(
          reference_,
          distance.has_coordinates() ? &distance.coordinates() : nullptr,
          distance.province());
    }
    if (buyer_ == nullptr) return std::nullopt;
    for (const v1::Plant& plant : buyer_->plants()) {
      if (plant.id() != requirement_.plant_id()) continue;
      return PlaceFrom(reference_,
                       plant.has_coordinates() ? &plant.coordinates() : nullptr,
                       plant.province());
    }
    return std::nullopt;
  }

  static model::OwnershipTest OwnershipFrom(const v1::OwnershipTest& test) {
    model::OwnershipTest result;
    for (const int value : test.allowed()) {
      result.allowed.push_back(static_cast<model::Ownership>(value));
    }
    return result;
  }

  model::IndustriesServedTest IndustriesFrom(const v1::NamesTest& test) const {
    return {IdsFrom(test.values(),
                    [&](const std::string& id) {
                      return reference_.FindIndustry(id);
                    }),
            MatchFrom(test.match())};
  }

  static model::CustomersServedTest CustomersFrom(const v1::NamesTest& test) {
    model::CustomersServedTest result;
    for (const std::string& name : test.values()) {
      result.customers.push_back(model::FoldName(name));
    }
    result.match = MatchFrom(test.match());
    return result;
  }

  static model::EmployeesTest EmployeesFrom(const v1::EmployeesTest& test) {
    model::EmployeesTest result;
    if (test.has_min_count()) result.min_count = test.min_count();
    if (test.has_max_count()) result.max_count = test.max_count();
    return result;
  }

  model::AssessmentTest AssessmentFrom(const v1::AssessmentTest& test) const {
    model::AssessmentTest result;
    result.scheme = reference_.FindAssessmentScheme(test.scheme());
    result.level =
        reference_.FindLevel(result.scheme, test.level()).value_or(-1);
    if (test.has_min_score()) {
      result.min_score_e2 = ScaledFrom(test.min_score(), 2);
    }
    return result;
  }

  const model::Reference& reference_;
  const v1::Requirement& requirement_;
  const v1::Buyer* buyer_;
};

}  // namespace

absl::StatusOr<model::Requirement> TranslateRequirement(
    const model::Reference& reference, const v1::Requirement& requirement,
    const v1::Buyer* buyer) {
  return RequirementTranslator(reference, requirement, buyer).Run();
}

}  // namespace ketnoi::server
