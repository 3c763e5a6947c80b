// The tables hold what they promise, and what they refer to is there.

#include <cctype>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "ketnoi/v1/reference.pb.h"
#include "matcher/match/reason.h"
#include "matcher/model/name_index.h"
#include "matcher/model/requirement.h"
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
  EXPECT_EQ(IdsOf<v1::Process>("processes", "processes").size(), 108U);
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
  EXPECT_EQ(grades, 114);
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
  EXPECT_EQ(schemes.size(), 67U);
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

TEST(UnitsTest, AreDistinctAndPositive) {
  std::map<std::string, std::string> names;
  for (const auto& u : ReadTable<v1::Unit>("units")) {
    EXPECT_NE(u.dimension(), "") << u.name();
    EXPECT_NE(u.conversion(), v1::Unit::CONVERSION_UNSPECIFIED) << u.name();
    EXPECT_GT(u.numerator(), 0) << u.name();
    EXPECT_GT(u.denominator(), 0) << u.name();
    std::vector<std::string> all(u.aliases().begin(), u.aliases().end());
    all.push_back(IdOf(u.name()));
    for (const std::string& name : all) {
      EXPECT_TRUE(names.emplace(name, u.name()).second) << name;
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

TEST(ReasonsTest, HaveOneTextPerReasonAndKind) {
  std::map<std::string, v1::ReasonText> texts;
  for (const auto& r : ReadTable<v1::ReasonText>("reasons")) {
    EXPECT_TRUE(texts.emplace(IdOf(r.name()), r).second) << r.name();
    EXPECT_NE(r.template_().vi(), "") << r.name();
    EXPECT_NE(r.template_().en(), "") << r.name();
  }
  EXPECT_EQ(texts.size(),
            static_cast<size_t>(match::kReasons + model::kCriterionKinds));
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
