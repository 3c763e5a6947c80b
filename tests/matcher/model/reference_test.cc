#include "matcher/model/reference.h"

#include <optional>
#include <string>

#include "gtest/gtest.h"
#include "tests/testing/reference_fixture.h"

namespace ketnoi::model {
namespace {

class ReferenceTest : public ::testing::Test {
 protected:
  AttributeId Attribute(const char* category, const char* id) const {
    return reference_.FindAttribute(reference_.categories.Find(category), id);
  }
  // The category of the definition that holds.
  std::string DefinedFor(const char* category, const char* id) const {
    const AttributeId found = Attribute(category, id);
    if (!found.stated()) return "none";
    const CategoryId owner = reference_.attributes[found.index()].category;
    return owner.stated() ? reference_.categories.Name(owner) : "every";
  }
  std::string MaterialOf(const char* name) const {
    const MaterialId found = reference_.FindMaterial(name);
    return found.stated() ? reference_.materials[found.index()].id : "none";
  }

  const Reference reference_ = ketnoi::testing::TestReference();
};

TEST_F(ReferenceTest, FindsProvincesByTheNamesThatAddressesUse) {
  const struct {
    const char* name;
    const char* code;
  } kCases[] = {
      {"01", "01"},
      {"1", "01"},  // as spreadsheets leave it
      {"Hà Nội", "01"},
      {"Hanoi", "01"},
      {"HA NOI", "01"},
      {"Ha\u0300 No\u0323\u0302i", "01"},
      {"TP. Hà Nội", "01"},
      {"Thành phố Hà Nội", "01"},
      {"Hanoi City", "01"},
      {"Tỉnh Bắc Ninh", "24"},
      {"tinh bac ninh", "24"},
      {"Bac Ninh Province", "24"},
      {"Bắc Giang", "24"},
      {"Tỉnh Bắc Giang", "24"},
      {"Hải Dương", "31"},
      {"Tp. Hải Phòng", "31"},
      {"Hồ Chí Minh", "79"},
      {"TP.HCM", "79"},
      {"TPHCM", "79"},
      {"TP HCM", "79"},
      {"Tp. Hồ Chí Minh", "79"},
      {"Ho Chi Minh City", "79"},
      {"HCMC", "79"},
      {"Sài Gòn", "79"},
      {"Bà Rịa – Vũng Tàu", "79"},
      {"BR-VT", "79"},
      {"Thừa Thiên Huế", "46"},
      {"Thừa Thiên - Huế", "46"},
      {"\u00d0ồng Nai", "75"},
  };
  for (const auto& c : kCases) {
    const ProvinceId found = reference_.FindProvince(c.name);
    ASSERT_TRUE(found.stated()) << c.name;
    EXPECT_EQ(reference_.provinces[found.index()].code, c.code) << c.name;
  }
}

TEST_F(ReferenceTest, FindsNoProvinceForOtherNames) {
  for (const char* name : {"", "Tỉnh", "TP", "99", "2", "Quảng Đông", "Bc Ninh",
                           "Province", "City"}) {
    EXPECT_FALSE(reference_.FindProvince(name).stated()) << name;
  }
}

TEST_F(ReferenceTest, FindsMaterialsByIdClassAndGrade) {
  EXPECT_EQ(MaterialOf("sus304"), "sus304");
  EXPECT_EQ(MaterialOf("SUS 304"), "sus304");
  EXPECT_EQ(MaterialOf("1.4301"), "sus304");
  EXPECT_EQ(MaterialOf("STS304"), "sts304");
  EXPECT_EQ(MaterialOf("Stainless steel"), "stainless_steel");
  EXPECT_EQ(MaterialOf("inox"), "stainless_steel");
  EXPECT_EQ(MaterialOf("unobtainium"), "none");
  EXPECT_EQ(MaterialOf(""), "none");
}

TEST_F(ReferenceTest, EquivalentsGoOneWay) {
  const MaterialId a = reference_.FindMaterial("sus304");
  const MaterialId b = reference_.FindMaterial("sts304");
  EXPECT_EQ(reference_.materials[a.index()].equivalents,
            std::vector<MaterialId>{b});
  EXPECT_TRUE(reference_.materials[b.index()].equivalents.empty());
}

TEST_F(ReferenceTest, FindsSchemesProcessesAndIndustries) {
  const SchemeId iatf = reference_.FindScheme("IATF 16949:2016");
  ASSERT_TRUE(iatf.stated());
  EXPECT_EQ(iatf, reference_.FindScheme("iatf_16949"));
  EXPECT_EQ(iatf, reference_.FindScheme("IATF-16949"));
  EXPECT_FALSE(reference_.FindScheme("ISO 9002").stated());
  EXPECT_TRUE(reference_.FindProcess("Deep drawing").stated());
  EXPECT_FALSE(reference_.FindProcess("drawing").stated());
  EXPECT_EQ(reference_.FindIndustry("Ô TÔ"),
            reference_.FindIndustry("automotive"));
  EXPECT_TRUE(reference_.FindAssessmentScheme("VDA 6.3").stated());
}

TEST_F(ReferenceTest, PassesOverTheEditionOfAScheme) {
  const SchemeId iso = reference_.FindScheme("iso_9001");
  ASSERT_TRUE(iso.stated());
  for (const char* name :
       {"ISO 9001:2015", "ISO9001:2015", "ISO 9001 : 2008 ", "ISO 9001-2015",
        "ISO 9001 2015", "TCVN ISO 9001", "TCVN ISO 9001:2015"}) {
    EXPECT_EQ(reference_.FindScheme(name), iso) << name;
  }
  for (const char* name :
       {"ISO 9001-2", "ISO 9001:201", "ISO 9001:2015a", "ISO 90012016",
        "ISO 9001:9999", "2015", ":2015", "TCVN 9001", ""}) {
    EXPECT_FALSE(reference_.FindScheme(name).stated()) << name;
  }
}

TEST(ReferenceNamesTest, StandForOneEntryOrForNone) {
  Reference reference;
  reference.categories = *CategoryTree::Build(
      {{"metal", ""}, {"gear_box", "metal"}, {"gears", "metal"}});
  reference.category_names = {{"Kim loại"}, {"bánh răng"}, {"Bánh răng"}};
  reference.processes = {{"weld", {"hàn"}}, {"spot", {"hàn điểm", "weld"}}};
  ASSERT_TRUE(reference.Finish().ok());
  EXPECT_EQ(reference.FindCategory("kim loai"), CategoryId{0});
  EXPECT_EQ(reference.FindCategory("Gear box"), CategoryId{1});
  EXPECT_EQ(reference.FindCategory("Bánh răng"), CategoryId{2}) << "exact";
  EXPECT_FALSE(reference.FindCategory("banh rang").stated());
  EXPECT_FALSE(reference.FindCategory("").stated());
  EXPECT_EQ(reference.FindProcess("Hàn điểm"), ProcessId{1});
  EXPECT_EQ(reference.FindProcess("weld"), ProcessId{0}) << "an id wins";
}

TEST_F(ReferenceTest, LevelsCountFromTheBest) {
  const SchemeId oeko_tex = reference_.FindScheme("oeko_tex");
  EXPECT_EQ(reference_.FindLevel(oeko_tex, "I"), 0);
  EXPECT_EQ(reference_.FindLevel(oeko_tex, "iv"), 3);
  EXPECT_EQ(reference_.FindLevel(oeko_tex, "V"), std::nullopt);
  EXPECT_EQ(reference_.FindLevel(reference_.FindScheme("iso_9001"), "I"),
            std::nullopt);
  const auto vda = reference_.FindAssessmentScheme("vda_6_3");
  EXPECT_EQ(reference_.FindLevel(vda, "b"), 1);
}

TEST_F(ReferenceTest, TheNearestDefinitionOfAnAttributeHolds) {
  EXPECT_EQ(DefinedFor("brackets", "tolerance_mm"), "stamping");
  EXPECT_EQ(DefinedFor("stamping", "tolerance_mm"), "stamping");
  EXPECT_EQ(DefinedFor("forging", "tolerance_mm"), "metal");
  EXPECT_EQ(DefinedFor("metal", "tolerance_mm"), "metal");
  EXPECT_EQ(DefinedFor("pcb", "tolerance_mm"), "none");
  EXPECT_EQ(DefinedFor("pcb", "has_lab"), "every");
  EXPECT_EQ(DefinedFor("nowhere", "has_lab"), "every");
  EXPECT_EQ(DefinedFor("pcb", "Has lab"), "none");
}

TEST_F(ReferenceTest, FindsCodesByAnySpelling) {
  const struct {
    const char* category;
    const char* attribute;
    const char* text;
    std::optional<std::string> code;
  } kCases[] = {
      {"stamping", "die_types", "Progressive", "progressive"},
      {"stamping", "die_types", "Khuôn dập liên hoàn", "progressive"},
      {"stamping", "die_types", "unknown", std::nullopt},
      {"stamping", "die_types", "", std::nullopt},
      {"pcb", "flammability", "V0", "V-0"},
      {"pcb", "flammability", "v-1", "V-1"},
      {"pcb", "finishes", "Immersion Gold", "ENIG"},
      {"pcb", "tap", "+1", "+1"},
      {"pcb", "tap", "-1", "-1"},
      {"pcb", "tap", "1", std::nullopt},
      {"die_casting", "grade", "adc 12", "ADC12"},
      {"die_casting", "grade", "A383", "ADC12"},
      {"die_casting", "grade", "  zamak 5 ", "ZAMAK 5"},
      {"die_casting", "grade", "   ", std::nullopt},
  };
  for (const auto& c : kCases) {
    EXPECT_EQ(reference_.FindCode(Attribute(c.category, c.attribute), c.text),
              c.code)
        << c.attribute << " " << c.text;
  }
}

TEST_F(ReferenceTest, EquivalentCodesGoOneWay) {
  const auto& codes =
      reference_.attributes[Attribute("metal", "grade").index()].codes;
  EXPECT_EQ(codes[0].equivalents, std::vector<std::string>{"AC46000"});
  EXPECT_TRUE(codes[1].equivalents.empty());
}

TEST(FinishedReferenceTest, EquivalentsAreCodesSortedAndDistinct) {
  Reference reference = ketnoi::testing::UnfinishedTestReference();
  for (AttributeDefinition& definition : reference.attributes) {
    if (definition.id != "grade") continue;
    definition.codes[1].equivalents = {"A383", "A356", "adc 12"};
  }
  ASSERT_TRUE(reference.Finish().ok());
  const AttributeId grade =
      reference.FindAttribute(reference.categories.Find("metal"), "grade");
  EXPECT_EQ(reference.attributes[grade.index()].codes[1].equivalents,
            (std::vector<std::string>{"A356", "ADC12"}));
}

TEST(FinishedReferenceTest, CodesAreNotFoundByAnotherNumber) {
  Reference reference = ketnoi::testing::UnfinishedTestReference();
  for (AttributeDefinition& definition : reference.attributes) {
    if (definition.id != "grade") continue;
    definition.codes = {{"M0.6", {}, {}}, {"M2.5", {}, {}}, {"M6", {}, {}}};
  }
  ASSERT_TRUE(reference.Finish().ok());
  const AttributeId grade =
      reference.FindAttribute(reference.categories.Find("metal"), "grade");
  EXPECT_EQ(reference.FindCode(grade, "M06"), "M06");
  EXPECT_EQ(reference.FindCode(grade, "M25"), "M25");
  EXPECT_EQ(reference.FindCode(grade, "m 2.5"), "M2.5");
  EXPECT_EQ(reference.FindCode(grade, "M-6"), "M6");
}

}  // namespace
}  // namespace ketnoi::model
