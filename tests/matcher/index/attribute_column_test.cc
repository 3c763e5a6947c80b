#include "matcher/index/attribute_column.h"

#include <algorithm>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "tests/testing/random_world.h"

namespace ketnoi::index {
namespace {

using model::AttributeKind;
using model::AttributeValue;

model::AttributeDefinition DefinitionOf(AttributeKind kind) {
  model::AttributeDefinition definition;
  definition.kind = kind;
  definition.codes = {{"b", {}, {}}, {"a", {}, {}}};
  return definition;
}

template <class Value>
AttributeValue Stated(Value value, std::string as_stated) {
  AttributeValue stated;
  stated.attribute = {0};
  stated.value = std::move(value);
  stated.as_stated = std::move(as_stated);
  return stated;
}

// The texts of numbers, which columns number differently.
std::vector<std::string> TextsOf(const AttributeColumn& column,
                                 std::span<const int32_t> numbers) {
  std::vector<std::string> texts;
  for (const int32_t number : numbers) {
    texts.emplace_back(column.dictionary().Text(number));
  }
  std::sort(texts.begin(), texts.end());
  return texts;
}

TEST(AttributeColumnTest, EntriesAreDistinctByValueAndByText) {
  AttributeColumn column(AttributeKind::kNumber);
  AttributeColumnBuilder builder(DefinitionOf(AttributeKind::kNumber), column);
  const model::NumberRange range{100, 200};
  EXPECT_EQ(builder.Add(Stated(range, "1–2 mm")), 1);
  EXPECT_EQ(builder.Add(Stated(range, "0.1–0.2 cm")), 2);
  EXPECT_EQ(builder.Add(Stated(range, "1–2 mm")), 1);
  EXPECT_EQ(builder.Add(Stated(model::NumberRange{100, {}}, "1–2 mm")), 3);
  EXPECT_EQ(builder.Add(Stated(model::Incomparable(), "2 kg")), 4);
  builder.Finish();
  ASSERT_EQ(column.size(), 5u);
  EXPECT_EQ(column.State(0), ValueState::kNotStated);
  EXPECT_EQ(column.AsStated(0), "");
  EXPECT_EQ(column.AsStated(2), "0.1–0.2 cm");
  EXPECT_EQ(column.Min(2), 100);
  EXPECT_EQ(column.Max(2), 200);
  EXPECT_EQ(column.Max(3), kOpen);
  EXPECT_EQ(column.State(4), ValueState::kIncomparable);
  EXPECT_EQ(column.AsStated(4), "2 kg");
}

TEST(AttributeColumnTest, CodesOfTheDefinitionComeFirst) {
  AttributeColumn column(AttributeKind::kClass);
  AttributeColumnBuilder builder(DefinitionOf(AttributeKind::kClass), column);
  builder.Add(Stated(model::Codes{{"a"}, {}, false}, "a"));
  builder.Finish();
  EXPECT_EQ(column.dictionary().Find("b"), 0);
  EXPECT_EQ(column.List(1).held.front(), 1);
}

// Values of all kinds, added from another column whose numbers are others.
TEST(AttributeColumnTest, ValuesOfAnotherColumnStayWhatTheyAre) {
  const std::vector<std::pair<AttributeKind, std::vector<AttributeValue>>>
      kinds = {
          {AttributeKind::kNumber,
           {Stated(model::NumberRange{{}, 7}, "≤ 7"),
            Stated(model::Incomparable(), "7 kg")}},
          {AttributeKind::kDimensions,
           {Stated(model::Sizes{{3, 4}}, "3 × 4"),
            Stated(model::Sizes{{1}}, "1")}},
          {AttributeKind::kFlag, {Stated(false, "no"), Stated(true, "yes")}},
          {AttributeKind::kCodes,
           {Stated(model::Codes{{"x", "y"}, {"z"}, true}, "x, y"),
            Stated(model::Codes{{"a"}, {"y"}, false}, "a")}},
          {AttributeKind::kComposition,
           {Stated(model::Mixture{{{"pa6", 7000}, {"gf", 3000}}}, "pa6 gf"),
            Stated(model::Mixture{{{"gf", 10000}}}, "gf")}},
          {AttributeKind::kText,
           {Stated(model::FoldedText{"one"}, "One"),
            Stated(model::FoldedText{"two"}, "Two")}}};
  for (const auto& [kind, values] : kinds) {
    SCOPED_TRACE(static_cast<int>(kind));
    const auto definition = DefinitionOf(kind);
    AttributeColumn from(kind);
    AttributeColumnBuilder from_builder(definition, from);
    for (const AttributeValue& value : values) from_builder.Add(value);
    from_builder.Finish();

    AttributeColumn to(kind);
    AttributeColumnBuilder builder(definition, to);
    EXPECT_EQ(builder.Add(from, 0), 0);
    EXPECT_EQ(builder.Add(from, 2), 1);
    EXPECT_EQ(builder.Add(from, 1), 2);
    EXPECT_EQ(builder.Add(values[0]), 2);
    EXPECT_EQ(builder.Add(values[1]), 1);
    builder.Finish();
    ASSERT_EQ(to.size(), 3u);
    for (const int32_t entry : {1, 2}) {
      const AttributeEntry was = from.At(entry);
      const AttributeEntry is = to.At(3 - entry);
      EXPECT_EQ(is.state, was.state);
      EXPECT_EQ(is.as_stated, was.as_stated);
      EXPECT_EQ(is.max, was.max);
      EXPECT_EQ(is.sizes, was.sizes);
      EXPECT_EQ(TextsOf(to, is.list.held), TextsOf(from, was.list.held));
      EXPECT_EQ(TextsOf(to, is.list.not_held),
                TextsOf(from, was.list.not_held));
      EXPECT_EQ(is.list.complete, was.list.complete);
      ASSERT_EQ(is.mixture.size(), was.mixture.size());
      for (size_t i = 0; i < is.mixture.size(); ++i) {
        EXPECT_EQ(to.dictionary().Text(is.mixture[i].code),
                  from.dictionary().Text(was.mixture[i].code));
        EXPECT_EQ(is.mixture[i].share_bp, was.mixture[i].share_bp);
      }
      if (kind == AttributeKind::kText) {
        EXPECT_EQ(to.dictionary().Text(to.Text(3 - entry)),
                  from.dictionary().Text(from.Text(entry)));
      } else {
        EXPECT_EQ(is.min, was.min);
      }
    }
  }
}

}  // namespace
}  // namespace ketnoi::index
