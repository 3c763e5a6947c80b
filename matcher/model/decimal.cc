#include "matcher/model/decimal.h"

#include <charconv>
#include <cmath>
#include <cstdlib>
#include <system_error>

#include "fmt/format.h"
#include "matcher/model/wide_integer.h"

namespace ketnoi::model {
namespace {

constexpr int64_t kDigitsEnd = 1'000'000'000'000'000'000;  // 10^18
constexpr int kLargestScale = 36;
constexpr int kLargestExponent = 400;  // beyond that of any double

// Brings digits * 10^-scale into the range of Decimal, without changing it.
std::optional<Decimal> InRange(int64_t digits, int scale) {
  if (digits == 0) return Decimal{};
  while (scale > 0 && digits % 10 == 0) {
    digits /= 10;
    --scale;
  }
  for (; scale < 0; ++scale) {
    if (std::abs(digits) >= kDigitsEnd / 10) return std::nullopt;
    digits *= 10;
  }
  if (scale > kLargestScale) return std::nullopt;
  return Decimal{digits, scale};
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Takes the digits at the front of `text`. Zeros after the last other digit are
// only counted, so that any number of them is in range. False if there are
// none, or too many for a Decimal.
struct DigitRun {
  int64_t digits = 0;
  int pending_zeros = 0;
  int count = 0;

  bool Take(std::string_view& text) {
    if (text.empty() || !IsDigit(text.front())) return false;
    for (; !text.empty() && IsDigit(text.front()); text.remove_prefix(1)) {
      ++count;
      if (text.front() == '0') {
        if (digits != 0) ++pending_zeros;
        continue;
      }
      if (!Append(text.front() - '0')) return false;
    }
    return true;
  }

  bool Append(int digit) {
    for (; pending_zeros > 0; --pending_zeros) {
      if (digits >= kDigitsEnd / 10) return false;
      digits *= 10;
    }
    if (digits >= kDigitsEnd / 10) return false;
    digits = digits * 10 + digit;
    return true;
  }
};

// Takes "e3", "E-05" or nothing.
std::optional<int> TakeExponent(std::string_view text) {
  if (text.empty()) return 0;
  if (text.front() != 'e' && text.front() != 'E') return std::nullopt;
  text.remove_prefix(1);
  if (text.starts_with('+')) {
    text.remove_prefix(1);
    if (text.starts_with('-')) return std::nullopt;
  }
  int exponent = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), exponent);
  if (error != std::errc() || end != text.data() + text.size()) {
    return std::nullopt;
  }
  if (std::abs(exponent) > kLargestExponent) return std::nullopt;
  return exponent;
}

SignedWide ToWide(int64_t value) {
  const auto bits = static_cast<uint64_t>(value);
  return {value < 0, WideInteger(value < 0 ? ~bits + 1 : bits)};
}

}  // namespace

std::optional<Decimal> DecimalFromDouble(double value) {
  if (!std::isfinite(value)) return std::nullopt;
  char text[32];
  const auto [end, error] = std::to_chars(text, text + sizeof text, value,
                                          std::chars_format::scientific);
  if (error != std::errc()) return std::nullopt;
  return DecimalFromText(
      std::string_view(text, static_cast<size_t>(end - text)));
}

std::optional<Decimal> DecimalFromText(std::string_view text) {
  constexpr size_t kLongestText = 1000;
  if (text.size() > kLongestText) return std::nullopt;
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  DigitRun run;
  if (!run.Take(text)) return std::nullopt;
  const int whole_count = run.count;
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    if (!run.Take(text)) return std::nullopt;
  }
  const std::optional<int> exponent = TakeExponent(text);
  if (!exponent) return std::nullopt;
  return InRange(negative ? -run.digits : run.digits,
                 run.count - whole_count - run.pending_zeros - *exponent);
}

std::optional<int64_t> Rescale(Decimal value, int64_t numerator,
                               int64_t denominator, Decimal offset,
                               int decimals) {
  // value * numerator / denominator + offset over the denominator
  // denominator * 10^(both scales); below 2^63 * 10^72 * 10^9 * 2^63 < 2^396.
  SignedWide scaled = ToWide(value.digits);
  (scaled.magnitude *= static_cast<uint64_t>(numerator))
      .ScaleByPowerOfTen(offset.scale + decimals);
  SignedWide added = ToWide(offset.digits);
  (added.magnitude *= static_cast<uint64_t>(denominator))
      .ScaleByPowerOfTen(value.scale + decimals);
  WideInteger divisor(static_cast<uint64_t>(denominator));
  divisor.ScaleByPowerOfTen(value.scale + offset.scale);
  return DivideHalfEven(scaled + added, divisor);
}

std::optional<int64_t> RescaleReciprocal(Decimal value, int64_t numerator,
                                         int64_t denominator, int decimals) {
  if (value.digits <= 0) return std::nullopt;
  WideInteger scaled(static_cast<uint64_t>(numerator));
  scaled.ScaleByPowerOfTen(value.scale + decimals);
  WideInteger divisor(static_cast<uint64_t>(denominator));
  divisor *= static_cast<uint64_t>(value.digits);
  return DivideHalfEven({false, scaled}, divisor);
}

std::string DecimalText(int64_t digits, int decimals) {
  const auto bits = static_cast<uint64_t>(digits);
  std::string text = std::to_string(digits < 0 ? ~bits + 1 : bits);
  if (decimals > 0) {
    const auto places = static_cast<size_t>(decimals);
    if (text.size() <= places) text.insert(0, places + 1 - text.size(), '0');
    text.insert(text.size() - places, 1, '.');
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
  }
  return digits < 0 ? "-" + text : text;
}

std::string NumberText(double value) {
  const std::optional<Decimal> decimal = DecimalFromDouble(value);
  return decimal ? DecimalText(decimal->digits, decimal->scale)
                 : fmt::format("{}", value);
}

}  // namespace ketnoi::model
