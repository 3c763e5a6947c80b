// A seeded source of choices, the same on every machine.

#ifndef KETNOI_TESTS_TESTING_DICE_H_
#define KETNOI_TESTS_TESTING_DICE_H_

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ketnoi::testing {

// SplitMix64. Not thread-safe; one per case.
class Dice {
 public:
  explicit Dice(uint64_t seed) : state_(seed) {}

  uint64_t Next() {
    uint64_t z = (state_ += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
  }

  // 0 to n - 1. Requires n > 0.
  int32_t Below(int32_t n) {
    return static_cast<int32_t>(Next() % static_cast<uint64_t>(n));
  }
  // low to high, both included.
  int32_t Between(int32_t low, int32_t high) {
    return low + Below(high - low + 1);
  }
  bool Chance(int32_t percent) { return Below(100) < percent; }

  template <class T>
  const T& Pick(const std::vector<T>& values) {
    return values[static_cast<size_t>(
        Below(static_cast<int32_t>(values.size())))];
  }

  // Each value with the given chance, in order.
  template <class T>
  std::vector<T> Some(const std::vector<T>& values, int32_t percent) {
    std::vector<T> chosen;
    for (const T& value : values) {
      if (Chance(percent)) chosen.push_back(value);
    }
    return chosen;
  }

  // As Some, but at least one.
  template <class T>
  std::vector<T> SomeOf(const std::vector<T>& values, int32_t percent) {
    std::vector<T> chosen = Some(values, percent);
    if (chosen.empty()) chosen.push_back(Pick(values));
    return chosen;
  }

 private:
  uint64_t state_;
};

}  // namespace ketnoi::testing

#endif  // KETNOI_TESTS_TESTING_DICE_H_
