// A ranking ends when its caller says so.

#include <cstdint>
#include <memory>

#include "tests/matcher/match/agreement.h"

namespace ketnoi::match {
namespace {

class CancelTest : public ::testing::Test {
 protected:
  // A snapshot of one supplier with `rows` rows, all of them candidates.
  absl::StatusOr<Ranking> RankRows(int32_t rows, RankQuery query) {
    auto supplier = std::make_shared<model::Supplier>();
    supplier->id = "one";
    supplier->capabilities.resize(static_cast<size_t>(rows));
    for (auto& capability : supplier->capabilities) capability.category = {0};
    const auto snapshot =
        index::Snapshot::Build(*world_.reference, {supplier}, 1);
    model::Requirement requirement;
    requirement.category = {0};
    const auto program =
        Compile(requirement, set_, *world_.reference, {world_.as_of, {}});
    if (!program.ok()) return program.status();
    return Rank(*program, *snapshot, query);
  }

  CancelTest() { set_.weights.fill({1, false}); }

  const testing::RandomWorld world_ = testing::MakeRandomWorld(1);
  model::CriteriaSet set_ = world_.criteria_set;
  int questions_ = 0;
};

TEST_F(CancelTest, EndsWithCancelled) {
  RankQuery query;
  query.cancelled = [this] { return ++questions_ == 2; };
  EXPECT_EQ(RankRows(20000, query).status().code(),
            absl::StatusCode::kCancelled);
  EXPECT_EQ(questions_, 2);
}

TEST_F(CancelTest, ADenialChangesNothing) {
  RankQuery query;
  query.cancelled = [this] { return ++questions_ < 0; };
  const auto ranking = RankRows(20000, query);
  ASSERT_TRUE(ranking.ok()) << ranking.status();
  EXPECT_EQ(ranking->totals.eligible, 1);
  EXPECT_GE(questions_, 2);
}

TEST_F(CancelTest, FewRowsAreNotWorthAQuestion) {
  RankQuery query;
  query.cancelled = [this] { return ++questions_ > 0; };
  EXPECT_TRUE(RankRows(100, query).ok());
  EXPECT_EQ(questions_, 0);
}

}  // namespace
}  // namespace ketnoi::match
