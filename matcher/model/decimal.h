// Exact decimals: a number as people state it, and as an integer of a scale.
//
// A double that comes from a decimal text is read back as its shortest decimal
// (1.005 stays 1.005), so rounding is that of the decimal, not of the binary
// fraction, and is the same on every machine. The one rounding is half to even.
// Pure functions; thread-safe.

#ifndef KETNOI_MATCHER_MODEL_DECIMAL_H_
#define KETNOI_MATCHER_MODEL_DECIMAL_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ketnoi::model {

// A decimal number digits * 10^-scale; |digits| < 10^18, 0 <= scale <= 36.
struct Decimal {
  int64_t digits = 0;
  int scale = 0;
};

// The shortest decimal that reads back as `value`. nullopt: not finite, or out
// of the range of Decimal.
std::optional<Decimal> DecimalFromDouble(double value);

// Reads "-12.5", "3", "1e3". nullopt: anything else, or out of range.
std::optional<Decimal> DecimalFromText(std::string_view text);

// `value` * numerator / denominator + offset as an integer of `decimals`
// decimals, rounded half to even once, at the end. Requires numerator and
// denominator > 0 and 0 <= decimals <= 9. nullopt: the result's magnitude
// exceeds 4 * 10^18.
std::optional<int64_t> Rescale(Decimal value, int64_t numerator,
                               int64_t denominator, Decimal offset,
                               int decimals);

// numerator / (denominator * value) as an integer of `decimals` decimals,
// rounded half to even. nullopt: value <= 0 or out of range.
std::optional<int64_t> RescaleReciprocal(Decimal value, int64_t numerator,
                                         int64_t denominator, int decimals);

// Shortest text of digits * 10^-decimals: "0.05", "12", "-3.5".
std::string DecimalText(int64_t digits, int decimals);

// Shortest text that reads back as `value`, without an exponent where it is in
// the range of Decimal.
std::string NumberText(double value);

}  // namespace ketnoi::model

#endif  // KETNOI_MATCHER_MODEL_DECIMAL_H_
