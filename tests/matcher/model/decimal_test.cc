#include "matcher/model/decimal.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace ketnoi::model {
namespace {

constexpr int64_t kTenTo18 = 1'000'000'000'000'000'000;

// A natural number by its decimal digits, least significant first: slow, and
// plain enough to be believed.
class PlainNumber {
 public:
  explicit PlainNumber(uint64_t value) {
    for (; value > 0; value /= 10)
      digits_.push_back(static_cast<int>(value % 10));
  }
  PlainNumber Times(uint64_t factor) const {
    PlainNumber result(0);
    unsigned __int128 carry = 0;
    for (const int digit : digits_) {
      carry +=
          static_cast<unsigned __int128>(factor) * static_cast<unsigned>(digit);
      result.digits_.push_back(static_cast<int>(carry % 10));
      carry /= 10;
    }
    for (; carry > 0; carry /= 10) {
      result.digits_.push_back(static_cast<int>(carry % 10));
    }
    while (!result.digits_.empty() && result.digits_.back() == 0) {
      result.digits_.pop_back();
    }
    return result;
  }
  PlainNumber TimesPowerOfTen(int exponent) const {
    PlainNumber result = *this;
    if (!digits_.empty()) {
      result.digits_.insert(result.digits_.begin(),
                            static_cast<size_t>(exponent), 0);
    }
    return result;
  }
  PlainNumber Plus(const PlainNumber& other) const {
    PlainNumber result(0);
    int carry = 0;
    for (size_t i = 0;
         i < std::max(digits_.size(), other.digits_.size()) || carry; ++i) {
      carry += (i < digits_.size() ? digits_[i] : 0) +
               (i < other.digits_.size() ? other.digits_[i] : 0);
      result.digits_.push_back(carry % 10);
      carry /= 10;
    }
    return result;
  }
  // -1, 0, 1
  int Compare(const PlainNumber& other) const {
    if (digits_.size() != other.digits_.size()) {
      return digits_.size() < other.digits_.size() ? -1 : 1;
    }
    for (size_t i = digits_.size(); i-- > 0;) {
      if (digits_[i] != other.digits_[i])
        return digits_[i] < other.digits_[i] ? -1 : 1;
    }
    return 0;
  }

 private:
  std::vector<int> digits_;
};

// True if `result` is numerator / denominator rounded half to even: the double
// of the numerator lies within (2 result - 1, 2 result + 1) denominators, ends
// included for an even result.
bool IsRoundedHalfToEven(const PlainNumber& numerator,
                         const PlainNumber& denominator, int64_t result) {
  const auto doubled = static_cast<uint64_t>(2 * result);
  const PlainNumber twice = numerator.Times(2);
  const int above = twice.Compare(denominator.Times(doubled + 1));
  const int below =
      result == 0 ? 1 : twice.Compare(denominator.Times(doubled - 1));
  return result % 2 == 0 ? above <= 0 && below >= 0 : above < 0 && below > 0;
}

std::string Text(const std::optional<Decimal>& decimal) {
  return decimal ? DecimalText(decimal->digits, decimal->scale) : "none";
}

TEST(DecimalTest, ReadsTheDecimalThatADoubleWasWrittenAs) {
  EXPECT_EQ(Text(DecimalFromDouble(1.005)), "1.005");
  EXPECT_EQ(Text(DecimalFromDouble(0.1)), "0.1");
  EXPECT_EQ(Text(DecimalFromDouble(0.1 + 0.2)), "0.30000000000000004");
  EXPECT_EQ(Text(DecimalFromDouble(-12.5)), "-12.5");
  EXPECT_EQ(Text(DecimalFromDouble(0.0)), "0");
  EXPECT_EQ(Text(DecimalFromDouble(-0.0)), "0");
  EXPECT_EQ(Text(DecimalFromDouble(1e17)), "100000000000000000");
  EXPECT_EQ(Text(DecimalFromDouble(1e-6)), "0.000001");
}

TEST(DecimalTest, RefusesDoublesThatAreNoDecimalsOfItsRange) {
  EXPECT_FALSE(DecimalFromDouble(std::nan("")));
  EXPECT_FALSE(DecimalFromDouble(std::numeric_limits<double>::infinity()));
  EXPECT_FALSE(DecimalFromDouble(-std::numeric_limits<double>::infinity()));
  EXPECT_FALSE(DecimalFromDouble(1e18));
  EXPECT_FALSE(DecimalFromDouble(std::numeric_limits<double>::max()));
  EXPECT_FALSE(DecimalFromDouble(std::numeric_limits<double>::denorm_min()));
}

TEST(DecimalTest, ReadsTexts) {
  const struct {
    const char* text;
    const char* value;
  } kCases[] = {
      {"3", "3"},
      {"-12.5", "-12.5"},
      {"1e3", "1000"},
      {"1E+3", "1000"},
      {"2.5e-3", "0.0025"},
      {"0", "0"},
      {"-0.00", "0"},
      {"007", "7"},
      {"1.500", "1.5"},
      {"0.00100", "0.001"},
      {"100200", "100200"},
      {"999999999999999999", "999999999999999999"},
      {"1.0000000000000000000000000000000000000000000000000000", "1"},
      {"0e400", "0"},
  };
  for (const auto& c : kCases) {
    EXPECT_EQ(Text(DecimalFromText(c.text)), c.value) << c.text;
  }
}

TEST(DecimalTest, RefusesOtherTexts) {
  for (const char* text : {"",
                           "-",
                           "+1",
                           ".5",
                           "5.",
                           "1,5",
                           "1e",
                           "1e+-3",
                           "1e401",
                           "--1",
                           " 1",
                           "1 ",
                           "0x1",
                           "nan",
                           "inf",
                           "1.2.3",
                           "1000000000000000000",
                           "1e18",
                           "1e-37",
                           "1.0000000000000000001",
                           "1e99999999999"}) {
    EXPECT_FALSE(DecimalFromText(text)) << text;
  }
  EXPECT_FALSE(DecimalFromText(std::string(2000, '1')));
}

TEST(DecimalTest, WritesTheShortestText) {
  EXPECT_EQ(DecimalText(5, 2), "0.05");
  EXPECT_EQ(DecimalText(1200, 2), "12");
  EXPECT_EQ(DecimalText(-35, 1), "-3.5");
  EXPECT_EQ(DecimalText(0, 9), "0");
  EXPECT_EQ(DecimalText(120, 0), "120");
  EXPECT_EQ(DecimalText(std::numeric_limits<int64_t>::min(), 0),
            "-9223372036854775808");
}

TEST(DecimalTest, TextsAndDoublesGoThereAndBack) {
  std::mt19937_64 random(7);
  for (int i = 0; i < 10'000; ++i) {
    const auto digits =
        static_cast<int64_t>(random() % 2'000'000'000'000) - 1'000'000'000'000;
    const int scale = static_cast<int>(random() % 13);
    const std::string text = DecimalText(digits, scale);
    EXPECT_EQ(Text(DecimalFromText(text)), text);
    EXPECT_EQ(Text(DecimalFromDouble(std::strtod(text.c_str(), nullptr))),
              text);
  }
}

TEST(RescaleTest, RoundsHalvesToEven) {
  const struct {
    Decimal value;
    int decimals;
    int64_t result;
  } kCases[] = {
      {{5, 1}, 0, 0},       {{15, 1}, 0, 2},     {{25, 1}, 0, 2},
      {{-5, 1}, 0, 0},      {{-15, 1}, 0, -2},   {{-25, 1}, 0, -2},
      {{1005, 3}, 2, 100},  {{1015, 3}, 2, 102}, {{10051, 4}, 2, 101},
      {{2500001, 6}, 0, 3},
  };
  for (const auto& c : kCases) {
    EXPECT_EQ(Rescale(c.value, 1, 1, {}, c.decimals), c.result)
        << DecimalText(c.value.digits, c.value.scale);
  }
}

TEST(RescaleTest, RoundsOnlyOnce) {
  // 0.445 in steps would be 0.45, then 0.5, then 1.
  EXPECT_EQ(Rescale({445, 3}, 1, 1, {}, 0), 0);
  // 1/3 + 1/6 is exactly a half only if nothing is rounded before.
  EXPECT_EQ(Rescale({1, 0}, 1, 3, {166666666, 9}, 9), 499999999);
}

TEST(RescaleTest, AppliesTheOffsetAfterTheRatio) {
  EXPECT_EQ(Rescale({100, 0}, 9, 5, {32, 0}, 1), 2120);
  EXPECT_EQ(Rescale({-40, 0}, 9, 5, {32, 0}, 0), -40);
}

TEST(RescaleTest, AgreesWithPlainArithmeticOverTheWholeRange) {
  std::mt19937_64 random(11);
  int results = 0;
  for (int i = 0; i < 20'000; ++i) {
    // Magnitudes spread over all sizes.
    const auto sized = [&random] {
      return static_cast<int64_t>(random() >> (1 + random() % 63));
    };
    const Decimal value{sized() % kTenTo18, static_cast<int>(random() % 37)};
    const Decimal offset{sized() % kTenTo18, static_cast<int>(random() % 37)};
    const int64_t numerator = sized() | 1;
    const int64_t denominator = sized() | 1;
    const int decimals = static_cast<int>(random() % 10);
    const auto result =
        Rescale(value, numerator, denominator, offset, decimals);

    const PlainNumber top =
        PlainNumber(static_cast<uint64_t>(value.digits))
            .Times(static_cast<uint64_t>(numerator))
            .TimesPowerOfTen(offset.scale + decimals)
            .Plus(PlainNumber(static_cast<uint64_t>(offset.digits))
                      .Times(static_cast<uint64_t>(denominator))
                      .TimesPowerOfTen(value.scale + decimals));
    const PlainNumber bottom = PlainNumber(static_cast<uint64_t>(denominator))
                                   .TimesPowerOfTen(value.scale + offset.scale);
    if (!result) {
      EXPECT_GE(top.Compare(bottom.Times(4'000'000'000'000'000'000)), 0);
      continue;
    }
    ++results;
    EXPECT_TRUE(IsRoundedHalfToEven(top, bottom, *result));
    const auto negated =
        Rescale({-value.digits, value.scale}, numerator, denominator,
                {-offset.digits, offset.scale}, decimals);
    EXPECT_EQ(negated, -*result);
  }
  EXPECT_GT(results, 5'000);
}

TEST(RescaleTest, SubtractsExactly) {
  for (int64_t a = -30; a <= 30; ++a) {
    for (int64_t b = -30; b <= 30; ++b) {
      // a/4 + b/100 = (25 a + b) / 100, at no decimals.
      const int64_t hundredths = 25 * a + b;
      const int64_t expected =
          std::llrint(static_cast<double>(hundredths) / 100);
      EXPECT_EQ(Rescale({a, 0}, 1, 4, {b, 2}, 0), expected) << a << " " << b;
    }
  }
}

TEST(RescaleTest, HasNoResultBeyondItsRange) {
  EXPECT_EQ(Rescale({4, 0}, kTenTo18, 1, {}, 0), 4 * kTenTo18);
  EXPECT_FALSE(Rescale({4, 0}, kTenTo18, 1, {1, 0}, 0));
  EXPECT_EQ(Rescale({-4, 0}, kTenTo18, 1, {}, 0), -4 * kTenTo18);
  EXPECT_FALSE(Rescale({-4, 0}, kTenTo18, 1, {-1, 0}, 0));
  const int64_t largest = std::numeric_limits<int64_t>::max();
  EXPECT_FALSE(Rescale({kTenTo18 - 1, 0}, largest, 1, {}, 9));
  EXPECT_EQ(Rescale({kTenTo18 - 1, 36}, 1, largest, {}, 0), 0);
}

TEST(RescaleReciprocalTest, DividesByTheValue) {
  EXPECT_EQ(RescaleReciprocal({30, 0}, 5905, 10, 3), 19683);  // Ne 30
  EXPECT_EQ(RescaleReciprocal({50, 0}, 1000, 1, 0), 20);      // Nm 50
  EXPECT_EQ(RescaleReciprocal({2, 0}, 5, 1, 0), 2);           // 2.5 to even
  EXPECT_EQ(RescaleReciprocal({2, 0}, 7, 1, 0), 4);           // 3.5 to even
  EXPECT_EQ(RescaleReciprocal({25, 2}, 1, 1, 0), 4);
}

TEST(RescaleReciprocalTest, HasNoResultWithoutAPositiveValue) {
  EXPECT_FALSE(RescaleReciprocal({0, 0}, 1, 1, 0));
  EXPECT_FALSE(RescaleReciprocal({-3, 0}, 1, 1, 0));
  EXPECT_FALSE(RescaleReciprocal({1, 36}, kTenTo18, 1, 9));
}

}  // namespace
}  // namespace ketnoi::model
