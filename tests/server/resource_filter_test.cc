// What the conditions of list filters mean: values in any spelling that records
// may use find what is stored, and what no record can have is refused.

#include "server/resource_filter.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

#include "google/protobuf/text_format.h"
#include "server/reference_loader.h"

namespace ketnoi::server {
namespace {

class ResourceFilterTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    auto loaded = LoadReferenceData(KETNOI_DATA_DIR, "");
    ASSERT_TRUE(loaded.ok()) << loaded.status();
    data_ = std::move(*loaded).release();
  }
  static void TearDownTestSuite() { delete data_; }

  template <class Resource>
  static bool Finds(const Resource& resource, const std::string& field,
                    const std::string& value) {
    const Condition condition =
        CanonicalCondition(data_->reference, {field, false, value});
    EXPECT_EQ(ConditionProblem(data_->reference, resource, condition), "");
    const Condition negated{condition.field, true, condition.value};
    const bool found = Passes(data_->reference, resource, condition);
    EXPECT_NE(Passes(data_->reference, resource, negated), found);
    return found;
  }

  template <class Resource>
  static std::string Problem(const std::string& field,
                             const std::string& value) {
    return ConditionProblem(
        data_->reference, Resource(),
        CanonicalCondition(data_->reference, {field, false, value}));
  }

  template <class Resource>
  static Resource Parse(const std::string& text) {
    Resource resource;
    EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &resource));
    return resource;
  }

  static inline const ReferenceData* data_ = nullptr;
};

TEST_F(ResourceFilterTest, FindsSuppliersByAnySpelling) {
  const auto supplier = Parse<v1::Supplier>(R"(
    tax_code: "0100109106" ownership: OWNERSHIP_DOMESTIC_PRIVATE
    sites { id: "s" province: "01" }
    capabilities { id: "c" category: "stamping"
      processes { values: "progressive_stamping" }
      materials { values: "sus304" } }
    certificates { id: "q" scheme: "iso9001" })");
  const std::pair<const char*, const char*> kConditions[] = {
      {"process", "progressive_stamping"},
      {"process", "PROGRESSIVE_STAMPING"},
      {"process", "progressive stamping"},
      {"material", "1.4301"},
      {"material", "SUS304"},
      {"certificate", "ISO 9001"},
      {"province", "Hà Nội"},
      {"category", "stamping"},
      {"category", "metal"},
      {"ownership", "domestic_private"},
      {"composed", "false"},
      {"tax_code", "0100109106"},
  };
  for (const auto& [field, value] : kConditions) {
    EXPECT_TRUE(Finds(supplier, field, value)) << field << " = " << value;
  }
  EXPECT_FALSE(Finds(supplier, "process", "spot_welding"));
  EXPECT_FALSE(Finds(supplier, "ownership", "STATE"));
}

TEST_F(ResourceFilterTest, FindsBuyersAndRequirementsByAnySpelling) {
  const auto buyer = Parse<v1::Buyer>(R"(
    country_code: "JP" industries: "automotive"
    plants { id: "p" province: "31" })");
  EXPECT_TRUE(Finds(buyer, "country_code", "jp"));
  EXPECT_TRUE(Finds(buyer, "industry", "Ô tô"));
  EXPECT_TRUE(Finds(buyer, "province", "Hải Phòng"));
  // Not stated is treated as open.
  EXPECT_TRUE(Finds(v1::Requirement(), "state", "open"));
  const auto closed = Parse<v1::Requirement>("state: REQUIREMENT_STATE_CLOSED");
  EXPECT_TRUE(Finds(closed, "state", "CLOSED"));
  EXPECT_FALSE(Finds(closed, "state", "OPEN"));
}

TEST_F(ResourceFilterTest, TellsWhatANameOfACategoryOrProcessMayMean) {
  EXPECT_EQ(Problem<v1::Supplier>("category", "bánh răng"),
            "'bánh răng' is not a value of category; the name is that of "
            "several: 'gears_transmission', 'gears'; see ListCategories; "
            "ketnoi reference categories");
  EXPECT_NE(Problem<v1::Supplier>("process", "hàn").find("; perhaps '"),
            std::string::npos);
}

TEST_F(ResourceFilterTest, NamesTheAcceptedValues) {
  EXPECT_EQ(Problem<v1::Requirement>("state", "UNSPECIFIED"),
            "'UNSPECIFIED' is not a value of state; accepted: OPEN, CLOSED");
  EXPECT_EQ(Problem<v1::Supplier>("ownership", "unspecified"),
            "'unspecified' is not a value of ownership; accepted: "
            "DOMESTIC_PRIVATE, STATE, FOREIGN, JOINT_VENTURE, COOPERATIVE");
  EXPECT_EQ(Problem<v1::Buyer>("composed", "yes"),
            "'yes' is not a value of composed; accepted: true, false");
  EXPECT_EQ(Problem<v1::Buyer>("process", "x"),
            "'process' is not a field that can be filtered by: country_code, "
            "province, industry, composed, tax_code");
}

TEST_F(ResourceFilterTest, RefusesWhatNoRecordCanHave) {
  const std::pair<const char*, const char*> kConditions[] = {
      {"category", "nowhere"}, {"province", "Atlantis"}, {"process", ""},
      {"certificate", "x"},    {"material", "?"},        {"tax_code", "123"},
  };
  for (const auto& [field, value] : kConditions) {
    EXPECT_NE(Problem<v1::Supplier>(field, value), "") << field;
  }
  EXPECT_NE(Problem<v1::Buyer>("country_code", "Japan"), "");
  EXPECT_NE(Problem<v1::Buyer>("industry", "nothing"), "");
}

}  // namespace
}  // namespace ketnoi::server
