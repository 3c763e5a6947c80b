// A requirement as the matcher sees it: checked, canonical, by reference ids.
//
// Plain value types, built by the server from stored or inline requirements.

#ifndef KETNOI_MATCHER_MODEL_REQUIREMENT_H_
#define KETNOI_MATCHER_MODEL_REQUIREMENT_H_

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

struct CategoryTest {};

struct ProcessTest {
  std::vector<ProcessId> processes;
  ListMatch match = ListMatch::kAllOf;
};

struct MaterialTest {
  std::vector<MaterialId> materials;
  ListMatch match = ListMatch::kAllOf;
  MaterialAcceptance acceptance = MaterialAcceptance::kEquivalent;
};

struct AttributeTest {
  AttributeValue required;
};

struct MonthlyVolumeTest {
  Quantity quantity;
};

struct OrderQuantityTest {
  Quantity quantity;
};

struct SampleLeadTimeTest {
  int32_t max_days = 0;
};

struct SeriesLeadTimeTest {
  int32_t max_days = 0;
};

struct PaymentTermTest {
  int32_t term_days = 0;
};

struct CertificateTest {
  SchemeId scheme;
  int level = -1;  // -1: any
  EvidenceLevel minimum_evidence = EvidenceLevel::kClaimed;
  std::optional<Date> valid_until;
};

struct ProvincesTest {
  std::vector<ProvinceId> provinces;  // sorted
};

struct DistanceTest {
  GeoCircle origin;
  int32_t max_m = 0;
};

struct OwnershipTest {
  std::vector<Ownership> allowed;
};

struct IndustriesServedTest {
  std::vector<IndustryId> industries;
  ListMatch match = ListMatch::kAllOf;
};

struct CustomersServedTest {
  std::vector<std::string> customers;  // folded
  ListMatch match = ListMatch::kAllOf;
};

struct ExportShareTest {
  int32_t min_bp = 0;
};

struct EmployeesTest {
  std::optional<int32_t> min_count;
  std::optional<int32_t> max_count;
};

struct AssessmentTest {
  AssessmentSchemeId scheme;
  int level = -1;                       // -1: any
  std::optional<int64_t> min_score_e2;  // hundredths
};

struct LanguagesTest {
  std::vector<std::string> languages;
  ListMatch match = ListMatch::kAllOf;
};

struct FreshnessTest {
  // Absent: only scored, by the criteria set's function.
  std::optional<int32_t> max_age_days;
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
