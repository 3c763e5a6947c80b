// The values a firm would write down: round figures between two ends.

#ifndef KETNOI_BENCHMARKS_GENERATOR_LADDER_H_
#define KETNOI_BENCHMARKS_GENERATOR_LADDER_H_

#include <cstdint>
#include <string_view>
#include <vector>

namespace ketnoi::generator {

// Millionths of a unit: exact for every figure of the tables.
using Micro = int64_t;

inline constexpr Micro kMicro = 1'000'000;

// Reads a plain decimal number ("0.05", "-40", "100000000000"). Further
// decimals than six are dropped. The text comes from the program's own tables.
Micro ParseMicro(std::string_view text);

// As a proto's number. One division, so the nearest double on every machine.
double ToDouble(Micro value);

// Ascending values from low to high, both included: 1, 1.2, 1.5, 2, ... times
// powers of ten where the ends are far apart, equal steps of 1, 2 or 5 times a
// power of ten where they are near or not positive. Values between the ends are
// multiples of `finest`. Requires low <= high and finest >= 1.
std::vector<Micro> Ladder(Micro low, Micro high, Micro finest = 1);

}  // namespace ketnoi::generator

#endif  // KETNOI_BENCHMARKS_GENERATOR_LADDER_H_
