// The tables hold what they promise, and what they refer to is there.

#include <algorithm>
#include <cctype>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "ketnoi/v1/reference.pb.h"
#include "matcher/match/change.h"
#include "matcher/match/reason.h"
#include "matcher/model/name_index.h"
#include "matcher/model/requirement.h"
#include "server/render.h"
#include "tests/data/message_files.h"

namespace ketnoi::data {
namespace {

template <class M>
std::set<std::string> IdsOf(const std::string& table,
                            const std::string& collection) {
  std::set<std::string> ids;
  for (const M& message : ReadTable<M>(table)) {
    EXPECT_EQ(message.name().rfind(collection + "/", 0), 0U) << message.name();
    EXPECT_TRUE(ids.insert(IdOf(message.name())).second) << message.name();
  }
  return ids;
}

std::set<std::string> CategoryIds() {
  return IdsOf<v1::Category>("categories", "categories");
}

TEST(CategoriesTest, FormATreeOfFourLevels) {
  std::map<std::string, v1::CategoryLevel> levels;
  std::map<int, int> counts;
  for (const auto& c : ReadTable<v1::Category>("categories")) {
    ++counts[c.level()];
    if (c.level() == v1::CATEGORY_LEVEL_SECTOR) {
      EXPECT_EQ(c.parent(), "") << c.name();
    } else {
      // Parents come first, one level up.
      ASSERT_TRUE(levels.count(c.parent())) << c.name();
      EXPECT_EQ(levels[c.parent()] + 1, c.level()) << c.name();
    }
    EXPECT_TRUE(levels.emplace(IdOf(c.name()), c.level()).second) << c.name();
    EXPECT_NE(c.display_name().vi(), "") << c.name();
    EXPECT_NE(c.display_name().en(), "") << c.name();
    EXPECT_NE(c.source(), "") << c.name();
  }
  constexpr int kPartFamilies = 52;
  constexpr int kTradeFamilies = 2;
  EXPECT_EQ(counts[v1::CATEGORY_LEVEL_FAMILY], kPartFamilies + kTradeFamilies);
  EXPECT_EQ(counts[v1::CATEGORY_LEVEL_SECTOR], 6);
  EXPECT_TRUE(levels.count("steel_sheet_trade"));
  EXPECT_TRUE(levels.count("plastic_resin_trade"));
}

TEST(ProcessesTest, BelongToCategories) {
  const auto ids = IdsOf<v1::Process>("processes", "processes");
  EXPECT_EQ(ids.size(), 116U);
  for (const char* id :
       {"vacuum_heat_treatment", "carbonitriding", "press_fit", "potting",
        "laser_marking", "ring_rolling", "open_die_forging", "gear_shaving"}) {
    EXPECT_TRUE(ids.contains(id)) << id;
  }
  const auto categories = CategoryIds();
  for (const auto& p : ReadTable<v1::Process>("processes")) {
    EXPECT_TRUE(p.category().empty() || categories.count(p.category()))
        << p.name();
  }
}

TEST(MaterialsTest, BelongToClassesAndNamesStandForOne) {
  const auto ids = IdsOf<v1::Material>("materials", "materials");
  std::set<std::string> classes;
  std::map<std::string, std::string> names;
  int grades = 0;
  for (const auto& m : ReadTable<v1::Material>("materials")) {
    if (m.material_class().empty()) {
      classes.insert(IdOf(m.name()));
    } else {
      ++grades;
      EXPECT_TRUE(classes.count(m.material_class())) << m.name();
    }
    for (const std::string& other : m.equivalents()) {
      EXPECT_TRUE(ids.count(other)) << m.name() << " " << other;
    }
    for (const std::string& grade : m.grade_names()) {
      EXPECT_TRUE(names.emplace(model::FoldName(grade), m.name()).second)
          << grade << " of " << m.name() << " and "
          << names[model::FoldName(grade)];
    }
  }
  for (const std::string& id : ids) {
    EXPECT_FALSE(names.count(model::FoldName(id))) << id;
  }
  EXPECT_EQ(grades, 255);
}

TEST(MaterialsTest, GradesOfSeveralStandardsAreSeveralMaterials) {
  std::map<std::string, v1::Material> materials;
  std::map<std::string, std::string> by_name;
  for (const auto& m : ReadTable<v1::Material>("materials")) {
    materials[IdOf(m.name())] = m;
    by_name[model::FoldName(IdOf(m.name()))] = IdOf(m.name());
    for (const std::string& name : m.grade_names()) {
      by_name[model::FoldName(name)] = IdOf(m.name());
    }
  }
  const auto may_replace = [&](const std::string& offered,
                               const std::string& required) {
    const auto& list =
        materials[by_name[model::FoldName(required)]].equivalents();
    return std::find(list.begin(), list.end(),
                     by_name[model::FoldName(offered)]) != list.end();
  };
  const std::vector<std::vector<std::string>> kDifferent = {
      {"SPFC590", "HC340LA", "HCT590X", "JSC590"},
      {"SS400", "S235JR", "A36", "Q235B"},
      {"S45C", "C45", "C45E", "1045", "45#"},
      {"P20", "1.2311", "1.2738", "718H"},
      {"SUS316", "SUS316L"},
      {"ADC12", "ADC10", "383", "EN AC-46100"},
      {"PS", "HIPS"}};
  for (const auto& grades : kDifferent) {
    std::set<std::string> ids;
    for (const std::string& grade : grades) {
      ids.insert(by_name[model::FoldName(grade)]);
    }
    EXPECT_EQ(ids.size(), grades.size()) << grades[0];
    EXPECT_FALSE(ids.contains("")) << grades[0];
  }
  EXPECT_EQ(by_name["sus304"], "sus304");
  EXPECT_EQ(by_name[model::FoldName("1.4301")], "sus304");
  EXPECT_TRUE(may_replace("HCT590X", "SPFC590"));
  EXPECT_FALSE(may_replace("HC340LA", "SPFC590"));
  EXPECT_TRUE(may_replace("S235JR", "SS400"));
  EXPECT_FALSE(may_replace("SS400", "S235JR"));
  EXPECT_TRUE(may_replace("316L", "316"));
  EXPECT_FALSE(may_replace("316", "316L"));
  EXPECT_TRUE(may_replace("ADC10", "ADC12"));
  EXPECT_TRUE(may_replace("1.2738", "1.2311"));
  EXPECT_FALSE(may_replace("1.2311", "1.2738"));
  // A substitute is of the same class.
  for (const auto& [id, material] : materials) {
    for (const std::string& other : material.equivalents()) {
      EXPECT_EQ(materials[other].material_class(), material.material_class())
          << id << " " << other;
    }
  }
}

// Of the file of terms, all rows but those of business words are carried.
TEST(TermsTest, AreCarriedByTheirEntries) {
  const auto with_terms = [](const auto& table) {
    return std::count_if(table.begin(), table.end(), [](const auto& entry) {
      return !entry.terms().empty();
    });
  };
  std::vector<v1::Category> families;
  for (auto& c : ReadTable<v1::Category>("categories")) {
    if (c.level() == v1::CATEGORY_LEVEL_FAMILY) families.push_back(c);
  }
  constexpr int kPartFamilies = 52;
  EXPECT_GE(with_terms(families), kPartFamilies);
  EXPECT_GE(with_terms(ReadTable<v1::Process>("processes")), 45);
  EXPECT_EQ(with_terms(ReadTable<v1::Material>("materials")), 28);
  EXPECT_EQ(with_terms(ReadTable<v1::CertificateScheme>("certificate_schemes")),
            12);
}

int LevelOf(const v1::CertificateScheme& scheme, const std::string& level) {
  for (int i = 0; i < scheme.levels_size(); ++i) {
    if (scheme.levels(i) == level) return i;
  }
  return -1;
}

TEST(CertificateSchemesTest, RelationsNameSchemesAndLevels) {
  std::map<std::string, v1::CertificateScheme> schemes;
  for (const auto& s :
       ReadTable<v1::CertificateScheme>("certificate_schemes")) {
    EXPECT_TRUE(schemes.emplace(IdOf(s.name()), s).second) << s.name();
  }
  EXPECT_EQ(schemes.size(), 71U);
  EXPECT_TRUE(schemes["ohsas18001"].withdrawn());
  EXPECT_TRUE(schemes["isots16949"].withdrawn());
  EXPECT_FALSE(schemes["rohs"].expires());
  int relations = 0;
  for (const auto& [id, scheme] : schemes) {
    for (const auto& relation : scheme.relations()) {
      ++relations;
      EXPECT_NE(relation.kind(), v1::CertificateRelation::KIND_UNSPECIFIED);
      ASSERT_TRUE(schemes.count(relation.to_scheme())) << id;
      EXPECT_TRUE(relation.from_level().empty() ||
                  LevelOf(scheme, relation.from_level()) >= 0)
          << id << " " << relation.from_level();
      EXPECT_TRUE(relation.to_level().empty() ||
                  LevelOf(schemes[relation.to_scheme()], relation.to_level()) >=
                      0)
          << id << " " << relation.to_level();
    }
  }
  EXPECT_EQ(relations, 54);
}

TEST(CertificateSchemesTest, HaveNoLevelThatIsNotPassed) {
  for (const auto& s :
       ReadTable<v1::CertificateScheme>("certificate_schemes")) {
    EXPECT_FALSE(IdOf(s.name()) == "bsci" && LevelOf(s, "E") >= 0);
    EXPECT_FALSE(IdOf(s.name()) == "vda63" && LevelOf(s, "C") >= 0);
  }
}

// A level is stated beside the scheme; an alias that carried one would lose it.
TEST(CertificateSchemesTest, HaveAliasesOfOneSchemeWithoutLevel) {
  std::map<std::string, std::string> names;
  for (const auto& s :
       ReadTable<v1::CertificateScheme>("certificate_schemes")) {
    names[model::FoldName(IdOf(s.name()))] = IdOf(s.name());
    for (const std::string& alias : s.aliases()) {
      names[model::FoldName(alias)] = IdOf(s.name());
    }
  }
  EXPECT_EQ(names[model::FoldName("AEC-Q100")], "aecq100");
  EXPECT_EQ(names[model::FoldName("AEC-Q101")], "aecq101");
  EXPECT_EQ(names[model::FoldName("AEC-Q200")], "aecq200");
  EXPECT_EQ(names[model::FoldName("USCAR-21")], "uscar21");
  EXPECT_EQ(names[model::FoldName("ISO 3834")], "iso3834");
  EXPECT_FALSE(names.contains(model::FoldName("ISO 3834-2")));
}

TEST(UnitsTest, AreDistinctWithinTheirDimensionAndPositive) {
  std::map<std::pair<std::string, std::string>, std::string> names;
  std::set<std::string> ids;
  for (const auto& u : ReadTable<v1::Unit>("units")) {
    EXPECT_NE(u.dimension(), "") << u.name();
    EXPECT_NE(u.conversion(), v1::Unit::CONVERSION_UNSPECIFIED) << u.name();
    EXPECT_GT(u.numerator(), 0) << u.name();
    EXPECT_GT(u.denominator(), 0) << u.name();
    std::vector<std::string> all(u.aliases().begin(), u.aliases().end());
    all.push_back(IdOf(u.name()));
    EXPECT_TRUE(ids.insert(u.name()).second) << u.name();
    for (const std::string& name : all) {
      EXPECT_TRUE(
          names.emplace(std::pair(u.dimension(), name), u.name()).second)
          << name;
    }
  }
}

TEST(ProvincesTest, ResolveThe63FormerNames) {
  const std::vector<std::string> former = {
      "An Giang",   "Bà Rịa - Vũng Tàu", "Bắc Giang",  "Bắc Kạn",
      "Bạc Liêu",   "Bắc Ninh",          "Bến Tre",    "Bình Định",
      "Bình Dương", "Bình Phước",        "Bình Thuận", "Cà Mau",
      "Cần Thơ",    "Cao Bằng",          "Đà Nẵng",    "Đắk Lắk",
      "Đắk Nông",   "Điện Biên",         "Đồng Nai",   "Đồng Tháp",
      "Gia Lai",    "Hà Giang",          "Hà Nam",     "Hà Nội",
      "Hà Tĩnh",    "Hải Dương",         "Hải Phòng",  "Hậu Giang",
      "Hòa Bình",   "Hồ Chí Minh",       "Huế",        "Hưng Yên",
      "Khánh Hòa",  "Kiên Giang",        "Kon Tum",    "Lai Châu",
      "Lâm Đồng",   "Lạng Sơn",          "Lào Cai",    "Long An",
      "Nam Định",   "Nghệ An",           "Ninh Bình",  "Ninh Thuận",
      "Phú Thọ",    "Phú Yên",           "Quảng Bình", "Quảng Nam",
      "Quảng Ngãi", "Quảng Ninh",        "Quảng Trị",  "Sóc Trăng",
      "Sơn La",     "Tây Ninh",          "Thái Bình",  "Thái Nguyên",
      "Thanh Hóa",  "Tiền Giang",        "Trà Vinh",   "Tuyên Quang",
      "Vĩnh Long",  "Vĩnh Phúc",         "Yên Bái"};
  ASSERT_EQ(former.size(), 63U);
  std::map<std::string, std::string> names;
  const auto provinces = ReadTable<v1::Province>("provinces");
  EXPECT_EQ(provinces.size(), 34U);
  for (const auto& p : provinces) {
    std::vector<std::string> all(p.former_names().begin(),
                                 p.former_names().end());
    all.push_back(p.display_name().vi());
    for (const std::string& name : all) {
      EXPECT_TRUE(names.emplace(model::FoldName(name), p.name()).second)
          << name;
    }
    // None reaches further than the longest one, and none is a point.
    EXPECT_GT(p.radius_km(), 10) << p.name();
    EXPECT_LT(p.radius_km(), 200) << p.name();
  }
  for (const std::string& name : former) {
    EXPECT_TRUE(names.count(model::FoldName(name))) << name;
  }
}

TEST(OtherTablesTest, HaveDistinctNames) {
  EXPECT_EQ(
      IdsOf<v1::AssessmentScheme>("assessment_schemes", "assessmentSchemes")
          .count("qd1358"),
      1U);
  EXPECT_GE(IdsOf<v1::Industry>("industries", "industries").size(), 20U);
}

TEST(ReasonsTest, HaveOneTextPerReasonKindAndSentence) {
  std::map<std::string, v1::ReasonText> texts;
  for (const auto& r : ReadTable<v1::ReasonText>("reasons")) {
    EXPECT_TRUE(texts.emplace(IdOf(r.name()), r).second) << r.name();
    EXPECT_NE(r.template_().vi(), "") << r.name();
    EXPECT_NE(r.template_().en(), "") << r.name();
  }
  EXPECT_EQ(texts.size(),
            static_cast<size_t>(match::kReasons + model::kCriterionKinds +
                                match::kChangeKinds) +
                std::size(server::kSentenceCodes));
  for (int i = 0; i < match::kChangeKinds; ++i) {
    const auto code = server::TextCodeOf(static_cast<match::ChangeKind>(i));
    EXPECT_TRUE(texts.count(code)) << code;
  }
  for (const char* code : server::kSentenceCodes) {
    EXPECT_TRUE(texts.count(code)) << code;
  }
  for (int i = 0; i < match::kReasons; ++i) {
    const char* name = match::ReasonName(static_cast<match::Reason>(i));
    EXPECT_TRUE(texts.count(name)) << name;
  }
  for (int i = 0; i < model::kCriterionKinds; ++i) {
    std::string name = "KIND_";
    for (const char* c = model::KindName(static_cast<model::CriterionKind>(i));
         *c != '\0'; ++c) {
      name += static_cast<char>(std::toupper(static_cast<unsigned char>(*c)));
    }
    EXPECT_TRUE(texts.count(name)) << name;
  }
}

}  // namespace
}  // namespace ketnoi::data
