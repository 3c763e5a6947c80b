#include "matcher/index/segment.h"

#include <memory>
#include <set>
#include <vector>

#include "gtest/gtest.h"
#include "tests/testing/random_world.h"

namespace ketnoi::index {
namespace {

class SegmentTest : public ::testing::Test {
 protected:
  std::shared_ptr<const Segment> Build(const model::Supplier& supplier) const {
    return Segment::Build(*reference_,
                          {std::make_shared<const model::Supplier>(supplier)});
  }

  testing::Dice dice_{1};
  std::unique_ptr<const model::Reference> reference_ =
      testing::RandomReference(dice_);
};

// A small record with many rows must not become a large index.
TEST_F(SegmentTest, ListsOfASiteAreStoredOnceForAllOfItsRows) {
  model::Supplier supplier;
  supplier.id = "one";
  supplier.sites.resize(5);
  supplier.capabilities.resize(20);
  for (size_t c = 0; c < supplier.capabilities.size(); ++c) {
    supplier.capabilities[c].category = {static_cast<int32_t>(c % 9)};
  }
  supplier.certificates.resize(30);
  for (auto& certificate : supplier.certificates) certificate.scheme = {0};
  supplier.certificates_not_held = {{1}};
  supplier.languages.held = {"vi"};

  const auto segment = Build(supplier);
  ASSERT_EQ(segment->row_count(), 100);
  std::set<const void*> certificates, left_out, languages;
  for (int32_t row = 0; row < segment->row_count(); ++row) {
    ASSERT_EQ(segment->certificates(row).size(), 30u);
    ASSERT_EQ(segment->certificates_left_out(row).not_held.size(), 1u);
    ASSERT_EQ(segment->languages(row).held.size(), 1u);
    certificates.insert(segment->certificates(row).data());
    left_out.insert(segment->certificates_left_out(row).not_held.data());
    languages.insert(segment->languages(row).held.data());
  }
  EXPECT_EQ(certificates.size(), 5u);
  EXPECT_EQ(left_out.size(), 5u);
  EXPECT_EQ(languages.size(), 5u);
}

TEST_F(SegmentTest, EachRowHasTheCertificatesOfItsSite) {
  model::Supplier supplier;
  supplier.id = "one";
  supplier.sites.resize(2);
  supplier.capabilities.resize(2);
  supplier.capabilities[0].category = {3};
  supplier.capabilities[0].sites = {1};
  supplier.capabilities[1].category = {1};
  supplier.certificates.resize(3);
  for (size_t i = 0; i < 3; ++i) {
    supplier.certificates[i].scheme = {static_cast<int32_t>(i)};
  }
  supplier.certificates[0].sites = {0};
  supplier.certificates[1].sites = {1};

  const auto segment = Build(supplier);
  ASSERT_EQ(segment->row_count(), 3);
  for (int32_t row = 0; row < 3; ++row) {
    const auto certificates = segment->certificates(row);
    ASSERT_EQ(certificates.size(), 2u);
    EXPECT_EQ(certificates[0].scheme.value, segment->site(row));
    EXPECT_FALSE(certificates[0].scope_unclear);
    EXPECT_EQ(certificates[1].scheme.value, 2);
    EXPECT_TRUE(certificates[1].scope_unclear);
  }
}

}  // namespace
}  // namespace ketnoi::index
