#include "clients/cli/proto_field.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "ketnoi/v1/requirement.pb.h"

namespace ketnoi::cli {
namespace {

using ::testing::HasSubstr;

const Words kEnglish(Language::kEnglish);

TEST(SetFromCellTest, SetsByTheFieldsType) {
  v1::Supplier supplier;
  EXPECT_TRUE(SetFromCell("legal_name.vi", "Công ty", kEnglish, supplier).ok());
  EXPECT_TRUE(SetFromCell("employee_count", "0", kEnglish, supplier).ok());
  EXPECT_TRUE(SetFromCell("composed", "TRUE", kEnglish, supplier).ok());
  EXPECT_TRUE(
      SetFromCell("ownership", "Joint_Venture", kEnglish, supplier).ok());
  EXPECT_TRUE(
      SetFromCell("track_record.industries.values", "a; b", kEnglish, supplier)
          .ok());
  EXPECT_EQ(supplier.legal_name().vi(), "Công ty");
  EXPECT_TRUE(supplier.has_employee_count());
  EXPECT_TRUE(supplier.composed());
  EXPECT_EQ(supplier.ownership(), v1::OWNERSHIP_JOINT_VENTURE);
  EXPECT_EQ(supplier.track_record().industries().values_size(), 2);
}

TEST(SetFromCellTest, SaysWhatWasExpected) {
  v1::Supplier supplier;
  const auto error = [&supplier](const char* path, const char* cell) {
    return std::string(SetFromCell(path, cell, kEnglish, supplier).message());
  };
  EXPECT_EQ(error("employee_count", "many"), "is not a whole number");
  EXPECT_EQ(error("employee_count", "3000000000"), "is not a whole number");
  EXPECT_THAT(error("track_record.export_share_percent", "5%"),
              HasSubstr("is not a number"));
  EXPECT_EQ(error("composed", "maybe"), "is neither true nor false");
  EXPECT_THAT(error("ownership", "mine"), HasSubstr("state, foreign"));
  EXPECT_THAT(error("ownership", "unspecified"), HasSubstr("is none of"));
}

TEST(TextAtTest, FollowsPaths) {
  v1::Supplier supplier;
  supplier.add_sites()->set_province("01");
  supplier.add_sites()->set_province("24");
  supplier.add_sites()->set_province("01");
  supplier.mutable_legal_name()->set_vi("A");
  EXPECT_EQ(TextAt(supplier, "sites[1].province"), "24");
  EXPECT_EQ(TextAt(supplier, "sites.province"), "01; 24");
  EXPECT_EQ(TextAt(supplier, "legalName.vi"), "A");
  for (const char* path : {"", "sites[9].province", "sites[x].province", "no",
                           "legal_name.vi.deeper", "sites[99999999999999999]",
                           "employee_count", "..", "[0]"}) {
    EXPECT_EQ(TextAt(supplier, path), "") << path;
  }
}

TEST(FlattenTest, ListsEveryFieldThatIsSet) {
  v1::Requirement requirement;
  requirement.set_name("buyers/a/requirements/b");
  requirement.add_criteria()->mutable_place()->mutable_distance()->set_max_km(
      50);
  requirement.mutable_create_time()->set_seconds(0);
  const auto texts = Flatten(requirement);
  ASSERT_EQ(texts.size(), 3U);
  EXPECT_EQ(texts[1].path, "criteria[0].place.distance.max_km");
  EXPECT_EQ(texts[1].text, "50");
  EXPECT_EQ(texts[2].text, "1970-01-01T00:00:00Z");
}

}  // namespace
}  // namespace ketnoi::cli
