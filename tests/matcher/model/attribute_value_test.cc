#include "matcher/model/attribute_value.h"

#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "fmt/format.h"
#include "gtest/gtest.h"
#include "tests/testing/reference_fixture.h"

namespace ketnoi::model {
namespace {

using Number = StatedAttribute::Number;
using CodeLists = StatedAttribute::CodeLists;
using Components = std::vector<StatedAttribute::Component>;
using SizeList = std::vector<double>;

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr std::nullopt_t kOpen = std::nullopt;

// A value together with the attribute that it is stated for.
struct Stated {
  const char* category;
  const char* attribute;
  decltype(StatedAttribute::value) value;
  const char* unit = "";
};

class AttributeValueTest : public ::testing::Test {
 protected:
  AttributeValue Canonical(const Stated& stated) {
    problems_.clear();
    const AttributeId id = reference_.FindAttribute(
        reference_.categories.Find(stated.category), stated.attribute);
    EXPECT_TRUE(id.stated()) << stated.attribute;
    return Canonicalize(reference_, id, {stated.value, stated.unit}, problems_);
  }

  template <class T>
  T Accepted(const Stated& stated) {
    const AttributeValue value = Canonical(stated);
    for (const ValueProblem& problem : problems_) {
      ADD_FAILURE() << problem.field << ": " << problem.description;
    }
    EXPECT_TRUE(std::holds_alternative<T>(value.value)) << value.as_stated;
    const T* held = std::get_if<T>(&value.value);
    return held == nullptr ? T{} : *held;
  }

  // "field: description" of each problem, one a line.
  std::string Problems(const Stated& stated) {
    Canonical(stated);
    std::string text;
    for (const ValueProblem& problem : problems_) {
      text += fmt::format("{}: {}\n", problem.field, problem.description);
    }
    return text;
  }

  const Reference reference_ = ketnoi::testing::TestReference();
  std::vector<ValueProblem> problems_;
};

TEST_F(AttributeValueTest, NumbersAreIntegersOfTheDefinitionsUnit) {
  const struct {
    Stated stated;
    NumberRange expected;
  } kCases[] = {
      {{"stamping", "tolerance_mm", Number{0.05, 0.05}}, {50, 50}},
      {{"stamping", "tolerance_mm", Number{50, 50}, "µm"}, {50, 50}},
      {{"stamping", "tolerance_mm", Number{0.002, 0.002}, "in"}, {51, 51}},
      {{"stamping", "thickness_mm", Number{0.8, 1.6}}, {80, 160}},
      {{"stamping", "thickness_mm", Number{0.8, kOpen}}, {80, kOpen}},
      {{"stamping", "thickness_mm", Number{kOpen, 1.6}}, {kOpen, 160}},
      {{"stamping", "press_force", Number{110, 110}, "tf"}, {1079, 1079}},
      {{"pcb", "working_temperature", Number{-40, 185}, "°F"}, {-400, 850}},
      {{"woven_fabric", "weight", Number{6, 6}, "oz/yd2"}, {2034, 2034}},
  };
  for (const auto& c : kCases) {
    EXPECT_EQ(Accepted<NumberRange>(c.stated), c.expected)
        << c.stated.attribute;
  }
}

TEST_F(AttributeValueTest, EndsChangePlacesWhereTheUnitCountsBackwards) {
  EXPECT_EQ(Accepted<NumberRange>(
                {"woven_fabric", "yarn_count", Number{20, 40}, "Ne"}),
            (NumberRange{14762, 29525}));
  EXPECT_EQ(Accepted<NumberRange>(
                {"woven_fabric", "yarn_count", Number{20, kOpen}, "Ne"}),
            (NumberRange{kOpen, 29525}));
  EXPECT_EQ(
      Accepted<NumberRange>({"pcb", "wire_section", Number{18, 28}, "AWG"}),
      (NumberRange{810, 8230}));
}

TEST_F(AttributeValueTest, AKnownUnitThatDoesNotConvertIsIncomparable) {
  Accepted<Incomparable>({"stamping", "press_force", Number{5, 5}, "kg"});
  Accepted<Incomparable>({"stamping", "part_size", SizeList{400, 300}, "set"});
}

TEST_F(AttributeValueTest, NumbersThatCannotBeAreRefused) {
  const struct {
    Stated stated;
    const char* named;
  } kCases[] = {
      {{"stamping", "thickness_mm", Number{1.6, 0.8}},
       "range.min: 1.6 is above the upper end 0.8"},
      {{"woven_fabric", "yarn_count", Number{40, 20}, "Ne"},
       "range.min: 40 is above the upper end 20"},
      {{"stamping", "thickness_mm", Number{}}, "range: neither end"},
      {{"stamping", "thickness_mm", Number{kNaN, kNaN}}, "number: nan"},
      {{"stamping", "thickness_mm", Number{0.8, -kInfinity}},
       "range.max: -inf"},
      {{"stamping", "thickness_mm", Number{101, 101, true}},
       "range.max: 101 mm is above the largest believable value, 100 mm"},
      {{"stamping", "thickness_mm", Number{0.8, kInfinity}}, "range.max: inf"},
      {{"stamping", "thickness_mm", Number{1e300, 1e300}}, "1e+300"},
      {{"stamping", "thickness_mm", Number{-1, -1}},
       "number: -1 mm is below the smallest believable value, 0.01 mm"},
      {{"stamping", "thickness_mm", Number{1, 101}},
       "range.max: 101 mm is above the largest believable value, 100 mm"},
      {{"stamping", "thickness_mm", Number{5, 5}, "in"},
       "number: 5 in is above the largest believable value, 100 mm"},
      {{"stamping", "thickness_mm", Number{1, 1}, "furlong"},
       "unit: 'furlong' is not a known unit"},
      {{"stamping", "press_force", Number{kNaN, kNaN}, "kg"}, "nan"},
      {{"woven_fabric", "yarn_count", Number{0, 0}, "Ne"},
       "number: 0 Ne has no value in tex"},
      {{"pcb", "wire_section", Number{23, 23}, "AWG"},
       "number: 23 AWG has no value in mm2"},
  };
  for (const auto& c : kCases) {
    EXPECT_NE(Problems(c.stated).find(c.named), std::string::npos)
        << c.named << "\n"
        << Problems(c.stated);
  }
}

TEST_F(AttributeValueTest, BothEndsAreReportedAtOnce) {
  Problems({"stamping", "thickness_mm", Number{-1, 101}});
  EXPECT_EQ(problems_.size(), 2u);
}

TEST_F(AttributeValueTest, SizesAreSortedOnlyWhereTheyMayBeTurned) {
  EXPECT_EQ(Accepted<Sizes>({"stamping", "part_size", SizeList{400, 300, 25.5}})
                .sizes,
            (std::vector<int64_t>{255, 3000, 4000}));
  EXPECT_EQ(
      Accepted<Sizes>({"die_casting", "plate_size", SizeList{40, 30}, "cm"})
          .sizes,
      (std::vector<int64_t>{400, 300}));
}

TEST_F(AttributeValueTest, SizesThatCannotBeAreRefused) {
  const struct {
    SizeList sizes;
    const char* named;
  } kCases[] = {
      {{}, "dimensions.sizes: 0 sizes"},
      {{1, 2, 3, 4}, "dimensions.sizes: 4 sizes"},
      {{400, 0}, "dimensions.sizes[1]: 0 is not above 0"},
      {{-1}, "dimensions.sizes[0]: -1 is not above 0"},
      {{kNaN}, "dimensions.sizes[0]: nan"},
      {{kInfinity}, "dimensions.sizes[0]: inf"},
      {{0.01}, "dimensions.sizes[0]: 0.01 mm is below"},
      {{20000}, "dimensions.sizes[0]: 20000 mm is above"},
  };
  for (const auto& c : kCases) {
    EXPECT_NE(Problems({"stamping", "part_size", c.sizes}).find(c.named),
              std::string::npos)
        << c.named;
  }
}

TEST_F(AttributeValueTest, CodesAreSortedAndSpelledAsTheVocabulary) {
  const Codes codes = Accepted<Codes>(
      {"stamping", "die_types",
       CodeLists{{"Transfer", "khuôn dập liên hoàn"}, {"COMPOUND"}, true}});
  EXPECT_EQ(codes.held, (std::vector<std::string>{"progressive", "transfer"}));
  EXPECT_EQ(codes.not_held, std::vector<std::string>{"compound"});
  EXPECT_TRUE(codes.complete);
}

TEST_F(AttributeValueTest, AnOpenVocabularyTakesOtherCodes) {
  EXPECT_EQ(Accepted<Codes>(
                {"die_casting", "grade", CodeLists{{"zamak 5"}, {}, false}})
                .held,
            std::vector<std::string>{"ZAMAK 5"});
}

TEST_F(AttributeValueTest, ACompleteListMayBeEmpty) {
  EXPECT_TRUE(
      Accepted<Codes>({"pcb", "finishes", CodeLists{{}, {}, true}}).complete);
}

TEST_F(AttributeValueTest, CodesThatCannotBeAreRefused) {
  const std::vector<std::string> many(201, "transfer");
  const struct {
    CodeLists codes;
    const char* named;
  } kCases[] = {
      {{{"transfer", "hammer"}, {}, false},
       "codes.values[1]: 'hammer' is not a code of 'die_types'; accepted: "
       "progressive, transfer, compound"},
      {{{}, {"hammer"}, false}, "codes.not_held[0]: 'hammer'"},
      {{{"transfer", "Transfer"}, {}, false},
       "codes.values[1]: 'transfer' is there twice"},
      {{{"transfer"}, {"TRANSFER"}, false},
       "codes.not_held: 'transfer' is held and not held"},
      {{{}, {}, false}, "codes: states no code"},
      {{many, {}, false}, "codes.values: 201 codes"},
  };
  for (const auto& c : kCases) {
    const std::string problems = Problems({"stamping", "die_types", c.codes});
    EXPECT_NE(problems.find(c.named), std::string::npos) << problems;
  }
}

TEST_F(AttributeValueTest, CompositionsAreBasisPointsByCode) {
  const Mixture mixture = Accepted<Mixture>(
      {"knit_fabric", "composition",
       Components{{"PES", 34.5}, {"cotton", 65}, {"spandex", 0.5}}});
  const std::vector<std::pair<std::string, int32_t>> expected = {
      {"cotton", 6500}, {"elastane", 50}, {"polyester", 3450}};
  EXPECT_EQ(mixture.parts, expected);
}

TEST_F(AttributeValueTest, SharesMaySumToAlmostAll) {
  Accepted<Mixture>({"fabrics", "composition", Components{{"cotton", 99}}});
  Accepted<Mixture>({"fabrics", "composition",
                     Components{{"cotton", 67}, {"polyester", 34}}});
}

TEST_F(AttributeValueTest, CompositionsThatCannotBeAreRefused) {
  const struct {
    Components components;
    const char* named;
  } kCases[] = {
      {{}, "composition.components: 0 components"},
      {Components(11, {"cotton", 9}), "composition.components: 11 components"},
      {{{"cotton", 98.99}},
       "composition.components: the shares sum to 98.99 %"},
      {{{"cotton", 90}, {"polyester", 11.01}}, "sum to 101.01 %"},
      {{{"cotton", 50}, {"bông", 50}}, "'cotton' is there twice"},
      {{{"cotton", 101}}, "composition.components[0].percent: 101 %"},
      {{{"cotton", 0}, {"polyester", 100}},
       "composition.components[0].percent: 0 %"},
      {{{"cotton", kNaN}}, "composition.components[0].percent: nan %"},
      {{{"cotton", -5}, {"polyester", 105}},
       "composition.components[1].percent: 105 %"},
      {{{"wool", 100}},
       "composition.components[0].code: 'wool' is not a code of "
       "'composition'; accepted: cotton, polyester, elastane"},
  };
  for (const auto& c : kCases) {
    const std::string problems =
        Problems({"fabrics", "composition", c.components});
    EXPECT_NE(problems.find(c.named), std::string::npos) << c.named << "\n"
                                                         << problems;
  }
}

TEST_F(AttributeValueTest, FlagsAndTextsAreKept) {
  EXPECT_TRUE(Accepted<bool>({"pcb", "has_lab", true}));
  EXPECT_FALSE(Accepted<bool>({"pcb", "has_lab", false}));
  EXPECT_EQ(
      Accepted<FoldedText>({"pcb", "remarks", std::string("Mạ kẽm!")}).text,
      "makem");
}

TEST_F(AttributeValueTest, TextsOfOtherNumbersDiffer) {
  const auto text = [this](const char* stated) {
    return Accepted<FoldedText>({"pcb", "remarks", std::string(stated)}).text;
  };
  EXPECT_NE(text("0–10 bar"), text("0–1.0 bar"));
  EXPECT_NE(text("-40 °C"), text("40 °C"));
  EXPECT_EQ(text("0–10 bar"), text("0 - 10 BAR"));
}

TEST(RequiredUnitTest, AValueWithoutOneIsRefused) {
  Reference reference = ketnoi::testing::UnfinishedTestReference();
  for (AttributeDefinition& definition : reference.attributes) {
    definition.unit_required =
        definition.id == "yarn_count" || definition.id == "part_size";
  }
  ASSERT_TRUE(reference.Finish().ok());
  const auto problems = [&](const Stated& stated) {
    std::vector<ValueProblem> found;
    const AttributeId id = reference.FindAttribute(
        reference.categories.Find(stated.category), stated.attribute);
    Canonicalize(reference, id, {stated.value, stated.unit}, found);
    return found;
  };
  const Stated yarn = {"woven_fabric", "yarn_count", Number{30, 30}};
  const auto refused = problems(yarn);
  ASSERT_EQ(refused.size(), 1U);
  EXPECT_EQ(refused[0].field, "unit");
  EXPECT_EQ(refused[0].description,
            "'yarn_count' must state its unit, since several are in daily use: "
            "tex or one that converts to it");
  EXPECT_EQ(problems({"stamping", "part_size", SizeList{1, 1}}).size(), 1U);
  EXPECT_TRUE(
      problems({"woven_fabric", "yarn_count", Number{30, 30}, "Ne"}).empty());
  EXPECT_TRUE(problems({"stamping", "thickness_mm", Number{1, 1}}).empty());
}

TEST_F(AttributeValueTest, AnotherKindOfValueIsRefused) {
  const Stated kCases[] = {
      {"stamping", "thickness_mm", true},
      {"stamping", "thickness_mm", SizeList{1}},
      {"stamping", "part_size", Number{1, 1}},
      {"pcb", "has_lab", std::string("yes")},
      {"pcb", "flammability", Number{0, 0}},
      {"fabrics", "composition", CodeLists{{"cotton"}, {}, false}},
      {"pcb", "remarks", CodeLists{{"x"}, {}, false}},
      {"pcb", "finishes", Components{{"ENIG", 100}}},
      {"pcb", "remarks", std::monostate()},
      {"pcb", "remarks", std::string(" - ")},
  };
  for (const Stated& stated : kCases) {
    Problems(stated);
    EXPECT_EQ(problems_.size(), 1u) << stated.attribute;
  }
  EXPECT_EQ(Problems(kCases[0]),
            ": 'thickness_mm' takes a number or a range, not yes or no\n");
}

TEST_F(AttributeValueTest, AUnitWithoutANumberIsRefused) {
  EXPECT_EQ(Problems({"pcb", "has_lab", true, "mm"}),
            "unit: 'has_lab' has no unit, but 'mm' is given\n");
}

TEST_F(AttributeValueTest, TheValueAsStatedIsKeptBesideIt) {
  EXPECT_EQ(Canonical({"stamping", "thickness_mm", Number{0.8, 1.6}}).as_stated,
            "0.8–1.6 mm");
  EXPECT_EQ(Canonical({"stamping", "thickness_mm", Number{0.031, 0.031}, "in"})
                .as_stated,
            "0.031 in");
}

TEST(StatedTextTest, NeedsNoLanguage) {
  const struct {
    decltype(StatedAttribute::value) value;
    const char* unit;
    const char* text;
  } kCases[] = {
      {std::monostate(), "mm", ""},
      {Number{0.8, 1.6}, "mm", "0.8–1.6 mm"},
      {Number{3, kOpen}, "mm", "≥ 3 mm"},
      {Number{kOpen, 5}, "", "≤ 5"},
      {Number{0.05, 0.05}, "mm", "0.05 mm"},
      {Number{1e9, 1e9}, "ohm", "1000000000 ohm"},
      {SizeList{400, 300}, "mm", "400 × 300 mm"},
      {true, "", "✓"},
      {false, "", "✗"},
      {CodeLists{{"progressive", "transfer"}, {}, false}, "",
       "progressive, transfer"},
      {CodeLists{{"progressive"}, {"transfer"}, true}, "",
       "progressive; ✗ transfer"},
      {CodeLists{{}, {}, true}, "", "–"},
      {Components{{"cotton", 65}, {"polyester", 35}}, "",
       "65 % cotton, 35 % polyester"},
      {std::string("như bản vẽ"), "", "như bản vẽ"},
  };
  for (const auto& c : kCases) {
    EXPECT_EQ(StatedText({c.value, ""}, c.unit), c.text);
  }
  EXPECT_EQ(StatedText({Number{20, 40}, "Ne"}, "tex"), "20–40 Ne");
}

}  // namespace
}  // namespace ketnoi::model
