#include "matcher/match/compile.h"

#include <string>
#include <utility>

#include "gtest/gtest.h"
#include "tests/testing/random_world.h"

namespace ketnoi::match {
namespace {

class CompileTest : public ::testing::Test {
 protected:
  CompileTest() {
    set_.weights.fill({1, false});
    requirement_.category = {0};
  }

  void Add(std::string key, model::Test test) {
    model::Criterion criterion;
    criterion.key = std::move(key);
    criterion.test = std::move(test);
    requirement_.criteria.push_back(std::move(criterion));
  }

  absl::Status StatusOfCompile() const {
    return Compile(requirement_, set_, *reference_, {{20000}, {}}).status();
  }

  testing::Dice dice_{1};
  std::unique_ptr<const model::Reference> reference_ =
      testing::RandomReference(dice_);
  model::CriteriaSet set_ = testing::RandomCriteriaSet(dice_);
  model::Requirement requirement_;
};

TEST_F(CompileTest, RefusesTwoCriteriaWithOneKey) {
  Add("days", model::SampleLeadTimeTest{3});
  EXPECT_TRUE(StatusOfCompile().ok());
  Add("days", model::SeriesLeadTimeTest{5});
  EXPECT_EQ(StatusOfCompile().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_NE(StatusOfCompile().message().find("\"days\""), std::string::npos);
}

TEST_F(CompileTest, RefusesTheKeyOfTheCategoryForAnother) {
  Add("category", model::SampleLeadTimeTest{3});
  EXPECT_EQ(StatusOfCompile().code(), absl::StatusCode::kInvalidArgument);
}

TEST_F(CompileTest, LetsTheCategoryBeNamed) {
  Add("category", model::CategoryTest{});
  EXPECT_TRUE(StatusOfCompile().ok());
}

TEST_F(CompileTest, RefusesTheKeyOfFreshnessWhereItAlwaysCounts) {
  Add("freshness", model::SampleLeadTimeTest{3});
  EXPECT_TRUE(StatusOfCompile().ok());
  set_.weights[size_t(model::CriterionKind::kFreshness)].always = true;
  EXPECT_EQ(StatusOfCompile().code(), absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace ketnoi::match
