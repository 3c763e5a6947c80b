// Pseudo-random numbers that are the same on every machine.
//
// xoshiro256** seeded by splitmix64, and integer arithmetic only: the standard
// library leaves its distributions open, so none is used.

#ifndef KETNOI_BENCHMARKS_GENERATOR_RANDOM_H_
#define KETNOI_BENCHMARKS_GENERATOR_RANDOM_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace ketnoi::generator {

// Not thread-safe; cheap to construct, so each record has a stream of its own
// and does not depend on the records before it.
class Random {
 public:
  Random(uint64_t seed, uint64_t stream);

  uint64_t Next();

  // Uniform in [low, high]; requires low <= high.
  int64_t Between(int64_t low, int64_t high);

  // True in `per_mille` of 1,000 cases.
  bool Chance(int per_mille);

  // Index of a weight, in proportion to it; requires a positive sum.
  size_t Weighted(std::span<const int> weights);

  // 0 to 1,000, most often in the middle.
  int Level();

  // Uniform in powers of two, then within the power: small values are as
  // frequent as large ones. Requires 1 <= low <= high.
  int64_t Logarithmic(int64_t low, int64_t high);

 private:
  std::array<uint64_t, 4> state_;
};

}  // namespace ketnoi::generator

#endif  // KETNOI_BENCHMARKS_GENERATOR_RANDOM_H_
