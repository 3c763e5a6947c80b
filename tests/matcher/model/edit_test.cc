#include "matcher/model/edit.h"

#include <vector>

#include "gtest/gtest.h"

namespace ketnoi::model {
namespace {

Supplier TwoByTwo() {
  Supplier supplier;
  supplier.sites.resize(2);
  supplier.capabilities.resize(2);
  return supplier;
}

Supplier With(const Supplier& supplier, const Edit& edit) {
  return Apply(supplier, std::vector<Edit>{edit});
}

HoldCertificate Held(int32_t site, SchemeId scheme) {
  HoldCertificate edit;
  edit.site = site;
  edit.scheme = scheme;
  return edit;
}

TEST(EditTest, ChangesOneCapabilityOrAll) {
  const Supplier supplier = TwoByTwo();
  const Supplier one = With(supplier, AddProcess{1, {3}});
  EXPECT_TRUE(one.capabilities[0].processes.held.empty());
  EXPECT_EQ(one.capabilities[1].processes.held, std::vector<ProcessId>{{3}});
  const Supplier all = With(supplier, AddProcess{kEvery, {3}});
  EXPECT_EQ(all.capabilities[0].processes.held.size(), 1u);
  EXPECT_EQ(all.capabilities[1].processes.held.size(), 1u);
  EXPECT_TRUE(supplier.capabilities[1].processes.held.empty());
}

TEST(EditTest, WhatIsNotThereIsNotChanged) {
  const Supplier supplier = TwoByTwo();
  const Supplier edited =
      Apply(supplier, std::vector<Edit>{AddMaterial{2, {1}}, Held(2, {1}),
                                        SetPlace{-2, {1}, std::nullopt}});
  for (const Capability& capability : edited.capabilities) {
    EXPECT_TRUE(capability.materials.held.empty());
  }
  EXPECT_TRUE(edited.certificates.empty());
  for (const Site& site : edited.sites) EXPECT_FALSE(site.province.stated());
}

TEST(EditTest, ListsStaySortedAndSayNothingTwice) {
  Supplier supplier = TwoByTwo();
  supplier.industries = {{{1}, {5}}, {{3}}, true};
  const Supplier added = With(supplier, AddIndustry{{3}});
  EXPECT_EQ(added.industries.held, (std::vector<IndustryId>{{1}, {3}, {5}}));
  EXPECT_TRUE(added.industries.not_held.empty());
  EXPECT_TRUE(added.industries.complete);
  EXPECT_EQ(With(added, AddIndustry{{3}}).industries.held.size(), 3u);
}

TEST(EditTest, AnAttributeReplacesWhatIsStatedOfIt) {
  Supplier supplier = TwoByTwo();
  supplier.capabilities[0].attributes = {{{1}, true, "✓"}, {{4}, true, "✓"}};
  const Supplier set =
      Apply(supplier, std::vector<Edit>{SetAttribute{0, {{4}, false, "✗"}},
                                        SetAttribute{0, {{2}, true, "✓"}}});
  const auto& values = set.capabilities[0].attributes;
  ASSERT_EQ(values.size(), 3u);
  EXPECT_EQ(values[1].attribute, AttributeId{2});
  EXPECT_EQ(values[2].as_stated, "✗");
}

TEST(EditTest, ACertificateIsOfOneSiteOrOfAll) {
  Supplier supplier = TwoByTwo();
  supplier.certificates_not_held = {{1}, {2}};
  const Supplier one = With(supplier, Held(1, {2}));
  ASSERT_EQ(one.certificates.size(), 1u);
  EXPECT_EQ(one.certificates[0].sites, std::vector<int32_t>{1});
  EXPECT_FALSE(one.certificates[0].scope_unclear);
  EXPECT_EQ(one.certificates_not_held, std::vector<SchemeId>{{1}});
  const Supplier all = With(supplier, Held(kEvery, {2}));
  EXPECT_EQ(all.certificates[0].sites, (std::vector<int32_t>{0, 1}));
  EXPECT_TRUE(
      With(Supplier(), Held(kEvery, {2})).certificates[0].sites.empty());
}

TEST(EditTest, APlaceMakesTheFirstSite) {
  const Supplier placed = With(Supplier(), SetPlace{kEvery, {7}, std::nullopt});
  ASSERT_EQ(placed.sites.size(), 1u);
  EXPECT_EQ(placed.sites[0].province, ProvinceId{7});
  EXPECT_FALSE(placed.sites[0].id.empty());
}

TEST(EditTest, EditsFollowEachOther) {
  const Supplier edited = Apply(
      TwoByTwo(), std::vector<Edit>{AddCapability{{9}}, AddProcess{2, {1}},
                                    SetMonthlyCapacity{2, {5000, {}}, 2500}});
  ASSERT_EQ(edited.capabilities.size(), 3u);
  EXPECT_EQ(edited.capabilities[2].category, CategoryId{9});
  EXPECT_EQ(edited.capabilities[2].processes.held.size(), 1u);
  EXPECT_EQ(edited.capabilities[2].committed_bp, 2500);
}

}  // namespace
}  // namespace ketnoi::model
