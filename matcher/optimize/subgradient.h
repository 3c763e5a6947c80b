// The step of prices towards a better Lagrangian bound.

#ifndef KETNOI_MATCHER_OPTIMIZE_SUBGRADIENT_H_
#define KETNOI_MATCHER_OPTIMIZE_SUBGRADIENT_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace ketnoi::optimize {

// Held and Karp's rule: a price moves by its part of the direction times the
// distance to the value that is aimed at, divided by the direction's norm; by
// twice that at first, and half as much after each kPatience steps in vain. The
// direction is the subgradient and some of the direction before, which saves
// most of the way. Integers throughout. Not thread-safe.
class Subgradient {
 public:
  // True while a step is worth while. Call after each bound, before a step;
  // `better` says whether the bound is the best so far. After kPatience steps
  // in vain it goes back to the prices of the best.
  bool GoesOn(bool better, std::vector<int64_t>& prices) {
    in_vain_ = better ? 0 : in_vain_ + 1;
    if (better || best_prices_.empty()) best_prices_ = prices;
    if (in_vain_ >= kPatience) {
      in_vain_ = 0;
      factor_ /= 2;
      prices = best_prices_;
      direction_.clear();
    }
    return factor_ > 0;
  }

  // Moves each of `prices` by its part of `subgradient`, within low to high.
  // `distance`, at least 0, is in the unit of prices. Requires distances below
  // 2^56 and parts of the subgradient, as many as prices each time, whose
  // squares add up to less than 2^52.
  void Move(const std::vector<int64_t>& subgradient, int64_t distance,
            int64_t low, int64_t high, std::vector<int64_t>& prices) {
    direction_.resize(prices.size());
    int64_t norm = 0;
    for (size_t i = 0; i < prices.size(); ++i) {
      direction_[i] = direction_[i] * kKept / kWhole + subgradient[i] * kWhole;
      norm += direction_[i] * direction_[i];
    }
    if (norm == 0) return;
    const __int128 length = static_cast<__int128>(distance) * kWhole * factor_;
    const __int128 divisor = static_cast<__int128>(norm) * kOne;
    for (size_t i = 0; i < prices.size(); ++i) {
      const auto step = static_cast<int64_t>(length * direction_[i] / divisor);
      prices[i] = std::clamp(prices[i] + step, low, high);
    }
  }

 private:
  static constexpr int kPatience = 20;
  static constexpr int64_t kOne = 1024;  // of factor_
  // In the direction: of the subgradient, and of the direction before.
  static constexpr int64_t kWhole = 16;
  static constexpr int64_t kKept = 11;

  int64_t factor_ = 2 * kOne;
  int in_vain_ = 0;
  std::vector<int64_t> best_prices_, direction_;
};

}  // namespace ketnoi::optimize

#endif  // KETNOI_MATCHER_OPTIMIZE_SUBGRADIENT_H_
