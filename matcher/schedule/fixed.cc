#include "matcher/schedule/fixed.h"

#include <cstddef>

#include "fmt/format.h"

namespace ketnoi::schedule {

// In any order: what is against one of them is against all together.
absl::Status PlaceFixed(Timetable& timetable) {
  const FairIndex& index = timetable.index();
  for (size_t w = 0; w < index.fair->wishes.size(); ++w) {
    const Wish& wish = index.fair->wishes[w];
    if (!wish.fixed || timetable.SlotOf(static_cast<int32_t>(w)) != kNone) {
      continue;
    }
    const int32_t slot = wish.slots.Next(0);
    if (!timetable.Place(static_cast<int32_t>(w), slot)) {
      return absl::InvalidArgumentError(fmt::format(
          "wishes[{}] is fixed to slot {}, and cannot be held there{}", w, slot,
          index.can[w].Has(slot) ? " beside the others that are fixed" : ""));
    }
  }
  return absl::OkStatus();
}

}  // namespace ketnoi::schedule
