#include "matcher/model/requirement.h"

#include <array>
#include <cstddef>

namespace ketnoi::model {
namespace {

struct KindOfTest {
  using K = CriterionKind;
  K operator()(const CategoryTest&) const { return K::kCategory; }
  K operator()(const ProcessTest&) const { return K::kProcesses; }
  K operator()(const MaterialTest&) const { return K::kMaterials; }
  K operator()(const AttributeTest&) const { return K::kAttribute; }
  K operator()(const MonthlyVolumeTest&) const { return K::kMonthlyVolume; }
  K operator()(const OrderQuantityTest&) const { return K::kOrderQuantity; }
  K operator()(const SampleLeadTimeTest&) const { return K::kSampleLeadTime; }
  K operator()(const SeriesLeadTimeTest&) const { return K::kSeriesLeadTime; }
  K operator()(const PaymentTermTest&) const { return K::kPaymentTerm; }
  K operator()(const CertificateTest&) const { return K::kCertificate; }
  K operator()(const ProvincesTest&) const { return K::kPlace; }
  K operator()(const DistanceTest&) const { return K::kPlace; }
  K operator()(const OwnershipTest&) const { return K::kOwnership; }
  K operator()(const IndustriesServedTest&) const {
    return K::kIndustriesServed;
  }
  K operator()(const CustomersServedTest&) const { return K::kCustomersServed; }
  K operator()(const ExportShareTest&) const { return K::kExportShare; }
  K operator()(const EmployeesTest&) const { return K::kEmployees; }
  K operator()(const AssessmentTest&) const { return K::kAssessment; }
  K operator()(const LanguagesTest&) const { return K::kLanguages; }
  K operator()(const FreshnessTest&) const { return K::kFreshness; }
};

constexpr std::array<const char*, kCriterionKinds> kNames = {
    "category",
    "processes",
    "materials",
    "attribute",
    "monthly_volume",
    "order_quantity",
    "sample_lead_time",
    "series_lead_time",
    "payment_term",
    "certificate",
    "place",
    "ownership",
    "industries_served",
    "customers_served",
    "export_share",
    "employees",
    "assessment",
    "languages",
    "freshness",
};

}  // namespace

CriterionKind KindOf(const Test& test) {
  return std::visit(KindOfTest{}, test);
}

const char* KindName(CriterionKind kind) {
  return kNames[static_cast<size_t>(kind)];
}

}  // namespace ketnoi::model
