#include <functional>
#include <string>
#include <string_view>

#include "gtest/gtest.h"
#include "matcher/model/reference.h"
#include "tests/testing/reference_fixture.h"

namespace ketnoi::model {
namespace {

// What is done to sound reference data, and what the refusal must name.
struct Damage {
  std::function<void(Reference&)> apply;
  const char* named;
};

class FinishTest : public ::testing::Test {
 protected:
  static void ExpectRefused(const Damage& damage) {
    Reference reference = ketnoi::testing::UnfinishedTestReference();
    damage.apply(reference);
    const absl::Status status = reference.Finish();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument)
        << damage.named;
    EXPECT_NE(status.ToString().find(damage.named), std::string::npos)
        << status << "\n"
        << damage.named;
  }
};

AttributeDefinition& Attribute(Reference& reference, std::string_view id) {
  for (AttributeDefinition& definition : reference.attributes) {
    if (definition.id == id) return definition;
  }
  ADD_FAILURE() << id;
  return reference.attributes.front();
}

TEST_F(FinishTest, AcceptsTheTestDataTwice) {
  Reference reference = ketnoi::testing::TestReference();
  EXPECT_TRUE(reference.Finish().ok());
}

TEST_F(FinishTest, AcceptsNothing) {
  Reference reference;
  EXPECT_TRUE(reference.Finish().ok());
  EXPECT_FALSE(reference.FindUnit("mm").stated());
}

TEST_F(FinishTest, RefusesNamesThatAreClaimedTwice) {
  const Damage kCases[] = {
      {[](Reference& r) { r.units[1].id = "mm"; }, "'mm'"},
      {[](Reference& r) { r.units[5].id = "mm"; }, "'mm'"},
      {[](Reference& r) { r.units[1].aliases = {"micron"}; }, "'micron'"},
      {[](Reference& r) { r.units[1].aliases = {"mm"}; }, "'mm'"},
      {[](Reference& r) { r.units[1].id = ""; }, "unit 2"},
      {[](Reference& r) { r.processes[1].id = "Welding"; }, "'welding'"},
      {[](Reference& r) { r.processes[1].id = ""; }, "process 2"},
      {[](Reference& r) { r.materials[4].id = "sus304"; }, "'sus304'"},
      {[](Reference& r) { r.schemes[5].aliases = {"Ford-Q1"}; }, "'Ford-Q1'"},
      {[](Reference& r) { r.schemes[5].aliases = {""}; }, "'iso_14001'"},
      {[](Reference& r) { r.assessment_schemes[1].id = "vda_6_3"; },
       "'vda_6_3'"},
      {[](Reference& r) { r.industries[3].aliases = {"o to"}; }, "'o to'"},
      {[](Reference& r) { r.provinces[1].names.push_back("Hải Dương"); },
       "'Hải Dương'"},
      {[](Reference& r) { r.provinces[1].code = "01"; }, "'01'"},
  };
  for (const Damage& damage : kCases) ExpectRefused(damage);
}

TEST_F(FinishTest, AGradeNameOfTwoMaterialsStandsForNeither) {
  Reference reference = ketnoi::testing::UnfinishedTestReference();
  reference.materials[5].grade_names.push_back("1.4301");
  ASSERT_TRUE(reference.Finish().ok());
  EXPECT_FALSE(reference.FindMaterial("1.4301").stated());
  EXPECT_TRUE(reference.FindMaterial("sus304").stated());
}

TEST_F(FinishTest, AnIdWinsOverAGradeName) {
  Reference reference = ketnoi::testing::UnfinishedTestReference();
  reference.materials[5].grade_names.push_back("SUS304");
  ASSERT_TRUE(reference.Finish().ok());
  EXPECT_EQ(reference.FindMaterial("SUS304"), MaterialId{3});
}

TEST_F(FinishTest, RefusesUnitsThatCannotConvert) {
  const Damage kCases[] = {
      {[](Reference& r) { r.units[1].numerator = 0; }, "'cm': the ratio 0/1"},
      {[](Reference& r) { r.units[1].denominator = -1; }, "10/-1"},
      {[](Reference& r) { r.units[1].dimension = ""; }, "'cm'"},
      {[](Reference& r) {
         r.units[1].offset = {1, 10};
       },
       "'cm'"},
      {[](Reference& r) {
         r.units[1].points = {{1, {1, 0}}};
       },
       "'cm'"},
      {[](Reference& r) { r.units[6].points.clear(); }, "'AWG'"},
      {[](Reference& r) { r.units[6].points[1].value = 18; }, "18 and 18"},
      {[](Reference& r) {
         r.units[6].points[2].base = {9, 0};
       },
       "20 and 22"},
      {[](Reference& r) {
         r.units[6].points[0].base = {0, 0};
       },
       "'AWG': 18"},
      {[](Reference& r) {
         r.units[6].offset = {1, 0};
       },
       "'AWG'"},
  };
  for (const Damage& damage : kCases) ExpectRefused(damage);
}

TEST_F(FinishTest, RefusesRelationsToWhatIsNotThere) {
  const Damage kCases[] = {
      {[](Reference& r) { r.materials[3].material_class = MaterialId{4}; },
       "'sus304'"},
      {[](Reference& r) { r.materials[3].material_class = MaterialId{99}; },
       "'sus304'"},
      {[](Reference& r) { r.materials[3].equivalents = {MaterialId{3}}; },
       "'sus304'"},
      {[](Reference& r) { r.materials[3].equivalents = {MaterialId{}}; },
       "'sus304'"},
      {[](Reference& r) { r.schemes[1].relations[0].to_scheme = SchemeId{}; },
       "'iatf_16949'"},
      {[](Reference& r) { r.schemes[8].relations[0].from_level = 3; },
       "'sa8000'"},
      {[](Reference& r) { r.schemes[1].relations[0].to_level = 0; },
       "'iso_9001'"},
      {[](Reference& r) { r.schemes[3].relations[0].credit_bp = 10001; },
       "10001"},
      {[](Reference& r) { r.schemes[2].relations[0].to_scheme = SchemeId{2}; },
       "superseded by itself"},
      {[](Reference& r) { r.schemes[7].levels[1].assign(1, 'I'); }, "'I'"},
      {[](Reference& r) { r.assessment_schemes[0].levels[0] = ""; },
       "'vda_6_3'"},
      {[](Reference& r) { r.assessment_schemes[2].max_score_e2 = 0; },
       "'audit_score'"},
      {[](Reference& r) { r.provinces[0].extent.radius_m = -1; }, "'01'"},
  };
  for (const Damage& damage : kCases) ExpectRefused(damage);
}

TEST_F(FinishTest, RefusesAttributesWhoseRuleDoesNotFit) {
  using R = Reference;
  const Damage kCases[] = {
      {[](R& r) { Attribute(r, "has_lab").rule = MatchRule::kAtMost; },
       "'has_lab'"},
      {[](R& r) { Attribute(r, "press_force").rule = MatchRule::kFits; },
       "'press_force'"},
      {[](R& r) { Attribute(r, "composition").rule = MatchRule::kAllOf; },
       "'composition'"},
      {[](R& r) { Attribute(r, "flammability").rule = MatchRule::kAnyOf; },
       "'flammability'"},
      {[](R& r) { Attribute(r, "press_force").decimals = 10; }, "10 decimals"},
      {[](R& r) { Attribute(r, "thickness_mm").min = 10001; }, "100.01"},
      {[](R& r) { Attribute(r, "has_lab").max = 1; }, "'has_lab'"},
      {[](R& r) { Attribute(r, "impedance").tolerance = -1; }, "'impedance'"},
      {[](R& r) { Attribute(r, "press_force").tolerance = 1; }, "tolerance"},
      {[](R& r) { Attribute(r, "has_lab").any_orientation = true; }, "turned"},
      {[](R& r) { Attribute(r, "has_lab").unit = UnitId{0}; }, "'has_lab'"},
      {[](R& r) { Attribute(r, "press_force").unit = UnitId{999}; }, "unit"},
      {[](R& r) {
         Attribute(r, "press_force").unit = UnitId{};
         Attribute(r, "press_force").unit_required = true;
       },
       "requires a unit"},
      {[](R& r) { Attribute(r, "remarks").id = "has_lab"; }, "twice"},
      {[](R& r) { Attribute(r, "remarks").id = ""; }, "no id"},
      {[](R& r) { Attribute(r, "remarks").category = CategoryId{999}; },
       "category"},
  };
  for (const Damage& damage : kCases) ExpectRefused(damage);
}

TEST_F(FinishTest, RefusesVocabulariesThatAreNotClear) {
  using R = Reference;
  const Damage kCases[] = {
      {[](R& r) { Attribute(r, "die_types").codes.clear(); }, "no codes"},
      {[](R& r) { Attribute(r, "die_types").codes[1].code = "progressive"; },
       "'progressive' for two"},
      {[](R& r) { Attribute(r, "die_types").codes[1].aliases = {"compound"}; },
       "'compound' for two"},
      {[](R& r) { Attribute(r, "die_types").codes[1].aliases = {""}; },
       "empty"},
      {[](R& r) { Attribute(r, "grade").codes[2].equivalents = {"nothing"}; },
       "'nothing'"},
      {[](R& r) { Attribute(r, "grade").codes[2].equivalents = {"A356"}; },
       "'A356'"},
      {[](R& r) { Attribute(r, "flammability").open_vocabulary = true; },
       "'flammability'"},
      {[](R& r) {
         Attribute(r, "has_lab").codes = {{"yes", {}, {}}};
       },
       "'has_lab'"},
  };
  for (const Damage& damage : kCases) ExpectRefused(damage);
}

}  // namespace
}  // namespace ketnoi::model
