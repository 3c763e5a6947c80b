#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "fmt/format.h"
#include "matcher/model/date.h"
#include "matcher/model/requirement.h"
#include "server/criterion_key.h"
#include "server/field_checks.h"
#include "server/resource_name.h"
#include "server/validate.h"
#include "server/validate_line.h"

namespace ketnoi::server {
namespace {

constexpr int kMostCriteria = 60;
constexpr int kMostNames = 20;
constexpr int64_t kLargestWeight = 1'000'000;

bool IsKey(std::string_view key) {
  constexpr size_t kLongest = 63;
  return !key.empty() && key.size() <= kLongest &&
         std::all_of(key.begin(), key.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                  c == '.' || c == '_' || c == '-';
         });
}

// One per requirement.
class RequirementChecks {
 public:
  RequirementChecks(FieldChecks& checks, const v1::Requirement& requirement)
      : checks_(checks),
        reference_(checks.reference()),
        requirement_(requirement) {}

  void Run() {
    checks_.IsNamed(Path(root_, "title"), requirement_.title());
    checks_.CategoryIsRight(Path(root_, "category"), requirement_.category());
    category_ = reference_.categories.Find(requirement_.category());
    checks_.EnumIsKnown(Path(root_, "state"), requirement_.state(),
                        v1::REQUIREMENT_STATE_CLOSED);
    checks_.EnumIsKnown(Path(root_, "visibility"), requirement_.visibility(),
                        v1::VISIBILITY_PRIVATE);
    CheckDates();
    checks_.TextFits(Path(root_, "part_number"), requirement_.part_number(),
                     kShortText);
    checks_.SourcesFit(root_, requirement_.sources());
    checks_.TextFits(Path(root_, "remarks"), requirement_.remarks(), kText);
    CheckBom();
    CheckCriteria();
  }

 private:
  void CheckBom() {
    const int32_t line = requirement_.bom_line();
    if (requirement_.bom().empty()) {
      if (line == 0) return;
      checks_.Refuse(Path(root_, "bom_line"),
                     fmt::format("{} is a place in no bill of materials: bom "
                                 "is empty",
                                 line));
      return;
    }
    const std::string problem =
        NameProblem("buyers/*/boms/*", requirement_.bom());
    if (!problem.empty()) checks_.Refuse(Path(root_, "bom"), problem);
    checks_.InRange(Path(root_, "bom_line"), int64_t{line}, 1, kMostBomLines);
    CheckUnitsOfLine(requirement_, checks_);
  }

  void CheckDates() {
    checks_.DateIsRight(Path(root_, "valid_from"), requirement_.valid_from());
    checks_.DateIsRight(Path(root_, "valid_to"), requirement_.valid_to());
    const auto from = model::DateFromText(requirement_.valid_from());
    const auto to = model::DateFromText(requirement_.valid_to());
    if (from && to && *from > *to) {
      checks_.Refuse(
          Path(root_, "valid_to"),
          fmt::format("{} is before valid_from, {}", requirement_.valid_to(),
                      requirement_.valid_from()));
    }
  }

  void CheckCriteria() {
    if (!checks_.AtMost(Path(root_, "criteria"), requirement_.criteria_size(),
                        kMostCriteria)) {
      return;
    }
    std::set<std::string> keys;
    bool has_category = false;
    for (int i = 0; i < requirement_.criteria_size(); ++i) {
      const v1::Criterion& criterion = requirement_.criteria(i);
      const Path path(root_, "criteria", i);
      CheckKey(Path(path, "key"), criterion, keys);
      if (criterion.has_weight()) {
        checks_.InRange(Path(path, "weight"), int64_t{criterion.weight()}, 0,
                        kLargestWeight);
      }
      if (criterion.has_category() && std::exchange(has_category, true)) {
        checks_.Refuse(Path(path, "category"), "the category is there twice");
      }
      CheckTest(path, criterion);
    }
  }

  void CheckKey(const Path& path, const v1::Criterion& criterion,
                std::set<std::string>& keys) {
    const std::string key = CriterionKey(criterion);
    if (key.empty()) return;  // it has no test either
    if (!criterion.key().empty() && !IsKey(key)) {
      if (!checks_.NameFits(path, key)) return;
      checks_.Refuse(path, fmt::format("'{}' is not 1 to 63 characters of a-z, "
                                       "0-9, '.', '_' and '-'",
                                       key));
      return;
    }
    if (IsAutomatic(key) && key != KindOf(criterion)) {
      checks_.Refuse(path, fmt::format("'{}' is reserved for the criterion of "
                                       "that kind",
                                       key));
    }
    if (!keys.insert(key).second) {
      checks_.Refuse(path, fmt::format("'{}' is the key of an earlier "
                                       "criterion; give this one its own",
                                       key));
    }
  }

  // Keys of the criteria that take part without being named.
  static bool IsAutomatic(std::string_view key) {
    return key == model::KindName(model::CriterionKind::kCategory) ||
           key == model::KindName(model::CriterionKind::kFreshness);
  }

  void CheckTest(const Path& path, const v1::Criterion& criterion) {
    switch (criterion.test_case()) {
      case v1::Criterion::kCategory:
        break;
      case v1::Criterion::kProcesses:
        CheckNames(Path(path, "processes"), "processes",
                   criterion.processes().processes(),
                   criterion.processes().match(), checks_.Process());
        break;
      case v1::Criterion::kMaterials:
        CheckNames(Path(path, "materials"), "materials",
                   criterion.materials().materials(),
                   criterion.materials().match(), checks_.Material());
        checks_.EnumIsKnown(Path(path, "materials.acceptance"),
                            criterion.materials().acceptance(),
                            v1::MATERIAL_ACCEPTANCE_FAMILY);
        break;
      case v1::Criterion::kAttribute:
        CheckAttribute(Path(path, "attribute.required"),
                       criterion.attribute().required());
        break;
      case v1::Criterion::kMonthlyVolume:
        checks_.QuantityIsRight(Path(path, "monthly_volume.quantity"),
                                criterion.monthly_volume().quantity(), true);
        break;
      case v1::Criterion::kOrderQuantity:
        checks_.QuantityIsRight(Path(path, "order_quantity.quantity"),
                                criterion.order_quantity().quantity(), true);
        break;
      case v1::Criterion::kSampleLeadTime:
        checks_.InRange(Path(path, "sample_lead_time.max_days"),
                        int64_t{criterion.sample_lead_time().max_days()}, 1,
                        1000);
        break;
      case v1::Criterion::kSeriesLeadTime:
        checks_.InRange(Path(path, "series_lead_time.max_days"),
                        int64_t{criterion.series_lead_time().max_days()}, 1,
                        1000);
        break;
      case v1::Criterion::kPaymentTerm:
        CheckPaymentTerm(Path(path, "payment_term.term_days"),
                         criterion.payment_term());
        break;
      case v1::Criterion::kCertificate:
        CheckCertificate(Path(path, "certificate"), criterion.certificate());
        break;
      case v1::Criterion::kPlace:
        CheckPlace(Path(path, "place"), criterion.place());
        break;
      case v1::Criterion::kOwnership:
        CheckOwnership(Path(path, "ownership"), criterion.ownership());
        break;
      case v1::Criterion::kIndustriesServed:
        CheckNames(Path(path, "industries_served"), "values",
                   criterion.industries_served().values(),
                   criterion.industries_served().match(), checks_.Industry());
        break;
      case v1::Criterion::kCustomersServed:
        CheckNames(Path(path, "customers_served"), "values",
                   criterion.customers_served().values(),
                   criterion.customers_served().match(),
                   FieldChecks::Customer());
        break;
      case v1::Criterion::kExportShare:
        CheckExportShare(Path(path, "export_share.min_percent"),
                         criterion.export_share());
        break;
      case v1::Criterion::kEmployees:
        CheckEmployees(Path(path, "employees"), criterion.employees());
        break;
      case v1::Criterion::kAssessment:
        CheckAssessment(Path(path, "assessment"), criterion.assessment());
        break;
      case v1::Criterion::kLanguages:
        CheckNames(Path(path, "languages"), "values",
                   criterion.languages().values(),
                   criterion.languages().match(), FieldChecks::Language());
        break;
      case v1::Criterion::kFreshness:
        checks_.InRange(Path(path, "freshness.max_age_days"),
                        int64_t{criterion.freshness().max_age_days()}, 1,
                        10'000);
        break;
      case v1::Criterion::TEST_NOT_SET:
        checks_.Refuse(path, "says nothing to compare");
        break;
    }
  }

  void CheckNames(const Path& path, std::string_view field,
                  const FieldChecks::Strings& values, int match,
                  const EntryRule& rule) {
    if (values.empty()) {
      checks_.Refuse(Path(path, field), "at least one is required");
    }
    checks_.CheckEntries(path, field, values, kMostNames, rule);
    checks_.EnumIsKnown(Path(path, "match"), match, v1::LIST_MATCH_ANY_OF);
  }

  void CheckAttribute(const Path& path, const v1::AttributeValue& required) {
    if (!category_.stated()) return;
    const model::AttributeId id =
        reference_.FindAttribute(category_, required.attribute());
    if (!id.stated()) {
      checks_.Refuse(
          Path(path, "attribute"),
          fmt::format("'{}' has no attribute '{}'", requirement_.category(),
                      required.attribute()));
      return;
    }
    checks_.ValueIsRight(path, id, required);
    if (required.has_codes()) {
      CheckRequiredCodes(Path(path, "codes"), required.codes());
    }
  }

  // Only what is asked for is compared; what a supplier says by leaving a code
  // out is said by its own list.
  void CheckRequiredCodes(const Path& path, const v1::StatedList& codes) {
    constexpr char kNothing[] =
        "means nothing in a requirement; leave it empty";
    if (codes.values().empty()) {
      checks_.Refuse(Path(path, "values"), "at least one is required");
    }
    if (!codes.not_held().empty()) {
      checks_.Refuse(Path(path, "not_held"), kNothing);
    }
    if (!codes.complete_as_of().empty()) {
      checks_.Refuse(Path(path, "complete_as_of"), kNothing);
    }
  }

  void CheckPaymentTerm(const Path& path, const v1::PaymentTermTest& test) {
    if (!test.has_term_days()) {
      checks_.Refuse(path, kRequired);
    } else {
      checks_.InRange(path, int64_t{test.term_days()}, 0, 365);
    }
  }

  void CheckExportShare(const Path& path, const v1::ExportShareTest& test) {
    if (!test.has_min_percent()) {
      checks_.Refuse(path, kRequired);
    } else {
      checks_.InRange(path, test.min_percent(), 0.0, 100.0);
    }
  }

  void CheckCertificate(const Path& path, const v1::CertificateTest& test) {
    const model::SchemeId scheme = reference_.FindScheme(test.scheme());
    if (!scheme.stated()) {
      checks_.Refuse(
          Path(path, "scheme"),
          fmt::format("'{}' is not a certificate scheme", test.scheme()));
    } else if (checks_.NameFits(Path(path, "level"), test.level()) &&
               !test.level().empty() &&
               !reference_.FindLevel(scheme, test.level())) {
      checks_.Refuse(
          Path(path, "level"),
          fmt::format("'{}' has no level '{}'", test.scheme(), test.level()));
    }
    checks_.EnumIsKnown(Path(path, "minimum_evidence"), test.minimum_evidence(),
                        v1::EVIDENCE_LEVEL_VERIFIED);
    checks_.DateIsRight(Path(path, "valid_until"), test.valid_until());
  }

  void CheckPlace(const Path& path, const v1::PlaceTest& place) {
    if (place.has_provinces()) {
      const auto& provinces = place.provinces().provinces();
      const Path list(path, "provinces");
      if (provinces.empty()) {
        checks_.Refuse(Path(list, "provinces"), "at least one is required");
      }
      checks_.CheckEntries(list, "provinces", provinces, 34,
                           checks_.Province());
    } else if (place.has_distance()) {
      CheckDistance(Path(path, "distance"), place.distance());
    } else {
      checks_.Refuse(path, "provinces or distance is required");
    }
  }

  void CheckDistance(const Path& path, const v1::DistanceTest& distance) {
    constexpr double kMetre = 0.001;
    checks_.InRange(Path(path, "max_km"), distance.max_km(), kMetre, 20'000.0);
    if (distance.has_coordinates()) {
      checks_.PlaceIsRight(Path(path, "coordinates"), distance.coordinates());
    } else if (distance.origin_case() == v1::DistanceTest::kProvince) {
      if (distance.province().empty()) {
        checks_.Refuse(Path(path, "province"), "is empty");
      }
      checks_.ProvinceIsRight(Path(path, "province"), distance.province());
    } else if (requirement_.plant_id().empty()) {
      checks_.Refuse(path,
                     "coordinates, a province or the requirement's plant_id is "
                     "required");
    }
  }

  void CheckOwnership(const Path& path, const v1::OwnershipTest& test) {
    if (test.allowed().empty()) {
      checks_.Refuse(Path(path, "allowed"), "at least one is required");
    }
    std::set<int> seen;
    for (int i = 0; i < test.allowed_size(); ++i) {
      const int value = test.allowed(i);
      const Path element(path, "allowed", i);
      if (value < v1::OWNERSHIP_DOMESTIC_PRIVATE ||
          value > v1::OWNERSHIP_COOPERATIVE) {
        checks_.Refuse(element, fmt::format("{} says no owner", value));
      } else if (!seen.insert(value).second) {
        checks_.Refuse(element,
                       v1::Ownership_Name(test.allowed(i)) + " is there twice");
      }
    }
  }

  void CheckEmployees(const Path& path, const v1::EmployeesTest& test) {
    constexpr int64_t kMost = 1'000'000;
    if (!test.has_min_count() && !test.has_max_count()) {
      checks_.Refuse(path, "min_count or max_count is required");
    }
    checks_.InRange(Path(path, "min_count"), int64_t{test.min_count()}, 0,
                    kMost);
    checks_.InRange(Path(path, "max_count"), int64_t{test.max_count()}, 0,
                    kMost);
    if (test.has_min_count() && test.has_max_count() &&
        test.min_count() > test.max_count()) {
      checks_.Refuse(Path(path, "min_count"),
                     fmt::format("{} is above max_count, {}", test.min_count(),
                                 test.max_count()));
    }
  }

  void CheckAssessment(const Path& path, const v1::AssessmentTest& test) {
    const auto scheme = reference_.FindAssessmentScheme(test.scheme());
    if (!scheme.stated()) {
      checks_.Refuse(
          Path(path, "scheme"),
          fmt::format("'{}' is not an assessment scheme", test.scheme()));
    } else if (checks_.NameFits(Path(path, "level"), test.level()) &&
               !test.level().empty() &&
               !reference_.FindLevel(scheme, test.level())) {
      checks_.Refuse(
          Path(path, "level"),
          fmt::format("'{}' has no level '{}'", test.scheme(), test.level()));
    }
    if (test.level().empty() && !test.has_min_score()) {
      checks_.Refuse(path, "level or min_score is required");
    }
    checks_.InRange(Path(path, "min_score"), test.min_score(), 0.0, 100'000.0);
  }

  FieldChecks& checks_;
  const model::Reference& reference_;
  const v1::Requirement& requirement_;
  model::CategoryId category_;
  const Path root_;
};

}  // namespace

void Validate(const model::Reference& reference,
              const v1::Requirement& requirement, Violations& violations) {
  FieldChecks checks(reference, violations);
  RequirementChecks(checks, requirement).Run();
}

void CheckPlant(const v1::Requirement& requirement, const v1::Buyer& buyer,
                Violations& violations) {
  if (requirement.plant_id().empty()) return;
  const v1::Plant* plant = nullptr;
  for (const v1::Plant& candidate : buyer.plants()) {
    if (candidate.id() == requirement.plant_id()) plant = &candidate;
  }
  if (plant == nullptr) {
    violations.Add("plant_id",
                   fmt::format("'{}' is not a plant of {}",
                               requirement.plant_id(), buyer.name()));
    return;
  }
  if (plant->has_coordinates() || !plant->province().empty()) return;
  for (int i = 0; i < requirement.criteria_size(); ++i) {
    const v1::PlaceTest& place = requirement.criteria(i).place();
    if (place.has_distance() &&
        place.distance().origin_case() == v1::DistanceTest::ORIGIN_NOT_SET) {
      violations.Add(fmt::format("criteria[{}].place.distance", i),
                     fmt::format("the plant '{}' has no place to measure from",
                                 requirement.plant_id()));
    }
  }
}

}  // namespace ketnoi::server
