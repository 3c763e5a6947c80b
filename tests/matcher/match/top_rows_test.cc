#include "matcher/match/top_rows.h"

#include <algorithm>
#include <memory>
#include <vector>

#include "fmt/format.h"
#include "gtest/gtest.h"
#include "tests/testing/random_world.h"

namespace ketnoi::match {
namespace {

constexpr int32_t kSuppliers = 300;
constexpr int32_t kRowsEach = 5;

class TopRowsTest : public ::testing::Test {
 protected:
  TopRowsTest() {
    std::vector<std::shared_ptr<const model::Supplier>> suppliers;
    for (int32_t s = 0; s < kSuppliers; ++s) {
      auto supplier = std::make_shared<model::Supplier>();
      supplier->id = fmt::format("{:04}", s);
      supplier->capabilities.resize(kRowsEach);
      for (auto& capability : supplier->capabilities) capability.category = {0};
      suppliers.push_back(std::move(supplier));
    }
    segment_ = index::Segment::Build(*reference_, std::move(suppliers));
  }

  testing::Dice dice_{5};
  std::unique_ptr<const model::Reference> reference_ =
      testing::RandomReference(dice_);
  std::shared_ptr<const index::Segment> segment_;
};

// Few distinct keys, so that suppliers and rows tie.
TEST_F(TopRowsTest, KeepsTheBestRowOfTheBestSuppliers) {
  for (const size_t limit : {0UL, 1UL, 7UL, 250UL, 1000UL}) {
    TopRows top(*segment_, limit);
    std::vector<Candidate> best(kSuppliers);
    for (int32_t row = 0; row < kSuppliers * kRowsEach; ++row) {
      const int32_t supplier = segment_->supplier(row);
      const Candidate candidate{supplier, row,
                                static_cast<RowKey>(dice_.Below(40))};
      top.Offer(candidate);
      Candidate& known = best[static_cast<size_t>(supplier)];
      if (known.row < 0 ||
          BetterRow(*segment_, candidate.key, row, known.key, known.row)) {
        known = candidate;
      }
    }
    std::sort(best.begin(), best.end(),
              [](const Candidate& a, const Candidate& b) {
                return a.key != b.key ? a.key > b.key : a.supplier < b.supplier;
              });
    best.resize(std::min(limit, best.size()));
    const std::vector<Candidate> kept = top.Take();
    ASSERT_EQ(kept.size(), best.size()) << limit;
    for (size_t i = 0; i < best.size(); ++i) {
      EXPECT_EQ(kept[i].row, best[i].row) << limit << " " << i;
      EXPECT_EQ(kept[i].key, best[i].key) << limit << " " << i;
    }
  }
}

}  // namespace
}  // namespace ketnoi::match
