// The generator keeps to the distributions of its README, and the committed
// catalogue is what it prints.

#include <google/protobuf/util/json_util.h>

#include <cstdint>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "benchmarks/generator/certificate_draw.h"
#include "benchmarks/generator/family_profile.h"
#include "benchmarks/generator/ladder.h"
#include "benchmarks/generator/random.h"
#include "benchmarks/generator/reference_files.h"
#include "benchmarks/generator/requirement_generator.h"
#include "benchmarks/generator/supplier_generator.h"
#include "gtest/gtest.h"

namespace ketnoi::generator {
namespace {

constexpr int64_t kCount = 1400;
constexpr uint64_t kSeed = 2026;

const std::string kData = KETNOI_DATA_DIR;

class GeneratorTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    auto loaded = LoadReferenceFiles(kData + "/reference");
    ASSERT_TRUE(loaded.ok()) << loaded.status();
    reference_ = new ReferenceFiles(*std::move(loaded));
    suppliers_ = new std::vector<v1::Supplier>();
    const SupplierGenerator generator(*reference_, kSeed);
    for (int64_t i = 0; i < kCount; ++i) {
      suppliers_->push_back(generator.Make(i));
    }
  }

  static void TearDownTestSuite() {
    delete suppliers_;
    delete reference_;
  }

  // Suppliers for which `holds`, per cent.
  template <typename Predicate>
  static double Share(Predicate holds) {
    int count = 0;
    for (const v1::Supplier& supplier : *suppliers_) count += holds(supplier);
    return 100.0 * count / static_cast<double>(suppliers_->size());
  }

  static std::vector<v1::Certificate> CertificatesWithEnd() {
    std::vector<v1::Certificate> found;
    for (const v1::Supplier& supplier : *suppliers_) {
      for (const v1::Certificate& certificate : supplier.certificates()) {
        if (!certificate.valid_to().empty()) found.push_back(certificate);
      }
    }
    return found;
  }

  static ReferenceFiles* reference_;
  static std::vector<v1::Supplier>* suppliers_;
};

ReferenceFiles* GeneratorTest::reference_ = nullptr;
std::vector<v1::Supplier>* GeneratorTest::suppliers_ = nullptr;

TEST_F(GeneratorTest, PrintsTheCommittedCatalogue) {
  std::ifstream file(kData + "/catalogue/composed/suppliers.jsonl",
                     std::ios::binary);
  std::ostringstream committed;
  committed << file.rdbuf();
  std::string printed;
  for (const v1::Supplier& supplier : *suppliers_) {
    ASSERT_TRUE(
        google::protobuf::util::MessageToJsonString(supplier, &printed).ok());
    printed += '\n';
  }
  EXPECT_TRUE(committed.str() == printed)
      << "print it anew: ketnoi-generate suppliers --count 1400 --seed 2026 "
         "--out data/catalogue/composed/suppliers.jsonl";
}

TEST_F(GeneratorTest, RecordsDoNotDependOnOneAnother) {
  const SupplierGenerator generator(*reference_, kSeed);
  EXPECT_EQ(generator.Make(1234).SerializeAsString(),
            (*suppliers_)[1234].SerializeAsString());
}

TEST_F(GeneratorTest, SharesAreAsStated) {
  std::set<std::string> names;
  for (const auto& supplier : *suppliers_) names.insert(supplier.name());
  EXPECT_EQ(names.size(), suppliers_->size());
  EXPECT_NEAR(Share([](const v1::Supplier& s) {
                for (const auto& certificate : s.certificates()) {
                  if (IsInternationalCertificate(certificate.scheme())) {
                    return true;
                  }
                }
                return false;
              }),
              35, 3);
  EXPECT_NEAR(Share([](const v1::Supplier& s) {
                return !s.certificates_complete_as_of().empty();
              }),
              30, 4);
  EXPECT_NEAR(Share([](const v1::Supplier& s) {
                return s.sites(0).province() == "01";
              }),
              34, 4);
  EXPECT_NEAR(Share([](const v1::Supplier& s) { return s.sites_size() == 1; }),
              76, 4);
  EXPECT_NEAR(
      Share([](const v1::Supplier& s) { return !s.confirmed_date().empty(); }),
      75, 4);
  EXPECT_NEAR(
      Share([](const v1::Supplier& s) { return !s.assessments().empty(); }), 20,
      4);
}

TEST_F(GeneratorTest, CapabilitiesAreAsStated) {
  std::map<std::string, int> rows_by_sector;
  int rows = 0;
  for (const v1::Supplier& supplier : *suppliers_) {
    ASSERT_GE(supplier.capabilities_size(), 1);
    ASSERT_LE(supplier.capabilities_size(), 12);
    rows += supplier.capabilities_size();
    for (const auto& row : supplier.capabilities()) {
      ++rows_by_sector[std::string(reference_->SectorOf(row.category()))];
    }
  }
  EXPECT_NEAR(static_cast<double>(rows) / kCount, 3.5, 0.2);
  EXPECT_EQ(rows_by_sector.size(), 5U);
}

TEST_F(GeneratorTest, MainFamiliesFollowTheSectors) {
  std::map<std::string, int> weights;
  for (const FamilyProfile& profile : FamilyProfiles()) {
    weights[std::string(reference_->SectorOf(profile.family))] +=
        profile.weight;
  }
  const std::map<std::string, int> expected = {{"metal", 440},
                                               {"electronics", 220},
                                               {"plastic_rubber", 180},
                                               {"textile", 130},
                                               {"hightech", 30}};
  EXPECT_EQ(weights, expected);
}

TEST_F(GeneratorTest, EveryFamilyHasRowsWithAttributes) {
  std::map<std::string, int> attributes;
  for (const v1::Supplier& supplier : *suppliers_) {
    for (const auto& row : supplier.capabilities()) {
      attributes[row.category()] += row.attributes_size();
    }
  }
  for (const FamilyProfile& profile : FamilyProfiles()) {
    EXPECT_GT(attributes[std::string(profile.family)], 0) << profile.family;
  }
}

TEST_F(GeneratorTest, AboutAThirdOfTheAttributesIsMissing) {
  int64_t stated = 0;
  int64_t possible = 0;
  for (const v1::Supplier& supplier : *suppliers_) {
    for (const auto& row : supplier.capabilities()) {
      std::set<std::string> own;
      for (const auto* definition : reference_->AttributesOf(row.category())) {
        if (definition->category() != "*" && definition->stated_by_supplier()) {
          own.insert(definition->attribute());
        }
      }
      possible += static_cast<int64_t>(own.size());
      for (const auto& value : row.attributes()) {
        stated += own.contains(value.attribute()) ? 1 : 0;
      }
    }
  }
  const double missing =
      1 - static_cast<double>(stated) / static_cast<double>(possible);
  EXPECT_GT(missing, 0.25);
  EXPECT_LT(missing, 0.40);
}

TEST_F(GeneratorTest, SomeCertificatesHaveEnded) {
  const auto certificates = CertificatesWithEnd();
  int ended = 0;
  for (const auto& certificate : certificates) {
    ended += certificate.valid_to() < "2026-11-01" ? 1 : 0;
    EXPECT_GT(certificate.valid_to(), "2025-01-01");
    EXPECT_LT(certificate.valid_to(), "2032-01-01");
  }
  EXPECT_NEAR(100.0 * ended / static_cast<double>(certificates.size()), 8, 2);
}

TEST_F(GeneratorTest, UnitsOtherThanTheCanonicalAreInUse) {
  std::set<std::string> units;
  for (const v1::Supplier& supplier : *suppliers_) {
    for (const auto& row : supplier.capabilities()) {
      for (const auto& value : row.attributes()) units.insert(value.unit());
    }
  }
  for (const char* unit :
       {"inch", "AWG", "Ne", "denier", "psi", "MPa", "oz/yd2", "kN"}) {
    EXPECT_TRUE(units.contains(unit)) << unit;
  }
}

TEST_F(GeneratorTest, NothingInventedCanBeTakenForReal) {
  for (const v1::Supplier& supplier : *suppliers_) {
    EXPECT_TRUE(supplier.composed());
    EXPECT_TRUE(supplier.tax_code().empty());
    EXPECT_TRUE(supplier.contacts().empty());
    for (const auto& certificate : supplier.certificates()) {
      EXPECT_TRUE(certificate.number().empty());
      EXPECT_TRUE(certificate.issuer().empty());
    }
  }
}

TEST_F(GeneratorTest, RequirementsRunThroughTheFamilies) {
  const RequirementGenerator generator(*reference_, kSeed);
  std::set<std::string> categories;
  for (int64_t i = 0; i < std::ssize(FamilyProfiles()); ++i) {
    const v1::Requirement requirement = generator.Make(i);
    categories.insert(requirement.category());
    EXPECT_TRUE(requirement.composed());
    EXPECT_GE(requirement.criteria_size(), 5);
  }
  EXPECT_EQ(categories.size(), FamilyProfiles().size());
}

TEST(RandomTest, IsTheSameEverywhere) {
  Random random(2026, 7);
  const uint64_t first = random.Next();
  EXPECT_EQ(Random(2026, 7).Next(), first);
  EXPECT_NE(Random(2026, 8).Next(), first);
  EXPECT_EQ(first, 8385012239548215195U);
}

TEST(LadderTest, HasRoundFigures) {
  const std::vector<Micro> wide = Ladder(ParseMicro("0.1"), ParseMicro("6"), 1);
  EXPECT_EQ(wide.front(), 100'000);
  EXPECT_EQ(wide.back(), 6 * kMicro);
  EXPECT_EQ(wide[1], 120'000);
  EXPECT_EQ(Ladder(ParseMicro("1"), ParseMicro("4"), kMicro),
            (std::vector<Micro>{kMicro, 2 * kMicro, 3 * kMicro, 4 * kMicro}));
  EXPECT_EQ(Ladder(ParseMicro("-40"), ParseMicro("150"), kMicro).front(),
            -40 * kMicro);
}

}  // namespace
}  // namespace ketnoi::generator
