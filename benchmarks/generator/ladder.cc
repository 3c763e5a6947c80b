#include "benchmarks/generator/ladder.h"

#include <array>
#include <cstddef>

namespace ketnoi::generator {
namespace {

constexpr std::array<int64_t, 10> kMantissas = {10, 12, 15, 20, 25,
                                                30, 40, 50, 60, 80};
// Up to this ratio of the ends, equal steps are what a firm would write.
constexpr int64_t kNearRatio = 6;
constexpr int64_t kMostEqualSteps = 16;

std::vector<Micro> EqualSteps(Micro low, Micro high, Micro finest) {
  Micro step = finest;
  for (int turn = 0; (high - low) / step > kMostEqualSteps; ++turn) {
    step = turn % 3 == 1 ? step / 2 * 5 : step * 2;
  }
  std::vector<Micro> values;
  for (Micro value = low; value < high; value += step) values.push_back(value);
  values.push_back(high);
  return values;
}

}  // namespace

Micro ParseMicro(std::string_view text) {
  const bool negative = !text.empty() && text.front() == '-';
  if (negative) text.remove_prefix(1);
  Micro value = 0;
  Micro scale = 0;  // 0: before the decimal point
  for (const char c : text) {
    if (c == '.') {
      scale = kMicro;
    } else if (scale == 0) {
      value = value * 10 + (c - '0') * kMicro;
    } else {
      scale /= 10;
      value += (c - '0') * scale;
    }
  }
  return negative ? -value : value;
}

double ToDouble(Micro value) {
  return static_cast<double>(value) / static_cast<double>(kMicro);
}

std::vector<Micro> Ladder(Micro low, Micro high, Micro finest) {
  if (low <= 0 || high / kNearRatio < low) return EqualSteps(low, high, finest);
  std::vector<Micro> values = {low};
  Micro power = 1;
  while (power * 10 <= low) power *= 10;
  for (; power <= high; power *= 10) {
    for (const int64_t mantissa : kMantissas) {
      // Below ten millionths a tenth of the power is not a whole number.
      const Micro value =
          power >= 10 ? power / 10 * mantissa : power * mantissa / 10;
      if (value > values.back() && value < high && value % finest == 0) {
        values.push_back(value);
      }
    }
  }
  if (high > values.back()) values.push_back(high);
  return values;
}

}  // namespace ketnoi::generator
