// A requirement as the matcher sees it: checked, canonical, by reference ids.
//
// Plain value types, built by the server from stored or inline requirements.

#ifndef KETNOI_MATCHER_MODEL_REQUIREMENT_H_
#define KETNOI_MATCHER_MODEL_REQUIREMENT_H_

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "matcher/model/attribute_value.h"
#include "matcher/model/date.h"
#include "matcher/model/geo.h"
#include "matcher/model/ids.h"
#include "matcher/model/supplier.h"

namespace ketnoi::model {

// At most this many criteria take part in one ranking, the category and those
// that the criteria set always applies included; a verdict is a bit of a mask.
inline constexpr int kMaxCriteria = 64;

enum class ListMatch : uint8_t { kAllOf, kAnyOf };

enum class MaterialAcceptance : uint8_t { kSame, kEquivalent, kFamily };

// Tests are ordered in some way, so that equal ones can be found.
struct CategoryTest {
  friend auto operator<=>(const CategoryTest&, const CategoryTest&) = default;
};

struct ProcessTest {
  std::vector<ProcessId> processes;
  ListMatch match = ListMatch::kAllOf;
  friend auto operator<=>(const ProcessTest&, const ProcessTest&) = default;
};

struct MaterialTest {
  std::vector<MaterialId> materials;
  ListMatch match = ListMatch::kAllOf;
  MaterialAcceptance acceptance = MaterialAcceptance::kEquivalent;
  friend auto operator<=>(const MaterialTest&, const MaterialTest&) = default;
};

// Ordered by what is compared, not by how it was stated.
struct AttributeTest {
  AttributeValue required;
  friend std::strong_ordering operator<=>(const AttributeTest& a,
                                          const AttributeTest& b) {
    const auto by_attribute = a.required.attribute <=> b.required.attribute;
    if (by_attribute != 0) return by_attribute;
    return a.required.value <=> b.required.value;
  }
  friend bool operator==(const AttributeTest& a, const AttributeTest& b) {
    return (a <=> b) == 0;
  }
};

struct MonthlyVolumeTest {
  Quantity quantity;
  friend auto operator<=>(const MonthlyVolumeTest&,
                          const MonthlyVolumeTest&) = default;
};

struct OrderQuantityTest {
  Quantity quantity;
  friend auto operator<=>(const OrderQuantityTest&,
                          const OrderQuantityTest&) = default;
};

struct SampleLeadTimeTest {
  int32_t max_days = 0;
  friend auto operator<=>(const SampleLeadTimeTest&,
                          const SampleLeadTimeTest&) = default;
};

struct SeriesLeadTimeTest {
  int32_t max_days = 0;
  friend auto operator<=>(const SeriesLeadTimeTest&,
                          const SeriesLeadTimeTest&) = default;
};

struct PaymentTermTest {
  int32_t term_days = 0;
  friend auto operator<=>(const PaymentTermTest&,
                          const PaymentTermTest&) = default;
};

struct CertificateTest {
  SchemeId scheme;
  int level = -1;  // -1: any
  EvidenceLevel minimum_evidence = EvidenceLevel::kClaimed;
  std::optional<Date> valid_until;
  friend auto operator<=>(const CertificateTest&,
                          const CertificateTest&) = default;
};

struct ProvincesTest {
  std::vector<ProvinceId> provinces;  // sorted
  friend auto operator<=>(const ProvincesTest&, const ProvincesTest&) = default;
};

struct DistanceTest {
  GeoCircle origin;
  int32_t max_m = 0;
  friend auto operator<=>(const DistanceTest&, const DistanceTest&) = default;
};

struct OwnershipTest {
  std::vector<Ownership> allowed;
  friend auto operator<=>(const OwnershipTest&, const OwnershipTest&) = default;
};

struct IndustriesServedTest {
  std::vector<IndustryId> industries;
  ListMatch match = ListMatch::kAllOf;
  friend auto operator<=>(const IndustriesServedTest&,
                          const IndustriesServedTest&) = default;
};

struct CustomersServedTest {
  std::vector<std::string> customers;  // folded
  ListMatch match = ListMatch::kAllOf;
  friend auto operator<=>(const CustomersServedTest&,
                          const CustomersServedTest&) = default;
};

struct ExportShareTest {
  int32_t min_bp = 0;
  friend auto operator<=>(const ExportShareTest&,
                          const ExportShareTest&) = default;
};

struct EmployeesTest {
  std::optional<int32_t> min_count;
  std::optional<int32_t> max_count;
  friend auto operator<=>(const EmployeesTest&, const EmployeesTest&) = default;
};

struct AssessmentTest {
  AssessmentSchemeId scheme;
  int level = -1;                       // -1: any
  std::optional<int64_t> min_score_e2;  // hundredths
  friend auto operator<=>(const AssessmentTest&,
                          const AssessmentTest&) = default;
};

struct LanguagesTest {
  std::vector<std::string> languages;
  ListMatch match = ListMatch::kAllOf;
  friend auto operator<=>(const LanguagesTest&, const LanguagesTest&) = default;
};

struct FreshnessTest {
  // Absent: only scored, by the criteria set's function.
  std::optional<int32_t> max_age_days;
  friend auto operator<=>(const FreshnessTest&, const FreshnessTest&) = default;
};

using Test =
    std::variant<CategoryTest, ProcessTest, MaterialTest, AttributeTest,
                 MonthlyVolumeTest, OrderQuantityTest, SampleLeadTimeTest,
                 SeriesLeadTimeTest, PaymentTermTest, CertificateTest,
                 ProvincesTest, DistanceTest, OwnershipTest,
                 IndustriesServedTest, CustomersServedTest, ExportShareTest,
                 EmployeesTest, AssessmentTest, LanguagesTest, FreshnessTest>;

// The kinds of criteria, by which the criteria set gives default weights. The
// names are those of the members of Criterion.test in the public contract.
enum class CriterionKind : uint8_t {
  kCategory,
  kProcesses,
  kMaterials,
  kAttribute,
  kMonthlyVolume,
  kOrderQuantity,
  kSampleLeadTime,
  kSeriesLeadTime,
  kPaymentTerm,
  kCertificate,
  kPlace,
  kOwnership,
  kIndustriesServed,
  kCustomersServed,
  kExportShare,
  kEmployees,
  kAssessment,
  kLanguages,
  kFreshness,
};
inline constexpr int kCriterionKinds = 19;

CriterionKind KindOf(const Test& test);
// "category", "processes", ..., "freshness".
const char* KindName(CriterionKind kind);

struct Criterion {
  std::string key;
  bool gate = false;
  std::optional<int32_t> weight;  // absent: the criteria set's, by kind
  Test test;
  std::string required_text;  // for people, in no language
};

struct Requirement {
  CategoryId category;
  std::vector<Criterion> criteria;  // keys distinct
};

}  // namespace ketnoi::model

#endif  // KETNOI_MATCHER_MODEL_REQUIREMENT_H_
