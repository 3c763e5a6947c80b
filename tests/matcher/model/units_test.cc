#include <limits>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "matcher/model/reference.h"
#include "tests/testing/reference_fixture.h"

namespace ketnoi::model {
namespace {

class UnitsTest : public ::testing::Test {
 protected:
  // `number` of `from` in `to`, as text; "none" if there is no result.
  std::string Converted(const char* number, const char* from, const char* to,
                        int decimals) const {
    const std::optional<int64_t> result = reference_.Convert(
        *DecimalFromText(number), Unit(from), Unit(to), decimals);
    return result ? DecimalText(*result, decimals) : "none";
  }
  UnitId Unit(const char* name) const {
    const UnitId unit = reference_.FindUnit(name);
    EXPECT_TRUE(unit.stated() || std::string(name).empty()) << name;
    return unit;
  }

  const Reference reference_ = ketnoi::testing::TestReference();
};

TEST_F(UnitsTest, FindsUnitsByTheirUsualSpellings) {
  const struct {
    const char* spelling;
    const char* id;
  } kCases[] = {
      {"mm", "mm"},   {"MM", "mm"},      {"inch", "in"},   {"\"", "in"},
      {"µm", "um"},   {"\u03bcm", "um"}, {"g/m²", "g/m2"}, {"gsm", "g/m2"},
      {"°C", "degC"}, {"Ω", "ohm"},      {"ohm", "ohm"},   {"awg", "AWG"},
      {"mΩ", "mohm"}, {"MΩ", "Mohm"},    {"mohm", "mohm"}, {"Mohm", "Mohm"},
  };
  for (const auto& c : kCases) {
    EXPECT_EQ(reference_.FindUnit(c.spelling), Unit(c.id)) << c.spelling;
  }
}

TEST_F(UnitsTest, ASpellingThatCouldBeTwoUnitsIsNone) {
  EXPECT_FALSE(reference_.FindUnit("MOHM").stated());  // milli or mega
  EXPECT_FALSE(reference_.FindUnit("furlong").stated());
  EXPECT_FALSE(reference_.FindUnit("").stated());
}

// Makes "T" a name of the tonne and of the ton-force, "D" one of a day, too.
Reference WithSharedNames() {
  Reference reference = ketnoi::testing::UnfinishedTestReference();
  const auto add = [&](const char* id, const char* dimension,
                       std::vector<std::string> aliases) {
    model::Unit unit;
    unit.id = id;
    unit.dimension = dimension;
    unit.aliases = std::move(aliases);
    reference.units.push_back(std::move(unit));
  };
  add("tonne", "mass", {"T", "tấn"});
  add("day", "time", {"D"});
  for (model::Unit& unit : reference.units) {
    if (unit.id == "tf") unit.aliases = {"T", "tonne"};
  }
  EXPECT_TRUE(reference.Finish().ok());
  return reference;
}

TEST(UnitNamesTest, ASharedNameStandsForTheUnitOfItsDimension) {
  const Reference reference = WithSharedNames();
  const auto find = [&](const char* name, const char* like) {
    const UnitId found = reference.FindUnit(name, reference.FindUnit(like));
    return found.stated() ? reference.units[found.index()].id : "none";
  };
  EXPECT_EQ(find("T", "kN"), "tf");
  EXPECT_EQ(find("t", "kN"), "tf");
  EXPECT_EQ(find("T", "tonne"), "tonne");
  EXPECT_EQ(find("D", "tex"), "den");
  EXPECT_EQ(find("D", "day"), "day");
  // What no unit of the dimension has is found in the others.
  EXPECT_EQ(find("tấn", "kN"), "tonne");
  // An id is never another unit's, except within that one's dimension.
  EXPECT_EQ(find("tonne", ""), "tonne");
  EXPECT_EQ(find("tonne", "kN"), "tf");
  // Elsewhere a shared name stands for the first that has it.
  EXPECT_EQ(find("T", "mm"), "tf");
  EXPECT_EQ(find("D", ""), "den");
}

TEST_F(UnitsTest, ConvertsWithOneRounding) {
  const struct {
    const char* number;
    const char* from;
    const char* to;
    int decimals;
    const char* result;
  } kCases[] = {
      {"1", "in", "mm", 3, "25.4"},
      {"0.031", "in", "mm", 2, "0.79"},
      {"25", "um", "mm", 3, "0.025"},
      {"25.4", "mm", "in", 6, "1"},
      {"30", "Ne", "tex", 3, "19.683"},
      {"50", "Nm", "tex", 3, "20"},
      {"19.683", "tex", "Ne", 0, "30"},
      {"150", "den", "tex", 2, "16.67"},
      {"40", "Ne", "Nm", 2, "67.74"},
      {"6", "oz/yd2", "g/m2", 1, "203.4"},
      {"100", "tf", "kN", 0, "981"},
      {"100", "degC", "degF", 1, "212"},
      {"-40", "degF", "degC", 1, "-40"},
      {"0", "K", "degC", 2, "-273.15"},
      {"72.5", "degF", "degC", 1, "22.5"},
      {"24", "AWG", "mm2", 4, "0.2047"},
      {"0.2047", "mm2", "AWG", 0, "24"},
      {"5", "Mohm", "ohm", 0, "5000000"},
      {"2.5", "dozen", "pcs", 3, "30"},
      {"1.005", "", "", 2, "1"},  // a pure number, half to even
  };
  for (const auto& c : kCases) {
    EXPECT_EQ(Converted(c.number, c.from, c.to, c.decimals), c.result)
        << c.number << " " << c.from << " -> " << c.to;
  }
}

TEST_F(UnitsTest, HasNoResultWhereThereIsNoValue) {
  EXPECT_EQ(Converted("1", "mm", "kN", 0), "none");
  EXPECT_EQ(Converted("1", "pcs", "set", 0), "none");
  EXPECT_EQ(Converted("1", "", "mm", 0), "none");
  EXPECT_EQ(Converted("1", "mm", "", 0), "none");
  EXPECT_EQ(Converted("0", "Ne", "tex", 3), "none");
  EXPECT_EQ(Converted("-30", "Ne", "tex", 3), "none");
  EXPECT_EQ(Converted("0", "tex", "Ne", 3), "none");
  EXPECT_EQ(Converted("23", "AWG", "mm2", 4), "none");
  EXPECT_EQ(Converted("24.5", "AWG", "mm2", 4), "none");
  EXPECT_EQ(Converted("0.3", "mm2", "AWG", 0), "none");
  EXPECT_EQ(Converted("999999999999999999", "Mohm", "ohm", 9), "none");
}

TEST_F(UnitsTest, CountsThatRunBackwardsInvert) {
  EXPECT_TRUE(reference_.Inverts(Unit("Ne"), Unit("tex")));
  EXPECT_TRUE(reference_.Inverts(Unit("tex"), Unit("Nm")));
  EXPECT_TRUE(reference_.Inverts(Unit("AWG"), Unit("mm2")));
  EXPECT_FALSE(reference_.Inverts(Unit("Ne"), Unit("Nm")));
  EXPECT_FALSE(reference_.Inverts(Unit("Ne"), Unit("Ne")));
  EXPECT_FALSE(reference_.Inverts(Unit("in"), Unit("mm")));
  EXPECT_FALSE(reference_.Inverts(UnitId{}, UnitId{}));
}

TEST_F(UnitsTest, ConversionKeepsTheOrderOrTurnsIt) {
  std::mt19937 random(2);
  const struct {
    const char* from;
    const char* to;
  } kPairs[] = {{"in", "mm"},
                {"degF", "degC"},
                {"Ne", "tex"},
                {"Ne", "Nm"},
                {"den", "Ne"}};
  for (const auto& pair : kPairs) {
    const bool inverts = reference_.Inverts(Unit(pair.from), Unit(pair.to));
    for (int i = 0; i < 1000; ++i) {
      const Decimal small{1 + static_cast<int64_t>(random() % 100'000), 2};
      const Decimal large{small.digits + static_cast<int64_t>(random() % 50),
                          2};
      const auto a =
          reference_.Convert(small, Unit(pair.from), Unit(pair.to), 3);
      const auto b =
          reference_.Convert(large, Unit(pair.from), Unit(pair.to), 3);
      ASSERT_TRUE(a && b);
      EXPECT_TRUE(inverts ? *a >= *b : *a <= *b) << pair.from;
    }
  }
}

TEST_F(UnitsTest, LengthsGoThereAndBack) {
  for (int64_t hundredths = -5000; hundredths <= 5000; ++hundredths) {
    const auto inches =
        reference_.Convert({hundredths, 2}, Unit("mm"), Unit("in"), 9);
    ASSERT_TRUE(inches);
    EXPECT_EQ(reference_.Convert({*inches, 9}, Unit("in"), Unit("mm"), 2),
              hundredths);
  }
}

TEST_F(UnitsTest, TheLargestFiguresOfUnitsStayExact) {
  Reference reference;
  const int64_t largest = std::numeric_limits<int64_t>::max();
  model::Unit a;
  a.id.assign(1, 'a');
  a.dimension = "test";
  a.numerator = largest;
  a.denominator = largest - 2;
  a.offset = {999'999'999'999'999'999, 9};
  model::Unit b = a;
  b.id.assign(1, 'b');
  reference.units = {a, b};
  ASSERT_TRUE(reference.Finish().ok());
  const Decimal value{123'456'789'012'345'678, 36};
  EXPECT_EQ(reference.Convert(value, UnitId{0}, UnitId{1}, 9),
            Rescale(value, 1, 1, {}, 9));
  const Decimal large{-999'999'999'999'999'999, 0};
  EXPECT_EQ(reference.Convert(large, UnitId{0}, UnitId{1}, 0), large.digits);
}

}  // namespace
}  // namespace ketnoi::model
