#include "matcher/index/segment.h"

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "fmt/format.h"
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
  EXPECT_EQ(segment->site_count(), 5);
  std::set<const void*> certificates, left_out, languages;
  for (int32_t row = 0; row < segment->row_count(); ++row) {
    const int32_t site = segment->site_number(row);
    ASSERT_EQ(segment->certificates(site).size(), 30u);
    ASSERT_EQ(segment->schemes(site).not_held.size(), 1u);
    const ListView list = segment->list(
        Field::kLanguages,
        segment->BlockOf(row).EntryAt(ColumnId::Of(Field::kLanguages), row));
    ASSERT_EQ(list.held.size(), 1u);
    for (const auto& held : segment->certificates(site)) {
      certificates.insert(&held);
    }
    left_out.insert(segment->schemes(site).not_held.data());
    languages.insert(list.held.data());
  }
  EXPECT_EQ(certificates.size(), 30u);
  EXPECT_EQ(left_out.size(), 1u);
  EXPECT_EQ(languages.size(), 1u);
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
    const auto certificates = segment->certificates(segment->site_number(row));
    ASSERT_EQ(certificates.size(), 2u);
    EXPECT_EQ(certificates[0].scheme, segment->site(row));
    EXPECT_FALSE(certificates[0].scope_unclear);
    EXPECT_EQ(certificates[1].scheme, 2);
    EXPECT_TRUE(certificates[1].scope_unclear);
  }
}

// Packing loses nothing, whatever the number of distinct values.
TEST_F(SegmentTest, EveryRowHasItsEntries) {
  for (const int32_t distinct : {1, 2, 256, 257, 70000}) {
    constexpr int32_t kEach = 1000;  // capabilities of a supplier
    std::vector<std::shared_ptr<const model::Supplier>> suppliers;
    for (int32_t n = 0; n < distinct + 3; n += kEach) {
      auto supplier = std::make_shared<model::Supplier>();
      supplier->id = fmt::format("{:06}", n);
      for (int32_t c = n; c < std::min(n + kEach, distinct + 3); ++c) {
        model::Capability& capability = supplier->capabilities.emplace_back();
        capability.category = {0};
        capability.sample_lead_days = c % distinct;
      }
      suppliers.push_back(std::move(supplier));
    }
    const auto segment = Segment::Build(*reference_, std::move(suppliers));
    const auto column = ColumnId::Of(Field::kSampleLeadDays);
    const Block& block = segment->blocks()[0];
    const PackedCodes* codes = block.Find(column);
    ASSERT_NE(codes, nullptr);
    EXPECT_EQ(codes->width, distinct == 1       ? 0
                            : distinct <= 256   ? 1
                            : distinct <= 65536 ? 2
                                                : 4);
    if (codes->width > 0) {
      EXPECT_EQ(reinterpret_cast<uintptr_t>(codes->codes) % kPadding, 0u);
    }
    int64_t rows = 0;
    for (const int32_t count : codes->rows) rows += count;
    EXPECT_EQ(rows, segment->row_count());
    for (int32_t row = 0; row < segment->row_count(); ++row) {
      ASSERT_EQ(
          segment->number(Field::kSampleLeadDays, block.EntryAt(column, row)),
          (segment->supplier(row) * kEach + segment->capability(row)) %
              distinct);
    }
  }
}

TEST_F(SegmentTest, AnswersNeedNoRecords) {
  model::Supplier first;
  first.id = "an-phu";
  first.name_vi = "Công ty TNHH An Phú";
  first.name_en = "An Phu Co., Ltd";
  first.composed = true;
  first.sites.resize(2);
  first.sites[0].id = "north";
  first.sites[1].id = "south";
  first.capabilities.resize(2);
  first.capabilities[0].id = "c1";
  first.capabilities[0].category = {3};
  first.capabilities[1].id = "c2";
  first.capabilities[1].category = {1};
  first.capabilities[1].sites = {1};
  model::Supplier second;
  second.id = "binh-minh";
  const auto segment =
      Segment::Build(*reference_, {std::make_shared<model::Supplier>(second),
                                   std::make_shared<model::Supplier>(first)});
  ASSERT_EQ(segment->supplier_count(), 2);
  EXPECT_EQ(segment->id(0), "an-phu");
  EXPECT_EQ(segment->names(0).vi, first.name_vi);
  EXPECT_EQ(segment->names(0).en, first.name_en);
  EXPECT_TRUE(segment->composed(0));
  EXPECT_EQ(segment->id(1), "binh-minh");
  EXPECT_EQ(segment->names(1).vi, "");
  EXPECT_FALSE(segment->composed(1));
  EXPECT_EQ(segment->Find("binh-minh"), 1);
  EXPECT_EQ(segment->Find("b"), -1);
  EXPECT_EQ(segment->Find("c"), -1);
  EXPECT_EQ(segment->FindAfter("an-phu"), 1);
  EXPECT_EQ(segment->FindAfter("c"), 2);
  EXPECT_EQ(segment->CategoriesOf(0),
            (std::vector<model::CategoryId>{{1}, {3}}));
  EXPECT_TRUE(segment->CategoriesOf(1).empty());

  ASSERT_EQ(segment->row_count(), 4);
  const std::vector<std::pair<std::string, std::string>> ids = {
      {"c2", "south"}, {"c1", "north"}, {"c1", "south"}, {"", ""}};
  const std::vector<std::pair<int32_t, int32_t>> positions = {
      {1, 1}, {0, 0}, {0, 1}, {-1, -1}};
  for (size_t r = 0; r < ids.size(); ++r) {
    const auto row = static_cast<int32_t>(r);
    EXPECT_EQ(segment->capability_id(row), ids[r].first) << r;
    EXPECT_EQ(segment->site_id(row), ids[r].second) << r;
    EXPECT_EQ(segment->capability(row), positions[r].first) << r;
    EXPECT_EQ(segment->site(row), positions[r].second) << r;
  }
}

TEST_F(SegmentTest, ACapacityIsKeptWithItsPromisedShare) {
  model::Supplier supplier;
  supplier.id = "one";
  supplier.capabilities.resize(3);
  for (auto& capability : supplier.capabilities) capability.category = {0};
  supplier.capabilities[0].monthly_capacity = {1001, {0}};
  supplier.capabilities[0].committed_bp = 2500;
  supplier.capabilities[1].monthly_capacity = {1001, {0}};
  const auto segment = Build(supplier);
  const auto at = [&](int32_t row) {
    return segment->amount(
        Field::kCapacity,
        segment->blocks()[0].EntryAt(ColumnId::Of(Field::kCapacity), row));
  };
  EXPECT_EQ(at(0).value_e3, 1001);
  EXPECT_EQ(at(0).committed_bp, 2500);
  EXPECT_EQ(at(0).free_e3(), 750);
  EXPECT_EQ(at(1).committed_bp, -1);
  EXPECT_EQ(at(1).free_e3(), 1001);
  EXPECT_FALSE(at(2).stated());
}

TEST_F(SegmentTest, AColumnThatNoRowStatesIsNotThere) {
  model::Supplier supplier;
  supplier.id = "one";
  supplier.capabilities.resize(3);
  for (auto& capability : supplier.capabilities) capability.category = {0};
  const auto segment = Build(supplier);
  ASSERT_EQ(segment->blocks()[0].columns.size(), 1u);
  EXPECT_EQ(segment->blocks()[0].columns[0].column,
            ColumnId::Of(Field::kCapabilityId));
}

// To the metre, in every octant.
TEST_F(SegmentTest, EverySiteIsWhereItsRecordSays) {
  model::Supplier supplier;
  supplier.id = "one";
  supplier.capabilities.resize(1);
  supplier.capabilities[0].category = {0};
  for (const int32_t latitude : {-89'999'999, -20'999'123, 0, 21'028'511}) {
    for (const int32_t longitude :
         {-179'999'999, -105'804'817, 0, 91'000'001}) {
      model::Site& site = supplier.sites.emplace_back();
      site.id = fmt::format("s{}", supplier.sites.size());
      site.place = {model::PointFromDegrees(latitude, longitude),
                    static_cast<int32_t>(supplier.sites.size() % 3)};
    }
  }
  supplier.sites.emplace_back().id = "somewhere";
  const auto segment = Build(supplier);
  ASSERT_EQ(segment->row_count(), std::ssize(supplier.sites));
  for (int32_t row = 0; row < segment->row_count(); ++row) {
    const auto& stated =
        supplier.sites[static_cast<size_t>(segment->site(row))].place;
    const auto place = segment->place(segment->site_number(row));
    ASSERT_EQ(place.has_value(), stated.has_value()) << row;
    if (!place) continue;
    EXPECT_EQ(place->center, stated->center) << row;
    EXPECT_EQ(place->radius_m, stated->radius_m) << row;
  }
}

// What stands beside the rows says of every row what its site says.
TEST_F(SegmentTest, PlacesAndCertificatesBesideTheRowsAreThoseOfTheSites) {
  const testing::RandomWorld world = testing::MakeRandomWorld(7, 300);
  const auto segment = Segment::Build(*world.reference, world.suppliers);
  const auto place_column = ColumnId::Of(Field::kPlace);
  int held_rows = 0;
  for (const Block& block : segment->blocks()) {
    // By row and scheme.
    std::map<std::pair<int32_t, int32_t>, size_t> beside;
    const int32_t chunks = (block.size() + kChunkRows - 1) / kChunkRows;
    for (const HeldCodes& held : block.held) {
      for (int32_t chunk = 0; chunk < chunks; ++chunk) {
        for (uint32_t i = held.begin[chunk]; i < held.begin[chunk + 1]; ++i) {
          ASSERT_EQ(held.width, 2);
          const int32_t row =
              block.begin + chunk * kChunkRows + held.positions[i];
          std::vector<Segment::SiteCertificate> expected;
          for (const auto& one :
               segment->certificates(segment->site_number(row))) {
            if (one.scheme == held.scheme) expected.push_back(one);
          }
          const auto actual = segment->holding(held.scheme, held.words[i]);
          EXPECT_TRUE(std::ranges::equal(actual, expected));
          beside[{row, held.scheme}] = actual.size();
          ++held_rows;
        }
      }
    }
    for (int32_t row = block.begin; row < block.end; ++row) {
      const int32_t site = segment->site_number(row);
      std::map<int32_t, size_t> held;
      for (const auto& one : segment->certificates(site)) ++held[one.scheme];
      for (const auto& [scheme, count] : held) {
        EXPECT_EQ((beside[{row, scheme}]), count);
      }
      const PlaceBox& box =
          segment->place_box(block.EntryAt(place_column, row));
      const auto place = segment->place(site);
      ASSERT_EQ(box.stated(), place.has_value());
      if (!place) continue;
      EXPECT_EQ(box.radius_m, place->radius_m);
      const auto within = [](int32_t low, int32_t at, int32_t high) {
        return low <= at && at <= high && high - low < 1 << kPlaceCubeBits;
      };
      EXPECT_TRUE(within(box.low.x, place->center.x, box.high.x));
      EXPECT_TRUE(within(box.low.y, place->center.y, box.high.y));
      EXPECT_TRUE(within(box.low.z, place->center.z, box.high.z));
    }
  }
  EXPECT_GT(held_rows, 100);
}

}  // namespace
}  // namespace ketnoi::index
