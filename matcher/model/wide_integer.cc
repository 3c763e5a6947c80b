#include "matcher/model/wide_integer.h"

#include <algorithm>

namespace ketnoi::model {
namespace {

using Double = unsigned __int128;

constexpr uint64_t kTenTo18 = 1'000'000'000'000'000'000;
constexpr uint64_t kLargestResult = 4 * kTenTo18;

// Each: half to even; nullopt beyond kLargestResult.
std::optional<int64_t> DivideShort(Double numerator, Double denominator) {
  const Double whole = numerator / denominator;
  if (whole > kLargestResult) return std::nullopt;
  const Double rest = numerator % denominator;
  const Double missing = denominator - rest;
  auto quotient = static_cast<uint64_t>(whole);
  if (rest > missing || (rest == missing && quotient % 2 == 1)) ++quotient;
  if (quotient > kLargestResult) return std::nullopt;
  return static_cast<int64_t>(quotient);
}

std::optional<int64_t> DivideLong(WideInteger rest,
                                  const WideInteger& denominator) {
  constexpr int kQuotientBits = 62;  // 4 * 10^18 < 2^62
  WideInteger step = denominator;
  step <<= kQuotientBits;
  if (rest >= step) return std::nullopt;
  uint64_t quotient = 0;
  for (int bit = 0; bit < kQuotientBits; ++bit) {
    step.Halve();
    quotient <<= 1;
    if (rest >= step) {
      rest -= step;
      quotient |= 1;
    }
  }
  rest <<= 1;
  if (rest > denominator || (rest == denominator && quotient % 2 == 1)) {
    ++quotient;
  }
  if (quotient > kLargestResult) return std::nullopt;
  return static_cast<int64_t>(quotient);
}

}  // namespace

WideInteger& WideInteger::operator*=(uint64_t factor) {
  uint64_t carry = 0;
  for (uint64_t& word : words_) {
    const Double product = Double{word} * factor + carry;
    word = static_cast<uint64_t>(product);
    carry = static_cast<uint64_t>(product >> 64);
  }
  return *this;
}

WideInteger& WideInteger::operator+=(const WideInteger& other) {
  uint64_t carry = 0;
  for (size_t i = 0; i < kWords; ++i) {
    const Double sum = Double{words_[i]} + other.words_[i] + carry;
    words_[i] = static_cast<uint64_t>(sum);
    carry = static_cast<uint64_t>(sum >> 64);
  }
  return *this;
}

WideInteger& WideInteger::operator-=(const WideInteger& other) {
  uint64_t borrow = 0;
  for (size_t i = 0; i < kWords; ++i) {
    const Double difference = Double{words_[i]} - other.words_[i] - borrow;
    words_[i] = static_cast<uint64_t>(difference);
    borrow = static_cast<uint64_t>(difference >> 64) & 1;
  }
  return *this;
}

WideInteger& WideInteger::operator<<=(int bits) {
  return *this *= uint64_t{1} << bits;
}

void WideInteger::Halve() {
  uint64_t carry = 0;
  for (size_t i = kWords; i-- > 0;) {
    const uint64_t next = words_[i] << 63;
    words_[i] = (words_[i] >> 1) | carry;
    carry = next;
  }
}

bool WideInteger::fits_128_bits() const {
  return std::all_of(words_.begin() + 2, words_.end(),
                     [](uint64_t word) { return word == 0; });
}

WideInteger& WideInteger::ScaleByPowerOfTen(int exponent) {
  if (exponent == 0) return *this;
  for (; exponent >= 18; exponent -= 18) *this *= kTenTo18;
  uint64_t factor = 1;
  for (; exponent > 0; --exponent) factor *= 10;
  return *this *= factor;
}

std::strong_ordering operator<=>(const WideInteger& a, const WideInteger& b) {
  return std::lexicographical_compare_three_way(
      a.words_.rbegin(), a.words_.rend(), b.words_.rbegin(), b.words_.rend());
}

SignedWide operator+(SignedWide a, const SignedWide& b) {
  if (a.negative == b.negative) {
    a.magnitude += b.magnitude;
  } else if (a.magnitude >= b.magnitude) {
    a.magnitude -= b.magnitude;
  } else {
    SignedWide result = b;
    result.magnitude -= a.magnitude;
    return result;
  }
  return a;
}

std::optional<int64_t> DivideHalfEven(const SignedWide& numerator,
                                      const WideInteger& denominator) {
  std::optional<int64_t> quotient;
  if (numerator.magnitude.fits_128_bits() && denominator.fits_128_bits()) {
    // Nearly all figures in practice; ten times as fast.
    quotient = DivideShort(numerator.magnitude.low_128_bits(),
                           denominator.low_128_bits());
  } else {
    quotient = DivideLong(numerator.magnitude, denominator);
  }
  return quotient && numerator.negative ? -*quotient : quotient;
}

}  // namespace ketnoi::model
