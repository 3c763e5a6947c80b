#include "benchmarks/bandwidth.h"

#include <array>
#include <cstddef>
#include <cstdint>

#include "benchmarks/workload.h"

namespace ketnoi::benchmarks {
namespace {

constexpr size_t kBytes = size_t{1} << 30;
constexpr int kPasses = 7;
constexpr size_t kLanes = 8;  // sums that do not wait for one another

uint64_t Sum(const std::vector<uint64_t>& words) {
  std::array<uint64_t, kLanes> sums{};
  for (size_t i = 0; i < words.size(); i += kLanes) {
    for (size_t lane = 0; lane < kLanes; ++lane) sums[lane] += words[i + lane];
  }
  uint64_t sum = 0;
  for (const uint64_t lane : sums) sum += lane;
  return sum;
}

}  // namespace

std::vector<double> MeasureReadBandwidth() {
  // Not zeros, of which the system may keep one page for all.
  const std::vector<uint64_t> words(kBytes / sizeof(uint64_t), 1);
  std::vector<double> passes;
  for (int i = 0; i < kPasses; ++i) {
    const CpuClock clock;
    // Volatile, so that the loop is not left out.
    [[maybe_unused]] const volatile uint64_t sum = Sum(words);
    const double milliseconds = clock.Milliseconds();
    passes.push_back(static_cast<double>(kBytes) / milliseconds * 1e-6);
  }
  return passes;
}

}  // namespace ketnoi::benchmarks
