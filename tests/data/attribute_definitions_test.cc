// The attributes are typed as the reviewed table says, and their units,
// categories and carriers exist.

#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "fmt/format.h"
#include "gtest/gtest.h"
#include "ketnoi/v1/reference.pb.h"
#include "tests/data/message_files.h"

namespace ketnoi::data {
namespace {

constexpr size_t kOfTheDraft = 343;
constexpr size_t kOwn = 9;
constexpr size_t kDefinitions = kOfTheDraft + kOwn;

std::vector<v1::AttributeDefinition> Definitions() {
  return ReadTable<v1::AttributeDefinition>("attribute_definitions");
}

template <class M>
std::set<std::string> NamesOf(const std::string& table) {
  std::set<std::string> names;
  for (const M& message : ReadTable<M>(table)) names.insert(message.name());
  return names;
}

// Fields of a line of comma-separated values; quotes are doubled within quotes.
std::vector<std::string> SplitCsv(const std::string& line) {
  std::vector<std::string> fields(1);
  bool quoted = false;
  for (size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"') {
      if (quoted && i + 1 < line.size() && line[i + 1] == '"') {
        fields.back() += line[++i];
      } else {
        quoted = !quoted;
      }
    } else if (line[i] == ',' && !quoted) {
      fields.emplace_back();
    } else {
      fields.back() += line[i];
    }
  }
  return fields;
}

// "ATTRIBUTE_KIND_NUMBER" -> "NUMBER"; "..._UNSPECIFIED" -> "".
std::string Without(const std::string& prefix, const std::string& value) {
  const std::string rest = value.substr(prefix.size());
  return rest == "UNSPECIFIED" ? "" : rest;
}

TEST(AttributeDefinitionsTest, AgreeWithTheReviewedTable) {
  const auto definitions = Definitions();
  const auto lines = ReadLines(DataPath("reference/attribute_rules.csv"));
  ASSERT_EQ(definitions.size(), kDefinitions);
  ASSERT_EQ(lines.size(), kDefinitions + 1);
  EXPECT_EQ(lines[0],
            "category,attribute,draft_wording,carrier,kind,rule,"
            "direction_reason");
  for (size_t i = 0; i < kDefinitions; ++i) {
    const v1::AttributeDefinition& d = definitions[i];
    const std::vector<std::string> row = SplitCsv(lines[i + 1]);
    ASSERT_EQ(row.size(), 7U) << lines[i + 1];
    EXPECT_EQ(row[0], d.category());
    EXPECT_EQ(row[1], d.attribute());
    EXPECT_EQ(row[3], Without("ATTRIBUTE_CARRIER_",
                              v1::AttributeCarrier_Name(d.carrier())));
    EXPECT_EQ(row[4],
              Without("ATTRIBUTE_KIND_", v1::AttributeKind_Name(d.kind())));
    EXPECT_EQ(row[5], Without("MATCH_RULE_", v1::MatchRule_Name(d.rule())));
    EXPECT_EQ(row[6], d.note()) << d.name();
    const bool own = i >= kOfTheDraft;
    EXPECT_EQ(row[2] == "own addition", own) << d.name();
    EXPECT_EQ(d.source().rfind("own addition", 0) == 0, own) << d.name();
  }
}

TEST(AttributeDefinitionsTest, NameExistingCategoriesUnitsAndSchemes) {
  const auto categories = NamesOf<v1::Category>("categories");
  const auto units = NamesOf<v1::Unit>("units");
  const auto schemes = NamesOf<v1::CertificateScheme>("certificate_schemes");
  std::set<std::string> names;
  for (const auto& d : Definitions()) {
    EXPECT_TRUE(names.insert(d.name()).second) << d.name();
    EXPECT_EQ(d.name(), fmt::format("attributeDefinitions/{}.{}", d.category(),
                                    d.attribute()));
    EXPECT_TRUE(d.category() == "*" ||
                categories.count("categories/" + d.category()))
        << d.name();
    EXPECT_TRUE(d.unit().empty() || units.count("units/" + d.unit()))
        << d.name() << " " << d.unit();
    if (d.carrier() != v1::ATTRIBUTE_CARRIER_CERTIFICATE) continue;
    std::istringstream targets(d.carrier_target());
    for (std::string scheme; std::getline(targets >> std::ws, scheme, ',');) {
      EXPECT_TRUE(scheme == "any scheme" ||
                  schemes.count("certificateSchemes/" + scheme))
          << d.name() << " " << scheme;
    }
  }
}

TEST(AttributeDefinitionsTest, AreCompleteForTheirCarrier) {
  for (const auto& d : Definitions()) {
    const bool attribute = d.carrier() == v1::ATTRIBUTE_CARRIER_ATTRIBUTE;
    EXPECT_EQ(attribute, d.kind() != v1::ATTRIBUTE_KIND_UNSPECIFIED)
        << d.name();
    EXPECT_EQ(attribute, d.rule() != v1::MATCH_RULE_UNSPECIFIED) << d.name();
    EXPECT_EQ(d.kind() == v1::ATTRIBUTE_KIND_NUMBER ||
                  d.kind() == v1::ATTRIBUTE_KIND_DIMENSIONS,
              d.limits().has_min() && d.limits().has_max())
        << d.name();
    if (d.kind() == v1::ATTRIBUTE_KIND_DIMENSIONS) {
      EXPECT_GT(d.limits().min(), 0) << d.name();
    }
    EXPECT_LT(d.limits().min(), d.has_limits() ? d.limits().max() : 1)
        << d.name();
    EXPECT_NE(d.display_name().vi(), "") << d.name();
    EXPECT_NE(d.note(), "") << d.name();
    EXPECT_NE(d.source(), "") << d.name();
  }
}

TEST(AttributeDefinitionsTest, RequireAUnitWhereSeveralAreInDailyUse) {
  std::set<std::string> required;
  for (const auto& d : Definitions()) {
    if (!d.unit_required()) continue;
    required.insert(IdOf(d.name()));
    EXPECT_NE(d.unit(), "") << d.name();
  }
  EXPECT_EQ(required, (std::set<std::string>{
                          "fibre_yarn.count", "footwear_components.hardness",
                          "heat_treatment.hardness", "packaging.strength",
                          "sewing_thread.ticket", "wire_harness.awg"}));
}

// What is stated without sign: a negative value would be met by every supplier.
TEST(AttributeDefinitionsTest, RefuseTheSignOfShrinkageAndTolerances) {
  for (const auto& d : Definitions()) {
    const bool unsigned_value = d.attribute() == "shrinkage_pct" ||
                                d.attribute().rfind("tolerance_", 0) == 0;
    if (!unsigned_value || d.kind() != v1::ATTRIBUTE_KIND_NUMBER) continue;
    EXPECT_GE(d.limits().min(), 0) << d.name();
  }
}

TEST(AttributeDefinitionsTest, HaveTheTermsOfTheirNames) {
  const std::set<std::string> with_terms = {
      "tolerance_mm",     "roughness_ra_um", "hardness_hrc", "thickness_mm",
      "press_tonnage",    "clamp_tf",        "moq",          "lead_time_days",
      "monthly_capacity", "weight_gsm",      "count",        "defect_ppm",
      "price_target"};
  std::set<std::string> found;
  for (const auto& d : Definitions()) {
    EXPECT_EQ(with_terms.contains(d.attribute()), !d.terms().empty())
        << d.name();
    if (!d.terms().empty()) found.insert(d.attribute());
  }
  EXPECT_EQ(found, with_terms);
}

TEST(AttributeDefinitionsTest, SpellNoTwoCodesAlike) {
  for (const auto& d : Definitions()) {
    std::map<std::string, std::string> spellings;
    for (const auto& code : d.codes()) {
      std::vector<std::string> all(code.aliases().begin(),
                                   code.aliases().end());
      all.push_back(code.code());
      for (const std::string& spelling : all) {
        EXPECT_TRUE(spellings.emplace(spelling, code.code()).second)
            << d.name() << " " << spelling;
      }
    }
    for (const auto& code : d.codes()) {
      for (const std::string& other : code.equivalents()) {
        EXPECT_TRUE(spellings.count(other)) << d.name() << " " << other;
      }
    }
  }
}

// A bare "<=" of the draft does not always point the same way.
TEST(AttributeDefinitionsTest, PointTheRightWay) {
  std::map<std::string, v1::AttributeDefinition> by_name;
  for (const auto& d : Definitions()) by_name[IdOf(d.name())] = d;
  EXPECT_EQ(by_name["connectors.pins"].rule(), v1::MATCH_RULE_AT_LEAST);
  EXPECT_EQ(by_name["pcb.layers"].rule(), v1::MATCH_RULE_AT_LEAST);
  EXPECT_EQ(by_name["moulds_dies.cavities"].rule(), v1::MATCH_RULE_AT_LEAST);
  EXPECT_EQ(by_name["wire_harness.circuits"].rule(), v1::MATCH_RULE_AT_LEAST);
  EXPECT_EQ(by_name["die_casting.wall_mm"].rule(), v1::MATCH_RULE_AT_MOST);
  EXPECT_EQ(by_name["thermoforming.esd_ohm"].rule(), v1::MATCH_RULE_INSIDE);
  EXPECT_EQ(by_name["sensors.temp_c"].rule(), v1::MATCH_RULE_COVERS);
  EXPECT_EQ(by_name["wire_harness.awg"].unit(), "mm2");
  EXPECT_EQ(by_name["fibre_yarn.count"].unit(), "tex");
  EXPECT_EQ(by_name["cnc_machining.it_grade"].codes(0).code(), "IT1");
  EXPECT_EQ(by_name["pcba.cleanroom"].codes(0).code(), "ISO 1");
  EXPECT_EQ(by_name["pcba.min_chip"].codes(0).code(), "008004");
  // "0402" is the inch code; the metric 0402 is the inch 01005.
  for (const auto& code : by_name["pcba.min_chip"].codes()) {
    for (const std::string& alias : code.aliases()) {
      EXPECT_NE(alias, "0402") << code.code();
    }
  }
}

}  // namespace
}  // namespace ketnoi::data
