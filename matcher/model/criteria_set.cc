#include "matcher/model/criteria_set.h"

#include <algorithm>
#include <cstddef>

#include "fmt/format.h"

namespace ketnoi::model {

namespace {

// whole * along / run, rounded down or up. Requires along < run.
uint64_t Part(uint64_t along, uint64_t run, uint32_t whole, bool up) {
  // In 64 bits, which are divided much faster, as long as the sum fits.
  constexpr uint64_t kNarrow = uint64_t{1} << 31;
  if (run < kNarrow) return (along * whole + (up ? run - 1 : 0)) / run;
  using Wide = unsigned __int128;
  return static_cast<uint64_t>((Wide{along} * whole + (up ? run - 1 : 0)) /
                               run);
}

}  // namespace

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
  const auto right =
      std::find_if(anchors_.begin(), anchors_.end(),
                   [x](const Anchor& anchor) { return x < anchor.x; });
  if (right == anchors_.begin()) return right->value;
  const Anchor& left = *(right - 1);
  if (right == anchors_.end()) return left.value;
  // Distances of int64 positions fit 64 bits without a sign.
  const uint64_t run =
      static_cast<uint64_t>(right->x) - static_cast<uint64_t>(left.x);
  const uint64_t along =
      static_cast<uint64_t>(x) - static_cast<uint64_t>(left.x);
  // Rising: floor of the part gained. Falling: the part lost, rounded up.
  const bool rises = right->value >= left.value;
  const auto whole = static_cast<uint32_t>(rises ? right->value - left.value
                                                 : left.value - right->value);
  const auto part = static_cast<int32_t>(Part(along, run, whole, !rises));
  return rises ? left.value + part : left.value - part;
}

}  // namespace ketnoi::model
