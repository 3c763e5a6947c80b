#include "clients/cli/resource_name.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace ketnoi::cli {
namespace {

using ::testing::HasSubstr;

TEST(ParseNameTest, TellsKindsByTheirCollections) {
  EXPECT_EQ(ParseName("suppliers/a")->kind, ResourceKind::kSupplier);
  EXPECT_EQ(ParseName("buyers/a")->kind, ResourceKind::kBuyer);
  EXPECT_EQ(ParseName("criteriaSets/a")->kind, ResourceKind::kCriteriaSet);
  const auto full = ParseName("buyers/b/requirements/r");
  EXPECT_EQ(full->kind, ResourceKind::kRequirement);
  EXPECT_EQ(full->name, "buyers/b/requirements/r");
}

TEST(ParseNameTest, TakesTheShortFormOfRequirements) {
  const auto name = ParseName("car-maker/seal");
  ASSERT_TRUE(name.ok());
  EXPECT_EQ(name->kind, ResourceKind::kRequirement);
  EXPECT_EQ(name->name, "buyers/car-maker/requirements/seal");
  EXPECT_EQ(*ParseRequirementName("car-maker/seal"), name->name);
}

TEST(ParseNameTest, RefusesWhatIsNoName) {
  for (const char* wrong :
       {"", "a", "a/b/c", "buyers/b/requirement/r", "a/b/c/d", "supplier/a"}) {
    EXPECT_FALSE(ParseName(wrong).ok()) << wrong;
    EXPECT_FALSE(ParseRequirementName(wrong).ok()) << wrong;
  }
  EXPECT_THAT(std::string(ParseName("buyer/x").status().message()),
              HasSubstr("did you mean \"buyers\"?"));
  EXPECT_FALSE(ParseRequirementName("suppliers/a").ok());
}

TEST(ShortFormTest, LeavesCollectionsOut) {
  EXPECT_EQ(ShortForm("suppliers/a"), "a");
  EXPECT_EQ(ShortForm("buyers/b/requirements/r"), "b/r");
  EXPECT_EQ(ShortForm("a"), "a");
}

}  // namespace
}  // namespace ketnoi::cli
