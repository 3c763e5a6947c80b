// What the reason of a judgement is about, and what is offered of that.

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "matcher/index/snapshot.h"
#include "matcher/match/matcher.h"
#include "matcher/match/offered.h"
#include "tests/testing/random_world.h"

namespace ketnoi::match {
namespace {

using model::ListMatch;
using model::MaterialAcceptance;

// Grades of the materials steel and iron; others of the reference by number.
constexpr model::MaterialId kSteel{0}, kSpcc{1}, kDc01{2}, kSpcd{3}, kIron{4},
    kFcd450{5};
constexpr model::SchemeId kAsked{0}, kBetter{1}, kOther{2};
constexpr model::AttributeId kStandard{0};

class AboutTest : public ::testing::Test {
 protected:
  AboutTest() {
    testing::Dice dice(1);
    set_ = testing::RandomCriteriaSet(dice);
    set_.weights.fill({1, false});
    set_.material_match =
        model::ValueFunction({{0, 0}, {1, 6000}, {2, 9000}, {3, 10000}});
    set_.codes_held = model::ValueFunction({{9999, 5000}, {10000, 10000}});
    set_.certificate_evidence =
        model::ValueFunction({{0, 7000}, {1, 9000}, {2, 10000}});
    FillReference();
    supplier_.id = "one";
    supplier_.sites.resize(1);
    supplier_.capabilities.resize(1);
    supplier_.capabilities[0].category = {0};
  }

  model::Capability& row() { return supplier_.capabilities[0]; }

  // The judgement of `test`, kept for Offered.
  const Judgement& Judged(model::Test test) {
    test_ = test;
    model::Requirement requirement;
    requirement.category = {0};
    model::Criterion criterion;
    criterion.key = "asked";
    criterion.test = std::move(test);
    requirement.criteria.push_back(std::move(criterion));
    const auto program = Compile(requirement, set_, reference_, {{20000}, {}});
    const auto supplier = std::make_shared<const model::Supplier>(supplier_);
    snapshot_ = index::Snapshot::Build(reference_, {supplier}, 1);
    match_ = Explain(program.value(), *snapshot_->Find("one"));
    judgement_ = match_.criteria[1].judgement;
    return judgement_;
  }

  std::string Offered() const {
    return OfferedText(reference_, test_, *match_.segment, match_.row,
                       judgement_);
  }

  void Hold(model::SchemeId scheme, int32_t valid_to) {
    model::Certificate certificate;
    certificate.scheme = scheme;
    certificate.valid_to = model::Date{valid_to};
    supplier_.certificates.push_back(certificate);
  }

  model::Reference reference_;
  model::CriteriaSet set_;
  model::Supplier supplier_;
  model::Test test_;
  std::shared_ptr<const index::Snapshot> snapshot_;
  Match match_;
  Judgement judgement_;

 private:
  void FillReference() {
    reference_.categories = *model::CategoryTree::Build({{"all", ""}});
    reference_.processes = {{"turning"}, {"milling"}, {"grinding"}};
    reference_.materials = {
        {"steel", {}, {}, {}},    {"spcc", kSteel, {}, {kDc01}},
        {"dc01", kSteel, {}, {}}, {"spcd", kSteel, {}, {}},
        {"iron", {}, {}, {}},     {"fcd450", kIron, {}, {}}};
    reference_.industries = {{"cars", {}}, {"ships", {}}, {"toys", {}}};
    model::AttributeDefinition standard;
    standard.id = "standard";
    standard.kind = model::AttributeKind::kCodes;
    standard.rule = model::MatchRule::kSameOrEquivalent;
    standard.codes = {
        {"DIN 1", {}, {}}, {"ISO 1", {}, {"DIN 1"}}, {"ISO 2", {}, {}}};
    reference_.attributes = {standard};
    for (const char* id : {"asked", "better", "other"}) {
      reference_.schemes.emplace_back().id = id;
    }
    model::CertificateRelation relation;
    relation.kind = model::CertificateRelation::Kind::kSatisfies;
    relation.to_scheme = kAsked;
    reference_.schemes[kBetter.index()].relations = {relation};
    ASSERT_TRUE(reference_.Finish().ok());
  }
};

TEST_F(AboutTest, ProcessesThatAreAsked) {
  model::ProcessTest test{{{0}, {1}, {2}}, ListMatch::kAllOf};
  EXPECT_EQ(Judged(test).about, 0b111u);  // nothing is stated
  row().processes.held = {{1}};
  EXPECT_EQ(Judged(test).about, 0b101u);
  row().processes.not_held = {{2}};
  EXPECT_EQ(Judged(test).reason, Reason::kExplicitlyNotHeld);
  EXPECT_EQ(judgement_.about, 0b100u);
  row().processes.complete = true;  // the first item's reason counts
  EXPECT_EQ(Judged(test).reason, Reason::kNotOnCompleteList);
  EXPECT_EQ(judgement_.about, 0b001u);
  test.match = ListMatch::kAnyOf;
  EXPECT_EQ(Judged(test).reason, Reason::kListed);
  EXPECT_EQ(judgement_.about, 0b010u);
}

TEST_F(AboutTest, MaterialsInWhosePlaceOthersAreHeld) {
  row().materials.held = {kDc01, kFcd450};
  model::MaterialTest test{{kFcd450, kSpcc}};
  EXPECT_EQ(Judged(test).reason, Reason::kEquivalentListed);
  EXPECT_EQ(judgement_.about, 0b10u);
  EXPECT_EQ(Offered(), "dc01");
  test.match = ListMatch::kAnyOf;
  EXPECT_EQ(Judged(test).reason, Reason::kListed);
  EXPECT_EQ(judgement_.about, 0b01u);
  test = {{kFcd450, kSpcc}, ListMatch::kAllOf, MaterialAcceptance::kSame};
  EXPECT_EQ(Judged(test).reason, Reason::kEquivalentNeedsAccepting);
  EXPECT_EQ(judgement_.about, 0b10u);
  EXPECT_EQ(Offered(), "dc01");
}

TEST_F(AboutTest, MaterialsOfWhoseClassOthersAreHeld) {
  row().materials.held = {kDc01, kFcd450};
  model::MaterialTest test{
      {kSpcd, kFcd450}, ListMatch::kAllOf, MaterialAcceptance::kFamily};
  EXPECT_EQ(Judged(test).reason, Reason::kClassListed);
  EXPECT_EQ(judgement_.about, 0b01u);
  EXPECT_EQ(Offered(), "dc01");
  row().materials.held = {kSteel, kFcd450};
  EXPECT_EQ(Judged(test).reason, Reason::kClassListed);
  EXPECT_EQ(Offered(), "steel");
  test.acceptance = MaterialAcceptance::kEquivalent;
  EXPECT_EQ(Judged(test).reason, Reason::kOnlyClassStated);
  EXPECT_EQ(judgement_.about, 0b01u);
  EXPECT_EQ(Offered(), "steel");
}

TEST_F(AboutTest, CodesInWhosePlaceOthersAreHeld) {
  model::AttributeValue value;
  value.attribute = kStandard;
  value.as_stated = "ISO 2, ISO 1";
  value.value = model::Codes{{"ISO 1", "ISO 2"}, {}, false};
  const model::AttributeTest test{value};
  EXPECT_EQ(Judged(test).about, 0u);  // the whole attribute is not stated
  value.as_stated = "ISO 2, DIN 1";
  value.value = model::Codes{{"DIN 1", "ISO 2"}, {}, false};
  row().attributes = {value};
  EXPECT_EQ(Judged(test).reason, Reason::kEquivalentListed);
  EXPECT_EQ(judgement_.about, 0b01u);
  EXPECT_EQ(Offered(), "DIN 1");
  value.value = model::Codes{{"ISO 1"}, {}, false};
  row().attributes = {value};
  EXPECT_EQ(Judged(test).reason, Reason::kNotListed);
  EXPECT_EQ(judgement_.about, 0b10u);
}

TEST_F(AboutTest, WhatTheSupplierServesAndSpeaks) {
  supplier_.industries.held = {{1}};
  EXPECT_EQ(Judged(model::IndustriesServedTest{{{0}, {1}, {2}}}).about, 0b101u);
  EXPECT_EQ(
      Judged(model::IndustriesServedTest{{{0}, {1}}, ListMatch::kAnyOf}).about,
      0b10u);
  supplier_.customers.held = {"honda"};
  EXPECT_EQ(Judged(model::CustomersServedTest{{"honda", "canon"}}).about,
            0b10u);
  supplier_.languages.held = {"en", "vi"};
  EXPECT_EQ(Judged(model::LanguagesTest{{"vi", "ja"}}).about, 0b10u);
  EXPECT_EQ(Judged(model::LanguagesTest{{"ja", "ko"}, ListMatch::kAnyOf}).about,
            0b11u);
  EXPECT_EQ(Judged(model::LanguagesTest{{"ja", "vi"}, ListMatch::kAnyOf}).about,
            0b10u);
}

TEST_F(AboutTest, TheCertificateThatDecided) {
  const model::CertificateTest test{kAsked, -1, {}, {}};
  EXPECT_EQ(Judged(test).about, 0u);  // none is held
  Hold(kOther, 30000);
  EXPECT_EQ(Judged(test).about, 0u);
  Hold(kAsked, 19999);
  EXPECT_EQ(Judged(test).reason, Reason::kCertificateExpired);
  EXPECT_EQ(judgement_.about, 2u);
  EXPECT_EQ(Offered(), "asked → " + model::DateText({19999}));
  Hold(kBetter, 30000);
  EXPECT_EQ(Judged(test).reason, Reason::kCertificateImplied);
  EXPECT_EQ(judgement_.about, 3u);
  EXPECT_EQ(Offered(), "better → " + model::DateText({30000}));
  Hold(kAsked, 20001);
  EXPECT_EQ(Judged(test).reason, Reason::kCertificateValid);
  EXPECT_EQ(judgement_.about, 4u);
}

TEST_F(AboutTest, TheCertificateOfWhichAQuestionIsOpen) {
  model::CertificateTest test{kAsked, -1, {}, {}};
  test.minimum_evidence = model::EvidenceLevel::kVerified;
  Hold(kAsked, 19999);  // expired
  Hold(kBetter, 30000);
  Hold(kAsked, 30001);
  EXPECT_EQ(Judged(test).reason, Reason::kCertificateEvidenceTooLow);
  EXPECT_EQ(judgement_.about, 2u);
  EXPECT_EQ(Offered(), "better → " + model::DateText({30000}));
  supplier_.certificates[2].scope_unclear = true;
  supplier_.certificates[1].scheme = kOther;
  EXPECT_EQ(Judged(test).reason, Reason::kCertificateScopeUnclear);
  EXPECT_EQ(judgement_.about, 3u);
  EXPECT_EQ(Offered(), "asked → " + model::DateText({30001}));
}

// Positions are those of the row's site, not of the record.
TEST_F(AboutTest, TheCertificateOfTheSite) {
  supplier_.sites.resize(2);
  row().sites = {0};
  Hold(kAsked, 30000);
  supplier_.certificates[0].sites = {1};
  Hold(kAsked, 30001);
  supplier_.certificates[1].sites = {0};
  EXPECT_EQ(Judged(model::CertificateTest{kAsked, -1, {}, {}}).about, 1u);
  EXPECT_EQ(Offered(), "asked → " + model::DateText({30001}));
}

TEST_F(AboutTest, NoPartOfANumber) {
  supplier_.employee_count = 10;
  EXPECT_EQ(Judged(model::EmployeesTest{5, {}}).about, 0u);
}

}  // namespace
}  // namespace ketnoi::match
