#include "matcher/model/requirement.h"

#include <set>
#include <string>

#include "gtest/gtest.h"

namespace ketnoi::model {
namespace {

TEST(CriterionKindTest, EveryKindHasItsOwnName) {
  std::set<std::string> names;
  for (int i = 0; i < kCriterionKinds; ++i) {
    names.insert(KindName(static_cast<CriterionKind>(i)));
  }
  EXPECT_EQ(names.size(), static_cast<size_t>(kCriterionKinds));
  EXPECT_STREQ(KindName(CriterionKind::kCategory), "category");
  EXPECT_STREQ(KindName(CriterionKind::kFreshness), "freshness");
}

TEST(CriterionKindTest, ProvincesAndDistanceAreBothAPlace) {
  EXPECT_EQ(KindOf(ProvincesTest{}), CriterionKind::kPlace);
  EXPECT_EQ(KindOf(DistanceTest{}), CriterionKind::kPlace);
}

TEST(CriterionKindTest, EachTestHasItsKind) {
  const struct {
    model::Test test;
    const char* name;
  } kCases[] = {
      {CategoryTest{}, "category"},
      {ProcessTest{}, "processes"},
      {MaterialTest{}, "materials"},
      {AttributeTest{}, "attribute"},
      {MonthlyVolumeTest{}, "monthly_volume"},
      {OrderQuantityTest{}, "order_quantity"},
      {SampleLeadTimeTest{}, "sample_lead_time"},
      {SeriesLeadTimeTest{}, "series_lead_time"},
      {PaymentTermTest{}, "payment_term"},
      {CertificateTest{}, "certificate"},
      {OwnershipTest{}, "ownership"},
      {IndustriesServedTest{}, "industries_served"},
      {CustomersServedTest{}, "customers_served"},
      {ExportShareTest{}, "export_share"},
      {EmployeesTest{}, "employees"},
      {AssessmentTest{}, "assessment"},
      {LanguagesTest{}, "languages"},
      {FreshnessTest{}, "freshness"},
  };
  for (const auto& c : kCases) EXPECT_STREQ(KindName(KindOf(c.test)), c.name);
}

}  // namespace
}  // namespace ketnoi::model
