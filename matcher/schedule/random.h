// Numbers that look random and are the same on every machine.

#ifndef KETNOI_MATCHER_SCHEDULE_RANDOM_H_
#define KETNOI_MATCHER_SCHEDULE_RANDOM_H_

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "matcher/optimize/at.h"

namespace ketnoi::schedule {

// SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number
// generators", OOPSLA 2014). The standard library's distributions differ
// between implementations. Not thread-safe.
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}

  uint64_t Next() {
    state_ += 0x9e3779b97f4a7c15;
    uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }

  // 0 to count - 1; `count` is at least 1 and below 2^32.
  int32_t Below(size_t count) {
    return static_cast<int32_t>(((Next() >> 32) * count) >> 32);
  }
  // 0 to limit, which is at least 0.
  int64_t UpTo(int64_t limit) {
    return static_cast<int64_t>(Next() % (static_cast<uint64_t>(limit) + 1));
  }

  template <typename T>
  void Shuffle(std::vector<T>& items) {
    for (size_t i = items.size(); i > 1; --i) {
      std::swap(items[i - 1], items[At(Below(i))]);
    }
  }

 private:
  uint64_t state_;
};

}  // namespace ketnoi::schedule

#endif  // KETNOI_MATCHER_SCHEDULE_RANDOM_H_
