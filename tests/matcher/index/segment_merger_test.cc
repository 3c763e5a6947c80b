#include "matcher/index/segment_merger.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "matcher/index/value_key.h"
#include "tests/testing/random_world.h"

namespace ketnoi::index {
namespace {

using testing::Dice;
using testing::RandomWorld;
using Suppliers = std::vector<std::shared_ptr<const model::Supplier>>;

bool Never() { return false; }

// A part of which the suppliers `gone` are replaced.
Part MakePart(const model::Reference& reference, const Suppliers& suppliers,
              const std::vector<std::string>& gone) {
  Part part =
      WholePart(reference.categories, Segment::Build(reference, suppliers));
  std::vector<int32_t> positions;
  for (const std::string& id : gone)
    positions.push_back(part.segment->Find(id));
  Replace(reference.categories, positions, part);
  return part;
}

// What the numbers of a list stand for.
std::string TextsOf(std::span<const int32_t> numbers,
                    const Dictionary& dictionary) {
  std::vector<std::string> texts;
  for (const int32_t number : numbers) {
    texts.emplace_back(dictionary.Text(number));
  }
  std::sort(texts.begin(), texts.end());
  KeyWriter key;
  for (const std::string& text : texts) key.Add(text);
  return key.Take();
}

std::string FieldKey(const Segment& segment, Field field, int32_t entry) {
  const auto position = static_cast<size_t>(field);
  KeyWriter key;
  if (position < kListFields) {
    const ListView list = segment.list(field, entry);
    const Dictionary* texts =
        field == Field::kLanguages   ? &segment.language_codes()
        : field == Field::kCustomers ? &segment.customer_codes()
                                     : nullptr;
    if (texts != nullptr) {
      key.Add(TextsOf(list.held, *texts)).Add(TextsOf(list.not_held, *texts));
    } else {
      key.Add(list.held).Add(list.not_held);
    }
    key.Add(list.complete);
  } else if (position < kListFields + kAmountFields) {
    const auto& amount = segment.amount(field, entry);
    key.Add(amount.value_e3).Add(amount.unit.value).Add(amount.committed_bp);
  } else if (field == Field::kPlace) {
    // A box may be larger than its places need, but stays in one cube.
    const PlaceBox& box = segment.place_box(entry);
    for (const int32_t end : {box.low.x, box.low.y, box.low.z, box.high.x,
                              box.high.y, box.high.z}) {
      key.Add(end >> kPlaceCubeBits);
    }
    key.Add(box.radius_m);
  } else if (field == Field::kCapabilityId || field == Field::kSiteId) {
    key.Add(segment.part_id(field, entry)).Add(segment.position(field, entry));
  } else if (field != Field::kAssessments) {
    key.Add(segment.number(field, entry));
  } else {
    for (const auto& assessment : segment.assessments(entry)) {
      key.Add(assessment.scheme.value)
          .Add(assessment.level)
          .Add(assessment.score_e2);
    }
  }
  return key.Take();
}

std::string AttributeKey(const AttributeColumn& column, int32_t number) {
  const AttributeEntry entry = column.At(number);
  const Dictionary& texts = column.dictionary();
  KeyWriter key;
  key.Add(entry.as_stated).Add(static_cast<uint8_t>(entry.state));
  const auto text = entry.min >= 0 && entry.min < texts.size()
                        ? texts.Text(static_cast<int32_t>(entry.min))
                        : "";
  key.Add(column.kind() == model::AttributeKind::kText ? 0 : entry.min)
      .Add(column.kind() == model::AttributeKind::kText ? text : "")
      .Add(entry.max);
  for (const int64_t size : entry.sizes) key.Add(size);
  key.Add(TextsOf(entry.list.held, texts))
      .Add(TextsOf(entry.list.not_held, texts))
      .Add(entry.list.complete);
  for (const Component& part : entry.mixture) {
    key.Add(texts.Text(part.code)).Add(part.share_bp);
  }
  return key.Take();
}

// Equal for equal values, in whatever segment.
std::string KeyAt(const Segment& segment, ColumnId column, int32_t entry) {
  const auto fields = static_cast<int32_t>(kFields);
  if (column.value < fields) {
    return FieldKey(segment, static_cast<Field>(column.value), entry);
  }
  const AttributeColumn& attribute =
      *segment.attribute({column.value - fields});
  return AttributeKey(attribute, entry);
}

void ExpectSameColumn(const Segment& actual, const Segment& expected,
                      const Block& block, const Block& other, size_t c) {
  const PackedCodes& codes = block.columns[c];
  const PackedCodes& wanted = other.columns[c];
  ASSERT_EQ(codes.column, wanted.column);
  EXPECT_EQ(codes.width, wanted.width);
  ASSERT_EQ(codes.entries.size(), wanted.entries.size());
  std::vector<int32_t> rows(codes.entries.size(), 0);
  for (int32_t row = 0; row < block.size(); ++row) {
    ++rows[codes.CodeAt(row)];
    ASSERT_EQ(KeyAt(actual, codes.column, codes.EntryAt(row)),
              KeyAt(expected, codes.column, wanted.EntryAt(row)))
        << "column " << codes.column.value << " row " << row;
  }
  EXPECT_EQ(rows, std::vector<int32_t>(codes.rows.begin(), codes.rows.end()));
}

void ExpectSameSite(const Segment& actual, const Segment& expected,
                    int32_t row) {
  const int32_t site = actual.site_number(row);
  ASSERT_EQ(site, expected.site_number(row));
  EXPECT_EQ(actual.site(row), expected.site(row));
  const auto held = actual.certificates(site);
  const auto wanted = expected.certificates(site);
  EXPECT_TRUE(std::ranges::equal(held, wanted));
  const ListView schemes = actual.schemes(site);
  const ListView others = expected.schemes(site);
  EXPECT_TRUE(std::ranges::equal(schemes.held, others.held));
  EXPECT_TRUE(std::ranges::equal(schemes.not_held, others.not_held));
  EXPECT_EQ(schemes.complete, others.complete);
  const auto place = actual.place(site);
  const auto other = expected.place(site);
  ASSERT_EQ(place.has_value(), other.has_value());
  if (place) {
    EXPECT_EQ(place->center, other->center);
    EXPECT_EQ(place->radius_m, other->radius_m);
  }
}

void ExpectSame(const model::Reference& reference, const Segment& actual,
                const Segment& expected) {
  ASSERT_EQ(actual.supplier_count(), expected.supplier_count());
  for (int32_t s = 0; s < actual.supplier_count(); ++s) {
    ASSERT_EQ(actual.id(s), expected.id(s));
    ASSERT_EQ(actual.names(s).vi, expected.names(s).vi);
    ASSERT_EQ(actual.names(s).en, expected.names(s).en);
    ASSERT_EQ(actual.composed(s), expected.composed(s));
  }
  ASSERT_EQ(actual.row_count(), expected.row_count());
  ASSERT_EQ(actual.site_count(), expected.site_count());
  for (int32_t c = 0; c < reference.categories.size(); ++c) {
    EXPECT_EQ(actual.candidate_count({c}), expected.candidate_count({c}));
  }
  for (int32_t row = 0; row < actual.row_count(); ++row) {
    ASSERT_EQ(actual.supplier(row), expected.supplier(row));
    ASSERT_EQ(actual.capability(row), expected.capability(row));
    ExpectSameSite(actual, expected, row);
  }
  ASSERT_EQ(actual.blocks().size(), expected.blocks().size());
  for (size_t b = 0; b < actual.blocks().size(); ++b) {
    const Block& block = actual.blocks()[b];
    const Block& other = expected.blocks()[b];
    ASSERT_EQ(block.category, other.category);
    ASSERT_EQ(block.begin, other.begin);
    ASSERT_EQ(block.end, other.end);
    ASSERT_EQ(block.columns.size(), other.columns.size());
    for (size_t c = 0; c < block.columns.size(); ++c) {
      ExpectSameColumn(actual, expected, block, other, c);
    }
  }
  // What nobody states any more is gone. (A segment that is built has also the
  // values of sites without rows.)
  for (size_t id = 0; id < kFields + reference.attributes.size(); ++id) {
    const ColumnId column{static_cast<int32_t>(id)};
    EXPECT_LE(actual.entry_count(column), expected.entry_count(column)) << id;
  }
}

TEST(SegmentMergerTest, MergingEqualsBuildingAnew) {
  for (uint64_t seed = 0; seed < 150; ++seed) {
    SCOPED_TRACE(seed);
    const RandomWorld world =
        testing::MakeRandomWorld(seed, static_cast<int>(seed % 50) + 1);
    Dice dice(seed + 7777777);
    const auto part_count = static_cast<size_t>(dice.Between(1, 6));
    std::vector<Suppliers> members(part_count);
    std::vector<std::vector<std::string>> gone(part_count);
    Suppliers current;
    for (const auto& supplier : world.suppliers) {
      const auto last = static_cast<size_t>(dice.Below(int32_t(part_count)));
      // Former versions in earlier parts.
      for (size_t p = 0; p < last; ++p) {
        if (!dice.Chance(30)) continue;
        members[p].push_back(testing::RandomSupplier(
            *world.reference, world.as_of, supplier->id, dice));
        gone[p].push_back(supplier->id);
      }
      members[last].push_back(supplier);
      if (dice.Chance(10)) {
        gone[last].push_back(supplier->id);
      } else {
        current.push_back(supplier);
      }
    }
    std::vector<Part> parts;
    for (size_t p = 0; p < part_count; ++p) {
      parts.push_back(MakePart(*world.reference, members[p], gone[p]));
    }
    const auto merged = MergeSegments(*world.reference, parts, Never);
    ExpectSame(*world.reference, *merged,
               *Segment::Build(*world.reference, current));
    if (HasFailure()) return;

    // What was merged can be merged again.
    const Part again = WholePart(world.reference->categories, merged);
    ExpectSame(*world.reference,
               *MergeSegments(*world.reference, {{again}}, Never), *merged);
    if (HasFailure()) return;
  }
}

TEST(SegmentMergerTest, ValuesOfReplacedSuppliersAreDropped) {
  Dice dice(1);
  const auto reference = testing::RandomReference(dice);
  Suppliers suppliers;
  for (int32_t s = 0; s < 10; ++s) {
    auto supplier = std::make_shared<model::Supplier>();
    supplier->id = std::to_string(s);
    supplier->employee_count = 100 + s;
    supplier->customers.held = {"customer " + std::to_string(s)};
    suppliers.push_back(std::move(supplier));
  }
  const Part part = MakePart(*reference, suppliers, {"3", "4", "5"});
  const auto merged = MergeSegments(*reference, {{part}}, Never);
  EXPECT_EQ(merged->supplier_count(), 7);
  EXPECT_EQ(merged->entry_count(ColumnId::Of(Field::kEmployees)), 1 + 7);
  EXPECT_EQ(merged->customer_codes().Find("customer 3"), -1);
  EXPECT_GE(merged->customer_codes().Find("customer 9"), 0);
}

TEST(SegmentMergerTest, GivesUpWhenItIsCancelled) {
  const RandomWorld world = testing::MakeRandomWorld(1, 10);
  const Part part = MakePart(*world.reference, world.suppliers, {});
  EXPECT_EQ(MergeSegments(*world.reference, {{part}}, [] { return true; }),
            nullptr);
}

}  // namespace
}  // namespace ketnoi::index
