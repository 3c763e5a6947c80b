// The sample catalogue: every line is a record of the contract, refers only to
// reference data that exist, and says whether it is composed.

#include <map>
#include <set>
#include <string>
#include <vector>

#include "fmt/format.h"
#include "gtest/gtest.h"
#include "ketnoi/v1/buyer.pb.h"
#include "ketnoi/v1/reference.pb.h"
#include "ketnoi/v1/requirement.pb.h"
#include "ketnoi/v1/supplier.pb.h"
#include "tests/data/message_files.h"

namespace ketnoi::data {
namespace {

template <class M>
std::vector<M> ReadCatalogue(const std::string& file) {
  const std::string path = DataPath(fmt::format("catalogue/{}", file));
  std::vector<M> records;
  for (const std::string& line : ReadLines(path)) {
    records.push_back(
        ParseMessage<M>(line, fmt::format("{}:{}", path, records.size() + 1)));
  }
  EXPECT_FALSE(records.empty()) << path;
  return records;
}

template <class M>
std::set<std::string> Ids(const std::string& table) {
  std::set<std::string> ids;
  for (const M& message : ReadTable<M>(table)) ids.insert(IdOf(message.name()));
  return ids;
}

// What records may refer to.
class Names {
 public:
  Names()
      : processes(Ids<v1::Process>("processes")),
        materials(Ids<v1::Material>("materials")),
        provinces(Ids<v1::Province>("provinces")),
        industries(Ids<v1::Industry>("industries")) {
    for (auto& m : ReadTable<v1::Category>("categories")) {
      categories[IdOf(m.name())] = m;
    }
    for (auto& m :
         ReadTable<v1::AttributeDefinition>("attribute_definitions")) {
      definitions[IdOf(m.name())] = m;
    }
    for (auto& m : ReadTable<v1::CertificateScheme>("certificate_schemes")) {
      schemes[IdOf(m.name())] = m;
    }
    for (auto& m : ReadTable<v1::Unit>("units")) units[IdOf(m.name())] = m;
  }

  // The definition that holds for the category; null if there is none.
  const v1::AttributeDefinition* Find(std::string category,
                                      const std::string& attribute) const {
    while (true) {
      const std::string owner = category.empty() ? "*" : category;
      const auto found = definitions.find(owner + "." + attribute);
      if (found != definitions.end()) return &found->second;
      if (category.empty()) return nullptr;
      category = categories.at(category).parent();
    }
  }

  std::map<std::string, v1::Category> categories;
  std::map<std::string, v1::AttributeDefinition> definitions;
  std::map<std::string, v1::CertificateScheme> schemes;
  std::map<std::string, v1::Unit> units;
  const std::set<std::string> processes;
  const std::set<std::string> materials;
  const std::set<std::string> provinces;
  const std::set<std::string> industries;
};

template <class List>
void ExpectAllIn(const std::set<std::string>& known, const List& values,
                 const std::string& where) {
  for (const std::string& value : values) {
    EXPECT_TRUE(known.contains(value)) << where << ": " << value;
  }
}

void ExpectCodes(const v1::AttributeDefinition& definition,
                 const v1::StatedList& list, const std::string& where) {
  std::set<std::string> known;
  for (const auto& code : definition.codes()) known.insert(code.code());
  if (definition.open_vocabulary()) return;
  ExpectAllIn(known, list.values(), where);
  ExpectAllIn(known, list.not_held(), where);
}

void ExpectValue(const Names& names, const std::string& category,
                 const v1::AttributeValue& value, const std::string& where) {
  const std::string at = fmt::format("{} {}", where, value.attribute());
  const v1::AttributeDefinition* definition =
      names.Find(category, value.attribute());
  ASSERT_NE(definition, nullptr) << at;
  EXPECT_EQ(definition->carrier(), v1::ATTRIBUTE_CARRIER_ATTRIBUTE) << at;
  EXPECT_FALSE(definition->unit_required() && value.unit().empty()) << at;
  if (!value.unit().empty()) {
    ASSERT_TRUE(names.units.contains(value.unit())) << at;
    ASSERT_TRUE(names.units.contains(definition->unit())) << at;
    EXPECT_EQ(names.units.at(value.unit()).dimension(),
              names.units.at(definition->unit()).dimension())
        << at;
  }
  switch (definition->kind()) {
    case v1::ATTRIBUTE_KIND_NUMBER:
      EXPECT_TRUE(value.has_number() || value.has_range()) << at;
      if (value.has_range() && value.range().has_max()) {
        EXPECT_LE(value.range().min(), value.range().max()) << at;
      }
      break;
    case v1::ATTRIBUTE_KIND_DIMENSIONS:
      EXPECT_TRUE(value.has_dimensions()) << at;
      break;
    case v1::ATTRIBUTE_KIND_FLAG:
      EXPECT_EQ(value.value_case(), v1::AttributeValue::kFlag) << at;
      break;
    case v1::ATTRIBUTE_KIND_CODES:
    case v1::ATTRIBUTE_KIND_CLASS:
      EXPECT_TRUE(value.has_codes()) << at;
      ExpectCodes(*definition, value.codes(), at);
      break;
    case v1::ATTRIBUTE_KIND_COMPOSITION:
      EXPECT_TRUE(value.has_composition()) << at;
      break;
    default:
      EXPECT_EQ(value.value_case(), v1::AttributeValue::kText) << at;
  }
}

void ExpectCapabilities(const Names& names, const v1::Supplier& supplier) {
  std::set<std::string> ids;
  std::set<std::string> sites;
  for (const v1::Site& site : supplier.sites()) {
    EXPECT_TRUE(sites.insert(site.id()).second) << supplier.name();
    if (site.province().empty()) continue;
    EXPECT_TRUE(names.provinces.contains(site.province())) << supplier.name();
  }
  for (const v1::Capability& row : supplier.capabilities()) {
    const std::string where = fmt::format("{} {}", supplier.name(), row.id());
    EXPECT_TRUE(ids.insert(row.id()).second) << where;
    ASSERT_TRUE(names.categories.contains(row.category())) << where;
    ExpectAllIn(names.processes, row.processes().values(), where);
    ExpectAllIn(names.materials, row.materials().values(), where);
    ExpectAllIn(sites, row.site_ids(), where);
    std::set<std::string> attributes;
    for (const v1::AttributeValue& value : row.attributes()) {
      EXPECT_TRUE(attributes.insert(value.attribute()).second) << where;
      ExpectValue(names, row.category(), value, where);
    }
  }
}

void ExpectCertificate(const Names& names, const std::string& scheme,
                       const std::string& level, const std::string& where) {
  ASSERT_TRUE(names.schemes.contains(scheme)) << where << ": " << scheme;
  if (level.empty()) return;
  const auto& levels = names.schemes.at(scheme).levels();
  ExpectAllIn({levels.begin(), levels.end()}, std::vector{level}, where);
}

void ExpectSupplier(const Names& names, const v1::Supplier& supplier) {
  EXPECT_FALSE(supplier.sources().empty()) << supplier.name();
  EXPECT_TRUE(supplier.tax_code().empty()) << supplier.name();
  EXPECT_TRUE(supplier.contacts().empty()) << supplier.name();
  ExpectCapabilities(names, supplier);
  for (const v1::Certificate& certificate : supplier.certificates()) {
    ExpectCertificate(names, certificate.scheme(), certificate.level(),
                      supplier.name());
    EXPECT_TRUE(certificate.number().empty()) << supplier.name();
    if (certificate.valid_from().empty() || certificate.valid_to().empty()) {
      continue;
    }
    EXPECT_LT(certificate.valid_from(), certificate.valid_to());
  }
  ExpectAllIn(names.industries, supplier.track_record().industries().values(),
              supplier.name());
}

class CatalogueTest : public testing::TestWithParam<const char*> {
 protected:
  static bool Composed() { return std::string(GetParam()) == "composed"; }
  static std::string File(const char* name) {
    return fmt::format("{}/{}.jsonl", GetParam(), name);
  }

  const Names names_;
};

TEST_P(CatalogueTest, SuppliersAreSound) {
  std::set<std::string> used;
  for (const auto& supplier : ReadCatalogue<v1::Supplier>(File("suppliers"))) {
    EXPECT_TRUE(used.insert(supplier.name()).second) << supplier.name();
    EXPECT_EQ(supplier.composed(), Composed()) << supplier.name();
    ExpectSupplier(names_, supplier);
    // A published source does not confirm a record with the firm, and states
    // neither machines nor validity of certificates.
    if (Composed()) continue;
    EXPECT_TRUE(supplier.confirmed_date().empty()) << supplier.name();
    EXPECT_TRUE(supplier.certificates().empty()) << supplier.name();
  }
}

TEST_P(CatalogueTest, RequirementsAreSound) {
  std::map<std::string, std::set<std::string>> plants;
  for (const auto& buyer : ReadCatalogue<v1::Buyer>(File("buyers"))) {
    EXPECT_FALSE(plants.contains(buyer.name())) << buyer.name();
    EXPECT_EQ(buyer.composed(), Composed()) << buyer.name();
    EXPECT_TRUE(buyer.tax_code().empty()) << buyer.name();
    auto& ids = plants[buyer.name()];
    for (const v1::Plant& plant : buyer.plants()) {
      EXPECT_TRUE(ids.insert(plant.id()).second) << buyer.name();
      EXPECT_TRUE(names_.provinces.contains(plant.province())) << buyer.name();
    }
  }
  std::set<std::string> used;
  for (const auto& requirement :
       ReadCatalogue<v1::Requirement>(File("requirements"))) {
    const std::string& name = requirement.name();
    EXPECT_TRUE(used.insert(name).second) << name;
    EXPECT_EQ(requirement.composed(), Composed()) << name;
    ASSERT_TRUE(names_.categories.contains(requirement.category())) << name;
    const std::string buyer = name.substr(0, name.find("/requirements/"));
    ASSERT_TRUE(plants.contains(buyer)) << name;
    if (!requirement.plant_id().empty()) {
      EXPECT_TRUE(plants[buyer].contains(requirement.plant_id())) << name;
    }
    for (const v1::Criterion& criterion : requirement.criteria()) {
      ExpectAllIn(names_.processes, criterion.processes().processes(), name);
      ExpectAllIn(names_.materials, criterion.materials().materials(), name);
      ExpectAllIn(names_.industries, criterion.industries_served().values(),
                  name);
      if (criterion.has_attribute()) {
        ExpectValue(names_, requirement.category(),
                    criterion.attribute().required(), name);
      }
      if (criterion.has_certificate()) {
        ExpectCertificate(names_, criterion.certificate().scheme(),
                          criterion.certificate().level(), name);
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(All, CatalogueTest,
                         testing::Values("real", "composed"));

TEST(CatalogueNamesTest, RealAndComposedNamesDiffer) {
  std::set<std::string> names;
  for (const char* folder : {"real", "composed"}) {
    for (const auto& supplier : ReadCatalogue<v1::Supplier>(
             fmt::format("{}/suppliers.jsonl", folder))) {
      EXPECT_TRUE(names.insert(supplier.name()).second) << supplier.name();
    }
  }
}

}  // namespace
}  // namespace ketnoi::data
