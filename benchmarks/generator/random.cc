#include "benchmarks/generator/random.h"

#include <algorithm>
#include <bit>
#include <limits>

namespace ketnoi::generator {
namespace {

uint64_t SplitMix(uint64_t& state) {
  state += 0x9E3779B97F4A7C15U;
  uint64_t z = state;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
  return z ^ (z >> 31);
}

}  // namespace

Random::Random(uint64_t seed, uint64_t stream) : state_{} {
  uint64_t mixed = seed;
  uint64_t start = SplitMix(mixed) ^ (stream * 0xD1342543DE82EF95U);
  for (uint64_t& word : state_) word = SplitMix(start);
}

uint64_t Random::Next() {
  const uint64_t result = std::rotl(state_[1] * 5, 7) * 9;
  const uint64_t shifted = state_[1] << 17;
  state_[2] ^= state_[0];
  state_[3] ^= state_[1];
  state_[1] ^= state_[2];
  state_[0] ^= state_[3];
  state_[2] ^= shifted;
  state_[3] = std::rotl(state_[3], 45);
  return result;
}

int64_t Random::Between(int64_t low, int64_t high) {
  const uint64_t count =
      static_cast<uint64_t>(high) - static_cast<uint64_t>(low) + 1;
  if (count == 0) return static_cast<int64_t>(Next());
  constexpr uint64_t kMax = std::numeric_limits<uint64_t>::max();
  const uint64_t limit = kMax - kMax % count;
  uint64_t drawn = Next();
  while (drawn >= limit) drawn = Next();
  return static_cast<int64_t>(static_cast<uint64_t>(low) + drawn % count);
}

bool Random::Chance(int per_mille) { return Between(0, 999) < per_mille; }

size_t Random::Weighted(std::span<const int> weights) {
  int64_t sum = 0;
  for (const int weight : weights) sum += weight;
  int64_t left = Between(0, sum - 1);
  size_t index = 0;
  while (left >= weights[index]) left -= weights[index++];
  return index;
}

int Random::Level() {
  return static_cast<int>((Between(0, 1000) + Between(0, 1000)) / 2);
}

int64_t Random::Logarithmic(int64_t low, int64_t high) {
  const auto first =
      static_cast<int64_t>(std::bit_width(static_cast<uint64_t>(low)));
  const auto last =
      static_cast<int64_t>(std::bit_width(static_cast<uint64_t>(high)));
  const int64_t power = Between(first, last);
  const int64_t begin = int64_t{1} << (power - 1);
  const int64_t end = power >= 63 ? high : (int64_t{1} << power) - 1;
  return Between(std::max(begin, low), std::min(end, high));
}

}  // namespace ketnoi::generator
