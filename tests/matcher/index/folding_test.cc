#include "matcher/index/folding.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <numeric>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "matcher/index/segment_merger.h"
#include "matcher/index/snapshot.h"
#include "tests/testing/random_world.h"

namespace ketnoi::index {
namespace {

class FoldingTest : public ::testing::Test {
 protected:
  Part PartOf(int32_t size, int32_t replaced = 0) const {
    std::vector<std::shared_ptr<const model::Supplier>> suppliers;
    for (int32_t s = 0; s < size; ++s) {
      auto supplier = std::make_shared<model::Supplier>();
      supplier->id = std::to_string(s);
      suppliers.push_back(std::move(supplier));
    }
    Part part = WholePart(reference_->categories,
                          Segment::Build(*reference_, std::move(suppliers)));
    std::vector<int32_t> positions(static_cast<size_t>(replaced));
    std::iota(positions.begin(), positions.end(), 0);
    Replace(reference_->categories, positions, part);
    return part;
  }

  testing::Dice dice_{1};
  std::unique_ptr<const model::Reference> reference_ =
      testing::RandomReference(dice_);
};

TEST_F(FoldingTest, BeginsWhereTheWasteComesToTheShare) {
  EXPECT_EQ(FirstToFold({}, 8), 0u);
  EXPECT_EQ(FirstToFold({{PartOf(100)}}, 8), 1u);
  EXPECT_EQ(FirstToFold({{PartOf(100), PartOf(12)}}, 8), 2u);
  EXPECT_EQ(FirstToFold({{PartOf(100), PartOf(13)}}, 8), 0u);
  EXPECT_EQ(FirstToFold({{PartOf(1000), PartOf(13), PartOf(13)}}, 8), 1u);
  EXPECT_EQ(FirstToFold({{PartOf(200), PartOf(13), PartOf(13)}}, 8), 0u);
}

TEST_F(FoldingTest, CountsReplacedSuppliersAsWaste) {
  EXPECT_EQ(FirstToFold({{PartOf(100, 12)}}, 8), 1u);
  EXPECT_EQ(FirstToFold({{PartOf(100, 13)}}, 8), 0u);
}

// With the merges that are due done at once, whatever is written.
TEST_F(FoldingTest, PartsAndCopiesStayLogarithmic) {
  constexpr int32_t kWrites = 4000;
  auto snapshot = Snapshot::Build(*reference_, {}, 0);
  int64_t copied = 0;
  for (int32_t w = 1; w <= kWrites; ++w) {
    auto supplier = std::make_shared<model::Supplier>();
    supplier->id = std::to_string(w);
    snapshot = snapshot->With({{supplier->id, supplier}}, w);
    std::vector<Part> large;
    for (const Part& part : snapshot->parts()) {
      if (!IsSmall(part)) large.push_back(part);
    }
    ASSERT_LE(snapshot->parts().size() - large.size(),
              6u);  // 1, 2, ... 16, and one more
    const size_t first = FirstToFold(large, kFoldRatio);
    if (first < large.size()) {
      Fold fold{{large.begin() + static_cast<ptrdiff_t>(first), large.end()},
                nullptr};
      fold.merged =
          MergeSegments(*reference_, fold.parts, [] { return false; });
      copied += fold.merged->supplier_count();
      snapshot = snapshot->Folded(fold);
    }
    ASSERT_LE(snapshot->parts().size(), 6u + 3u);  // 16, 144, 1296
    ASSERT_EQ(snapshot->supplier_count(), w);
  }
  EXPECT_LT(copied, 16 * kWrites);
}

}  // namespace
}  // namespace ketnoi::index
