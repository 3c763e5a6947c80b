// An unsigned integer of 512 bits, for exact fractions of decimals and units.
//
// Callers keep their figures below the bound that they state; nothing wraps in
// silence within it. Value type; thread-safe.

#ifndef KETNOI_MATCHER_MODEL_WIDE_INTEGER_H_
#define KETNOI_MATCHER_MODEL_WIDE_INTEGER_H_

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace ketnoi::model {

class WideInteger {
 public:
  WideInteger() = default;
  explicit WideInteger(uint64_t value) { words_[0] = value; }

  // Each requires that the result fits.
  WideInteger& operator*=(uint64_t factor);
  WideInteger& operator+=(const WideInteger& other);
  WideInteger& operator-=(const WideInteger& other);
  WideInteger& operator<<=(int bits);  // 0 to 63
  void Halve();

  // Times 10^exponent; exponent >= 0.
  WideInteger& ScaleByPowerOfTen(int exponent);

  uint64_t low_64_bits() const { return words_[0]; }
  unsigned __int128 low_128_bits() const {
    return static_cast<unsigned __int128>(words_[1]) << 64 | words_[0];
  }
  bool fits_128_bits() const;
  bool is_zero() const { return *this == WideInteger(); }

  friend bool operator==(const WideInteger&, const WideInteger&) = default;
  friend std::strong_ordering operator<=>(const WideInteger& a,
                                          const WideInteger& b);

 private:
  static constexpr size_t kWords = 8;
  std::array<uint64_t, kWords> words_{};  // least significant first
};

// A sign and a magnitude; zero may have either sign.
struct SignedWide {
  bool negative = false;
  WideInteger magnitude;
};

SignedWide operator+(SignedWide a, const SignedWide& b);

// numerator / denominator, rounded half to even. Requires denominator > 0 and
// below 2^448. nullopt: the magnitude exceeds 4 * 10^18.
std::optional<int64_t> DivideHalfEven(const SignedWide& numerator,
                                      const WideInteger& denominator);

}  // namespace ketnoi::model

#endif  // KETNOI_MATCHER_MODEL_WIDE_INTEGER_H_
