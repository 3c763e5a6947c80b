// The step of prices towards a better Lagrangian bound.

#ifndef KETNOI_MATCHER_DEMAND_SUBGRADIENT_H_
#define KETNOI_MATCHER_DEMAND_SUBGRADIENT_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace ketnoi::demand {

// Held and Karp's rule: a price moves by its part of the subgradient times the
// distance to the value that is aimed at, divided by the subgradient's norm; by
// twice that at first, and half as much after each kPatience steps in vain.
// Integers throughout. Not thread-safe.
class Subgradient {
 public:
  // True while a step is worth while. Call after each bound, before a step;
  // `better` says whether the bound is the best so far.
  bool GoesOn(bool better) {
    in_vain_ = better ? 0 : in_vain_ + 1;
    if (in_vain_ >= kPatience) {
      in_vain_ = 0;
      factor_ /= 2;
    }
    return factor_ > 0;
  }

  // Moves each of `prices` by its part of `direction`, within low to high.
  // `distance`, at least 0, is in the unit of prices, below 2^48; parts of the
  // direction are below 2^20, or so many that they are scaled to that.
  void Move(const std::vector<int64_t>& direction, int64_t distance,
            int64_t low, int64_t high, std::vector<int64_t>& prices) const {
    int64_t norm = 0;
    for (const int64_t part : direction) norm += part * part;
    if (norm == 0) return;
    const int64_t rate = std::max<int64_t>(distance / norm, 1);
    for (size_t i = 0; i < prices.size(); ++i) {
      const int64_t step = direction[i] * rate * factor_ / kOne;
      prices[i] = std::clamp(prices[i] + step, low, high);
    }
  }

 private:
  static constexpr int kPatience = 20;
  static constexpr int64_t kOne = 1024;

  int64_t factor_ = 2 * kOne;
  int in_vain_ = 0;
};

}  // namespace ketnoi::demand

#endif  // KETNOI_MATCHER_DEMAND_SUBGRADIENT_H_
