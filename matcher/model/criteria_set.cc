#include "matcher/model/criteria_set.h"

#include <algorithm>
#include <cstddef>

#include "fmt/format.h"

namespace ketnoi::model {

absl::Status ValueFunction::Check(int direction) const {
  constexpr int32_t kWhole = 10'000;
  if (anchors_.empty()) {
    return absl::InvalidArgumentError("a value function needs an anchor");
  }
  for (size_t i = 0; i < anchors_.size(); ++i) {
    const Anchor& anchor = anchors_[i];
    if (anchor.value < 0 || anchor.value > kWhole) {
      return absl::InvalidArgumentError(
          fmt::format("the value {} at x = {} is not between 0 and {}",
                      anchor.value, anchor.x, kWhole));
    }
    if (i == 0) continue;
    const Anchor& previous = anchors_[i - 1];
    if (anchor.x <= previous.x) {
      return absl::InvalidArgumentError(fmt::format(
          "x = {} does not come after x = {}", anchor.x, previous.x));
    }
    const int32_t rise = anchor.value - previous.value;
    if ((direction > 0 && rise < 0) || (direction < 0 && rise > 0)) {
      return absl::InvalidArgumentError(
          fmt::format("the value {} from {} at x = {} to {} at x = {}",
                      rise < 0 ? "falls" : "rises", previous.value, previous.x,
                      anchor.value, anchor.x));
    }
  }
  return absl::OkStatus();
}

int32_t ValueFunction::At(int64_t x) const {
  const auto right = std::upper_bound(
      anchors_.begin(), anchors_.end(), x,
      [](int64_t position, const Anchor& a) { return position < a.x; });
  if (right == anchors_.begin()) return right->value;
  const Anchor& left = *(right - 1);
  if (right == anchors_.end()) return left.value;
  // Distances of int64 positions take 65 bits.
  const __int128 run = __int128{right->x} - left.x;
  const __int128 along = __int128{x} - left.x;
  const __int128 rise = right->value - left.value;
  // Rising: floor of the part gained. Falling: the part lost, rounded up.
  const __int128 change =
      rise >= 0 ? along * rise / run : -((along * -rise + run - 1) / run);
  return left.value + static_cast<int32_t>(change);
}

}  // namespace ketnoi::model
